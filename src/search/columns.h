// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The numbers by which lists are ordered: days and votes.

#ifndef BROADSHEET_SEARCH_COLUMNS_H_
#define BROADSHEET_SEARCH_COLUMNS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "index/snapshot.h"
#include "search/doc_set.h"
#include "search/searcher.h"
#include "search/topk.h"

namespace broadsheet::search {

// Of documents of one segment, which must be ones of it: votes for SearchSort::kVotes, else the day of
// publication in days since 1970-01-01, kNoDay (schema.h) where there is none. kDamaged where the column is.
Result<std::vector<std::int64_t>> column_values(const index::Snapshot& snapshot, std::size_t segment,
                                                std::span<const std::uint32_t> docs, SearchSort sort);

struct ColumnOrder {
  std::vector<Hit> hits;          // with the score 0
  std::optional<DatePlace> last;  // of the last hit, by SearchSort::kDate
};

// The first `limit` of a set: by votes, then by date, both descending; by date for any other `sort`. Papers
// without a date come last, and of papers alike the one that came last is the first. With `after` only what
// comes behind it by date.
Result<ColumnOrder> order_by_column(const index::Snapshot& snapshot, const DocSet& set, SearchSort sort,
                                    std::size_t limit, const std::optional<DatePlace>& after = {});

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_COLUMNS_H_
