// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/arxiv_snapshot_reader.h"

#include <algorithm>
#include <array>

#include "formats/author_names.h"
#include "formats/json_members.h"
#include "formats/json_service.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

bool is_paper(JsonObject object) {
  return has_keys(object, {"id", "authors_parsed"}) &&
         (has_key(object, "update_date") || has_key(object, "versions"));
}

bool is_answer(JsonObject) {
  return false;
}

// [["Balázs", "C.", "", "MIT"]]: family name, given name, suffix, and places of work.
void read_parsed_authors(JsonObject paper, SourceRecord& record) {
  const auto authors = list_at(paper, "authors_parsed");
  if (!authors) return;
  for (const JsonValue author : *authors) {
    JsonList parts;
    if (author.get(parts) != simdjson::SUCCESS) continue;
    std::array<std::string_view, 3> names;
    std::size_t count = 0;
    for (const JsonValue part : parts) {
      if (count == names.size()) break;
      if (part.get(names[count]) != simdjson::SUCCESS) names[count] = {};
      ++count;
    }
    add_author(record, name_of_parts(names[1], names[0], names[2]));
  }
}

void read_versions(JsonObject paper, SourceRecord& record) {
  for_each_object(paper, "versions", [&](JsonObject version) {
    read_version(record, text_at(version, "version"), text_at(version, "created"));
  });
}

void read_categories(JsonObject paper, SourceRecord& record) {
  const std::string categories = text_at(paper, "categories");
  std::string_view rest = categories;
  while (!rest.empty() && record.categories.size() <= kCategoriesMax) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (end > 0) record.categories.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

void read_paper(JsonObject paper, SourceRecord& record) {
  const std::string id = text_at(paper, "id");
  add_known_id(record, "arxiv:" + id);
  record.key = record.ids.empty() ? id : record.ids.front();
  if (!record.ids.empty()) record.url = "https://arxiv.org/abs/" + record.ids.front().substr(6);
  record.title = text_at(paper, "title");
  record.abstract = text_at(paper, "abstract");
  record.comment = text_at(paper, "comments");
  record.venue = text_at(paper, "journal-ref");
  record.doi = text_at(paper, "doi");
  record.submitter_fullname = text_at(paper, "submitter");
  record.stated = day_at(paper, "update_date");
  read_parsed_authors(paper, record);
  if (record.authors.empty()) record.authors = split_raw_authors(text_at(paper, "authors"));
  read_versions(paper, record);
  read_categories(paper, record);
  read_arxiv_notice(record);
}

constexpr std::array<std::string_view, 3> kMarks{"\"submitter\":", "\"authors\":", "\"journal-ref\":"};
constexpr JsonService kArxivSnapshot{"arxiv", {}, {}, is_paper, is_answer, kMarks, read_paper};

}  // namespace

bool is_arxiv_snapshot(const Head& head) {
  return is_json_service(head, kArxivSnapshot);
}

std::unique_ptr<Reader> make_arxiv_snapshot_reader(const ReaderOptions&) {
  return make_json_service_reader(kArxivSnapshot);
}

}  // namespace broadsheet::formats
