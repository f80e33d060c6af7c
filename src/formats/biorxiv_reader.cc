// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/biorxiv_reader.h"

#include <algorithm>
#include <array>

#include "formats/json_members.h"
#include "formats/json_service.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

bool is_record(JsonObject object) {
  if (!has_keys(object, {"doi", "server", "version"})) return false;
  const std::string server = ascii_lower(text_at(object, "server"));
  return server == "biorxiv" || server == "medrxiv";
}

bool is_answer(JsonObject object) {
  return object.size() == 2 && list_at(object, "messages") && list_at(object, "collection");
}

// "10.1101/2021.03.04.433919" -> 2021.
std::optional<PartialDate> year_in_doi(std::string_view doi) {
  constexpr std::size_t kYearBytes = 4;
  const std::size_t slash = std::min(doi.find('/'), doi.size());
  const std::string_view number = doi.substr(std::min(slash + 1, doi.size()));
  if (number.size() <= kYearBytes || number[kYearBytes] != '.') return std::nullopt;
  return iso_date(number.substr(0, kYearBytes));
}

// "Wright, K. M.; Gaudinier, A." -> names in reading order.
void read_authors(std::string_view list, SourceRecord& record) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(';'), list.size());
    add_author(record, name_in_order(list.substr(0, end)));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

void read_record(JsonObject object, SourceRecord& record) {
  record.source = ascii_lower(text_at(object, "server"));
  const std::string doi = text_at(object, "doi");
  add_doi(record, doi);
  record.key = ascii_lower(doi);
  add_known_id(record, text_at(object, "published"));
  record.title = text_at(object, "title");
  record.abstract = text_at(object, "abstract");
  read_authors(text_at(object, "authors"), record);
  record.updated = day_at(object, "date");
  record.stated = record.updated;
  record.published = text_at(object, "version") == "1" ? date_at(object, "date") : year_in_doi(doi);
  if (record.updated) add_version(record, version_number(text_at(object, "version")), *record.updated);
  if (std::string name = text_at(object, "author_corresponding_institution"); !name.empty()) {
    record.organization = Organization{{}, std::move(name)};
  }
  if (!record.doi.empty()) record.url = "https://doi.org/" + record.doi;
  record.deleted = ascii_lower(text_at(object, "type")) == "withdrawn";
  if (record.deleted) record.notice = "Withdrawn: this version is a notice of it";
}

constexpr std::array<std::string_view, 1> kLists{"collection"};
constexpr std::array<std::string_view, 3> kMarks{"\"collection\"", "\"server\"", "\"jatsxml\""};

}  // namespace

constinit const JsonService kBiorxiv{"biorxiv", kLists, {}, is_record, is_answer, kMarks, read_record};

bool is_biorxiv(const Head& head) {
  return is_json_service(head, kBiorxiv);
}

std::unique_ptr<Reader> make_biorxiv_reader(const ReaderOptions&) {
  return make_json_service_reader(kBiorxiv);
}

}  // namespace broadsheet::formats
