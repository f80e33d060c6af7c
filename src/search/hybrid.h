// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The order of `hybrid`: words and meaning together. docs/use/search.md has the formula.
//
// The pool is the best of each arm; every paper in it has both exact scores, the sum of its words (b) and the
// cosine of its vector with the query's (d), normalised over the pool. What the first ten have in common then
// speaks once more for the best two hundred (pseudo-relevance feedback): their words, weighed by how telling
// they are (x, after RM3: Abdul-Jaleel et al. 2004), and the mean of their vectors (c, after Rocchio 1971).
// Feedback only re-scores; it never searches again.

#ifndef BROADSHEET_SEARCH_HYBRID_H_
#define BROADSHEET_SEARCH_HYBRID_H_

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "index/snapshot.h"
#include "search/doc_set.h"
#include "search/limits.h"
#include "search/meaning.h"
#include "search/query_words.h"
#include "search/searcher.h"
#include "search/topk.h"

namespace broadsheet::search {

// Weights of the addends and sizes of the feedback, chosen on NFCorpus' development split and ADI.
struct HybridParameters {
  double words = 0.3;
  double shared_words = 0.2;
  double meaning = 0.3;
  double shared_meaning = 0.2;
  std::size_t feedback_papers = 10;
  double feedback_temperature = 0.5;  // in standard deviations of the first score
  std::size_t feedback_words = 20;
  std::size_t rescored = 200;  // 0: no feedback, half words and half meaning
  // Of the pool's nearest, so many are not to be missed; the others only tell what is usual.
  std::size_t sure = 100;
};

// The addends of a score, in the order in which they are summed.
struct HybridScore {
  double words = 0;
  double shared_words = 0;
  double meaning = 0;
  double shared_meaning = 0;
  double sum() const { return ((words + shared_words) + meaning) + shared_meaning; }
};

struct HybridHit {
  Hit hit;  // with the score of `parts`
  HybridScore parts;
  bool has_vector = false;
  double cosine = 0;   // of its vector with the query's, where it has one
  bool pooled = true;  // false: behind the pool, in the order of the words
};

struct HybridAnswer {
  std::vector<HybridHit> hits;            // the pool, best first, ties by paper number
  std::vector<std::string> shared_words;  // that the first papers have in common, most telling first
  bool exact = true;                      // the arm of meaning missed nothing
};

struct HybridQuestion {
  const index::Snapshot& snapshot;
  const Meaning& meaning;
  const FieldPlaces& places;
  const RankingParameters& ranking;
  const BooleanQuery& lexical;
  std::span<const float> query_vector;
  const DocSet* allowed = nullptr;    // null: all live documents
  const TextOf& text_of;              // without it words get no feedback
  std::size_t pool = kHybridPoolMax;  // of each arm
};

// `lexical_hits` are the best `pool` of the words alone. kDamaged if anything that was read is not as it was
// written, and whatever text_of fails with.
Result<HybridAnswer> rank_hybrid(const HybridQuestion& question, std::span<const Hit> lexical_hits,
                                 const HybridParameters& parameters = {});

// Adds those of `others`, in their order, that are not among `hits`, each a little below the one before.
void append_by_words(std::span<const Hit> others, std::vector<HybridHit>& hits);

// The nearest in meaning, best first; scores are cosines.
struct NearestAnswer {
  std::vector<Hit> hits;
  std::uint64_t total = 0;  // papers that the filter allows and that have a vector
  bool exact = true;
};
// With lists the first `sure` have the recall that is promised (vector_search.h).
Result<NearestAnswer> nearest(const index::Snapshot& snapshot, const Meaning& meaning,
                              std::span<const float> query_vector, const DocSet* allowed, std::size_t limit,
                              std::size_t sure);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_HYBRID_H_
