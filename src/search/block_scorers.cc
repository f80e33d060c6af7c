// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Window-wise block-max MaxScore (after Turtle and Flood 1995; Chakrabarti, Chaudhuri and Ganti 2011; and the
// windows of Lucene's MaxScoreBulkScorer), and the same idea for conjunctions.
//
// Everything here is about not scoring. For each window of documents, lists are set aside, cheapest to leave
// out first, while all that they could add stays below the threshold: a document found in none of the others
// cannot be among the best. The others' impacts are summed as integer bounds into one array a window. If too
// many documents survive, lists set aside are summed as well, as long as that is cheaper than asking for each
// survivor. What is left is looked up in the remaining lists, and scored exactly if it still can reach the
// threshold.
//
// When a single list is left it leads: its impacts are compared with what the others leave it to reach, 32 a
// step, and documents are unpacked only where one passes. Conjunctions are always led by their rarest list.
//
// Scores themselves are computed elsewhere (scored_list.cc): this file is compiled for several instruction
// sets, which may round differently.

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>

#include "search/kernels.h"
#include "search/scored_list.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "search/block_scorers.cc"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3 | HWY_AVX3_DL)
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace broadsheet::search::HWY_NAMESPACE {

namespace {

// A range that spans more blocks than this is bounded by groups of blocks.
constexpr std::uint32_t kRangeBlocksMax = 24;
// Below so many postings a loop is as fast as registers, and need not read past the last impact.
constexpr std::uint32_t kFewPostings = 32;
// Postings that can be summed in the time that one candidate takes to be looked up.
constexpr std::uint32_t kSumsPerProbe = 12;
// With so many more candidates than results it pays to rank them by their bounds first.
constexpr std::size_t kRankFactor = 3;

// The largest bound of any posting of the list in [first, last]. Ranges must not begin earlier than before.
std::uint32_t range_bound(ScoredList& list, std::uint32_t first, std::uint32_t last) {
  const index::PostingList& postings = list.cursor.list();
  const std::uint32_t* last_docs = postings.last_docs();
  if (last_docs == nullptr) return first <= postings.last_doc(0) ? list.max_bound : 0;
  const std::uint32_t blocks = postings.block_count();
  std::uint32_t block = list.range_block;
  if (block < blocks && last_docs[block] < first) block = postings.find_block(first, block + 1);
  list.range_block = block;
  if (block >= blocks) return 0;
  const std::uint8_t* impacts = postings.block_impacts();
  std::uint8_t largest = impacts[block];
  const std::uint32_t near = std::min(blocks, block + kRangeBlocksMax);
  while (last_docs[block] < last && ++block < near) largest = std::max(largest, impacts[block]);
  if (block == near && near < blocks) {
    const std::uint32_t* group_last = postings.group_last_docs();
    for (std::uint32_t group = block / index::kSuperBlocks; group < postings.group_count(); ++group) {
      largest = std::max(largest, postings.group_impacts()[group]);
      if (group_last[group] >= last) break;
    }
  }
  return list.bound(largest);
}

// Lifts the threshold to what the k best of the candidates must at least score.
void rank_candidates(SegmentQuery& query, ScorerScratch& scratch) {
  const std::size_t k = query.heap->k();
  if (scratch.candidates.size() < kRankFactor * k) return;
  scratch.ranking.resize(scratch.candidates.size());
  for (std::size_t i = 0; i < scratch.candidates.size(); ++i)
    scratch.ranking[i] = scratch.candidates[i].bound;
  const auto kth = scratch.ranking.begin() + static_cast<std::ptrdiff_t>(k - 1);
  std::nth_element(scratch.ranking.begin(), kth, scratch.ranking.end(), std::greater<>());
  query.raise_threshold(*kth);
}

// Adds one list's bounds to the candidates (ascending), of which it can add `most` and the lists after it
// `rest`.
void probe(SegmentQuery& query, ScoredList& list, std::uint32_t most, std::uint32_t rest,
           std::vector<Candidate>& candidates) {
  std::size_t kept = 0;
  const std::uint32_t threshold = query.threshold;
  const std::uint32_t needed = threshold - std::min(threshold, rest);
  const bool required = list.required;
  ListCursor& cursor = list.cursor;
  for (const Candidate candidate : candidates) {
    if (candidate.bound + most < needed) continue;
    std::uint32_t bound = candidate.bound;
    std::uint32_t index = kAbsent;
    if (cursor.move_to(candidate.doc)) {
      // The block's own bound may already be too small, and then need not be decoded.
      if (bound + list.bound(cursor.list().block_impact(cursor.block())) < needed) continue;
      index = cursor.find_here(candidate.doc);
    }
    if (index != kAbsent) {
      const std::uint8_t* impacts = cursor.impacts();
      if (impacts == nullptr) break;
      bound += list.bound(impacts[index]);
    } else if (required) {
      continue;
    }
    candidates[kept] = {candidate.doc, bound};
    kept += bound >= needed ? 1 : 0;
  }
  candidates.resize(kept);
}

// Looks the candidates up in the other lists and scores those that still can reach the threshold. bounds[i]
// is what others[i] can add at most to any of them.
void finish_candidates(SegmentQuery& query, std::span<ScoredList* const> others,
                       std::span<const std::uint32_t> bounds, ScorerScratch& scratch) {
  std::vector<Candidate>& candidates = scratch.candidates;
  std::uint32_t rest = 0;
  for (const std::uint32_t bound : bounds) rest += bound;
  if (query.optional && rest > 0) rank_candidates(query, scratch);
  for (std::size_t i = 0; i < others.size() && !candidates.empty(); ++i) {
    rest -= bounds[i];
    probe(query, *others[i], bounds[i], rest, candidates);
  }
  rank_candidates(query, scratch);
  for (const Candidate& candidate : candidates) {
    if (candidate.bound >= query.threshold) query.score(candidate.doc);
  }
}

// The least impact whose bound reaches `needed` units, or 256 if none does.
std::uint32_t least_impact(const ScoredList& list, std::uint32_t needed) {
  if (needed <= 1) return 0;
  if (list.multiplier == 0) return 256;
  // bound(x) >= needed  iff  x * multiplier >= (needed - 1) * 256
  return std::min(256u, ((needed - 1) * 256 + list.multiplier - 1) / list.multiplier);
}

// The place of the n-th bit set; 64 if there are not as many.
std::uint32_t select_bit(std::uint64_t word, std::uint32_t n) {
#if HWY_TARGET == HWY_AVX2
  return static_cast<std::uint32_t>(std::countr_zero(_pdep_u64(std::uint64_t{1} << (n & 63), word)));
#else
  for (; n > 0; --n) word &= word - 1;
  return static_cast<std::uint32_t>(std::countr_zero(word));
#endif
}

struct Range {
  std::uint32_t first, end;
  bool holds(std::uint32_t doc) const { return doc >= first && doc < end; }
};

// Postings of a bit set that the mask names, without turning the whole of it into documents.
void take_selected(const SegmentQuery& query, const ScoredList& lead, const index::BitSetBlock& bits,
                   const std::uint8_t* impacts, const std::uint64_t* mask, Range range,
                   std::vector<Candidate>& candidates) {
  std::uint32_t word = 0;
  for (std::uint32_t m = 0; m < kMaskWords; ++m) {
    for (std::uint64_t left = mask[m]; left != 0; left &= left - 1) {
      const std::uint32_t i = m * 64 + static_cast<std::uint32_t>(std::countr_zero(left));
      while (word + 1 < bits.word_count && bits.ranks[word + 1] <= i) ++word;
      const std::uint32_t doc = bits.base + word * 64 + select_bit(bits.words[word], i - bits.ranks[word]);
      if (range.holds(doc) && query.allows(doc)) candidates.push_back({doc, lead.bound(impacts[i])});
    }
  }
}

// Candidates of the lead's current block whose impact is at least `least`.
void take_lead_block(SegmentQuery& query, ScoredList& lead, std::uint32_t least, Range range,
                     std::vector<Candidate>& candidates) {
  const std::uint32_t count = lead.cursor.list().block_size(lead.cursor.block());
  const std::uint8_t* impacts = lead.cursor.impacts();
  if (impacts == nullptr) return;
  const auto take = [&](std::uint32_t doc, std::uint32_t i) {
    if (range.holds(doc) && query.allows(doc)) candidates.push_back({doc, lead.bound(impacts[i])});
  };
  if (count < kFewPostings) {
    const std::uint32_t* docs = lead.cursor.docs();
    for (std::uint32_t i = 0; docs != nullptr && i < count; ++i) {
      if (impacts[i] >= least) take(docs[i], i);
    }
    return;
  }
  std::uint64_t mask[kMaskWords];
  if (!impact_mask(impacts, static_cast<std::uint8_t>(least), mask)) return;
  std::uint32_t passed = 0;
  for (std::uint32_t word = 0; word < kMaskWords; ++word) {
    const std::uint32_t begin = word * 64;
    if (count < begin + 64) mask[word] &= count <= begin ? 0 : (std::uint64_t{1} << (count - begin)) - 1;
    passed += static_cast<std::uint32_t>(std::popcount(mask[word]));
  }
  if (passed == 0) return;
  if (passed < index::kBlockDocs / 2) {
    if (const index::BitSetBlock* bits = lead.cursor.bits()) {
      return take_selected(query, lead, *bits, impacts, mask, range, candidates);
    }
  }
  const std::uint32_t* docs = lead.cursor.docs();
  if (docs == nullptr) return;
  for (std::uint32_t word = 0; word < kMaskWords; ++word) {
    for (std::uint64_t bits = mask[word]; bits != 0; bits &= bits - 1) {
      const std::uint32_t i = word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
      take(docs[i], i);
    }
  }
}

// Scores the documents of the range that hold the lead term and all required others.
void score_lead(SegmentQuery& query, ScoredList& lead, std::span<ScoredList* const> others, Range range,
                ScorerScratch& scratch) {
  const index::PostingList& list = lead.cursor.list();
  scratch.lead_bounds.resize(others.size());
  if (!lead.cursor.move_to(range.first)) return;
  std::uint32_t loose = 0;  // what the others can add anywhere
  for (const ScoredList* other : others) loose += other->max_bound;
  std::uint32_t begin = range.first;
  for (std::uint32_t block = lead.cursor.block(); block < list.block_count() && begin < range.end; ++block) {
    const std::uint32_t last = std::min(range.end - 1, list.last_doc(block));
    const Range part{begin, last + 1};
    begin = std::max(begin, last + 1);
    const std::uint32_t here = lead.bound(list.block_impact(block));
    if (here + loose < query.threshold) continue;
    std::uint32_t rest = 0;
    bool possible = true;
    for (std::size_t i = 0; i < others.size(); ++i) {
      scratch.lead_bounds[i] = range_bound(*others[i], part.first, last);
      possible = possible && (scratch.lead_bounds[i] > 0 || !others[i]->required);
      rest += scratch.lead_bounds[i];
    }
    if (!possible || here + rest < query.threshold) continue;
    const std::uint32_t least = least_impact(lead, query.threshold - std::min(rest, query.threshold));
    if (least > list.block_impact(block)) continue;
    lead.cursor.set_block(block);
    scratch.candidates.clear();
    take_lead_block(query, lead, least, part, scratch.candidates);
    if (!scratch.candidates.empty()) finish_candidates(query, others, scratch.lead_bounds, scratch);
  }
}

// Adds the bounds of the list's postings in the range to the window's sums.
void accumulate(ScoredList& list, Range range, std::uint16_t* sums) {
  if (!list.cursor.move_to(range.first)) return;
  const index::PostingList& postings = list.cursor.list();
  const std::uint32_t multiplier = list.multiplier;
  for (std::uint32_t block = list.cursor.block(); block < postings.block_count(); ++block) {
    list.cursor.set_block(block);
    const std::uint32_t* docs = list.cursor.docs();
    const std::uint8_t* impacts = docs != nullptr ? list.cursor.impacts() : nullptr;
    if (impacts == nullptr) return;
    const std::uint32_t count = postings.block_size(block);
    const bool last = postings.last_doc(block) >= range.end;
    std::uint32_t i = docs[0] >= range.first ? 0 : list.cursor.lower_bound(range.first);
    const std::uint32_t stop = std::min(count, last ? list.cursor.lower_bound(range.end) : count);
    for (; i < stop; ++i) {
      std::uint16_t& sum = sums[docs[i] - range.first];
      sum = static_cast<std::uint16_t>(sum + (impacts[i] * multiplier >> 8) + 1);
    }
    if (last) return;
  }
  list.cursor.set_block(postings.block_count());
}

std::uint32_t units_needed(const SegmentQuery& query, std::uint32_t rest) {
  return query.threshold > rest ? query.threshold - rest : 1;
}

// Takes the documents of the window whose sums reach what is needed.
void take_window(SegmentQuery& query, std::uint32_t first, std::uint32_t needed, ScorerScratch& scratch) {
  const std::uint32_t taken = take_candidates(scratch.sums.data(), static_cast<std::uint16_t>(needed),
                                              scratch.places.data(), scratch.values.data());
  scratch.candidates.clear();
  for (std::uint32_t i = 0; i < taken; ++i) {
    const std::uint32_t doc = first + scratch.places[i];
    if (query.allows(doc)) scratch.candidates.push_back({doc, scratch.values[i]});
  }
}

// Scores a window with lists order[0, aside) set aside, which together can add `rest`.
void score_sums(SegmentQuery& query, Range range, std::size_t aside, std::uint32_t rest,
                ScorerScratch& scratch) {
  for (std::size_t i = aside; i < scratch.order.size(); ++i) {
    if (scratch.bounds[i] > 0) accumulate(*scratch.order[i], range, scratch.sums.data());
  }
  for (; aside > 0; --aside) {
    ScoredList& list = *scratch.order[aside - 1];
    const std::uint32_t survivors =
        count_candidates(scratch.sums.data(), static_cast<std::uint16_t>(units_needed(query, rest)));
    if (survivors == 0) break;
    const std::uint64_t postings =
        std::uint64_t{list.cursor.list().df()} * (range.end - range.first) / query.segment->doc_count;
    if (survivors * kSumsPerProbe < postings) break;
    if (scratch.bounds[aside - 1] > 0) accumulate(list, range, scratch.sums.data());
    rest -= scratch.bounds[aside - 1];
  }
  scratch.others.clear();
  scratch.other_bounds.clear();
  for (std::size_t i = aside; i-- > 0;) {
    if (scratch.bounds[i] == 0) continue;
    scratch.others.push_back(scratch.order[i]);
    scratch.other_bounds.push_back(scratch.bounds[i]);
  }
  take_window(query, range.first, units_needed(query, rest), scratch);
  if (!scratch.candidates.empty()) finish_candidates(query, scratch.others, scratch.other_bounds, scratch);
}

void score_window(SegmentQuery& query, Range range, ScorerScratch& scratch) {
  const std::size_t count = scratch.order.size();
  std::uint32_t total = 0;
  for (std::size_t i = 0; i < count; ++i) {
    scratch.bounds[i] = range_bound(*scratch.order[i], range.first, range.end - 1);
    total += scratch.bounds[i];
  }
  if (total < query.threshold) return;
  std::uint32_t rest = 0;
  std::size_t aside = 0;
  while (aside < count && rest + scratch.bounds[aside] < query.threshold) rest += scratch.bounds[aside++];
  if (aside + 1 < count) return score_sums(query, range, aside, rest, scratch);
  scratch.others.assign(scratch.order.rbegin() + 1, scratch.order.rend());
  score_lead(query, *scratch.order.back(), scratch.others, range, scratch);
}

// True when only the last list of the order is still needed: all others together stay below the threshold.
bool only_one_leads(const SegmentQuery& query, const ScorerScratch& scratch) {
  std::uint32_t rest = 0;
  for (std::size_t i = 0; i + 1 < scratch.order.size(); ++i) rest += scratch.order[i]->max_bound;
  return rest < query.threshold;
}

}  // namespace

void score_led_target(SegmentQuery& query, ScoredList& lead, std::span<ScoredList* const> others,
                      ScorerScratch& scratch) {
  score_lead(query, lead, others, {0, query.segment->doc_count}, scratch);
}

void score_union_target(SegmentQuery& query, ScorerScratch& scratch) {
  scratch.order.assign(query.lists.begin(), query.lists.end());
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
  for (; first < doc_count && !only_one_leads(query, scratch); first += kWindowDocs) {
    score_window(query, {first, std::min(doc_count, first + kWindowDocs)}, scratch);
  }
  if (first >= doc_count || scratch.order.empty()) return;
  scratch.others.assign(scratch.order.rbegin() + 1, scratch.order.rend());
  score_lead(query, *scratch.order.back(), scratch.others, {first, doc_count}, scratch);
}

}  // namespace broadsheet::search::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace broadsheet::search {

HWY_EXPORT(score_led_target);
HWY_EXPORT(score_union_target);

void score_led(SegmentQuery& query, ScoredList& lead, std::span<ScoredList* const> others,
               ScorerScratch& scratch) {
  HWY_DYNAMIC_DISPATCH(score_led_target)(query, lead, others, scratch);
}

void score_union(SegmentQuery& query, ScorerScratch& scratch) {
  HWY_DYNAMIC_DISPATCH(score_union_target)(query, scratch);
}

}  // namespace broadsheet::search
#endif  // HWY_ONCE
