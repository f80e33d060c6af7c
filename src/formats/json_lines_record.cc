// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/json_lines_record.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "formats/limits.h"
#include "formats/linked_repository.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

// The record, and the values that only make sense together with others.
struct Partial {
  SourceRecord& record;
  std::string id;
  std::string key;
  std::vector<std::string> further_ids;
  std::vector<std::string> authors;  // with empty names, so that the iDs find their places
  std::vector<std::string> orcids;
  std::string precision;
  std::optional<std::int64_t> upvotes;
  std::optional<Instant> upvotes_at;
};

struct Field {
  std::string_view name;
  std::string_view kind;  // of the value, for the reason: "title is not a text"
  bool (*read)(Partial&, JsonValue);
};

constexpr std::string_view kText = "a text";
constexpr std::string_view kTexts = "a list of texts";
constexpr std::string_view kDate = "a date such as 2026-07-01";
constexpr std::string_view kTime = "a time such as 2026-07-01T09:30:00Z";
constexpr std::string_view kCount = "a whole number from 0 to 1000000000";
constexpr std::string_view kTruth = "true or false";

bool read_own_texts(JsonValue value, std::vector<std::string>& out) {
  if (!read_texts(value, kOwnTextsMax, out)) return false;
  if (out.size() > kOwnTextsMax) out.resize(kOwnTextsMax);
  return true;
}

// As it stands: a note has lines.
bool read_own_note(JsonValue value, std::string& out) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return value.is_null();
  out = own_text(text, kOwnNoteBytesMax);
  return true;
}

// In the order of frequency; the lengths differ enough for a linear search to be quick.
constexpr std::array<Field, 45> kFields{{
    {"id", kText, [](Partial& p, JsonValue v) { return read_text(v, p.id); }},
    {"title", kText, [](Partial& p, JsonValue v) { return read_text(v, p.record.title); }},
    {"abstract", kText, [](Partial& p, JsonValue v) { return read_text(v, p.record.abstract); }},
    {"authors", kTexts,
     [](Partial& p, JsonValue v) { return read_texts_in_place(v, kAuthorsMax, p.authors); }},
    {"published", kDate, [](Partial& p, JsonValue v) { return read_date(v, p.record.published); }},
    {"updated", kDate, [](Partial& p, JsonValue v) { return read_day_value(v, p.record.updated); }},
    {"categories", kTexts,
     [](Partial& p, JsonValue v) { return read_texts(v, kCategoriesMax, p.record.categories); }},
    {"source", kText, [](Partial& p, JsonValue v) { return read_text(v, p.record.source); }},
    {"doi", kText, [](Partial& p, JsonValue v) { return read_text(v, p.record.doi); }},
    {"venue", kText, [](Partial& p, JsonValue v) { return read_text(v, p.record.venue); }},
    {"date_precision", kText, [](Partial& p, JsonValue v) { return read_text(v, p.precision); }},
    {"url", kText, [](Partial& p, JsonValue v) { return read_text(v, p.record.url); }},
    {"comment", kText, [](Partial& p, JsonValue v) { return read_text(v, p.record.comment); }},
    {"language", kText, [](Partial& p, JsonValue v) { return read_text(v, p.record.language); }},
    {"listed", kDate, [](Partial& p, JsonValue v) { return read_day_value(v, p.record.listed); }},
    {"featured", kDate, [](Partial& p, JsonValue v) { return read_day_value(v, p.record.featured); }},
    {"feed_place", kCount,
     [](Partial& p, JsonValue v) { return read_count(v, kVotesMax, p.record.feed_place); }},
    {"upvotes", kCount, [](Partial& p, JsonValue v) { return read_count(v, kVotesMax, p.upvotes); }},
    {"upvotes_at", kTime, [](Partial& p, JsonValue v) { return read_instant_value(v, p.upvotes_at); }},
    {"short_summary", kText, [](Partial& p, JsonValue v) { return read_text(v, p.record.short_summary); }},
    {"author_count", kCount,
     [](Partial& p, JsonValue v) { return read_count(v, kVotesMax, p.record.author_count); }},
    {"orcids", kTexts, [](Partial& p, JsonValue v) { return read_texts_in_place(v, kAuthorsMax, p.orcids); }},
    {"published_inferred", kTruth,
     [](Partial& p, JsonValue v) { return read_flag(v, p.record.published_inferred); }},
    {"num_comments", kCount,
     [](Partial& p, JsonValue v) { return read_count(v, kVotesMax, p.record.comments); }},
    {"organization", "an object",
     [](Partial& p, JsonValue v) { return read_organization(v, p.record.organization); }},
    {"submitter", kText, [](Partial& p, JsonValue v) { return read_text(v, p.record.submitter); }},
    {"submitter_fullname", kText,
     [](Partial& p, JsonValue v) { return read_text(v, p.record.submitter_fullname); }},
    {"project_page", kText, [](Partial& p, JsonValue v) { return read_text(v, p.record.project_page); }},
    {"github_repo", kText, [](Partial& p, JsonValue v) { return read_text(v, p.record.github_repo); }},
    {"github_stars", kCount,
     [](Partial& p, JsonValue v) { return read_count(v, kVotesMax, p.record.github_stars); }},
    {"thumbnail", kText, [](Partial& p, JsonValue v) { return read_text(v, p.record.thumbnail); }},
    {"media_urls", kTexts,
     [](Partial& p, JsonValue v) { return read_texts(v, kMediaMax, p.record.media_urls); }},
    {"ai_summary", kText, [](Partial& p, JsonValue v) { return read_text(v, p.record.ai_summary); }},
    {"ai_keywords", kTexts,
     [](Partial& p, JsonValue v) { return read_texts(v, kKeywordsMax, p.record.ai_keywords); }},
    {"linked_models", "a list of objects",
     [](Partial& p, JsonValue v) {
       return read_repositories(v, RepositoryKind::kModel, p.record.linked_models);
     }},
    {"linked_datasets", "a list of objects",
     [](Partial& p, JsonValue v) {
       return read_repositories(v, RepositoryKind::kDataset, p.record.linked_datasets);
     }},
    {"linked_spaces", "a list of objects",
     [](Partial& p, JsonValue v) {
       return read_repositories(v, RepositoryKind::kSpace, p.record.linked_spaces);
     }},
    {"deleted", kTruth, [](Partial& p, JsonValue v) { return read_flag(v, p.record.deleted); }},
    {"notice", kText, [](Partial& p, JsonValue v) { return read_text(v, p.record.notice); }},
    {"key", kText, [](Partial& p, JsonValue v) { return read_text(v, p.key); }},
    {"ids", kTexts, [](Partial& p, JsonValue v) { return read_texts(v, kIdsMax, p.further_ids); }},
    {"tags", kTexts, [](Partial& p, JsonValue v) { return read_own_texts(v, p.record.own.tags); }},
    {"folders", kTexts, [](Partial& p, JsonValue v) { return read_own_texts(v, p.record.own.folders); }},
    {"note", kText, [](Partial& p, JsonValue v) { return read_own_note(v, p.record.own.note); }},
    {kMarkField, kText, [](Partial& p, JsonValue v) { return read_text(v, p.record.own.mark); }},
}};

void add_once(std::vector<std::string>& ids, std::string&& id) {
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
}

const Field* find_field(std::string_view name) {
  const auto field =
      std::find_if(kFields.begin(), kFields.end(), [&](const Field& f) { return f.name == name; });
  return field == kFields.end() ? nullptr : &*field;
}

// An empty name is nobody's and goes with its iD; what is no iD is not known, as with other ids.
void settle_authors(Partial& partial) {
  SourceRecord& record = partial.record;
  record.authors.reserve(partial.authors.size());
  for (std::size_t i = 0; i < partial.authors.size(); ++i) {
    const std::string_view orcid = i < partial.orcids.size() ? partial.orcids[i] : std::string_view();
    add_author(record, std::move(partial.authors[i]), orcid);
  }
  // More than there are authors: broken_rule() says so.
  if (partial.orcids.size() > partial.authors.size()) record.orcids = std::move(partial.orcids);
}

// The record's own id first, then further ones, then those of the DOI field.
void settle_ids(Partial& partial) {
  SourceRecord& record = partial.record;
  auto own_id = canonical_id(partial.id);
  const bool has_own_id = own_id.has_value();
  if (own_id) record.ids.push_back(std::move(*own_id));
  std::vector<std::string> dois;
  if (!record.doi.empty()) dois = doi_ids(record.doi);
  for (const std::string& text : partial.further_ids) {
    auto id = canonical_id(text);
    if (id && std::find(dois.begin(), dois.end(), *id) == dois.end()) add_once(record.ids, std::move(*id));
  }
  for (std::string& doi : dois) add_once(record.ids, std::move(doi));
  if (!partial.key.empty()) {
    record.key = std::move(partial.key);
  } else if (!partial.id.empty() && !has_own_id) {
    record.key = std::move(partial.id);  // an id of a scheme that is the source's own affair
  } else {
    record.key = default_key(record);
  }
}

// A date that says that it is known only to the month or year, written as the first day of it.
void settle_precision(Partial& partial) {
  auto& published = partial.record.published;
  if (!published || published->precision != DatePrecision::kDay) return;
  const std::chrono::year_month_day ymd{published->day};
  if (partial.precision == "month") {
    published = PartialDate{Day{ymd.year() / ymd.month() / 1}, DatePrecision::kMonth};
  } else if (partial.precision == "year") {
    published = PartialDate{Day{ymd.year() / 1 / 1}, DatePrecision::kYear};
  }
}

void settle_votes(Partial& partial, const ReaderOptions& options) {
  if (!partial.upvotes) return;
  const SourceRecord& record = partial.record;
  Instant at;  // 1970: any later count is newer
  if (partial.upvotes_at) {
    at = *partial.upvotes_at;
  } else if (options.as_of) {
    at = start_of(*options.as_of);
  } else if (record.featured) {
    at = start_of(*record.featured);
  } else if (record.published) {
    at = start_of(record.published->day);
  }
  partial.record.votes = VoteCount{*partial.upvotes, at};
}

}  // namespace

std::string read_json_lines_record(JsonObject object, const ReaderOptions& options, SourceRecord& record) {
  Partial partial{record, {}, {}, {}, {}, {}, {}, std::nullopt, std::nullopt};
  for (const auto [name, value] : object) {
    const Field* field = find_field(name);
    if (field != nullptr && !field->read(partial, value)) {
      return fmt::format("{} is not {}", field->name, field->kind);
    }
  }
  settle_authors(partial);
  settle_precision(partial);
  settle_votes(partial, options);
  settle_ids(partial);
  if (record.source.empty()) record.source = kJsonLinesSource;
  return broken_rule(record);
}

bool is_json_lines_key(std::string_view key) {
  return find_field(key) != nullptr;
}

}  // namespace broadsheet::formats
