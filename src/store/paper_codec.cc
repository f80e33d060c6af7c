// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "store/paper_codec.h"

#include <chrono>

#include "base/tagged_fields.h"

namespace broadsheet::store {
namespace {

// The tags of the fields. Stored: never reuse or renumber one.
enum Tag : std::uint8_t {
  kIds = 1,
  kTitle = 2,
  kAbstract = 3,
  kShortSummary = 4,
  kAuthors = 5,
  kAuthorCount = 6,
  kPublished = 7,
  kPublishedInferred = 8,
  kUpdated = 9,
  kListed = 10,
  kFeatured = 11,
  kFeedPlace = 12,
  kVersions = 13,
  kEdition = 14,
  kCategories = 15,
  kVenue = 16,
  kDoi = 17,
  kUrl = 18,
  kComment = 19,
  kLanguage = 20,
  kSources = 21,
  kVotes = 22,
  kOwnVotes = 23,
  kComments = 24,
  kOrganizationHandle = 25,
  kOrganization = 26,
  kSubmitter = 27,
  kSubmitterFullname = 28,
  kProjectPage = 29,
  kGithubRepo = 30,
  kGithubStars = 31,
  kThumbnail = 32,
  kMediaUrls = 33,
  kAiSummary = 34,
  kAiKeywords = 35,
  kWithdrawn = 36,
  kLinkedModels = 37,
  kLinkedDatasets = 38,
  kLinkedSpaces = 39,
  kNotice = 40,
  kOrcids = 41,
  kOwnComments = 42,
  kOwnCommenters = 43,
  kClaimed = 44,
  kAuthorTakesPart = 45,
};

std::string votes_bytes(const std::vector<SourceVotes>& votes) {
  std::string bytes;
  for (const SourceVotes& value : votes) {
    append_varint(bytes, value.source.size());
    bytes += value.source;
    append_varint(bytes, zigzag(value.upvotes));
    append_varint(bytes, zigzag(value.observed_at.time_since_epoch().count()));
  }
  return bytes;
}

std::vector<SourceVotes> read_votes(TaggedReader& in) {
  std::vector<SourceVotes> values;
  while (in.more(values.size())) {
    SourceVotes& value = values.emplace_back();
    value.source = in.value().read_string();
    value.upvotes = in.number();
    value.observed_at = Instant(std::chrono::milliseconds(in.number()));
  }
  return values;
}

std::string claimed_bytes(const std::vector<ClaimedAuthor>& claimed) {
  std::string bytes;
  for (const ClaimedAuthor& one : claimed) {
    for (const std::string* text : {&one.author, &one.name, &one.fullname}) {
      append_varint(bytes, text->size());
      bytes += *text;
    }
    append_varint(bytes, zigzag(one.since.time_since_epoch().count()));
  }
  return bytes;
}

std::vector<ClaimedAuthor> read_claimed(TaggedReader& in) {
  std::vector<ClaimedAuthor> values;
  while (in.more(values.size())) {
    ClaimedAuthor& value = values.emplace_back();
    value.author = in.value().read_string();
    value.name = in.value().read_string();
    value.fullname = in.value().read_string();
    value.since = Instant(std::chrono::milliseconds(in.number()));
  }
  return values;
}

bool read_text_field(TaggedReader& in, PaperView& view) {
  switch (in.tag()) {
    // clang-format off
    case kTitle: view.title = in.text(); return true;
    case kAbstract: view.abstract = in.text(); return true;
    case kShortSummary: view.short_summary = in.text(); return true;
    case kVenue: view.venue = in.text(); return true;
    case kDoi: view.doi = in.text(); return true;
    case kUrl: view.url = in.text(); return true;
    case kComment: view.comment = in.text(); return true;
    case kLanguage: view.language = in.text(); return true;
    case kOrganizationHandle: view.organization_handle = in.text(); return true;
    case kOrganization: view.organization = in.text(); return true;
    case kSubmitter: view.submitter = in.text(); return true;
    case kSubmitterFullname: view.submitter_fullname = in.text(); return true;
    case kProjectPage: view.project_page = in.text(); return true;
    case kGithubRepo: view.github_repo = in.text(); return true;
    case kThumbnail: view.thumbnail = in.text(); return true;
    case kAiSummary: view.ai_summary = in.text(); return true;
    default: return false;
      // clang-format on
  }
}

void read_other_field(TaggedReader& in, PaperView& view) {
  switch (in.tag()) {
    // clang-format off
    case kIds: view.ids = in.texts(); break;
    case kAuthors: view.authors = in.texts(); break;
    case kOrcids: view.orcids = in.texts(); break;
    case kCategories: view.categories = in.texts(); break;
    case kSources: view.sources = in.texts(); break;
    case kMediaUrls: view.media_urls = in.texts(); break;
    case kAiKeywords: view.ai_keywords = in.texts(); break;
    case kLinkedModels: view.linked_models = in.texts(); break;
    case kLinkedDatasets: view.linked_datasets = in.texts(); break;
    case kLinkedSpaces: view.linked_spaces = in.texts(); break;
    case kNotice: view.notice = in.text(); break;
    case kVersions: view.versions = in.days(); break;
    case kVotes: view.votes = read_votes(in); break;
    case kAuthorCount: view.author_count = in.count(); break;
    case kFeedPlace: view.feed_place = in.count(); break;
    case kComments: view.comments = in.count(); break;
    case kGithubStars: view.github_stars = in.count(); break;
    case kOwnVotes: view.own_votes = in.number(); break;
    case kOwnComments: view.own_comments = in.count(); break;
    case kOwnCommenters: view.own_commenters = in.count(); break;
    case kClaimed: view.claimed = read_claimed(in); break;
    case kAuthorTakesPart: view.author_takes_part = true; break;
    case kPublished: view.published = in.date(); break;
    case kEdition: view.edition = in.date(); break;
    case kUpdated: view.updated = in.day(); break;
    case kListed: view.listed = in.day(); break;
    case kFeatured: view.featured = in.day(); break;
    case kPublishedInferred: view.published_inferred = true; break;
    case kWithdrawn: view.withdrawn = true; break;
    default: break;
      // clang-format on
  }
}

}  // namespace

void encode_paper_body(const PaperView& view, std::string& to) {
  to.clear();
  TaggedWriter out(to);
  out.texts(kIds, view.ids);
  out.text(kTitle, view.title);
  out.text(kAbstract, view.abstract);
  out.text(kShortSummary, view.short_summary);
  out.texts(kAuthors, view.authors);
  out.count(kAuthorCount, view.author_count);
  out.date(kPublished, view.published);
  out.flag(kPublishedInferred, view.published_inferred);
  out.day(kUpdated, view.updated);
  out.day(kListed, view.listed);
  out.day(kFeatured, view.featured);
  out.count(kFeedPlace, view.feed_place);
  out.days(kVersions, view.versions);
  out.date(kEdition, view.edition);
  out.texts(kCategories, view.categories);
  out.text(kVenue, view.venue);
  out.text(kDoi, view.doi);
  out.text(kUrl, view.url);
  out.text(kComment, view.comment);
  out.text(kLanguage, view.language);
  out.texts(kSources, view.sources);
  if (!view.votes.empty()) out.bytes(kVotes, votes_bytes(view.votes));
  if (view.own_votes != 0) out.number(kOwnVotes, view.own_votes);
  if (!view.claimed.empty()) out.bytes(kClaimed, claimed_bytes(view.claimed));
  out.flag(kAuthorTakesPart, view.author_takes_part);
  if (view.own_comments != 0) out.count(kOwnComments, view.own_comments);
  if (view.own_commenters != 0) out.count(kOwnCommenters, view.own_commenters);
  out.count(kComments, view.comments);
  out.text(kOrganizationHandle, view.organization_handle);
  out.text(kOrganization, view.organization);
  out.text(kSubmitter, view.submitter);
  out.text(kSubmitterFullname, view.submitter_fullname);
  out.text(kProjectPage, view.project_page);
  out.text(kGithubRepo, view.github_repo);
  out.count(kGithubStars, view.github_stars);
  out.text(kThumbnail, view.thumbnail);
  out.texts(kMediaUrls, view.media_urls);
  out.text(kAiSummary, view.ai_summary);
  out.texts(kAiKeywords, view.ai_keywords);
  out.flag(kWithdrawn, view.withdrawn);
  out.texts(kLinkedModels, view.linked_models);
  out.texts(kLinkedDatasets, view.linked_datasets);
  out.texts(kLinkedSpaces, view.linked_spaces);
  out.text(kNotice, view.notice);
  out.texts(kOrcids, view.orcids);
}

Result<void> decode_paper_body(std::string_view bytes, PaperView& view) {
  TaggedReader in(bytes);
  while (in.next()) {
    if (!read_text_field(in, view)) read_other_field(in, view);
  }
  if (!in.ok()) return Error(ErrorCode::kDamaged, "the body of a paper is cut");
  if (view.ids.empty()) return Error(ErrorCode::kDamaged, "the body of a paper has no id");
  return {};
}

}  // namespace broadsheet::store
