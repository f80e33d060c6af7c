// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/daily_papers_item.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "formats/linked_repository.h"

namespace broadsheet::formats {

namespace {

// The item and the paper in it, which are the same object in the flat shape.
struct Item {
  JsonObject outer;
  JsonObject paper;
};

std::optional<JsonValue> find(JsonObject object, std::string_view key) {
  JsonValue value;
  if (object.at_key(key).get(value) != simdjson::SUCCESS || value.is_null()) return std::nullopt;
  return value;
}

std::string text_at(JsonObject object, std::string_view key) {
  std::string text;
  if (const auto value = find(object, key)) read_text(*value, text);
  return text;
}

// The paper's own value first, since lists repeat it at the top in a shorter form.
std::string text_of(const Item& item, std::string_view key) {
  std::string text = text_at(item.paper, key);
  return text.empty() ? text_at(item.outer, key) : text;
}

template <typename T>
void count_of(const Item& item, std::string_view key, std::optional<T>& out) {
  for (const JsonObject object : {item.paper, item.outer}) {
    if (const auto value = find(object, key); value && !out) read_count(*value, kVotesMax, out);
  }
}

void texts_of(const Item& item, std::string_view key, std::size_t count_max, std::vector<std::string>& out) {
  for (const JsonObject object : {item.paper, item.outer}) {
    if (const auto value = find(object, key); value && out.empty()) read_texts(*value, count_max, out);
  }
}

std::optional<Instant> instant_at(JsonObject object, std::string_view key, Instant& newest) {
  std::optional<Instant> instant;
  if (const auto value = find(object, key)) read_instant_value(*value, instant);
  if (instant) newest = std::max(newest, *instant);
  return instant;
}

void read_people(const Item& item, SourceRecord& record, Instant& newest) {
  texts_of(item, "authors", kAuthorsMax, record.authors);
  if (const auto authors = find(item.paper, "authors")) {
    simdjson::dom::array list;
    if (authors->get(list) != simdjson::SUCCESS) return;
    std::size_t seen = 0;
    for (const JsonValue author : list) {
      JsonObject person;
      if (++seen > kAuthorsMax) break;
      if (author.get(person) == simdjson::SUCCESS) instant_at(person, "statusLastChangedAt", newest);
    }
  }
  for (const auto& value : {find(item.outer, "submittedBy"), find(item.paper, "submittedOnDailyBy")}) {
    JsonObject user;
    if (!value || value->get(user) != simdjson::SUCCESS || !record.submitter.empty()) continue;
    record.submitter = text_at(user, "name");
    if (record.submitter.empty()) record.submitter = text_at(user, "user");
    record.submitter_fullname = text_at(user, "fullname");
  }
  for (const JsonObject object : {item.paper, item.outer}) {
    if (const auto value = find(object, "organization"); value && !record.organization) {
      read_organization(*value, record.organization);
    }
  }
}

void read_dates(const Item& item, SourceRecord& record, Instant& newest) {
  const auto day_of = [](Instant instant) { return std::chrono::floor<std::chrono::days>(instant); };
  auto published = instant_at(item.paper, "publishedAt", newest);
  if (const auto outer = instant_at(item.outer, "publishedAt", newest); !published) published = outer;
  if (published) record.published = PartialDate{day_of(*published), DatePrecision::kDay};
  auto featured = instant_at(item.paper, "submittedOnDailyAt", newest);
  if (const auto outer = instant_at(item.outer, "submittedOnDailyAt", newest); !featured) featured = outer;
  if (featured) record.featured = day_of(*featured);
  record.deleted = instant_at(item.paper, "withdrawnAt", newest).has_value();
}

// True if the object speaks of linked repositories at all, as the answer about one paper does.
bool read_linked(JsonObject paper, SourceRecord& record) {
  const auto models = find(paper, "linkedModels");
  const auto datasets = find(paper, "linkedDatasets");
  const auto spaces = find(paper, "linkedSpaces");
  if (models) read_repositories(*models, RepositoryKind::kModel, record.linked_models);
  if (datasets) read_repositories(*datasets, RepositoryKind::kDataset, record.linked_datasets);
  if (spaces) read_repositories(*spaces, RepositoryKind::kSpace, record.linked_spaces);
  return models || datasets || spaces;
}

}  // namespace

std::string read_daily_papers_item(JsonObject object, SourceRecord& record, Instant& newest) {
  Item item{object, object};
  if (const auto paper = find(object, "paper")) {
    if (paper->get(item.paper) != simdjson::SUCCESS) item.paper = object;
  }
  record.source = kDailyPapersSource;
  record.title = text_of(item, "title");
  record.abstract = text_of(item, "summary");
  read_people(item, record, newest);
  read_dates(item, record, newest);
  std::optional<std::int64_t> upvotes;
  count_of(item, "upvotes", upvotes);
  if (upvotes) record.votes = VoteCount{*upvotes, {}};
  count_of(item, "numComments", record.comments);
  count_of(item, "githubStars", record.github_stars);
  record.project_page = text_of(item, "projectPage");
  record.github_repo = text_of(item, "githubRepo");
  record.ai_summary = text_of(item, "ai_summary");
  texts_of(item, "ai_keywords", kKeywordsMax, record.ai_keywords);
  texts_of(item, "mediaUrls", kMediaMax, record.media_urls);
  record.thumbnail = text_of(item, "thumbnail");
  if (record.thumbnail.empty()) record.thumbnail = text_of(item, "thumbnailUrl");

  const bool flat = read_linked(item.paper, record);

  const std::string id_text = text_of(item, "id");
  if (auto id = canonical_id(id_text)) {
    if (id->rfind("arxiv:", 0) == 0)
      record.url = fmt::format("https://huggingface.co/papers/{}", id->substr(6));
    record.ids.push_back(std::move(*id));
  }
  // The answer about one paper says more than a list does; neither replaces the other.
  record.key =
      (flat ? "paper:" : "api:") + (record.ids.empty() && !id_text.empty() ? id_text : default_key(record));
  return broken_rule(record);
}

std::string daily_papers_error(JsonObject object) {
  for (const std::string_view key : {"paper", "id", "title"}) {
    if (find(object, key)) return {};
  }
  for (const std::string_view key : {"error", "message"}) {
    std::string text = text_at(object, key);
    if (!text.empty()) return text;
  }
  return {};
}

}  // namespace broadsheet::formats
