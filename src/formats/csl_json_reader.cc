// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/csl_json_reader.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <utility>

#include "formats/citation.h"
#include "formats/fields.h"
#include "formats/json_elements.h"
#include "formats/json_values.h"
#include "formats/language_tag.h"
#include "formats/limits.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

// The text of a key; the first one of a list, as some services write titles. A number is its digits.
std::string text_of(JsonObject object, std::string_view key) {
  JsonValue value;
  if (object.at_key(key).get(value) != simdjson::SUCCESS) return {};
  simdjson::dom::array list;
  if (value.get(list) == simdjson::SUCCESS && list.at(0).get(value) != simdjson::SUCCESS) return {};
  std::string text;
  if (std::int64_t number = 0; value.get(number) == simdjson::SUCCESS) return std::to_string(number);
  read_text(value, text);
  return text;
}

std::string name_of(JsonObject name) {
  if (std::string literal = text_of(name, "literal"); !literal.empty()) return literal;
  std::string family = name_of_parts(text_of(name, "non-dropping-particle"), text_of(name, "family"), {});
  family = name_of_parts(text_of(name, "dropping-particle"), family, {});
  return name_of_parts(text_of(name, "given"), family, text_of(name, "suffix"));
}

std::vector<std::string> authors_of(JsonObject item) {
  std::vector<std::string> authors;
  simdjson::dom::array list;
  if (item.at_key("author").get(list) != simdjson::SUCCESS) return authors;
  for (const JsonValue value : list) {
    JsonObject name;
    if (value.get(name) != simdjson::SUCCESS) continue;
    std::string text = name_of(name);
    if (!text.empty()) authors.push_back(std::move(text));
    if (authors.size() > kAuthorsMax) break;
  }
  return authors;
}

// A part of a date is a number or, from some writers, a text of digits. 0 for neither.
unsigned date_part(JsonValue value) {
  std::int64_t number = 0;
  constexpr std::int64_t kPartMax = 9999;
  if (value.get(number) == simdjson::SUCCESS)
    return number > 0 && number <= kPartMax ? static_cast<unsigned>(number) : 0;
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS || text.empty() || text.size() > 4) return 0;
  unsigned part = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    part = part * 10 + static_cast<unsigned>(c - '0');
  }
  return part;
}

// {"date-parts": [[2026, 8, 18]]}, of a range the beginning; {"raw": "2026-08-18"}; {"literal": "August
// 2026"}.
std::optional<PartialDate> date_in(JsonObject item, std::string_view key) {
  JsonObject date;
  if (item.at_key(key).get(date) != simdjson::SUCCESS) return std::nullopt;
  simdjson::dom::array dates;
  simdjson::dom::array parts;
  if (date.at_key("date-parts").get(dates) == simdjson::SUCCESS &&
      dates.at(0).get(parts) == simdjson::SUCCESS) {
    std::array<unsigned, 3> numbers{};
    std::size_t count = 0;
    for (const JsonValue part : parts) {
      if (count == numbers.size()) break;
      numbers[count++] = date_part(part);
    }
    if (numbers[0] != 0) return date_of(static_cast<int>(numbers[0]), numbers[1], numbers[2]);
  }
  if (const auto raw = loose_date(text_of(date, "raw"))) return raw;
  return loose_date(text_of(date, "literal"));
}

std::string read_item(JsonObject item, SourceRecord& record) {
  record.source = "csl-json";
  record.title = text_of(item, "title");
  record.abstract = text_of(item, "abstract");
  record.authors = authors_of(item);
  record.published = date_in(item, "issued");
  if (!record.published) record.published = date_in(item, "available-date");
  record.venue = text_of(item, "container-title");
  if (record.venue.empty()) record.venue = text_of(item, "event-title");
  record.comment = text_of(item, "note");
  record.language = language_tag(text_of(item, "language"));
  if (ascii_lower(text_of(item, "archive")) == "arxiv")
    add_known_id(record, "arxiv:" + text_of(item, "archive_location"));
  add_arxiv_id_in(record, text_of(item, "number"));
  add_cited_doi(record, text_of(item, "DOI"));
  add_cited_url(record, text_of(item, "URL"));
  add_arxiv_id_in(record, record.venue);
  record.key = text_of(item, "id");
  if (record.key.empty()) record.key = default_key(record);
  return broken_rule(record);
}

class CslJsonReader final : public Reader {
 public:
  Result<void> feed(std::string_view bytes, RecordSink& sink) override {
    for (const char byte : bytes) {
      if (stopped_) return {};
      if (elements_.push(byte)) read_element(elements_.element(), sink);
      if (elements_.broken()) return fail("unexpected text in the JSON document");
    }
    return {};
  }

  Result<void> finish(RecordSink& sink) override {
    if (stopped_ || elements_.broken()) return {};
    if (!elements_.complete()) return fail("the JSON document is cut off");
    if (!any_) sink.on_note("empty list");
    return {};
  }

 private:
  Error fail(std::string_view what) {
    stopped_ = true;
    return {ErrorCode::kInvalid, fmt::format("{} at byte {}", what, elements_.offset())};
  }

  void read_element(const JsonElement& element, RecordSink& sink) {
    any_ = true;
    SourceRecord record;
    std::string reason;
    if (element.too_long) {
      reason = fmt::format("record longer than {} bytes", kRecordBytesMax);
    } else if (const auto item = parser_.parse_object(element.text, element.readable, reason)) {
      reason = read_item(*item, record);
    }
    const Location where{std::nullopt, element.offset};
    if (reason.empty()) {
      sink.on_record(std::move(record), element.text, where);
    } else {
      std::string id =
          record.ids.empty() ? id_in_broken_json(element.text.substr(0, kTitleBytesMax)) : record.ids.front();
      sink.on_reject({where, std::move(id), std::move(reason)});
    }
    stopped_ = sink.stopped();
  }

  JsonElements elements_;
  JsonParser parser_;
  bool any_ = false;
  bool stopped_ = false;
};

// A type that only CSL has (not "book" and "dataset", which many formats name), or a date in its form; and
// not the administrative keys of Crossref's own answers.
bool is_csl_item(JsonObject item) {
  constexpr std::array<std::string_view, 8> kTypes{
      "article-journal",    "article-magazine", "article-newspaper",      "paper-conference",
      "entry-encyclopedia", "post-weblog",      "personal_communication", "legal_case"};
  if (has_key(item, "reference-count") || has_key(item, "is-referenced-by-count")) return false;
  const std::string type = text_of(item, "type");
  if (type.empty() || !has_key(item, "title")) return false;
  if (std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end()) return true;
  JsonObject issued;
  return item.at_key("issued").get(issued) == simdjson::SUCCESS && has_key(issued, "date-parts");
}

}  // namespace

// The first element of the list, or the one object, decides.
bool is_csl_json(const Head& head) {
  if (!head.is_json()) return false;
  JsonElements elements;
  JsonParser parser;
  std::string reason;
  for (const char byte : head.text) {
    const bool ended = elements.push(byte);
    if (elements.broken()) return false;
    if (!ended) continue;
    const auto item = parser.parse_object(elements.element().text, elements.element().readable, reason);
    return item && is_csl_item(*item);
  }
  return false;
}

std::unique_ptr<Reader> make_csl_json_reader(const ReaderOptions& /*options*/) {
  return std::make_unique<CslJsonReader>();
}

}  // namespace broadsheet::formats
