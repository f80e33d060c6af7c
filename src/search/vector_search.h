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

// Says whether a row still stands for its paper. Asked of rows that would be among the best only; safe from
// any thread. It is how a search drops vectors of a text that the paper no longer has, where the vectors lag
// behind.
class VectorCheck {
 public:
  virtual ~VectorCheck() = default;
  // `text_hash` is the first word of the hash of the text that was encoded.
  virtual bool is_current(PaperNumber paper, std::uint64_t text_hash) const = 0;
};

enum class VectorScan : std::uint8_t {
  kAuto,   // lists where a segment has them and the filter leaves more than a few rows, else flat
  kFlat,   // exact
  kLists,  // lists wherever there are any
};

struct VectorSearchOptions {
  std::size_t k = 100;
  // A bit set over paper numbers, of any length: those that may be returned. None allows all.
  std::optional<std::span<const std::uint64_t>> allowed;
  const VectorCheck* check = nullptr;
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

// The exact cosine of each of `papers`; nothing for a paper without a live row, or whose row `check` (may be
// null) refuses.
Result<std::vector<std::optional<double>>> cosines(std::span<const VectorSegmentView> segments,
                                                   const index::VectorStore& store,
                                                   std::span<const float> query,
                                                   std::span<const PaperNumber> papers,
                                                   const VectorCheck* check);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_VECTOR_SEARCH_H_
