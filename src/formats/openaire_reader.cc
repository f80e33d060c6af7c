// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/openaire_reader.h"

#include <array>

#include "formats/json_members.h"
#include "formats/json_service.h"
#include "formats/language_tag.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

bool is_record(JsonObject object) {
  if (!has_key(object, "mainTitle")) return false;
  return has_key(object, "bestAccessRight") || has_key(object, "originalIds") || has_key(object, "instances");
}

bool is_answer(JsonObject object) {
  return has_keys(object, {"header", "results"}) && value_at(object, "header.numFound").has_value();
}

void read_ids(JsonObject object, SourceRecord& record) {
  for_each_object(object, "pids", [&](JsonObject pid) {
    const std::string scheme = ascii_lower(text_at(pid, "scheme"));
    const std::string value = text_at(pid, "value");
    if (scheme == "doi") add_doi(record, value);
    if (scheme == "arxiv") {
      add_known_id(record, value);
      add_known_id(record, "arxiv:" + value);
    }
  });
}

std::string author_name(JsonObject author) {
  std::string name = name_of_parts(text_at(author, "name"), text_at(author, "surname"));
  return name.empty() ? name_in_order(text_at(author, "fullName")) : name;
}

void read_record(JsonObject object, SourceRecord& record) {
  record.key = text_at(object, "id");
  read_ids(object, record);
  record.title = text_at(object, "mainTitle");
  if (const std::string subtitle = text_at(object, "subTitle"); !record.title.empty() && !subtitle.empty()) {
    record.title += ": " + subtitle;
  }
  record.abstract = text_at(object, "descriptions");
  for_each_object(object, "authors", [&](JsonObject author) {
    add_author(record, author_name(author), orcid_at(author, "pid.id.scheme", "pid.id.value"));
  });
  record.published = date_at(object, "publicationDate");
  set_venue(record, text_at(object, "container.name"));
  for_each_object(object, "instances", [&](JsonObject instance) {
    if (record.url.empty()) record.url = text_at(instance, "urls");
  });
  record.language = language_tag(text_at(object, "language.code"));
}

constexpr std::array<std::string_view, 1> kLists{"results"};
constexpr std::array<std::string_view, 1> kNextPages{"header.nextCursor"};
constexpr std::array<std::string_view, 2> kMarks{"\"mainTitle\"", "\"bestAccessRight\""};

}  // namespace

constinit const JsonService kOpenAire{"openaire", kLists, kNextPages,  is_record,
                                      is_answer,  kMarks, read_record, {"cursor", "*", "header.numFound"}};

bool is_openaire(const Head& head) {
  return is_json_service(head, kOpenAire);
}

std::unique_ptr<Reader> make_openaire_reader(const ReaderOptions&) {
  return make_json_service_reader(kOpenAire);
}

}  // namespace broadsheet::formats
