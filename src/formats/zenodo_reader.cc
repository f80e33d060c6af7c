// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/zenodo_reader.h"

#include <array>

#include "formats/json_members.h"
#include "formats/json_service.h"
#include "formats/language_tag.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

bool is_record(JsonObject object) {
  if (!object_at(object, "metadata")) return false;
  return has_key(object, "conceptrecid") || has_key(object, "conceptdoi") ||
         has_keys(object, {"pids", "parent"});
}

bool is_answer(JsonObject object) {
  return has_keys(object, {"hits", "aggregations"}) && value_at(object, "hits.total").has_value();
}

std::string creator_name(JsonObject creator) {
  std::string name = name_of_parts(text_at(creator, "person_or_org.given_name"),
                                   text_at(creator, "person_or_org.family_name"));
  if (!name.empty()) return name;
  const std::string plain = text_at(creator, "person_or_org.name");
  return name_in_order(plain.empty() ? text_at(creator, "name") : plain);
}

std::string creator_orcid(JsonObject creator) {
  std::string orcid = text_at(creator, "orcid");
  for_each_object(creator, "person_or_org.identifiers", [&](JsonObject identifier) {
    if (orcid.empty()) orcid = orcid_at(identifier, "scheme", "identifier");
  });
  return orcid;
}

void read_ids(JsonObject object, SourceRecord& record) {
  for (const std::string_view path :
       {"doi", "pids.doi.identifier", "conceptdoi", "parent.pids.doi.identifier"}) {
    add_doi(record, text_at(object, path));
  }
  for_each_object(object, "metadata.related_identifiers", [&](JsonObject related) {
    std::string relation = text_at(related, "relation");
    if (relation.empty()) relation = text_at(related, "relation_type.id");
    if (ascii_lower(relation) == "isidenticalto") add_known_id(record, text_at(related, "identifier"));
  });
}

void read_record(JsonObject object, SourceRecord& record) {
  record.key = text_at(object, "id");
  read_ids(object, record);
  record.title = text_at(object, "metadata.title");
  record.abstract = text_at(object, "metadata.description");
  for_each_object(object, "metadata.creators", [&](JsonObject creator) {
    add_author(record, creator_name(creator), creator_orcid(creator));
  });
  record.published = date_at(object, "metadata.publication_date");
  for (const std::string_view path : {"updated", "modified"}) {
    if (!record.stated) record.stated = day_at(object, path);
  }
  set_venue(record, text_at(object, "metadata.journal.title"));
  for (const std::string_view path : {"links.self_html", "links.html", "links.doi"}) {
    if (record.url.empty()) record.url = text_at(object, path);
  }
  record.language = language_tag(text_at(object, "metadata.language"));
}

constexpr std::array<std::string_view, 1> kLists{"hits.hits"};
constexpr std::array<std::string_view, 1> kNextPages{"links.next"};
constexpr std::array<std::string_view, 2> kMarks{"\"conceptrecid\"", "\"metadata\""};

}  // namespace

constinit const JsonService kZenodo{"zenodo",  kLists, kNextPages,  is_record,
                                    is_answer, kMarks, read_record, {{}, {}, "hits.total"}};

bool is_zenodo(const Head& head) {
  return is_json_service(head, kZenodo);
}

std::unique_ptr<Reader> make_zenodo_reader(const ReaderOptions&) {
  return make_json_service_reader(kZenodo);
}

}  // namespace broadsheet::formats
