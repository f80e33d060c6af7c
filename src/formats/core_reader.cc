// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/core_reader.h"

#include <array>

#include "formats/json_members.h"
#include "formats/json_service.h"
#include "formats/language_tag.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

bool is_record(JsonObject object) {
  return has_keys(object, {"id", "title", "yearPublished"}) &&
         (has_key(object, "dataProviders") || has_key(object, "oaiIds") || has_key(object, "downloadUrl"));
}

bool is_answer(JsonObject object) {
  return has_keys(object, {"totalHits", "limit", "offset", "results"});
}

void read_record(JsonObject object, SourceRecord& record) {
  record.key = text_at(object, "id");
  if (const std::string id = text_at(object, "arxivId"); !id.empty()) {
    add_known_id(record, id);
    add_known_id(record, "arxiv:" + id);
  }
  add_doi(record, text_at(object, "doi"));
  record.title = text_at(object, "title");
  record.abstract = text_at(object, "abstract");
  for_each_object(object, "authors",
                  [&](JsonObject author) { add_author(record, name_in_order(text_at(author, "name"))); });
  for (const std::string_view path : {"publishedDate", "yearPublished"}) {
    if (!record.published) record.published = date_at(object, path);
  }
  record.stated = day_at(object, "updatedDate");
  for_each_object(object, "journals", [&](JsonObject journal) {
    if (record.venue.empty()) set_venue(record, text_at(journal, "title"));
  });
  record.url = text_at(object, "downloadUrl");
  record.language = language_tag(text_at(object, "language.code"));
  record.deleted = text_at(object, "deleted") == "DELETED";
}

constexpr std::array<std::string_view, 1> kLists{"results"};
constexpr std::array<std::string_view, 2> kMarks{"\"yearPublished\"", "\"dataProviders\""};
constexpr JsonService kCore{"core", kLists, {}, is_record, is_answer, kMarks, read_record};

}  // namespace

bool is_core(const Head& head) {
  return is_json_service(head, kCore);
}

std::unique_ptr<Reader> make_core_reader(const ReaderOptions&) {
  return make_json_service_reader(kCore);
}

}  // namespace broadsheet::formats
