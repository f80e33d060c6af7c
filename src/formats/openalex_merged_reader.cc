// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/openalex_merged_reader.h"

#include <array>
#include <fmt/format.h>
#include <utility>

#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/line_reader.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

// A row has three short columns; defends memory as kRecordBytesMax does for records.
constexpr std::size_t kRowBytesMax = 4096;
constexpr std::size_t kIdDigitsMax = 19;
constexpr std::string_view kHeading = "merge_date,id,merge_into_id";

// "W2741809807" of an id, bare or as an address; empty if it is none.
std::string_view entity_id(std::string_view text) {
  text = trim(text);
  text.remove_prefix(text.rfind('/') + 1);
  if (text.size() < 2 || text.size() > kIdDigitsMax + 1 || text[0] < 'A' || text[0] > 'Z') return {};
  return text.find_first_not_of("0123456789", 1) == std::string_view::npos ? text : std::string_view();
}

struct Merge {
  std::string_view id;
  std::string_view into;
  Day day;
};

// Sets `reason` for a row that can't be read.
std::optional<Merge> read_row(std::string_view line, std::string& reason) {
  std::array<std::string_view, 3> columns;
  for (std::string_view& column : columns) {
    const std::size_t comma = line.find(',');
    column = line.substr(0, comma);
    line.remove_prefix(comma == std::string_view::npos ? line.size() : comma + 1);
  }
  const auto date = iso_date(columns[0]);
  const Merge merge{entity_id(columns[1]), entity_id(columns[2]), date ? date->day : Day()};
  if (!date || date->precision != DatePrecision::kDay) {
    reason = fmt::format("{} is no day", quote(columns[0]));
  } else if (merge.id.empty()) {
    reason = fmt::format("{} is no id of OpenAlex", quote(columns[1]));
  }
  return reason.empty() ? std::optional(merge) : std::nullopt;
}

class OpenAlexMergedReader final : public LineReader {
 public:
  OpenAlexMergedReader() : LineReader(kRowBytesMax) {}

 private:
  void read_line(const Line& line, RecordSink& sink) override {
    const std::string_view text = trim(line.text);
    if (!line.too_long && (text.empty() || text == kHeading)) return;
    std::string reason;
    if (line.too_long) {
      reason = fmt::format("line longer than {} bytes", kRowBytesMax);
    } else if (const auto merge = read_row(text, reason)) {
      if (merge->id.front() != 'W') {
        ++others_;
        return;
      }
      sink.on_record(record_of(*merge), text, {.line = line.number, .offset = {}});
    }
    if (!reason.empty()) sink.on_reject({{.line = line.number, .offset = {}}, {}, std::move(reason)});
    any_ = true;
  }

  void end(RecordSink& sink) override {
    if (others_ > 0) sink.on_note(fmt::format("{} of other entities than works", others_));
    if (!any_ && others_ == 0) sink.on_note("empty list");
  }

  static SourceRecord record_of(const Merge& merge) {
    SourceRecord record;
    record.source = "openalex";
    record.key = merge.id;
    record.stated = merge.day;
    record.deleted = true;
    record.notice =
        fmt::format("merged into {} by OpenAlex", merge.into.empty() ? "another work" : merge.into);
    return record;
  }

  std::uint64_t others_ = 0;
  bool any_ = false;
};

}  // namespace

bool is_openalex_merged(const Head& head) {
  return head.text.starts_with(kHeading);
}

std::unique_ptr<Reader> make_openalex_merged_reader(const ReaderOptions&) {
  return std::make_unique<OpenAlexMergedReader>();
}

}  // namespace broadsheet::formats
