// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/json_lines_reader.h"

#include <fmt/format.h>

#include "formats/json_lines_record.h"
#include "formats/json_values.h"
#include "formats/line_splitter.h"

namespace broadsheet::formats {

namespace {

class JsonLinesReader final : public Reader {
 public:
  explicit JsonLinesReader(const ReaderOptions& options) : options_(options) {}

  Result<void> feed(std::string_view bytes, RecordSink& sink) override {
    if (!stopped_) {
      lines_.feed(bytes, [&](const Line& line) { return read_line(line, sink); });
    }
    return {};
  }

  Result<void> finish(RecordSink& sink) override {
    if (!stopped_) {
      lines_.finish([&](const Line& line) { return read_line(line, sink); });
    }
    if (!stopped_ && !any_) sink.on_note("empty list");
    return {};
  }

 private:
  bool read_line(const Line& line, RecordSink& sink) {
    if (!line.too_long && trim(line.text).empty()) return true;
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
    stopped_ = sink.stopped();
    return !stopped_;
  }

  ReaderOptions options_;
  LineSplitter lines_;
  JsonParser parser_;
  bool any_ = false;
  bool stopped_ = false;
};

}  // namespace

std::unique_ptr<Reader> make_json_lines_reader(const ReaderOptions& options) {
  return std::make_unique<JsonLinesReader>(options);
}

}  // namespace broadsheet::formats
