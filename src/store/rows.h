// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What goes into the record and comes out of it, beside papers: values without behaviour.

#ifndef BROADSHEET_STORE_ROWS_H_
#define BROADSHEET_STORE_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/strong_id.h"
#include "store/paper_view.h"

namespace broadsheet::store {

// An id under which sources know a paper, or a record without one: dense, from 1, never reused and
// never deleted. A paper's number is that of its oldest identity.
using IdentityNumber = StrongId<struct IdentityNumberTag, std::uint32_t>;
// One source's record of one paper.
using SourceRecordNumber = StrongId<struct SourceRecordNumberTag, std::uint64_t>;

// The kinds of rows in the revision feed. The numbers are stored: never reuse one.
enum class FeedKind : std::uint8_t {
  kPaper = 1,  // key: paper number; everything that is indexed, votes too
  kPaperReception =
      2,  // key: paper number; only what sources and readers made of it changed: votes, talk, claims
  kPaperKeepers = 3,  // key: paper number; how many keep it in their lists changed. Not public
};

// The present state of one row of the feed, never an event: a row that changed twice appears once,
// with its last revision.
struct Change {
  Revision revision;
  FeedKind kind = FeedKind::kPaper;
  std::uint64_t key = 0;
  bool is_public = true;
  bool deleted = false;  // a tombstone
  friend bool operator==(const Change&, const Change&) = default;
};

// The last change of a paper that everybody may see, of whatever kind, and when it was committed.
struct PaperChange {
  Revision revision;
  PaperNumber paper;
  bool deleted = false;  // its number is out of use: it is part of another paper now
  Instant committed_at;  // no earlier than that of any smaller revision
  friend bool operator==(const PaperChange&, const PaperChange&) = default;
};

// Which papers a walk along their changes is to give.
struct PaperWalk {
  Revision after = {};                                     // only what changed behind it
  std::optional<Revision> last = {};                       // ... and no further than this
  std::size_t limit = 0;                                   // changes to give
  std::size_t rows_max = 0;                                // rows of the feed to look at
  std::function<bool(PaperNumber, Revision)> wanted = {};  // of papers that are there; none: all of them
};

struct PaperChanges {
  std::vector<PaperChange> changes;  // by ascending revision, each paper once
  Revision reached;                  // where the walk goes on
  std::size_t rows = 0;              // of the feed that were looked at
  bool at_end = false;               // there is nothing behind it
};

// A paper whose row can't be unpacked: the rest of the record is of use.
struct UnreadablePaper {
  PaperNumber number;
  std::string why;
};

struct PapersRead {
  std::vector<PaperView> views;
  std::vector<UnreadablePaper> unreadable;

  bool empty() const { return views.empty() && unreadable.empty(); }
  // The highest number in it: where a walk goes on. 0 if it is empty.
  PaperNumber last() const;
};

struct Identity {
  IdentityNumber number;
  std::string id;     // with prefix; "b:" and 12 hex digits where no source gives an id
  PaperNumber paper;  // 0 while only votes or another record's word of it are known
};

// A source's record without its bytes.
struct SourceRecordHead {
  SourceRecordNumber number;
  std::string source;
  std::string key;
  IdentityNumber identity;
  std::uint64_t content_hash = 0;  // hash64 of the raw bytes
  bool deleted = false;            // the source withdrew it
  std::string evidence;            // what identity goes by, encoded by papers/identity
};

// The keys under which records that may be of the same paper find each other: hashes of a title,
// a DOI, an id that a record vouches for.
using MatchingKey = std::uint64_t;
// The key of a DOI (lower case, without prefix): the record looks papers up by it.
MatchingKey doi_key(std::string_view doi);

struct SourceRecordText {
  std::string format;  // formats::format_name
  std::string raw;     // as the source wrote it
  std::string facts;   // the parsed record, as papers/source_facts encodes it
};

struct NewSourceRecord {
  std::string source;
  std::string key;
  IdentityNumber identity;
  std::string format;
  std::uint64_t content_hash = 0;
  bool deleted = false;
  std::string evidence;
  std::vector<MatchingKey> keys;
  // The raw bytes, compressed with the dictionary of that number (0 for none).
  std::string payload;
  std::uint32_t dictionary = 0;
};

// What a source said of one of its records on an earlier day than what it says now.
struct EarlierRecord {
  Day day;                 // the first on which it is known to have said so
  std::uint64_t said = 0;  // a hash of what readers see of it; each is kept once
  std::string facts;       // as in SourceRecordText; empty where nothing differs from the present record
};

struct Dictionary {
  std::uint32_t number = 0;  // from 1
  std::string source;  // of whose records it was trained; papers are packed with that of their first source
  std::string bytes;
};

struct VoteObservationRow {
  std::string source;
  Instant observed_at;
  std::string feed;
  std::int64_t upvotes = 0;
  friend bool operator==(const VoteObservationRow&, const VoteObservationRow&) = default;
};

// A person's word on identity: the two are one paper, or are not, whatever the rules say. The newest
// decision about a pair holds.
struct MergeDecision {
  std::uint64_t number = 0;  // in the order in which they were made
  IdentityNumber one;
  IdentityNumber other;  // > one
  bool together = true;
};

struct SourceCount {
  std::string source;
  std::uint64_t records = 0;
};

struct Counts {
  std::uint64_t papers = 0;
  std::uint64_t identities = 0;
  std::uint64_t source_records = 0;
  std::uint64_t vote_observations = 0;
  std::uint64_t merged_papers = 0;  // papers with more than one identity
  std::uint64_t bytes = 0;          // of the record's files
  std::vector<SourceCount> sources;
};

// Something wrong in the record, for `check`.
struct Problem {
  std::string what;
  std::string advice;
};

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_ROWS_H_
