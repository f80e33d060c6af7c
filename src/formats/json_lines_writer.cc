// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/json_lines_writer.h"

#include <algorithm>
#include <vector>

#include "base/json_writer.h"
#include "formats/fields.h"

namespace broadsheet::formats {

namespace {

void write_list(JsonWriter& json, std::string_view name, const std::vector<std::string>& list) {
  json.key(name).begin_array();
  for (const std::string& text : list) json.value(std::string_view(text));
  json.end_array();
}

void write_known(JsonWriter& json, std::string_view name, const std::string& text) {
  if (!text.empty()) json.key(name).value(std::string_view(text));
}

template <typename T>
void write_known(JsonWriter& json, std::string_view name, const std::optional<T>& number) {
  if (number) json.key(name).value(*number);
}

void write_day(JsonWriter& json, std::string_view name, const std::optional<Day>& day) {
  if (day) json.key(name).value(format_day(*day));
}

std::string_view precision_name(DatePrecision precision) {
  switch (precision) {
    case DatePrecision::kDay:
      return "day";
    case DatePrecision::kMonth:
      return "month";
    case DatePrecision::kYear:
      return "year";
  }
  return "day";
}

// The ids that neither "id" nor "doi" give.
std::vector<std::string> further_ids(const SourceRecord& record) {
  std::vector<std::string> further;
  const std::vector<std::string> dois = doi_ids(record.doi);
  for (std::size_t i = 1; i < record.ids.size(); ++i) {
    if (std::find(dois.begin(), dois.end(), record.ids[i]) == dois.end()) further.push_back(record.ids[i]);
  }
  return further;
}

void write_corpus_fields(JsonWriter& json, const SourceRecord& r) {
  json.key("id").value(r.ids.empty() ? std::string_view() : std::string_view(r.ids.front()));
  json.key("title").value(std::string_view(r.title));
  json.key("abstract").value(std::string_view(r.abstract));
  write_list(json, "authors", r.authors);
  json.key("published").value(r.published ? format_day(r.published->day) : std::string());
  json.key("updated").value(r.updated ? format_day(*r.updated) : std::string());
  write_list(json, "categories", r.categories);
  json.key("source").value(std::string_view(r.source));
  json.key("doi").value(std::string_view(r.doi));
  json.key("venue").value(std::string_view(r.venue));
  if (r.published) json.key("date_precision").value(precision_name(r.published->precision));
  write_known(json, "url", r.url);
  write_known(json, "comment", r.comment);
  write_known(json, "language", r.language);
  write_day(json, "listed", r.listed);
  write_day(json, "featured", r.featured);
  if (r.votes) {
    json.key("upvotes").value(r.votes->upvotes);
    json.key("upvotes_at").value(format_instant(r.votes->observed_at));
  }
}

void write_objects(JsonWriter& json, std::string_view key, const std::vector<std::string>& objects) {
  if (objects.empty()) return;
  json.key(key).begin_array();
  for (const std::string& object : objects) json.raw(object);
  json.end_array();
}

void write_further_fields(JsonWriter& json, const SourceRecord& r) {
  if (const auto further = further_ids(r); !further.empty()) write_list(json, "ids", further);
  if (r.key != default_key(r)) write_known(json, "key", r.key);
  write_known(json, "feed_place", r.feed_place);
  write_known(json, "short_summary", r.short_summary);
  write_known(json, "author_count", r.author_count);
  if (!r.orcids.empty()) write_list(json, "orcids", r.orcids);
  if (r.published_inferred) json.key("published_inferred").value(true);
  write_known(json, "num_comments", r.comments);
  if (r.organization) {
    json.key("organization").begin_object();
    write_known(json, "name", r.organization->handle);
    write_known(json, "fullname", r.organization->fullname);
    json.end_object();
  }
  write_known(json, "submitter", r.submitter);
  write_known(json, "submitter_fullname", r.submitter_fullname);
  write_known(json, "project_page", r.project_page);
  write_known(json, "github_repo", r.github_repo);
  write_known(json, "github_stars", r.github_stars);
  write_known(json, "thumbnail", r.thumbnail);
  if (!r.media_urls.empty()) write_list(json, "media_urls", r.media_urls);
  write_known(json, "ai_summary", r.ai_summary);
  if (!r.ai_keywords.empty()) write_list(json, "ai_keywords", r.ai_keywords);
  write_objects(json, "linked_models", r.linked_models);
  write_objects(json, "linked_datasets", r.linked_datasets);
  write_objects(json, "linked_spaces", r.linked_spaces);
  if (r.deleted) json.key("deleted").value(true);
  write_known(json, "notice", r.notice);
  if (!r.own.tags.empty()) write_list(json, "tags", r.own.tags);
  if (!r.own.folders.empty()) write_list(json, "folders", r.own.folders);
  write_known(json, "note", r.own.note);
  write_known(json, kMarkField, r.own.mark);
}

}  // namespace

std::string write_json_line(const SourceRecord& record) {
  JsonWriter json;
  json.begin_object();
  write_corpus_fields(json, record);
  write_further_fields(json, record);
  json.end_object();
  std::string line = json.take();
  line.push_back('\n');
  return line;
}

}  // namespace broadsheet::formats
