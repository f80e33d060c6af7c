// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/phrase.h"

#include <algorithm>
#include <cmath>

namespace broadsheet::search {

namespace {

struct PhraseScorer {
  SegmentQuery& query;
  const PhraseQuery& phrase;
  std::span<ScoredList*const> before, after;
  double rest = 0;  // what the lists beside the phrase can add

  std::uint32_t least_impact() const {
    const double needed = query.heap->threshold() * (1 - 1e-9) - rest;
    if (needed <= 0 || phrase.unit_bound <= 0) return 0;
    return static_cast<std::uint32_t>(std::min(256.0, std::ceil(needed / phrase.unit_bound)));
  }

  static void add(std::span<ScoredList* const> lists, std::uint32_t doc, double& sum) {
    for (ScoredList* list : lists) {
      const std::uint32_t index = list->exact.find(doc);
      if (index != kAbsent) sum += list->contribution(doc, list->exact.block(), index);
    }
  }

  static std::uint32_t visit(void* context, std::uint32_t doc, std::uint32_t frequency) {
    auto& self = *static_cast<PhraseScorer*>(context);
    double sum = 0;
    add(self.before, doc, sum);
    sum += self.phrase.weight * self.phrase.norm.saturation(frequency, self.phrase.length(doc));
    add(self.after, doc, sum);
    self.query.offer(doc, sum);
    return self.least_impact();
  }
};

}  // namespace

bool open_phrase(PhraseQuery& phrase, std::span<const index::PostingList> words) {
  phrase.lists.clear();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].df() == 0) return false;
    if (i == phrase.pool.size()) phrase.pool.push_back(std::make_unique<PhraseList>());
    PhraseList& list = *phrase.pool[i];
    list.cursor.open(words[i]);
    list.offset = phrase.shape.offsets[i];
    list.loaded = kAbsent;
    phrase.lists.push_back(&list);
  }
  std::sort(phrase.lists.begin(), phrase.lists.end(), [](const PhraseList* a, const PhraseList* b) {
    return a->cursor.list().df() < b->cursor.list().df();
  });
  return true;
}

void score_phrase(SegmentQuery& query, PhraseQuery& phrase, std::span<ScoredList* const> before,
                  std::span<ScoredList* const> after) {
  PhraseScorer scorer{query, phrase, before, after};
  for (const auto& lists : {before, after}) {
    for (const ScoredList* list : lists) scorer.rest += list->unit_bound * list->cursor.list().max_impact();
  }
  PhraseVisitor visitor{&scorer, PhraseScorer::visit, query.allowed, scorer.least_impact()};
  walk_phrase(phrase, visitor);
}

}  // namespace broadsheet::search
