// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A query term in one segment, with what it can add to a score: exactly, and as an upper bound in whole
// units. Bounds are integers so that sixteen of them fit a register and add without rounding: a term's bound
// for impact x is (x * multiplier >> 8) + 1 units, never less than scale * weight * saturation.

#ifndef BROADSHEET_SEARCH_SCORED_LIST_H_
#define BROADSHEET_SEARCH_SCORED_LIST_H_

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "index/collection.h"
#include "index/impact.h"
#include "index/inverted_field.h"
#include "search/list_cursor.h"
#include "search/top_heap.h"

namespace broadsheet::search {

// The sum of all terms' largest bounds stays below this, so that sums fit 16 bits.
inline constexpr double kBoundUnitsMax = 65000;

struct ScoredList {
  ListCursor cursor;  // of candidates
  ListCursor exact;   // of those that are scored
  const index::InvertedField* field = nullptr;
  const std::uint16_t* lengths = nullptr;
  double weight = 0;  // times idf
  index::LengthNorm norm;
  double unit_bound = 0;  // score that one unit of impact stands for, at most
  double tightness = 1;   // the least that a score may be, as a share of what its bound says
  std::uint32_t multiplier = 0;
  std::uint32_t max_bound = 0;
  std::uint32_t range_block = 0;  // where range_bound last began
  bool required = false;

  std::uint32_t bound(std::uint32_t impact) const { return (impact * multiplier >> 8) + 1; }

  std::uint32_t length(std::uint32_t doc) const {
    const std::uint16_t length = lengths[doc];
    return length != index::InvertedField::kLongLength ? length : field->length(doc);
  }
  // What the term adds to the score of doc, posting `index` of block `block`.
  double contribution(std::uint32_t doc, std::uint32_t block, std::uint32_t index) const {
    return weight * norm.saturation(exact.list().freq(block, index), length(doc));
  }
};

// One segment under one query: the lists that score, in query order, and where hits go.
struct SegmentQuery {
  std::span<ScoredList*> lists;
  const index::SegmentView* segment = nullptr;
  std::uint32_t segment_number = 0;
  const std::uint64_t* allowed = nullptr;  // null: every document
  TopHeap* heap = nullptr;
  double scale = 0;
  std::uint32_t threshold = 1;  // in units: documents below cannot be among the best; at least 1
  std::uint32_t slack = 0;      // units by which a document's bounds may exceed tightness times its score
  double tightness = 1;
  bool optional = true;  // no list is required: each sum of bounds is a score's, whatever the others hold

  bool allows(std::uint32_t doc) const {
    return allowed == nullptr || (allowed[doc / 64] >> (doc % 64) & 1) != 0;
  }
  void update_threshold() {
    // A hair less than the exact product: bounds may round up, this must not.
    const double units = heap->threshold() * scale * (1 - 1e-9);
    threshold = units < 1 ? 1 : static_cast<std::uint32_t>(std::min(units, 65535.0));
  }
  // Chooses the scale and each list's multiplier.
  void set_bounds();
  // Scores a document exactly and offers it. Documents must come in ascending order.
  void score(std::uint32_t doc);
  // k documents were found whose scores have at least these bounds.
  void raise_threshold(std::uint32_t kth_bound);
  void offer(std::uint32_t doc, double score) {
    if (heap->push({score, segment->key(doc), segment_number, doc})) update_threshold();
  }
};

// A document that may score, with the bound of what is known of it so far.
struct Candidate {
  std::uint32_t doc;
  std::uint32_t bound;
};

// Memory of the scorers, kept from query to query.
struct ScorerScratch {
  std::vector<ScoredList*> order;  // cheapest to leave out first
  std::vector<std::uint32_t> bounds;
  std::vector<ScoredList*> others;
  std::vector<std::uint32_t> other_bounds, lead_bounds, ranking;
  std::vector<Candidate> candidates;
  std::vector<std::uint16_t> sums, places, values;
};

// Scores all documents of the segment that hold the lead term and, of the others, the required ones. The lead
// list's impacts decide alone which of its documents are looked at; `others` come in the order in which to
// ask them.
void score_led(SegmentQuery& query, ScoredList& lead, std::span<ScoredList* const> others,
               ScorerScratch& scratch);

// Scores all documents that hold any of the lists: window-wise MaxScore.
void score_union(SegmentQuery& query, ScorerScratch& scratch);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_SCORED_LIST_H_
