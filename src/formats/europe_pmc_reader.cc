// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/europe_pmc_reader.h"

#include <algorithm>
#include <array>

#include "formats/json_members.h"
#include "formats/json_service.h"
#include "formats/language_tag.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

bool is_record(JsonObject object) {
  return has_keys(object, {"id", "source", "title"}) &&
         (has_key(object, "authorString") || has_key(object, "inEPMC") || has_key(object, "pmid"));
}

bool is_answer(JsonObject object) {
  return has_keys(object, {"hitCount", "request"}) || has_keys(object, {"hitCount", "resultList"}) ||
         has_keys(object, {"errCode", "errMsg"});
}

std::string author_name(JsonObject author) {
  std::string name = name_of_parts(text_at(author, "firstName"), text_at(author, "lastName"));
  if (name.empty()) name = text_at(author, "fullName");
  return name.empty() ? text_at(author, "collectiveName") : name;
}

bool is_retracted(JsonObject object) {
  const auto kinds = list_at(object, "pubTypeList.pubType");
  return kinds && std::any_of(kinds->begin(), kinds->end(), [](JsonValue kind) {
           return ascii_lower(text_of(kind)) == "retracted publication";
         });
}

void read_record(JsonObject object, SourceRecord& record) {
  record.key = text_at(object, "source") + "/" + text_at(object, "id");
  add_doi(record, text_at(object, "doi"));
  record.title = text_at(object, "title");
  record.abstract = text_at(object, "abstractText");
  for_each_object(object, "authorList.author", [&](JsonObject author) {
    add_author(record, author_name(author), orcid_at(author, "authorId.type", "authorId.value"));
  });
  if (record.authors.empty()) record.authors = split_names(text_at(object, "authorString"));
  for (const std::string_view path :
       {"firstPublicationDate", "journalInfo.printPublicationDate", "pubYear"}) {
    if (!record.published) record.published = date_at(object, path);
  }
  record.stated = day_at(object, "dateOfRevision");
  for (const std::string_view path :
       {"journalInfo.journal.title", "journalTitle", "bookOrReportDetails.publisher"}) {
    if (record.venue.empty()) set_venue(record, text_at(object, path));
  }
  record.url = "https://europepmc.org/article/" + record.key;
  record.language = language_tag(text_at(object, "language"));
  record.deleted = is_retracted(object);
  if (record.deleted) record.notice = kRetractedNotice;
}

constexpr std::array<std::string_view, 1> kLists{"resultList.result"};
constexpr std::array<std::string_view, 1> kNextPages{"nextCursorMark"};
constexpr std::array<std::string_view, 2> kMarks{"\"hitCount\"", "\"resultList\""};

}  // namespace

constinit const JsonService kEuropePmc{"europe-pmc", kLists, kNextPages,  is_record,
                                       is_answer,    kMarks, read_record, {"cursorMark", {}, "hitCount"}};

bool is_europe_pmc(const Head& head) {
  return is_json_service(head, kEuropePmc);
}

std::unique_ptr<Reader> make_europe_pmc_reader(const ReaderOptions&) {
  return make_json_service_reader(kEuropePmc);
}

}  // namespace broadsheet::formats
