// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/openalex_reader.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "formats/json_members.h"
#include "formats/json_service.h"
#include "formats/language_tag.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

constexpr std::string_view kWorkUrl = "https://openalex.org/W";

bool is_work(JsonObject object) {
  if (text_at(object, "id").starts_with(kWorkUrl)) return true;
  // A selection of fields may leave the id out.
  return has_key(object, "abstract_inverted_index") ||
         (has_keys(object, {"authorships", "title"}) || has_keys(object, {"authorships", "display_name"}));
}

bool is_answer(JsonObject object) {
  return has_keys(object, {"meta", "results"}) && value_at(object, "meta.db_response_time_ms").has_value();
}

// The day that a work has; 2019-01-01 stands for a year alone.
std::optional<PartialDate> publication_date(JsonObject work) {
  auto date = date_at(work, "publication_date");
  if (!date) return date_at(work, "publication_year");
  const std::chrono::year_month_day day{date->day};
  if (day.month() == std::chrono::January && day.day() == std::chrono::day{1}) {
    date->precision = DatePrecision::kYear;
  }
  return date;
}

// Where the work can be read: the first place is the publisher's where there is one, and a repository's name
// is no venue.
void read_place(JsonObject place, SourceRecord& record) {
  const std::string url = text_at(place, "landing_page_url");
  if (canonical_id(url).value_or("").starts_with("arxiv:")) add_known_id(record, url);
  if (record.url.empty()) record.url = url;
  if (record.venue.empty() && text_at(place, "source.type") != "repository") {
    set_venue(record, text_at(place, "source.display_name"));
  }
}

void read_places(JsonObject work, SourceRecord& record) {
  for (const std::string_view path : {"primary_location", "best_oa_location"}) {
    if (const auto place = object_at(work, path)) read_place(*place, record);
  }
  for_each_object(work, "locations", [&](JsonObject place) { read_place(place, record); });
  if (record.url.empty() && !record.doi.empty()) record.url = "https://doi.org/" + record.doi;
  if (record.url.empty()) record.url = text_at(work, "id");
}

// The iD that the publication gives before the one of the person for whom the service takes the author.
void read_author(JsonObject authorship, SourceRecord& record) {
  std::string name = text_at(authorship, "author.display_name");
  if (name.empty()) name = text_at(authorship, "raw_author_name");
  std::string orcid = text_at(authorship, "raw_orcid");
  if (orcid.empty()) orcid = text_at(authorship, "author.orcid");
  add_author(record, std::move(name), orcid);
}

void read_work(JsonObject work, SourceRecord& record) {
  const std::string id = text_at(work, "id");
  record.key = id.substr(id.rfind('/') + 1);
  for (const std::string_view path : {"doi", "ids.doi"}) add_doi(record, text_at(work, path));
  record.title = text_at(work, "title");
  if (record.title.empty()) record.title = text_at(work, "display_name");
  for_each_object(work, "authorships", [&](JsonObject authorship) { read_author(authorship, record); });
  if (const auto index = object_at(work, "abstract_inverted_index")) {
    record.abstract = text_of_inverted_index(*index);
  }
  record.published = publication_date(work);
  record.stated = day_at(work, "updated_date");
  record.language = language_tag(text_at(work, "language"));
  record.deleted = flag_at(work, "is_retracted");
  if (record.deleted) record.notice = kRetractedNotice;
  read_places(work, record);
}

constexpr std::array<std::string_view, 1> kLists{"results"};
constexpr std::array<std::string_view, 1> kNextPages{"meta.next_cursor"};
constexpr std::array<std::string_view, 2> kMarks{"\"https://openalex.org/W", "\"authorships\""};

}  // namespace

constinit const JsonService kOpenAlex{"openalex", kLists, kNextPages, is_work,
                                      is_answer,  kMarks, read_work,  {"cursor", "*", "meta.count"}};

std::string text_of_inverted_index(JsonObject index) {
  std::vector<std::pair<std::uint64_t, std::string_view>> words;
  for (const auto [word, positions] : index) {
    JsonList list;
    if (word.empty() || positions.get(list) != simdjson::SUCCESS) continue;
    for (const JsonValue element : list) {
      std::uint64_t position = 0;
      // A negative or broken number is of another type.
      if (element.get(position) == simdjson::SUCCESS) words.emplace_back(position, word);
    }
  }
  std::stable_sort(words.begin(), words.end(),
                   [](const auto& one, const auto& other) { return one.first < other.first; });
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::string text;
  for (const auto& [position, word] : words) {
    if (text.size() > kAbstractBytesMax) break;
    if (!text.empty()) text += ' ';
    text += word;
  }
  return clean(text);
}

bool is_openalex(const Head& head) {
  return is_json_service(head, kOpenAlex);
}

std::unique_ptr<Reader> make_openalex_reader(const ReaderOptions&) {
  return make_json_service_reader(kOpenAlex);
}

}  // namespace broadsheet::formats
