// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/csl_json_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "formats/citation.h"
#include "formats/fields.h"
#include "formats/json_members.h"
#include "formats/json_service.h"
#include "formats/json_values.h"
#include "formats/language_tag.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

std::string name_of(JsonObject name) {
  if (std::string literal = text_at(name, "literal"); !literal.empty()) return literal;
  std::string family = name_of_parts(text_at(name, "non-dropping-particle"), text_at(name, "family"));
  family = name_of_parts(text_at(name, "dropping-particle"), family);
  return name_of_parts(text_at(name, "given"), family, text_at(name, "suffix"));
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
  if (const auto raw = loose_date(text_at(date, "raw"))) return raw;
  return loose_date(text_at(date, "literal"));
}

void read_item(JsonObject item, SourceRecord& record) {
  record.title = text_at(item, "title");
  record.abstract = text_at(item, "abstract");
  for_each_object(item, "author", [&](JsonObject name) {
    add_author(record, name_of(name), text_at(name, "ORCID"));  // which Crossref adds to what CSL defines
  });
  record.published = date_in(item, "issued");
  if (!record.published) record.published = date_in(item, "available-date");
  record.venue = text_at(item, "container-title");
  if (record.venue.empty()) record.venue = text_at(item, "event-title");
  record.comment = text_at(item, "note");
  record.language = language_tag(text_at(item, "language"));
  if (ascii_lower(text_at(item, "archive")) == "arxiv")
    add_known_id(record, "arxiv:" + text_at(item, "archive_location"));
  add_arxiv_id_in(record, text_at(item, "number"));
  add_cited_doi(record, text_at(item, "DOI"));
  add_cited_url(record, text_at(item, "URL"));
  add_arxiv_id_in(record, record.venue);
  record.key = text_at(item, "id");
  add_own_texts(record.own.tags, text_at(item, "keyword"), ",;");
  record.own.note = own_text(text_at(item, "annote"), kOwnNoteBytesMax);
  record.own.mark = own_text(text_at(item, "custom." + std::string(kMarkField)), kOwnMarkBytesMax);
}

// A type that only CSL has (not "book" and "dataset", which many formats name), or a date in its form; and
// not the administrative keys of Crossref's own answers.
bool is_csl_item(JsonObject item) {
  constexpr std::array<std::string_view, 8> kTypes{
      "article-journal",    "article-magazine", "article-newspaper",      "paper-conference",
      "entry-encyclopedia", "post-weblog",      "personal_communication", "legal_case"};
  if (has_key(item, "reference-count") || has_key(item, "is-referenced-by-count")) return false;
  const std::string type = text_at(item, "type");
  if (type.empty() || !has_key(item, "title")) return false;
  if (std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end()) return true;
  JsonObject issued;
  return item.at_key("issued").get(issued) == simdjson::SUCCESS && has_key(issued, "date-parts");
}

// There is no service behind it, and so no answer but items.
bool is_answer(JsonObject /*object*/) {
  return false;
}

constexpr JsonService kCslJson{"csl-json", {}, {}, is_csl_item, is_answer, {}, read_item};

}  // namespace

bool is_csl_json(const Head& head) {
  return is_json_service(head, kCslJson);
}

std::unique_ptr<Reader> make_csl_json_reader(const ReaderOptions& /*options*/) {
  return make_json_service_reader(kCslJson);
}

}  // namespace broadsheet::formats
