// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a score is made of, recomputed for the hits that are shown.

#ifndef BROADSHEET_SEARCH_EXPLAIN_H_
#define BROADSHEET_SEARCH_EXPLAIN_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "index/snapshot.h"
#include "search/aspects.h"
#include "search/hybrid.h"
#include "search/page_order.h"
#include "search/query_words.h"
#include "search/searcher.h"
#include "search/topk.h"

namespace broadsheet::search {

// For each hit, one part for each word and field that adds to it, in the order in which they are summed.
Result<std::vector<std::vector<ScorePart>>> explain_words(const index::Snapshot& snapshot,
                                                          const QueryWords& words,
                                                          std::span<const WordTerm> terms,
                                                          std::span<const Hit> hits);

std::vector<ScorePart> explain_page(const PageScore& score, std::span<const std::string> words);

// How near the meaning of a paper is to the query's, for a person, with the number.
std::string explain_cosine(double cosine);

// `words` are the parts that explain_words gives for the hit.
std::vector<ScorePart> explain_hybrid(const HybridHit& hit, std::span<const std::string> shared_words,
                                      std::span<const ScorePart> words);

// Of a paper of the named author: `tier` for that, `rest` for the other words of the query.
std::vector<ScorePart> explain_author(std::string_view name, double tier, double rest);

// What the paper gets from each aspect, and from the whole query, whose ranking is the last.
std::vector<ScorePart> explain_aspects(const Hit& hit, std::span<const Aspect> aspects,
                                       std::span<const AspectRanking> rankings);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_EXPLAIN_H_
