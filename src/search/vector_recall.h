// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// How much of what a flat search finds a search as users get it finds, measured on the vectors at hand.
// `check --deep` prints it.

#ifndef BROADSHEET_SEARCH_VECTOR_RECALL_H_
#define BROADSHEET_SEARCH_VECTOR_RECALL_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "search/vector_search.h"

namespace broadsheet::search {

struct VectorRecall {
  std::uint32_t percent = 100;  // of the papers that the filter allows
  std::size_t queries = 0;
  double mean = 1;  // of recall@k over the queries
  double least = 1;
  bool exact = true;  // every answer said that nothing can be missing
};

// recall@k without a filter and under filters of 50, 10 and 1 % of the papers, for `queries` vectors of
// papers spread over all rows. A paper's own vector is a fair stand-in for a question: the paper itself is
// one hit of k. Costs as many flat searches.
Result<std::vector<VectorRecall>> measure_vector_recall(std::span<const VectorSegmentView> segments,
                                                        const index::VectorStore& store, std::size_t queries,
                                                        std::size_t k);

// The filter that it uses: about `percent` of the paper numbers up to `paper_max`, the same each time.
std::vector<std::uint64_t> sample_papers(std::uint32_t paper_max, std::uint32_t percent);

// The share of the hits of `expected` that `found` has too, by paper. 1 if nothing was expected.
double recall_of(const std::vector<VectorHit>& found, const std::vector<VectorHit>& expected);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_VECTOR_RECALL_H_
