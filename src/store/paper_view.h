// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// PaperView: a paper as a reader sees it, merged from every source's record of it. `papers` makes
// it, the record keeps it, and pages, followers and exports read it; nobody merges twice.

#ifndef BROADSHEET_STORE_PAPER_VIEW_H_
#define BROADSHEET_STORE_PAPER_VIEW_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/strong_id.h"

namespace broadsheet::store {

// The newest count of votes that one source has shown for a paper.
struct SourceVotes {
  std::string source;
  std::int64_t upvotes = 0;
  Instant observed_at;
  friend bool operator==(const SourceVotes&, const SourceVotes&) = default;
};

// A reader who has shown to be an author of the paper.
struct ClaimedAuthor {
  std::string author;    // as among the authors
  std::string name;      // of the account
  std::string fullname;  // of the account; never empty
  Instant since;
  friend bool operator==(const ClaimedAuthor&, const ClaimedAuthor&) = default;
};

// A value. Texts are valid UTF-8 with their TeX as the source wrote it; empty means unknown.
struct PaperView {
  PaperNumber number;  // the record's own; 0 in a view that is not stored yet
  // Withdrawn by all of its sources: shown as such under its id, and in no list or index.
  bool withdrawn = false;
  // Why it was withdrawn or retracted, in a source's words; also where only one of its sources says so.
  std::string notice;

  // All ids of the paper with their prefixes, the best first: "arxiv:2608.01234",
  // "acl:2024.acl-long.12", "doi:10.1/x", "b:0123456789ab". Never empty in a stored view. The first is
  // the paper's id; the others redirect to it.
  std::vector<std::string> ids;

  std::string title;
  std::string abstract;
  std::string short_summary;
  std::vector<std::string> authors;
  // ORCID iDs by the places of their authors, "" where no source gives one; none at all where there are none.
  std::vector<std::string> orcids;
  std::optional<std::uint32_t> author_count;  // where no source names the authors

  std::optional<PartialDate> published;
  bool published_inferred = false;
  std::optional<Day> updated;
  std::optional<Day> listed;
  std::optional<Day> featured;              // the earliest
  std::optional<std::uint32_t> feed_place;  // 0-based place on the page of that day
  std::vector<Day> versions;                // days of earlier `updated`, ascending

  // The day, month or year in whose edition the paper appears (papers/paper_view.h); none if undated.
  std::optional<PartialDate> edition;

  std::vector<std::string> categories;  // the primary first
  std::string venue;
  std::string doi;  // lower case, without prefix
  std::string url;
  std::string comment;
  std::string language;

  std::vector<std::string> sources;       // in order of precedence
  std::vector<SourceVotes> votes;         // by source name
  std::int64_t own_votes = 0;             // of this instance's readers
  std::optional<std::uint32_t> comments;  // as sources count them
  std::uint32_t own_comments = 0;         // of this instance's readers, without hidden ones
  std::uint32_t own_commenters = 0;       // readers who count and wrote one of these themselves

  std::vector<ClaimedAuthor> claimed;  // by account
  bool author_takes_part = false;      // one of these has a comment that is shown

  std::string organization_handle;
  std::string organization;
  std::string submitter;
  std::string submitter_fullname;
  std::string project_page;
  std::string github_repo;
  std::optional<std::uint32_t> github_stars;
  std::string thumbnail;
  std::vector<std::string> media_urls;
  std::string ai_summary;
  std::vector<std::string> ai_keywords;
  // Linked repositories, each as its JSON object by which the API shows it.
  std::vector<std::string> linked_models;
  std::vector<std::string> linked_datasets;
  std::vector<std::string> linked_spaces;

  // The ORCID iD of an author by place; "" where it is not known.
  const std::string& orcid_of(std::size_t author) const;

  // Own votes and the newest count of each source.
  std::int64_t upvotes() const;
  // Likewise of comments.
  std::uint64_t comment_count() const { return comments.value_or(0) + std::uint64_t{own_comments}; }

  friend bool operator==(const PaperView&, const PaperView&) = default;
};

// How many papers appear in the edition of a day, or of a month or a year alone.
struct EditionCount {
  PartialDate edition;
  std::uint64_t papers = 0;
};

// What ordering an edition needs of a paper, without unpacking its texts.
struct EditionRow {
  PaperNumber number;
  std::string id;  // prefixed
  PartialDate edition;
  bool featured = false;
  std::optional<std::uint32_t> feed_place;
  std::int64_t upvotes = 0;
  friend bool operator==(const EditionRow&, const EditionRow&) = default;
};

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_PAPER_VIEW_H_
