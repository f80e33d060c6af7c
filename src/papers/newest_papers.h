// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// All papers, or those that match a query, the newest first and without an end: lists that a client walks
// page by page while papers come in.

#ifndef BROADSHEET_PAPERS_NEWEST_PAPERS_H_
#define BROADSHEET_PAPERS_NEWEST_PAPERS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "search/searcher.h"
#include "store/record.h"

namespace broadsheet::papers {

struct NewestPapers {
  std::vector<store::PaperView> papers;  // by day of publication, then by number, descending
  std::uint64_t total = 0;               // of the whole list
  std::string next;                      // the cursor behind these papers; empty at the end
};

// The same from a place on. Slower the farther it is: each 1,000 papers before it cost as much as one call.
Result<NewestPapers> newest_papers_from(store::Record& record, const search::Searcher* searcher,
                                        std::string_view query, std::uint64_t offset, std::size_t limit);

// At most `limit` papers behind `cursor`, a `next` of an earlier call; empty: from the beginning. What comes
// in meanwhile shifts nothing. kInvalid for a cursor that is none; `searcher` may be null, as for
// search_papers.
Result<NewestPapers> newest_papers(store::Record& record, const search::Searcher* searcher,
                                   std::string_view query, std::string_view cursor, std::size_t limit);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_NEWEST_PAPERS_H_
