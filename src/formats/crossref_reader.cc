// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/crossref_reader.h"

#include <algorithm>
#include <array>

#include "formats/json_members.h"
#include "formats/json_service.h"
#include "formats/language_tag.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

// CSL-JSON of other makers has a DOI too, but neither these keys nor lists for its titles.
bool is_work(JsonObject object) {
  if (!has_key(object, "DOI")) return false;
  if (list_at(object, "title") || list_at(object, "container-title")) return true;
  return has_key(object, "member") || has_key(object, "indexed") || has_key(object, "is-referenced-by-count");
}

bool is_answer(JsonObject object) {
  if (has_keys(object, {"status", "message-type", "message"})) return true;
  const auto message = object_at(object, "message");
  return message && (is_work(*message) || has_keys(*message, {"total-results", "items-per-page"}));
}

// {"date-parts": [[2019, 5, 9]]}, with as many parts as are known; unknown ones may be null.
std::optional<PartialDate> date_parts_at(JsonObject object, std::string_view key) {
  const auto dates = list_at(object, key);
  if (!dates || dates->size() == 0) return std::nullopt;
  JsonList parts;
  if (dates->at(0).get(parts) != simdjson::SUCCESS) return std::nullopt;
  std::array<std::int64_t, 3> numbers{};
  std::size_t count = 0;
  for (const JsonValue part : parts) {
    if (count == numbers.size() || part.get(numbers[count]) != simdjson::SUCCESS) break;
    ++count;
  }
  const auto text_of_part = [&](std::size_t i) {
    return i < count ? std::to_string(numbers[i]) : std::string();
  };
  return date_of_parts(text_of_part(0), text_of_part(1), text_of_part(2));
}

std::optional<PartialDate> publication_date(JsonObject work) {
  for (const std::string_view key : {"issued.date-parts", "published.date-parts"}) {
    if (const auto date = date_parts_at(work, key)) return date;
  }
  std::optional<PartialDate> earliest;
  for (const std::string_view key :
       {"published-online.date-parts", "published-print.date-parts", "posted.date-parts"}) {
    const auto date = date_parts_at(work, key);
    if (date && (!earliest || date->day < earliest->day)) earliest = date;
  }
  return earliest;
}

std::string title_of(JsonObject work) {
  std::string title = text_at(work, "title");
  std::string subtitle = text_at(work, "subtitle");
  if (title.empty()) return subtitle;
  const bool is_new = ascii_lower(title).find(ascii_lower(subtitle)) == std::string::npos;
  return is_new ? title + (title.ends_with(':') ? " " : ": ") + subtitle : title;
}

std::string author_name(JsonObject author) {
  std::string name =
      name_of_parts(text_at(author, "given"), text_at(author, "family"), text_at(author, "suffix"));
  if (name.empty()) name = text_at(author, "name");
  return name.empty() ? text_at(author, "literal") : name;
}

// The first update of the work that takes it back.
void read_withdrawal(JsonObject work, SourceRecord& record) {
  constexpr std::array<std::string_view, 3> kKinds{"retraction", "removal", "withdrawal"};
  for_each_object(work, "updated-by", [&](JsonObject update) {
    const std::string kind = ascii_lower(text_at(update, "type"));
    if (record.deleted || std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end()) return;
    record.deleted = true;
    const std::string by = text_at(update, "DOI");
    record.notice = notice_of("Crossref has a " + kind + (by.empty() ? "" : ": doi:" + by));
  });
}

void read_work(JsonObject object, SourceRecord& record) {
  const JsonObject work = object_at(object, "message").value_or(object);
  const std::string doi = text_at(work, "DOI");
  add_doi(record, doi);
  record.key = ascii_lower(doi);
  record.title = title_of(work);
  record.abstract = text_at(work, "abstract");
  for_each_object(work, "author", [&](JsonObject author) {
    add_author(record, author_name(author), text_at(author, "ORCID"));
  });
  record.published = publication_date(work);
  record.stated = day_at(work, "indexed.date-time");
  set_venue(record, text_at(work, "container-title"));
  if (record.venue.empty()) set_venue(record, text_at(work, "event.name"));
  record.url = text_at(work, "URL");
  record.language = language_tag(text_at(work, "language"));
  read_withdrawal(work, record);
}

constexpr std::array<std::string_view, 1> kLists{"message.items"};
constexpr std::array<std::string_view, 1> kNextPages{"message.next-cursor"};
constexpr std::array<std::string_view, 3> kMarks{"\"DOI\":", "\"prefix\":", "\"reference-count\":"};

}  // namespace

constinit const JsonService kCrossref{
    "crossref", kLists, kNextPages, is_work,
    is_answer,  kMarks, read_work,  {"cursor", "*", "message.total-results"}};

bool is_crossref(const Head& head) {
  return is_json_service(head, kCrossref);
}

std::unique_ptr<Reader> make_crossref_reader(const ReaderOptions&) {
  return make_json_service_reader(kCrossref);
}

}  // namespace broadsheet::formats
