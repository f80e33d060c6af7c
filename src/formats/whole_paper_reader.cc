// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "formats/fields.h"
#include "formats/json_values.h"
#include "formats/limits.h"
#include "formats/linked_repository.h"
#include "formats/record_values.h"
#include "formats/whole_paper.h"
#include "formats/xml_records.h"

namespace broadsheet::formats {
namespace {

// Records of one paper that are read, earlier words of them included. As many as one id may have, with as
// many words each as are ever shown, would be more than fits into a record of the protocol.
constexpr std::size_t kContentRecordsMax = 4096;

// A whole number from 0 to `max`.
std::optional<std::int64_t> number_of(std::string_view text, std::int64_t max) {
  text = trim(text);
  std::int64_t number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  if (text.empty() || error != std::errc{} || end != last || number < 0 || number > max) return std::nullopt;
  return number;
}

std::optional<std::uint32_t> count_of(std::string_view text) {
  const auto number = number_of(text, kVotesMax);
  return number ? std::optional(static_cast<std::uint32_t>(*number)) : std::nullopt;
}

// Of any precision.
std::optional<PartialDate> date_of(std::string_view text) {
  const Result<PartialDate> date = parse_partial_date(trim(text));
  if (!date.ok() || !in_calendar_range(date->day)) return std::nullopt;
  return *date;
}

std::optional<VoteCount> votes_of(const XmlElement& element) {
  const auto upvotes = number_of(element.text, kVotesMax);
  const auto at = read_instant(trim(element.attribute("at")));
  if (!upvotes || !at) return std::nullopt;
  return VoteCount{*upvotes, *at};
}

std::optional<Announcement> announcement_of(const XmlElement& element) {
  const auto day = read_day(trim(element.text));
  if (!day) return std::nullopt;
  constexpr std::array kTypes{AnnounceType::kNew, AnnounceType::kCross, AnnounceType::kReplace,
                              AnnounceType::kReplaceCross};
  const auto* const type = std::ranges::find(kTypes, element.attribute("type"), announce_type_name);
  if (type == kTypes.end()) return std::nullopt;
  return Announcement{*type, *day, count_of(element.attribute("version")).value_or(0)};
}

// One JSON object, as a list of one.
void read_linked(const XmlElement& element, RepositoryKind kind, std::vector<std::string>& out) {
  if (out.size() >= kLinkedMax || element.text.size() > kRecordBytesMax / 2) return;
  JsonParser parser;
  std::string reason;
  const auto document = parser.parse_object(R"({"list":[)" + element.text + "]}", 0, reason);
  JsonValue list;
  if (!document || document->at_key("list").get(list) != simdjson::SUCCESS) return;
  std::vector<std::string> read;
  if (read_repositories(list, kind, read) && read.size() == 1) out.push_back(std::move(read.front()));
}

using ReadField = void (*)(const XmlElement&, SourceRecord&);
struct Field {
  std::string_view name;
  ReadField read;
};

constexpr std::array<Field, 34> kFields{{
    {"id",
     [](const XmlElement& e, SourceRecord& r) {
       if (r.ids.size() <= kIdsMax) add_known_id(r, clean(e.text));
     }},
    {"title", [](const XmlElement& e, SourceRecord& r) { r.title = clean(e.text); }},
    {"abstract", [](const XmlElement& e, SourceRecord& r) { r.abstract = clean(e.text); }},
    {"summary", [](const XmlElement& e, SourceRecord& r) { r.short_summary = clean(e.text); }},
    {"author-count", [](const XmlElement& e, SourceRecord& r) { r.author_count = count_of(e.text); }},
    {"author",
     [](const XmlElement& e, SourceRecord& r) { add_author(r, clean(e.text), e.attribute("orcid")); }},
    {"published",
     [](const XmlElement& e, SourceRecord& r) {
       r.published = date_of(e.text);
       r.published_inferred = r.published && e.attribute("inferred") == "true";
     }},
    {"updated", [](const XmlElement& e, SourceRecord& r) { r.updated = read_day(trim(e.text)); }},
    {"stated", [](const XmlElement& e, SourceRecord& r) { r.stated = read_day(trim(e.text)); }},
    {"listed", [](const XmlElement& e, SourceRecord& r) { r.listed = read_day(trim(e.text)); }},
    {"announced", [](const XmlElement& e, SourceRecord& r) { r.announced = announcement_of(e); }},
    {"version",
     [](const XmlElement& e, SourceRecord& r) {
       const auto day = read_day(trim(e.text));
       if (day) add_version(r, count_of(e.attribute("number")).value_or(0), *day);
     }},
    {"featured",
     [](const XmlElement& e, SourceRecord& r) {
       r.featured = read_day(trim(e.text));
       r.feed_place = count_of(e.attribute("place"));
     }},
    {"category",
     [](const XmlElement& e, SourceRecord& r) { add_text(r.categories, clean(e.text), kCategoriesMax); }},
    {"venue", [](const XmlElement& e, SourceRecord& r) { r.venue = clean(e.text); }},
    {"doi", [](const XmlElement& e, SourceRecord& r) { r.doi = clean(e.text); }},
    {"url", [](const XmlElement& e, SourceRecord& r) { r.url = clean(e.text); }},
    {"comment", [](const XmlElement& e, SourceRecord& r) { r.comment = clean(e.text); }},
    {"language", [](const XmlElement& e, SourceRecord& r) { r.language = clean(e.text); }},
    {"votes", [](const XmlElement& e, SourceRecord& r) { r.votes = votes_of(e); }},
    {"comments", [](const XmlElement& e, SourceRecord& r) { r.comments = count_of(e.text); }},
    {"organization",
     [](const XmlElement& e, SourceRecord& r) {
       r.organization = Organization{clean(e.attribute("handle")), clean(e.text)};
     }},
    {"submitter",
     [](const XmlElement& e, SourceRecord& r) {
       r.submitter = clean(e.attribute("name"));
       r.submitter_fullname = clean(e.text);
     }},
    {"project-page", [](const XmlElement& e, SourceRecord& r) { r.project_page = clean(e.text); }},
    {"code", [](const XmlElement& e, SourceRecord& r) { r.github_repo = clean(e.text); }},
    {"code-stars", [](const XmlElement& e, SourceRecord& r) { r.github_stars = count_of(e.text); }},
    {"thumbnail", [](const XmlElement& e, SourceRecord& r) { r.thumbnail = clean(e.text); }},
    {"media", [](const XmlElement& e, SourceRecord& r) { add_text(r.media_urls, clean(e.text), kMediaMax); }},
    {"ai-summary", [](const XmlElement& e, SourceRecord& r) { r.ai_summary = clean(e.text); }},
    {"ai-keyword",
     [](const XmlElement& e, SourceRecord& r) { add_text(r.ai_keywords, clean(e.text), kKeywordsMax); }},
    {"linked-model",
     [](const XmlElement& e, SourceRecord& r) { read_linked(e, RepositoryKind::kModel, r.linked_models); }},
    {"linked-dataset", [](const XmlElement& e,
                          SourceRecord& r) { read_linked(e, RepositoryKind::kDataset, r.linked_datasets); }},
    {"linked-space",
     [](const XmlElement& e, SourceRecord& r) { read_linked(e, RepositoryKind::kSpace, r.linked_spaces); }},
    {"notice", [](const XmlElement& e, SourceRecord& r) { r.notice = notice_of(e.text); }},
}};

// Unknown elements are of a later version of the format, and are passed over.
SourceRecord facts_in(const XmlElement& element, const std::string& source, const std::string& key) {
  SourceRecord record;
  record.source = source;
  record.key = key;
  for (const XmlElement& child : element.children) {
    const auto* const field = std::ranges::find(kFields, child.name, &Field::name);
    if (field != kFields.end()) field->read(child, record);
  }
  return record;
}

SourceRecord withdrawal_of(const SourceRecord& record, const XmlElement& withdrawn) {
  SourceRecord withdrawal;
  withdrawal.source = record.source;
  withdrawal.key = record.key;
  withdrawal.ids = record.ids;
  withdrawal.deleted = true;
  withdrawal.stated = read_day(trim(withdrawn.attribute("day")));
  withdrawal.notice = notice_of(withdrawn.text);
  return withdrawal;
}

// The record as it was on an earlier day of which nothing else is known than that it said the same.
SourceRecord same_before(const SourceRecord& record) {
  SourceRecord same = record;
  same.updated.reset();
  same.stated.reset();
  same.listed.reset();
  same.votes.reset();
  return same;
}

// Days on which the record said the same, or named one of an update, as records of these days.
void read_days(const XmlElement& element, const SourceRecord& record, std::vector<SourceRecord>& out) {
  for (const XmlElement& child : element.children) {
    const bool since = child.name == "since";
    if (!since && child.name != "updated-before") continue;
    const auto day = read_day(trim(child.text));
    if (!day || out.size() > kContentRecordsMax) continue;
    SourceRecord& same = out.emplace_back(same_before(record));
    (since ? same.stated : same.updated) = *day;
  }
}

// What was said before: behind the record itself, which is newer than all of it.
void read_past(const XmlElement& element, const SourceRecord& record, std::vector<SourceRecord>& out) {
  read_days(element, record, out);
  for (const XmlElement& child : element.children) {
    if (child.name != "earlier" || out.size() > kContentRecordsMax) continue;
    const SourceRecord earlier = facts_in(child, record.source, record.key);
    out.push_back(earlier);
    read_days(child, earlier, out);
  }
}

std::string read_record(const XmlElement& element, std::vector<SourceRecord>& out) {
  const std::string source = clean(element.attribute("source"));
  const std::string key = clean(element.attribute("key"));
  if (source.empty() || key.empty()) return "a record without source or key";
  std::vector<SourceRecord> read = {facts_in(element, source, key)};
  const SourceRecord record = read.front();
  if (const XmlElement* withdrawn = element.child("withdrawn"))
    read.push_back(withdrawal_of(record, *withdrawn));
  read_past(element, record, read);
  for (SourceRecord& one : read) {
    std::string reason = broken_rule(one);
    if (!reason.empty()) return reason;
    out.push_back(std::move(one));
  }
  return {};
}

}  // namespace

bool is_whole_paper(const XmlElement& element) {
  return element.name == "paper" && element.space == kWholePaperSpace;
}

std::string read_whole_paper(const XmlElement& paper, WholePaperContent& content) {
  const auto id = canonical_id(clean(paper.attribute("id")));
  for (const XmlElement& child : paper.children) {
    if (content.records.size() > kContentRecordsMax) return "a paper of too many records";
    if (child.name == "record") {
      std::string reason = read_record(child, content.records);
      if (!reason.empty()) return reason;
    } else if (child.name == "votes" && id && content.votes.size() < kContentRecordsMax) {
      const auto count = votes_of(child);
      const std::string source = clean(child.attribute("source"));
      const std::string feed = clean(child.attribute("feed"));
      if (!count || source.empty() || source.size() > kKeyBytesMax || feed.size() > kKeyBytesMax) continue;
      content.votes.push_back({source, *id, *count, feed});
    }
  }
  if (content.records.empty() && content.votes.empty()) return "a paper without any record";
  return {};
}

}  // namespace broadsheet::formats
