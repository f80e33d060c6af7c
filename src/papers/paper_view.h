// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// From source records to the one view of a paper. Pure functions of the set of records: in whatever
// order they came, the view is the same.

#ifndef BROADSHEET_PAPERS_PAPER_VIEW_H_
#define BROADSHEET_PAPERS_PAPER_VIEW_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "formats/source_record.h"
#include "store/paper_view.h"
#include "store/rows.h"

namespace broadsheet::papers {

// Everything known about a paper that a view is made from.
struct PaperSources {
  std::vector<std::string> ids;                // of its identities, prefixed, in any order
  std::vector<formats::SourceRecord> records;  // in any order; deleted ones too
  std::vector<store::SourceVotes> votes;       // the newest of each identity and source
  std::vector<Day> versions;
};

// For each field the value of the source that knows best: by the ranks of
// docs/use/papers.md, then by name; then the record that was updated last, then the smallest key. The
// first that is not empty wins. Categories are united, featured is the earliest, and a published day
// of better precision wins over precedence. number and revision are left 0.
store::PaperView make_view(const PaperSources& sources);

// The newest count of each source (the higher of two for one moment), by source name.
std::vector<store::SourceVotes> newest_votes(std::vector<store::SourceVotes> votes);

// A warning a paper: what shows lists goes on without those that can't be read.
void log_unreadable(const store::PapersRead& read);

// The order in which a paper's ids are preferred: arXiv, ACL, DOI, our own; then by text.
bool better_id(std::string_view one, std::string_view other);

// The edition of a view: featured, else listed, else published with its precision; none if undated.
std::optional<PartialDate> edition_of(const store::PaperView& view);

// What is printed for a view's id: arXiv ids bare ("2608.01234"), others with their prefix.
std::string printed_id(const store::PaperView& view);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_PAPER_VIEW_H_
