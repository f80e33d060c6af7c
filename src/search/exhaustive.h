// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The slow, plain twin of top_k: looks at every document, asks every clause, scores what matches. Tests hold
// the fast scorers against it; top_k itself uses it for the few shapes of query that have no fast path.

#ifndef BROADSHEET_SEARCH_EXHAUSTIVE_H_
#define BROADSHEET_SEARCH_EXHAUSTIVE_H_

#include <span>

#include "search/topk.h"

namespace broadsheet::search {

// Costs a look at every document of the collection for each term. Otherwise as top_k.
Result<TopDocs> exhaustive_top_k(std::span<const index::SegmentView> segments,
                                 const index::CollectionStats& stats, const BooleanQuery& query,
                                 const TopKOptions& options);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_EXHAUSTIVE_H_
