// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Many-sided queries: a paragraph that names several needs is taken apart into its aspects, each is searched
// for by itself, and the papers that stand high for any of them are brought into one order by their ranks
// (reciprocal rank fusion: Cormack, Clarke and Büttcher 2009), so that those of several aspects come first.
//
// As one query, the words of all needs are mixed: a paper that has a bit of each beats the one that answers a
// need in full, and the vector of the whole paragraph lies between the needs, near none.
//
// The danger is a paragraph with only one need, told in several sentences, or among sentences that say
// nothing of it ("any help would be appreciated"): alone each finds less than all together. So sentences that
// are near to each other are one aspect, where one aspect is left nothing is taken apart, and the ranking of
// the whole query counts as much as two of its aspects. docs/bench/relevance.md has what the numbers were
// chosen on.

#ifndef BROADSHEET_SEARCH_ASPECTS_H_
#define BROADSHEET_SEARCH_ASPECTS_H_

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "search/query.h"
#include "search/topk.h"
#include "text/analyzer.h"

namespace broadsheet::search {

// One need of a query.
struct Aspect {
  std::string text;           // its words as they were typed, without operators
  Node words;                 // a kAll of its words and phrases
  std::vector<float> vector;  // of its meaning, of length 1; empty where nothing is encoded
};

// The sentences of a query, of which each may be a need: at most kAspectsMax. Empty where there are fewer
// than two, where the query has at most kOneAspectWordsMax words, and where it says by a field or an OR how
// it is to be read. Filters, and what must or must not be there, are the query's and no aspect's.
std::vector<Aspect> sentences_of(const Query& query, text::Analyzer& analyzer);

// Joins sentences that mean nearly the same, by their vectors. One is left where all do.
std::vector<Aspect> joined_by_meaning(std::vector<Aspect> sentences);

// The same without vectors: those that have papers in common. `hits` are the best kAspectPapersCompared of
// each sentence, by words.
std::vector<Aspect> joined_by_papers(std::vector<Aspect> sentences, std::span<const std::vector<Hit>> hits);

struct AspectRanking {
  std::vector<Hit> hits;  // best first
  double weight = 1;
  // What the paper at a place, from 0, gets from this ranking.
  double worth(std::size_t rank) const;
};
// How much the ranking of the whole query counts beside those of its aspects.
inline constexpr double kWholeQueryWeight = 2;

// All papers of the rankings, each with the sum of what it gets, added in the order of the rankings; best
// first, ties by number.
std::vector<Hit> fused(std::span<const AspectRanking> rankings);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_ASPECTS_H_
