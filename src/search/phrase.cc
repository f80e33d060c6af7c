// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/phrase.h"

#include <algorithm>
#include <cmath>

#include "index/posting_limits.h"

namespace broadsheet::search {

namespace {

// Reads the positions of the posting that the list stands at. False if they are not sound.
bool read_positions(PhraseList& list) {
  const index::PostingList& postings = list.cursor.list();
  const std::uint32_t block = list.cursor.block();
  const std::uint32_t frequency = postings.freq(block, list.index);
  if (frequency == 0 || frequency > index::kTermFrequencyMax) return false;
  list.positions.resize(frequency);
  return postings.decode_positions(block, postings.freqs_before(block, list.index), frequency,
                                   list.positions.data());
}

bool holds(const std::vector<std::uint32_t>& positions, std::uint32_t position) {
  if (positions.size() < 8) return std::find(positions.begin(), positions.end(), position) != positions.end();
  return std::binary_search(positions.begin(), positions.end(), position);
}

}  // namespace

std::uint32_t phrase_frequency(PhraseQuery& phrase) {
  for (PhraseList& list : phrase.lists) {
    if (!read_positions(list)) return 0;
  }
  // The word with the fewest occurrences proposes where the phrase begins.
  const auto rarest = std::min_element(
      phrase.lists.begin(), phrase.lists.end(),
      [](const PhraseList& a, const PhraseList& b) { return a.positions.size() < b.positions.size(); });
  std::uint32_t frequency = 0;
  for (const std::uint32_t position : rarest->positions) {
    if (position < rarest->offset) continue;
    const std::uint32_t begin = position - rarest->offset;
    if (begin < phrase.shape.position_min || begin >= phrase.shape.position_max) continue;
    bool all = true;
    for (const PhraseList& list : phrase.lists) {
      all = all && (&list == &*rarest || holds(list.positions, begin + list.offset));
    }
    frequency += all ? 1 : 0;
  }
  return frequency;
}

bool open_phrase(PhraseQuery& phrase, std::span<const index::PostingList> words) {
  phrase.lists.resize(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].df() == 0) return false;
    phrase.lists[i].cursor.open(words[i]);
    phrase.lists[i].offset = phrase.shape.offsets[i];
  }
  std::sort(phrase.lists.begin(), phrase.lists.end(), [](const PhraseList& a, const PhraseList& b) {
    return a.cursor.list().df() < b.cursor.list().df();
  });
  return true;
}

void score_phrase(SegmentQuery& query, PhraseQuery& phrase, std::span<ScoredList*> before,
                  std::span<ScoredList*> after) {
  double rest = 0;
  for (const auto& lists : {before, after}) {
    for (const ScoredList* list : lists) rest += list->unit_bound * list->cursor.list().max_impact();
  }
  const auto least_impact = [&]() -> std::uint32_t {
    const double needed = query.heap->threshold() * (1 - 1e-9) - rest;
    if (needed <= 0 || phrase.unit_bound <= 0) return 0;
    return static_cast<std::uint32_t>(std::min(256.0, std::ceil(needed / phrase.unit_bound)));
  };
  const auto allows = [&](std::uint32_t doc) { return query.allows(doc); };
  const auto add = [](std::span<ScoredList*> lists, std::uint32_t doc, double& sum) {
    for (ScoredList* list : lists) {
      const std::uint32_t index = list->exact.find(doc);
      if (index != kAbsent) sum += list->contribution(doc, list->exact.block(), index);
    }
  };
  for_each_phrase(phrase, least_impact, allows, [&](std::uint32_t doc, std::uint32_t frequency) {
    double sum = 0;
    add(before, doc, sum);
    sum += phrase.weight * phrase.norm.saturation(frequency, phrase.length(doc));
    add(after, doc, sum);
    query.offer(doc, sum);
  });
}

}  // namespace broadsheet::search
