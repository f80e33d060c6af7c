// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Window-wise block-max MaxScore (after Turtle and Flood 1995; Chakrabarti, Chaudhuri and Ganti 2011; and the
// windows of Lucene's MaxScoreBulkScorer). For each window of documents, lists are set aside, cheapest to
// leave out first, while all that they could add stays below the threshold: a document found in none of the
// rest cannot be among the best. The rest's impacts are summed as integer bounds into one array a window;
// what then can still reach the threshold is looked up in the lists set aside, and scored exactly if it still
// can.

#include <algorithm>

#include "search/kernels.h"
#include "search/scored_list.h"

namespace broadsheet::search {

namespace {

// Adds the bounds of the list's postings in [first, end) to sums.
void accumulate(ScoredList& list, std::uint32_t first, std::uint32_t end, std::uint16_t* sums) {
  if (!list.cursor.move_to(first)) return;
  const index::PostingList& postings = list.cursor.list();
  std::uint32_t block = list.cursor.block();
  for (; block < postings.block_count(); ++block) {
    list.cursor.set_block(block);
    const std::uint32_t* docs = list.cursor.docs();
    const std::uint8_t* impacts = docs != nullptr ? list.cursor.impacts() : nullptr;
    if (impacts == nullptr) return;
    const std::uint32_t count = postings.block_size(block);
    std::uint32_t i = docs[0] >= first ? 0 : list.cursor.lower_bound(first);
    const bool last = postings.last_doc(block) >= end;
    const std::uint32_t stop = std::min(count, last ? list.cursor.lower_bound(end) : count);
    const std::uint32_t multiplier = list.multiplier;
    for (; i < stop; ++i) {
      std::uint16_t& sum = sums[docs[i] - first];
      sum = static_cast<std::uint16_t>(sum + (impacts[i] * multiplier >> 8) + 1);
    }
    if (last) return;
  }
  list.cursor.set_block(block);
}

// Documents of the window whose sums, with `rest`, can reach the threshold.
void take_window(SegmentQuery& query, UnionScratch& scratch, std::uint32_t first, std::uint32_t rest) {
  const std::uint32_t needed = query.threshold > rest ? query.threshold - rest : 1;
  const std::uint32_t taken = take_candidates(scratch.sums.data(), static_cast<std::uint16_t>(needed),
                                              scratch.places.data(), scratch.values.data());
  scratch.candidates.clear();
  for (std::uint32_t i = 0; i < taken; ++i) {
    const std::uint32_t doc = first + scratch.places[i];
    if (query.allows(doc)) scratch.candidates.push_back({doc, scratch.values[i]});
  }
}

void score_window(SegmentQuery& query, UnionScratch& scratch, std::uint32_t first, std::uint32_t end) {
  const std::size_t count = scratch.order.size();
  std::uint32_t total = 0;
  for (std::size_t i = 0; i < count; ++i) {
    scratch.bounds[i] = range_bound(*scratch.order[i], first, end - 1);
    total += scratch.bounds[i];
  }
  if (total < query.threshold) return;
  std::uint32_t rest = 0;
  std::size_t aside = 0;
  while (aside < count && rest + scratch.bounds[aside] < query.threshold) rest += scratch.bounds[aside++];
  if (aside == count) return;
  scratch.others.clear();
  scratch.other_bounds.clear();
  for (std::size_t i = aside; i-- > 0;) {
    if (scratch.bounds[i] == 0) continue;
    scratch.others.push_back(scratch.order[i]);
    scratch.other_bounds.push_back(scratch.bounds[i]);
  }
  if (aside + 1 == count) {
    score_lead(query, *scratch.order[aside], scratch.others, first, end, scratch.lead);
    return;
  }
  for (std::size_t i = aside; i < count; ++i) {
    if (scratch.bounds[i] > 0) accumulate(*scratch.order[i], first, end, scratch.sums.data());
  }
  take_window(query, scratch, first, rest);
  finish_candidates(query, scratch.candidates, scratch.others, scratch.other_bounds);
}

// True when only the last list of the order is still needed: all others together stay below the threshold.
bool only_one_leads(const SegmentQuery& query, const UnionScratch& scratch) {
  std::uint32_t rest = 0;
  for (std::size_t i = 0; i + 1 < scratch.order.size(); ++i) rest += scratch.order[i]->max_bound;
  return rest < query.threshold;
}

}  // namespace

void score_union(SegmentQuery& query, UnionScratch& scratch) {
  scratch.order.assign(query.lists.begin(), query.lists.end());
  if (scratch.order.empty()) return;
  // What a list can add, for each document that it makes us look at.
  std::sort(scratch.order.begin(), scratch.order.end(), [](const ScoredList* a, const ScoredList* b) {
    return std::uint64_t{a->max_bound} * b->cursor.list().df() <
           std::uint64_t{b->max_bound} * a->cursor.list().df();
  });
  scratch.bounds.resize(scratch.order.size());
  scratch.sums.resize(kWindowDocs);
  scratch.places.resize(kWindowDocs);
  scratch.values.resize(kWindowDocs);
  const std::uint32_t doc_count = query.segment->doc_count;
  std::uint32_t first = 0;
  for (; first < doc_count; first += kWindowDocs) {
    if (only_one_leads(query, scratch)) break;
    score_window(query, scratch, first, std::min(doc_count, first + kWindowDocs));
  }
  if (first >= doc_count) return;
  ScoredList* lead = scratch.order.back();
  scratch.others.assign(scratch.order.rbegin() + 1, scratch.order.rend());
  score_lead(query, *lead, scratch.others, first, doc_count, scratch.lead);
}

}  // namespace broadsheet::search
