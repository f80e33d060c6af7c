// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// SourceRecord: what one source says about one paper, whatever format it came in. Readers make
// these and nothing else; papers/ decides what becomes of them. Text fields are valid UTF-8 without
// control characters, whitespace collapsed, TeX and markup kept as the source wrote them.

#ifndef BROADSHEET_FORMATS_SOURCE_RECORD_H_
#define BROADSHEET_FORMATS_SOURCE_RECORD_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace broadsheet::formats {

// One count of votes, as a source showed it at a moment.
struct VoteCount {
  std::int64_t upvotes = 0;  // 0 to kVotesMax
  // Where the source does not say when: the newest time that its answer mentions, so never later than
  // the truth; at worst the year 1970.
  Instant observed_at;
};

struct Organization {
  std::string handle;    // "tide-lab"; may be empty
  std::string fullname;  // "Tide Lab"; may be empty
};

// A version of a paper, as its source counts them.
struct SourceVersion {
  std::uint32_t number = 0;  // from 1
  Day day;                   // on which it was sent in
  friend bool operator==(const SourceVersion&, const SourceVersion&) = default;
};

// Why a list of an archive named a paper on a day. The numbers are stored: never reuse one.
enum class AnnounceType : std::uint8_t { kNew = 1, kCross = 2, kReplace = 3, kReplaceCross = 4 };

// "new", "cross", "replace", "replace-cross".
constexpr std::string_view announce_type_name(AnnounceType type) {
  switch (type) {
    case AnnounceType::kNew:
      return "new";
    case AnnounceType::kCross:
      return "cross";
    case AnnounceType::kReplace:
      return "replace";
    case AnnounceType::kReplaceCross:
      return "replace-cross";
  }
  return {};
}

struct Announcement {
  AnnounceType type = AnnounceType::kNew;
  Day day;
  std::uint32_t version = 0;  // 0 where the list does not say which
  friend bool operator==(const Announcement&, const Announcement&) = default;
};

// The field, key or prefix of a value under which our own files have what OwnWords::mark is.
inline constexpr std::string_view kMarkField = "broadsheet";

// The source of what readers of this server add to papers (papers/contributing.h): nobody else speaks for it.
inline constexpr std::string_view kReadersSource = "readers";

// What somebody's own file says of a reference beside what the paper is: theirs, and for their library alone.
// No record that is kept has any of it.
struct OwnWords {
  std::vector<std::string> tags;     // "keywords" in reference managers
  std::vector<std::string> folders;  // "groups", "collections"
  std::string note;
  // All of it to the letter, which these formats have no field for: papers/library_mark.h. Empty in the files
  // of others.
  std::string mark;
  bool empty() const { return tags.empty() && folders.empty() && note.empty() && mark.empty(); }
};

struct SourceRecord {
  std::string source;  // "arxiv", "acl-anthology", "hf-daily-papers", "saved-page", ...
  // The source's own key for this record; (source, key) is the same at every reading of the same
  // record. An id where there is one, else a hash of what identifies the record (a page: its title).
  // The formats that report the Daily Papers share one source, so that their counts of votes are never
  // added up; their keys say which of them spoke ("rss:...", "api:..."), so that none replaces another.
  std::string key;
  // Prefixed ids that the source vouches for, canonical form: "arxiv:2608.01234", "acl:2024.acl-long.12",
  // "doi:10.1/x" (lower case). The first is the record's own id. Empty for a saved page.
  std::vector<std::string> ids;

  std::string title;
  std::string abstract;
  std::string short_summary;  // a sentence of ours or of an editor, never the authors' abstract
  std::vector<std::string> authors;
  // ORCID iDs (text/orcid.h) by the places of their authors, "" where the source gives none. At most as many
  // as authors; none at all where the source has no iDs.
  std::vector<std::string> orcids;
  std::optional<std::uint32_t> author_count;  // where a source counts authors without naming them

  std::optional<PartialDate> published;
  bool published_inferred = false;  // the year was not printed; it was inferred from the rest of the page
  std::optional<Day> updated;
  std::optional<Day> stated;  // the day on which the source says all this, where its protocol tells
  std::optional<Day> listed;  // the day of the first announcement
  std::optional<Announcement> announced;    // where the record is an announcement itself
  std::vector<SourceVersion> versions;      // those that the source tells of, by number
  std::optional<Day> featured;              // the day of the daily page that featured it
  std::optional<std::uint32_t> feed_place;  // 0-based place on that page

  std::vector<std::string> categories;  // arXiv categories, the primary first, or venue keys
  std::string venue;
  std::string doi;
  std::string url;
  std::string comment;   // the authors' comment on arXiv
  std::string language;  // BCP 47 where the source gives it

  std::optional<VoteCount> votes;
  std::optional<std::uint32_t> comments;
  std::optional<Organization> organization;
  std::string submitter;  // user name of who put it on the daily page
  std::string submitter_fullname;
  std::string project_page;
  std::string github_repo;
  std::optional<std::uint32_t> github_stars;
  std::string thumbnail;
  std::vector<std::string> media_urls;
  std::string ai_summary;
  std::vector<std::string> ai_keywords;
  // Linked repositories, each as its JSON object (formats/linked_repository.h).
  std::vector<std::string> linked_models;
  std::vector<std::string> linked_datasets;
  std::vector<std::string> linked_spaces;

  bool deleted = false;  // the source says that the record was withdrawn or deleted
  // Why the paper was withdrawn, retracted or removed, in the source's words; also where the source keeps
  // the record and only says so.
  std::string notice;

  OwnWords own;
};

// A row of a vote history: a count for a paper that some other file describes.
struct VoteObservation {
  std::string source;  // whose votes they are: "hf-daily-papers"
  std::string id;      // "arxiv:2211.16780"
  VoteCount count;
  std::string feed;  // where it was seen: "daily", "weekly", "monthly", "page", "day"
};

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_SOURCE_RECORD_H_
