// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/dblp_reader.h"

#include <array>

#include "formats/json_members.h"
#include "formats/json_service.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

bool is_record(JsonObject object) {
  const auto info = object_at(object, "info");
  return info && has_keys(object, {"@id"}) && has_keys(*info, {"title", "key"});
}

bool is_answer(JsonObject object) {
  const auto result = object_at(object, "result");
  return result && has_keys(*result, {"query", "status", "completions", "hits"});
}

// One author is an object or a text, several are a list of them.
void read_author(JsonValue author, SourceRecord& record) {
  JsonObject person;
  std::string name = author.get(person) == simdjson::SUCCESS ? text_at(person, "text") : text_of(author);
  add_author(record, dblp_name(std::move(name)));
}

void read_authors(JsonObject info, SourceRecord& record) {
  const auto authors = value_at(info, "authors.author");
  JsonList list;
  if (!authors) return;
  if (authors->get(list) != simdjson::SUCCESS) return read_author(*authors, record);
  for (const JsonValue author : list) read_author(author, record);
}

void read_record(JsonObject object, SourceRecord& record) {
  const JsonObject info = object_at(object, "info").value_or(object);
  record.key = text_at(info, "key");
  add_doi(record, text_at(info, "doi"));
  const std::string edition = text_at(info, "ee");
  add_known_id(record, edition);
  record.title = text_at(info, "title");
  if (record.title.ends_with('.') && !record.title.ends_with("..")) record.title.pop_back();
  read_authors(info, record);
  record.published = date_at(info, "year");
  set_venue(record, text_at(info, "venue"));
  record.url = edition.empty() ? text_at(info, "url") : edition;
}

constexpr std::array<std::string_view, 1> kLists{"result.hits.hit"};
constexpr std::array<std::string_view, 3> kMarks{"\"completions\"", "\"result\"", "\"hits\""};
constexpr JsonService kDblp{"dblp", kLists, {}, is_record, is_answer, kMarks, read_record};

}  // namespace

std::string dblp_name(std::string name) {
  constexpr std::size_t kNumberBytes = 5;
  if (name.size() <= kNumberBytes) return name;
  const std::string_view end = std::string_view(name).substr(name.size() - kNumberBytes);
  const bool is_number = end[0] == ' ' && end.find_first_not_of("0123456789", 1) == std::string_view::npos;
  if (is_number) name.resize(name.size() - kNumberBytes);
  return name;
}

bool is_dblp(const Head& head) {
  return is_json_service(head, kDblp);
}

std::unique_ptr<Reader> make_dblp_reader(const ReaderOptions&) {
  return make_json_service_reader(kDblp);
}

}  // namespace broadsheet::formats
