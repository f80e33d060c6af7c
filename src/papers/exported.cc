// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/exported.h"

#include <algorithm>

namespace broadsheet::papers {

formats::SourceRecord exported(const store::PaperView& paper) {
  formats::SourceRecord record;
  if (!paper.sources.empty()) record.source = paper.sources.front();
  record.ids = paper.ids;
  if (!paper.ids.empty()) record.key = paper.ids.front();
  record.title = paper.title;
  record.abstract = paper.abstract;
  record.short_summary = paper.short_summary;
  record.authors = paper.authors;
  record.orcids = paper.orcids;
  record.author_count = paper.author_count;
  record.published = paper.published;
  record.published_inferred = paper.published_inferred;
  record.updated = paper.updated;
  record.listed = paper.listed;
  record.featured = paper.featured;
  record.feed_place = paper.feed_place;
  record.categories = paper.categories;
  record.venue = paper.venue;
  record.doi = paper.doi;
  record.url = paper.url;
  record.comment = paper.comment;
  record.language = paper.language;
  if (!paper.votes.empty()) {
    const auto newest = std::max_element(
        paper.votes.begin(), paper.votes.end(),
        [](const auto& one, const auto& other) { return one.observed_at < other.observed_at; });
    record.votes = formats::VoteCount{.upvotes = paper.upvotes(), .observed_at = newest->observed_at};
  }
  record.comments = paper.comments;
  if (!paper.organization_handle.empty() || !paper.organization.empty()) {
    record.organization =
        formats::Organization{.handle = paper.organization_handle, .fullname = paper.organization};
  }
  record.submitter = paper.submitter;
  record.submitter_fullname = paper.submitter_fullname;
  record.project_page = paper.project_page;
  record.github_repo = paper.github_repo;
  record.github_stars = paper.github_stars;
  record.thumbnail = paper.thumbnail;
  record.media_urls = paper.media_urls;
  record.ai_summary = paper.ai_summary;
  record.ai_keywords = paper.ai_keywords;
  record.linked_models = paper.linked_models;
  record.linked_datasets = paper.linked_datasets;
  record.linked_spaces = paper.linked_spaces;
  record.deleted = paper.withdrawn;
  record.notice = paper.notice;
  return record;
}

}  // namespace broadsheet::papers
