// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Papers in the order of what is trending (papers/trending.h).

#ifndef BROADSHEET_PAPERS_TRENDING_ORDER_H_
#define BROADSHEET_PAPERS_TRENDING_ORDER_H_

#include <map>
#include <span>
#include <vector>

#include "base/date.h"
#include "papers/trending.h"
#include "papers/trending_table.h"

namespace broadsheet::papers {

using TrendingScores = std::map<PaperNumber, TrendingScore>;

struct RankedPaper {
  const TrendingPaper* paper = nullptr;
  TrendingScore score;
};

// Featured papers come first, by score, then the others by theirs; equal ones keep their order. Fields are
// compared over all of them.
std::vector<RankedPaper> rank_trending(std::span<const TrendingPaper* const> papers,
                                       const TrendingParameters& parameters, Instant now);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_TRENDING_ORDER_H_
