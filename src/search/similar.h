// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Papers like given ones, or like a text. docs/use/search.md has the formula.
//
// Two arms: the words that tell most of what the inputs are about (search/telling_words.h), asked as one
// weighed query, and the papers nearest to the middle of the inputs' vectors. The best of both are one pool,
// in which the sum of words and the nearness to the two nearest inputs are normalised and added. So what is
// near two of many inputs comes before what is near one alone.

#ifndef BROADSHEET_SEARCH_SIMILAR_H_
#define BROADSHEET_SEARCH_SIMILAR_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "index/snapshot.h"
#include "search/doc_set.h"
#include "search/hybrid.h"
#include "search/limits.h"
#include "search/meaning.h"
#include "search/query_words.h"
#include "search/ranking.h"
#include "search/searcher.h"
#include "search/telling_words.h"
#include "text/analyzer.h"

namespace broadsheet::search {

// Chosen on lists of papers made from NFCorpus' development split (docs/bench/relevance.md).
struct SimilarParameters {
  // Of the normalised scores; they add up to 1.
  double words = 0.5;
  double meaning = 0.5;
  // Telling words that are asked for.
  std::size_t words_used = 50;
  // Of a paper's cosines with the inputs, how many of the largest are averaged.
  std::size_t nearest_inputs = 2;
};

struct SimilarQuestion {
  const index::Snapshot& snapshot;
  const Meaning* meaning = nullptr;  // null: words alone
  const FieldPlaces& places;
  const RankingParameters& ranking;
  text::Analyzer& analyzer;
  // The inputs that are papers: they are never in the answer.
  std::span<const PaperNumber> papers;
  // What the inputs say, readable: the papers' texts in their order, then further ones.
  std::span<const PaperText> texts;
  // For inputs without a stored vector; where it is empty or fails, those count by their words alone.
  const QueryEncoder& encode;
  const DocSet* allowed = nullptr;  // null: all live documents
  std::size_t pool = kPoolMax;      // of each arm
};

struct SimilarRankedHit {
  Hit hit;  // the score is words + meaning
  double words = 0;
  double meaning = 0;
};

struct SimilarRanking {
  std::vector<SimilarRankedHit> hits;       // best first, ties by paper number
  std::vector<TellingWord> words;           // that were asked for, the most telling first
  std::vector<std::vector<float>> vectors;  // of the inputs, as far as they have any; none: words alone
  bool exact = true;                        // the arm of meaning missed nothing
};

// kDamaged if anything that was read is not as it was written.
Result<SimilarRanking> rank_similar(const SimilarQuestion& question,
                                    const SimilarParameters& parameters = {});

// The hits that the options want, with what they have in common with the inputs.
Result<SimilarAnswer> answer_similar(const SimilarQuestion& question, const SimilarOptions& options);

// The mean of the largest `nearest_inputs` cosines of each paper with the vectors of a ranking; nothing for a
// paper without a vector, or where there are no vectors.
Result<std::vector<std::optional<double>>> nearness(const Meaning& meaning,
                                                    std::span<const std::vector<float>> vectors,
                                                    std::span<const PaperNumber> papers,
                                                    std::size_t nearest_inputs);

// For each hit the words, as places in `words`, that add most to it, at most `count_max`, the most first.
Result<std::vector<std::vector<std::size_t>>> words_in_common(const index::Snapshot& snapshot,
                                                              const FieldPlaces& places,
                                                              std::span<const TellingWord> words,
                                                              std::span<const Hit> hits,
                                                              std::size_t count_max);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_SIMILAR_H_
