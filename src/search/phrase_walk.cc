// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A block of the rarest word's documents at a time: those whose impact can compete are looked up in the other
// words' lists, and only for those that hold all words are frequencies and positions of a block loaded.

#include <algorithm>
#include <bit>

#include "index/bit_packing.h"
#include "search/kernels.h"
#include "search/phrase.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "search/phrase_walk.cc"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3 | HWY_AVX3_DL)
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace broadsheet::search::HWY_NAMESPACE {

namespace {

// Postings of the lead's current block that can compete. Returns their number.
std::uint32_t take_lead(PhraseQuery& phrase, const PhraseVisitor& visitor) {
  PhraseList& lead = *phrase.lists.front();
  const std::uint32_t block = lead.cursor.block();
  const std::uint32_t size = lead.cursor.list().block_size(block);
  const std::uint8_t* impacts = lead.cursor.impacts();
  const std::uint32_t* docs = impacts != nullptr ? lead.cursor.docs() : nullptr;
  std::uint32_t count = 0;
  for (std::uint32_t i = 0; docs != nullptr && i < size; ++i) {
    phrase.docs[count] = docs[i];
    phrase.least_impacts[count] = impacts[i];
    lead.blocks[count] = block;
    lead.postings[count] = i;
    const bool allowed =
        visitor.allowed == nullptr || (visitor.allowed[docs[i] / 64] >> (docs[i] % 64) & 1) != 0;
    count += impacts[i] >= visitor.least_impact && allowed ? 1 : 0;
  }
  return count;
}

// Keeps the candidates that list number `which` holds with the least impact.
std::uint32_t intersect(PhraseQuery& phrase, std::size_t which, std::uint32_t count, std::uint32_t least) {
  PhraseList& list = *phrase.lists[which];
  ListCursor& cursor = list.cursor;
  std::uint32_t kept = 0;
  for (std::uint32_t c = 0; c < count; ++c) {
    const std::uint32_t doc = phrase.docs[c];
    if (!cursor.move_to(doc)) break;
    if (cursor.list().block_impact(cursor.block()) < least) continue;
    const std::uint32_t posting = cursor.find_here(doc);
    if (posting == kAbsent) continue;
    const std::uint8_t* impacts = cursor.impacts();
    if (impacts == nullptr) break;
    if (impacts[posting] < least) continue;
    phrase.docs[kept] = doc;
    phrase.least_impacts[kept] = std::min(phrase.least_impacts[c], impacts[posting]);
    for (std::size_t j = 0; j < which; ++j) {
      phrase.lists[j]->blocks[kept] = phrase.lists[j]->blocks[c];
      phrase.lists[j]->postings[kept] = phrase.lists[j]->postings[c];
    }
    list.blocks[kept] = cursor.block();
    list.postings[kept++] = posting;
  }
  return kept;
}

// Makes the positions of a candidate's posting ready. False if they are not sound.
bool load_positions(PhraseList& list, std::uint32_t candidate) {
  const std::uint32_t block = list.blocks[candidate];
  const index::PostingList& postings = list.cursor.list();
  if (list.loaded != block) {
    list.loaded = kAbsent;
    if (!postings.decode_freq_sums(block, list.sums)) return false;
    const std::uint32_t total = list.sums[postings.block_size(block) - 1];
    if (!postings.position_block(block, total, list.positions)) return false;
    list.loaded = block;
  }
  const std::uint32_t posting = list.postings[candidate];
  list.at = posting == 0 ? 0 : list.sums[posting - 1];
  list.end = list.sums[posting];
  return list.at < list.end && list.end <= list.sums[postings.block_size(block) - 1];
}

// Whether the list has this position; asked for rising positions only.
bool advance_to(PhraseList& list, std::uint32_t position) {
  const unsigned width = list.positions.width;
  for (; list.at < list.end; ++list.at) {
    const std::uint32_t here = index::flat_value(list.positions.bytes, std::uint64_t{list.at} * width, width);
    if (here >= position) return here == position;
  }
  return false;
}

std::uint32_t frequency_of(PhraseQuery& phrase, std::uint32_t candidate) {
  PhraseList* rarest = phrase.lists.front();
  for (PhraseList* list : phrase.lists) {
    if (!load_positions(*list, candidate)) return 0;
    if (list->end - list->at < rarest->end - rarest->at) rarest = list;
  }
  std::uint32_t frequency = 0;
  const unsigned width = rarest->positions.width;
  // The word with the fewest occurrences proposes where the phrase begins.
  for (; rarest->at < rarest->end; ++rarest->at) {
    const std::uint32_t here =
        index::flat_value(rarest->positions.bytes, std::uint64_t{rarest->at} * width, width);
    if (here < rarest->offset) continue;
    const std::uint32_t begin = here - rarest->offset;
    if (begin < phrase.shape.position_min || begin >= phrase.shape.position_max) continue;
    bool all = true;
    for (PhraseList* list : phrase.lists) {
      if (list == rarest) continue;
      all = advance_to(*list, begin + list->offset);
      if (!all) break;
    }
    frequency += all ? 1 : 0;
  }
  return frequency;
}

}  // namespace

void walk_phrase_target(PhraseQuery& phrase, PhraseVisitor& visitor) {
  PhraseList& lead = *phrase.lists.front();
  const index::PostingList& list = lead.cursor.list();
  for (std::uint32_t block = 0; block < list.block_count(); ++block) {
    if (list.block_impact(block) < visitor.least_impact) continue;
    lead.cursor.set_block(block);
    std::uint32_t count = take_lead(phrase, visitor);
    for (std::size_t which = 1; which < phrase.lists.size() && count > 0; ++which) {
      count = intersect(phrase, which, count, visitor.least_impact);
    }
    for (std::uint32_t c = 0; c < count; ++c) {
      if (phrase.least_impacts[c] < visitor.least_impact) continue;
      const std::uint32_t frequency = frequency_of(phrase, c);
      if (frequency > 0) visitor.least_impact = visitor.visit(visitor.context, phrase.docs[c], frequency);
    }
  }
}

}  // namespace broadsheet::search::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace broadsheet::search {

HWY_EXPORT(walk_phrase_target);

void walk_phrase(PhraseQuery& phrase, PhraseVisitor& visitor) {
  HWY_DYNAMIC_DISPATCH(walk_phrase_target)(phrase, visitor);
}

}  // namespace broadsheet::search
#endif  // HWY_ONCE
