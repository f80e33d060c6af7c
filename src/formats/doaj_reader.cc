// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/doaj_reader.h"

#include <array>

#include "formats/json_members.h"
#include "formats/json_service.h"
#include "formats/language_tag.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

bool is_record(JsonObject object) {
  const auto article = object_at(object, "bibjson");
  return article && has_key(*article, "title");
}

bool is_answer(JsonObject object) {
  return has_keys(object, {"total", "page", "pageSize", "results"});
}

void read_record(JsonObject object, SourceRecord& record) {
  record.key = text_at(object, "id");
  for_each_object(object, "bibjson.identifier", [&](JsonObject identifier) {
    if (ascii_lower(text_at(identifier, "type")) == "doi") add_doi(record, text_at(identifier, "id"));
  });
  record.title = text_at(object, "bibjson.title");
  record.abstract = text_at(object, "bibjson.abstract");
  for_each_object(object, "bibjson.author", [&](JsonObject author) {
    add_author(record, text_at(author, "name"), text_at(author, "orcid_id"));
  });
  record.published = date_of_parts(text_at(object, "bibjson.year"), text_at(object, "bibjson.month"), {});
  record.stated = day_at(object, "last_updated");
  set_venue(record, text_at(object, "bibjson.journal.title"));
  for_each_object(object, "bibjson.link", [&](JsonObject link) {
    if (record.url.empty() && text_at(link, "type") == "fulltext") record.url = text_at(link, "url");
  });
  record.language = language_tag(text_at(object, "bibjson.journal.language"));
}

constexpr std::array<std::string_view, 1> kLists{"results"};
constexpr std::array<std::string_view, 1> kNextPages{"next"};
constexpr std::array<std::string_view, 1> kMarks{"\"bibjson\""};

}  // namespace

constinit const JsonService kDoaj{"doaj",    kLists, kNextPages,  is_record,
                                  is_answer, kMarks, read_record, {{}, {}, "total"}};

bool is_doaj(const Head& head) {
  return is_json_service(head, kDoaj);
}

std::unique_ptr<Reader> make_doaj_reader(const ReaderOptions&) {
  return make_json_service_reader(kDoaj);
}

}  // namespace broadsheet::formats
