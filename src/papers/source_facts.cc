// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/source_facts.h"

#include <chrono>

#include "base/tagged_fields.h"

namespace broadsheet::papers {
namespace {

using formats::SourceRecord;

// Stored: never reuse or renumber one.
enum Tag : std::uint8_t {
  kSource = 1,
  kKey = 2,
  kIds = 3,
  kTitle = 4,
  kAbstract = 5,
  kShortSummary = 6,
  kAuthors = 7,
  kAuthorCount = 8,
  kPublished = 9,
  kPublishedInferred = 10,
  kUpdated = 11,
  kListed = 12,
  kFeatured = 13,
  kFeedPlace = 14,
  kCategories = 15,
  kVenue = 16,
  kDoi = 17,
  kUrl = 18,
  kComment = 19,
  kLanguage = 20,
  kVotes = 21,
  kComments = 22,
  kOrganizationHandle = 23,
  kOrganizationName = 24,
  kSubmitter = 25,
  kSubmitterFullname = 26,
  kProjectPage = 27,
  kGithubRepo = 28,
  kGithubStars = 29,
  kThumbnail = 30,
  kMediaUrls = 31,
  kAiSummary = 32,
  kAiKeywords = 33,
  kDeleted = 34,
  kStated = 35,
  kLinkedModels = 36,
  kLinkedDatasets = 37,
  kLinkedSpaces = 38,
  kVersions = 39,
  kAnnounced = 40,
  kNotice = 41,
  kOrcids = 42,
};

std::string votes_bytes(const formats::VoteCount& votes) {
  std::string bytes;
  append_varint(bytes, zigzag(votes.upvotes));
  append_varint(bytes, zigzag(votes.observed_at.time_since_epoch().count()));
  return bytes;
}

formats::VoteCount read_votes(TaggedReader& in) {
  formats::VoteCount votes;
  votes.upvotes = in.number();
  votes.observed_at = Instant(std::chrono::milliseconds(in.number()));
  return votes;
}

void append_day(std::string& bytes, Day day) {
  append_varint(bytes, zigzag(day.time_since_epoch().count()));
}

std::string announcement_bytes(const formats::Announcement& announced) {
  std::string bytes;
  append_varint(bytes, zigzag(static_cast<std::int64_t>(announced.type)));
  append_day(bytes, announced.day);
  append_varint(bytes, zigzag(announced.version));
  return bytes;
}

// None of a type that only a later version of this program knows.
std::optional<formats::Announcement> read_announcement(TaggedReader& in) {
  formats::Announcement announced;
  announced.type = static_cast<formats::AnnounceType>(in.number());
  announced.day = in.day();
  announced.version = in.count();
  if (formats::announce_type_name(announced.type).empty()) return std::nullopt;
  return announced;
}

std::string versions_bytes(const std::vector<formats::SourceVersion>& versions) {
  std::string bytes;
  for (const formats::SourceVersion& version : versions) {
    append_varint(bytes, zigzag(version.number));
    append_day(bytes, version.day);
  }
  return bytes;
}

std::vector<formats::SourceVersion> read_versions(TaggedReader& in) {
  std::vector<formats::SourceVersion> versions;
  while (in.more(versions.size())) {
    formats::SourceVersion& version = versions.emplace_back();
    version.number = in.count();
    version.day = in.day();
  }
  return versions;
}

formats::Organization& organization_of(SourceRecord& record) {
  if (!record.organization) record.organization.emplace();
  return *record.organization;
}

bool read_text_field(TaggedReader& in, SourceRecord& record) {
  switch (in.tag()) {
    // clang-format off
    case kSource: record.source = in.text(); return true;
    case kKey: record.key = in.text(); return true;
    case kIds: record.ids = in.texts(); return true;
    case kTitle: record.title = in.text(); return true;
    case kAbstract: record.abstract = in.text(); return true;
    case kShortSummary: record.short_summary = in.text(); return true;
    case kAuthors: record.authors = in.texts(); return true;
    case kOrcids: record.orcids = in.texts(); return true;
    case kCategories: record.categories = in.texts(); return true;
    case kVenue: record.venue = in.text(); return true;
    case kDoi: record.doi = in.text(); return true;
    case kUrl: record.url = in.text(); return true;
    case kComment: record.comment = in.text(); return true;
    case kLanguage: record.language = in.text(); return true;
    case kSubmitter: record.submitter = in.text(); return true;
    case kSubmitterFullname: record.submitter_fullname = in.text(); return true;
    case kProjectPage: record.project_page = in.text(); return true;
    case kGithubRepo: record.github_repo = in.text(); return true;
    case kThumbnail: record.thumbnail = in.text(); return true;
    case kMediaUrls: record.media_urls = in.texts(); return true;
    case kAiSummary: record.ai_summary = in.text(); return true;
    case kAiKeywords: record.ai_keywords = in.texts(); return true;
    case kLinkedModels: record.linked_models = in.texts(); return true;
    case kLinkedDatasets: record.linked_datasets = in.texts(); return true;
    case kLinkedSpaces: record.linked_spaces = in.texts(); return true;
    case kNotice: record.notice = in.text(); return true;
    default: return false;
      // clang-format on
  }
}

void read_other_field(TaggedReader& in, SourceRecord& record) {
  switch (in.tag()) {
    // clang-format off
    case kAuthorCount: record.author_count = in.count(); break;
    case kPublished: record.published = in.date(); break;
    case kPublishedInferred: record.published_inferred = true; break;
    case kUpdated: record.updated = in.day(); break;
    case kListed: record.listed = in.day(); break;
    case kStated: record.stated = in.day(); break;
    case kFeatured: record.featured = in.day(); break;
    case kFeedPlace: record.feed_place = in.count(); break;
    case kComments: record.comments = in.count(); break;
    case kGithubStars: record.github_stars = in.count(); break;
    case kDeleted: record.deleted = true; break;
    case kVotes: record.votes = read_votes(in); break;
    case kVersions: record.versions = read_versions(in); break;
    case kAnnounced: record.announced = read_announcement(in); break;
    case kOrganizationHandle: organization_of(record).handle = in.text(); break;
    case kOrganizationName: organization_of(record).fullname = in.text(); break;
    default: break;
      // clang-format on
  }
}

}  // namespace

void encode_source_facts(const SourceRecord& record, std::string& to) {
  to.clear();
  TaggedWriter out(to);
  out.text(kSource, record.source);
  out.text(kKey, record.key);
  out.texts(kIds, record.ids);
  out.text(kTitle, record.title);
  out.text(kAbstract, record.abstract);
  out.text(kShortSummary, record.short_summary);
  out.texts(kAuthors, record.authors);
  out.count(kAuthorCount, record.author_count);
  out.date(kPublished, record.published);
  out.flag(kPublishedInferred, record.published_inferred);
  out.day(kUpdated, record.updated);
  out.day(kListed, record.listed);
  out.day(kFeatured, record.featured);
  out.count(kFeedPlace, record.feed_place);
  out.texts(kCategories, record.categories);
  out.text(kVenue, record.venue);
  out.text(kDoi, record.doi);
  out.text(kUrl, record.url);
  out.text(kComment, record.comment);
  out.text(kLanguage, record.language);
  if (record.votes) out.bytes(kVotes, votes_bytes(*record.votes));
  out.count(kComments, record.comments);
  if (record.organization) {
    out.bytes(kOrganizationHandle, record.organization->handle);
    out.text(kOrganizationName, record.organization->fullname);
  }
  out.text(kSubmitter, record.submitter);
  out.text(kSubmitterFullname, record.submitter_fullname);
  out.text(kProjectPage, record.project_page);
  out.text(kGithubRepo, record.github_repo);
  out.count(kGithubStars, record.github_stars);
  out.text(kThumbnail, record.thumbnail);
  out.texts(kMediaUrls, record.media_urls);
  out.text(kAiSummary, record.ai_summary);
  out.texts(kAiKeywords, record.ai_keywords);
  out.flag(kDeleted, record.deleted);
  out.day(kStated, record.stated);
  out.texts(kLinkedModels, record.linked_models);
  out.texts(kLinkedDatasets, record.linked_datasets);
  out.texts(kLinkedSpaces, record.linked_spaces);
  if (!record.versions.empty()) out.bytes(kVersions, versions_bytes(record.versions));
  if (record.announced) out.bytes(kAnnounced, announcement_bytes(*record.announced));
  out.text(kNotice, record.notice);
  out.texts(kOrcids, record.orcids);
}

Result<SourceRecord> decode_source_facts(std::string_view bytes) {
  SourceRecord record;
  TaggedReader in(bytes);
  while (in.next()) {
    if (!read_text_field(in, record)) read_other_field(in, record);
  }
  if (!in.ok()) return Error(ErrorCode::kDamaged, "the facts of a source record are cut");
  return record;
}

}  // namespace broadsheet::papers
