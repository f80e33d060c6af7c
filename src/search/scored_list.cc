// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/scored_list.h"

#include <cmath>

#include "search/kernels.h"

namespace broadsheet::search {

namespace {

// A list that a lead block spans so widely is bounded by its groups, not its blocks.
constexpr std::uint32_t kRangeBlocksMax = 24;
// Below so many postings a loop is as fast as registers, and need not read past the last impact.
constexpr std::uint32_t kFewPostings = 32;

}  // namespace

void SegmentQuery::set_bounds() {
  double total = 0;
  for (const ScoredList* list : lists) total += list->unit_bound * 255;
  const double units = kBoundUnitsMax - 2 * static_cast<double>(lists.size());
  scale = total > 0 ? units / total : 1;
  for (ScoredList* list : lists) {
    list->multiplier = static_cast<std::uint32_t>(std::ceil(list->unit_bound * scale * 256));
    list->max_bound = list->bound(list->cursor.list().max_impact());
  }
  update_threshold();
}

void SegmentQuery::score(std::uint32_t doc) {
  double sum = 0;
  for (ScoredList* list : lists) {
    const std::uint32_t index = list->exact.find(doc);
    if (index != kAbsent) sum += list->contribution(doc, list->exact.block(), index);
  }
  offer(doc, sum);
}

std::uint32_t range_bound(ScoredList& list, std::uint32_t first, std::uint32_t last) {
  const index::PostingList& postings = list.cursor.list();
  const std::uint32_t* last_docs = postings.last_docs();
  if (last_docs == nullptr) return first <= postings.last_doc(0) ? list.max_bound : 0;
  std::uint32_t block = postings.find_block(first, list.range_block);
  list.range_block = block;
  if (block >= postings.block_count()) return 0;
  const std::uint8_t* impacts = postings.block_impacts();
  std::uint8_t largest = impacts[block];
  const std::uint32_t near = std::min(postings.block_count(), block + kRangeBlocksMax);
  while (last_docs[block] < last && ++block < near) largest = std::max(largest, impacts[block]);
  if (block >= postings.block_count()) return list.bound(largest);
  if (block == near) {
    const std::uint32_t* group_last = postings.group_last_docs();
    std::uint32_t group = block / index::kSuperBlocks;
    for (; group < postings.group_count(); ++group) {
      largest = std::max(largest, postings.group_impacts()[group]);
      if (group_last[group] >= last) break;
    }
  }
  return list.bound(largest);
}

void finish_candidates(SegmentQuery& query, std::vector<Candidate>& candidates,
                       std::span<ScoredList* const> others, std::span<const std::uint32_t> bounds) {
  std::uint32_t rest = 0;
  for (const std::uint32_t bound : bounds) rest += bound;
  for (std::size_t i = 0; i < others.size() && !candidates.empty(); ++i) {
    ScoredList& list = *others[i];
    const std::uint32_t list_bound = bounds[i];
    rest -= list_bound;
    std::size_t kept = 0;
    const std::uint32_t threshold = query.threshold;
    for (Candidate candidate : candidates) {
      if (candidate.bound + list_bound + rest < threshold) continue;
      std::uint32_t index = kAbsent;
      if (list.cursor.move_to(candidate.doc)) {
        // The block's own bound may already be too small, and then need not be decoded.
        const std::uint32_t here = list.bound(list.cursor.list().block_impact(list.cursor.block()));
        if (candidate.bound + here + rest < threshold) continue;
        index = list.cursor.find_here(candidate.doc);
      }
      if (index != kAbsent) {
        const std::uint8_t* impacts = list.cursor.impacts();
        if (impacts == nullptr) return;
        candidate.bound += list.bound(impacts[index]);
      } else if (list.required) {
        continue;
      }
      if (candidate.bound + rest < threshold) continue;
      candidates[kept++] = candidate;
    }
    candidates.resize(kept);
  }
  for (const Candidate& candidate : candidates) {
    if (candidate.bound >= query.threshold) query.score(candidate.doc);
  }
}

namespace {

// The least impact whose bound reaches `needed` units, or 256 if none does.
std::uint32_t least_impact(const ScoredList& list, std::uint32_t needed) {
  if (needed <= 1) return 0;
  if (list.multiplier == 0) return 256;
  // bound(x) >= needed  iff  x * multiplier >= (needed - 1) * 256
  return std::min(256u, ((needed - 1) * 256 + list.multiplier - 1) / list.multiplier);
}

// Candidates of the lead's current block whose impact is at least `least`.
void take_lead_block(SegmentQuery& query, ScoredList& lead, std::uint32_t least, std::uint32_t first,
                     std::uint32_t end, std::vector<Candidate>& candidates) {
  const std::uint32_t count = lead.cursor.list().block_size(lead.cursor.block());
  const std::uint8_t* impacts = lead.cursor.impacts();
  if (impacts == nullptr) return;
  const auto take = [&](const std::uint32_t* docs, std::uint32_t i) {
    const std::uint32_t doc = docs[i];
    if (doc >= first && doc < end && query.allows(doc)) candidates.push_back({doc, lead.bound(impacts[i])});
  };
  if (count < kFewPostings) {
    const std::uint32_t* docs = lead.cursor.docs();
    for (std::uint32_t i = 0; docs != nullptr && i < count; ++i) {
      if (impacts[i] >= least) take(docs, i);
    }
    return;
  }
  std::uint64_t mask[kMaskWords];
  if (!impact_mask(impacts, static_cast<std::uint8_t>(least), mask)) return;
  const std::uint32_t* docs = lead.cursor.docs();
  if (docs == nullptr) return;
  for (std::uint32_t word = 0; word < kMaskWords && word * 64 < count; ++word) {
    std::uint64_t bits = mask[word];
    if (count - word * 64 < 64) bits &= (std::uint64_t{1} << (count - word * 64)) - 1;
    for (; bits != 0; bits &= bits - 1) {
      take(docs, word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits)));
    }
  }
}

}  // namespace

void score_lead(SegmentQuery& query, ScoredList& lead, std::span<ScoredList* const> others,
                std::uint32_t first, std::uint32_t end, LeadScratch& scratch) {
  const index::PostingList& list = lead.cursor.list();
  scratch.bounds.resize(others.size());
  if (!lead.cursor.move_to(first)) return;
  std::uint32_t loose = 0;  // what the others can add anywhere
  for (const ScoredList* other : others) loose += other->max_bound;
  for (std::uint32_t block = lead.cursor.block(); block < list.block_count(); ++block) {
    const std::uint32_t begin = block == 0 ? 0 : list.last_doc(block - 1) + 1;
    if (begin >= end) break;
    const std::uint32_t here = lead.bound(list.block_impact(block));
    if (here + loose < query.threshold) continue;
    std::uint32_t rest = 0;
    bool possible = true;
    for (std::size_t i = 0; i < others.size(); ++i) {
      const std::uint32_t last = std::min(end - 1, list.last_doc(block));
      scratch.bounds[i] = range_bound(*others[i], std::max(begin, first), last);
      possible = possible && (scratch.bounds[i] > 0 || !others[i]->required);
      rest += scratch.bounds[i];
    }
    if (!possible || here + rest < query.threshold) continue;
    const std::uint32_t least = least_impact(lead, query.threshold - std::min(rest, query.threshold));
    if (least > list.block_impact(block)) continue;
    lead.cursor.set_block(block);
    scratch.candidates.clear();
    take_lead_block(query, lead, least, first, end, scratch.candidates);
    if (scratch.candidates.empty()) continue;
    finish_candidates(query, scratch.candidates, others, scratch.bounds);
  }
}

}  // namespace broadsheet::search
