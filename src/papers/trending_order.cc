// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/trending_order.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace broadsheet::papers {
namespace {

TrendingFacts facts_of(const TrendingPaper& paper, Instant now) {
  TrendingFacts facts;
  facts.votes = static_cast<double>(std::max<std::int64_t>(paper.row.upvotes, 0));
  facts.comments = paper.commenters;
  facts.saves = static_cast<double>(paper.keepers);
  // Our own readers' votes are counted now.
  set_ages(facts, Instant(paper.row.edition.day), paper.counted.value_or(now), now);
  return facts;
}

}  // namespace

std::vector<RankedPaper> rank_trending(std::span<const TrendingPaper* const> papers,
                                       const TrendingParameters& parameters, Instant now) {
  std::vector<TrendingFacts> facts;
  facts.reserve(papers.size());
  TrendingFields fields(parameters);
  for (const TrendingPaper* paper : papers) {
    facts.push_back(facts_of(*paper, now));
    fields.add(paper->field, trending_points(facts.back(), parameters));
  }
  std::vector<RankedPaper> ranked;
  ranked.reserve(papers.size());
  for (std::size_t i = 0; i < papers.size(); ++i) {
    facts[i].field_points = fields.points_of(papers[i]->field);
    facts[i].all_points = fields.points_of_all();
    ranked.push_back({papers[i], trending_score(facts[i], parameters)});
  }
  std::ranges::stable_sort(ranked, std::greater(), [](const RankedPaper& one) {
    return std::pair(one.paper->row.featured, one.score.total());
  });
  return ranked;
}

}  // namespace broadsheet::papers
