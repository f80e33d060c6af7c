// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/json_lines_reader.h"

#include <fmt/format.h>

#include "formats/json_lines_record.h"
#include "formats/json_values.h"
#include "formats/limits.h"
#include "formats/line_reader.h"

namespace broadsheet::formats {

namespace {

class JsonLinesReader final : public LineReader {
 public:
  explicit JsonLinesReader(const ReaderOptions& options) : options_(options) {}

 private:
  void read_line(const Line& line, RecordSink& sink) override {
    if (!line.too_long && trim(line.text).empty()) return;
    any_ = true;
    Location where;
    where.line = line.number;
    std::string reason;
    std::string id;
    if (line.too_long) {
      reason = fmt::format("line longer than {} bytes", kRecordBytesMax);
    } else if (const auto object = parser_.parse_object(line.text, line.readable, reason)) {
      SourceRecord record;
      reason = read_json_lines_record(*object, options_, record);
      if (reason.empty()) {
        sink.on_record(std::move(record), line.text, where);
      } else if (!record.ids.empty()) {
        id = record.ids.front();
      }
    }
    if (!reason.empty()) {
      if (id.empty()) id = id_in_broken_json(line.text);
      sink.on_reject({where, std::move(id), std::move(reason)});
    }
  }

  void end(RecordSink& sink) override {
    if (!any_) sink.on_note("empty list");
  }

  ReaderOptions options_;
  JsonParser parser_;
  bool any_ = false;
};

// Our JSON Lines have a title, or an id that is deleted, and mostly keys that we know: other services'
// objects have a title too, but name most things differently.
bool is_json_lines_record(JsonObject object) {
  if (has_key(object, "_id") || has_key(object, "paper") || has_key(object, "publishedAt")) return false;
  JsonValue title;
  const bool has_title = object.at_key("title").get(title) == simdjson::SUCCESS && title.is_string();
  if (!has_title && !(has_key(object, "id") && has_key(object, "deleted"))) return false;
  std::size_t known = 0;
  for (const auto field : object) known += is_json_lines_key(field.key) ? 1 : 0;
  return 2 * known >= object.size();
}

// A record that is longer than the head, told without a parser: its first key is one of ours.
bool looks_like_json_lines(std::string_view line) {
  if (line.substr(0, 1) != "{") return false;
  const std::string_view rest = trim(line.substr(1));
  const std::size_t end = rest.find('"', 1);
  if (rest.substr(0, 1) != "\"" || end == std::string_view::npos ||
      !is_json_lines_key(rest.substr(1, end - 1)))
    return false;
  return line.find("\"title\":") != std::string_view::npos &&
         line.find("\"paper\":") == std::string_view::npos &&
         line.find("\"publishedAt\":") == std::string_view::npos;
}

}  // namespace

bool is_json_lines(const Head& head) {
  JsonParser parser;
  bool found = false;
  for_each_line(head, [&](std::string_view line) {
    std::string reason;
    if (line.front() == '{') {
      // A copy, since the trimmed view may end anywhere within the head.
      const auto object = parser.parse_object(line, line.size(), reason);
      found = object && is_json_lines_record(*object);
    }
    return !found;
  });
  if (found) return true;
  const std::size_t last = head.text.rfind('\n');
  return !head.is_whole &&
         looks_like_json_lines(trim(head.text.substr(last == std::string_view::npos ? 0 : last + 1)));
}

std::unique_ptr<Reader> make_json_lines_reader(const ReaderOptions& options) {
  return std::make_unique<JsonLinesReader>(options);
}

}  // namespace broadsheet::formats
