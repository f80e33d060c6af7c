// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/hal_reader.h"

#include <array>

#include "formats/json_members.h"
#include "formats/json_service.h"
#include "formats/language_tag.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

bool is_record(JsonObject object) {
  if (has_key(object, "halId_s")) return true;
  return has_key(object, "docid") && (has_key(object, "label_s") || has_key(object, "title_s"));
}

// Any Solr answers like this; nothing in an answer without documents is HAL's.
bool is_answer(JsonObject) {
  return false;
}

void read_record(JsonObject object, SourceRecord& record) {
  record.key = text_at(object, "halId_s");
  if (record.key.empty()) record.key = text_at(object, "docid");
  if (const std::string id = text_at(object, "arxivId_s"); !id.empty()) {
    add_known_id(record, id);
    add_known_id(record, "arxiv:" + id);
  }
  add_doi(record, text_at(object, "doiId_s"));
  record.title = text_at(object, "title_s");
  record.abstract = text_at(object, "abstract_s");
  if (const auto names = list_at(object, "authFullName_s")) {
    for (const JsonValue name : *names) add_author(record, text_of(name));
  }
  for (const std::string_view path :
       {"publicationDate_s", "producedDate_s", "publicationDateY_i", "producedDateY_i"}) {
    if (!record.published) record.published = date_at(object, path);
  }
  record.stated = day_at(object, "modifiedDate_s");
  for (const std::string_view path : {"journalTitle_s", "bookTitle_s", "conferenceTitle_s"}) {
    if (record.venue.empty()) set_venue(record, text_at(object, path));
  }
  record.url = text_at(object, "uri_s");
  record.language = language_tag(text_at(object, "language_s"));
}

constexpr std::array<std::string_view, 1> kLists{"response.docs"};
constexpr std::array<std::string_view, 1> kNextPages{"nextCursorMark"};
constexpr std::array<std::string_view, 1> kMarks{"\"halId_s\""};

}  // namespace

constinit const JsonService kHal{"hal",     kLists, kNextPages,  is_record,
                                 is_answer, kMarks, read_record, {"cursorMark", {}, "response.numFound"}};

bool is_hal(const Head& head) {
  return is_json_service(head, kHal);
}

std::unique_ptr<Reader> make_hal_reader(const ReaderOptions&) {
  return make_json_service_reader(kHal);
}

}  // namespace broadsheet::formats
