// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The papers nearest in meaning: the largest exact cosines (index/half.h) of a query with the stored vectors.
//
// A flat search reads every allowed row's bytes, whose cosine is off by a proven bound at most, and reads the
// halves only of rows that the bound leaves open: its answer is that of comparing everything, ties by paper
// number included. A search with lists reads the bits of the lists whose centres are nearest, then the bytes
// of the best, then the halves: what it returns has its exact cosine, but a paper may be missing. Filters are
// applied while scanning, never afterwards.

#ifndef BROADSHEET_SEARCH_VECTOR_SEARCH_H_
#define BROADSHEET_SEARCH_VECTOR_SEARCH_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/strong_id.h"
#include "index/vector_segment.h"
#include "index/vector_store.h"

namespace broadsheet::search {

using index::VectorSegmentView;

enum class VectorScan : std::uint8_t {
  kAuto,   // lists where a segment has them and the filter leaves more than a few rows, else flat
  kFlat,   // exact
  kLists,  // lists wherever there are any
};

struct VectorSearchOptions {
  std::size_t k = 100;
  // With lists: how many of the hits are to be the nearest with the recall that is promised. Of those behind
  // them more may be missing, which costs less than looking further. 0: all k.
  std::size_t sure = 0;
  // A bit set over paper numbers, of any length: those that may be returned. None allows all.
  std::optional<std::span<const std::uint64_t>> allowed;
  VectorScan scan = VectorScan::kAuto;
  // With lists: the share of all entries to look at, and how many of them to rescore by their bytes; 0 leaves
  // both to the search.
  double probed = 0;
  std::size_t rescored = 0;
};

struct VectorHit {
  double cosine = 0;
  PaperNumber paper;
  std::uint64_t text_hash = 0;
  friend bool operator==(const VectorHit&, const VectorHit&) = default;
};

struct VectorHits {
  std::vector<VectorHit> hits;  // best first, ties by paper number
  bool exact = true;            // nothing can be missing
  std::uint64_t total = 0;      // live rows that the filter allows
};

// The best k. kInvalid if the query has no direction or other dimensions than the segments; kDamaged if
// something that was read is not as it was written, or the segments point into another store. Safe from any
// thread.
Result<VectorHits> top_vectors(std::span<const VectorSegmentView> segments, const index::VectorStore& store,
                               std::span<const float> query, const VectorSearchOptions& options);

// The exact cosine of each of `papers`; nothing for a paper without a live row.
Result<std::vector<std::optional<double>>> cosines(std::span<const VectorSegmentView> segments,
                                                   const index::VectorStore& store,
                                                   std::span<const float> query,
                                                   std::span<const PaperNumber> papers);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_VECTOR_SEARCH_H_
