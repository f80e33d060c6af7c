// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The papers of a period in the order of what is trending (papers/trending.h).

#ifndef BROADSHEET_PAPERS_TRENDING_ORDER_H_
#define BROADSHEET_PAPERS_TRENDING_ORDER_H_

#include <map>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "papers/trending.h"
#include "store/record.h"

namespace broadsheet::papers {

using TrendingScores = std::map<PaperNumber, TrendingScore>;

// Featured papers come first, by score, then the others by theirs; equal ones keep their order. The scores of
// all of them. Reads every paper: some 20 µs for each.
Result<TrendingScores> sort_as_trending(store::Record& record, const TrendingParameters& parameters,
                                        Instant now, std::vector<store::EditionRow>& rows);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_TRENDING_ORDER_H_
