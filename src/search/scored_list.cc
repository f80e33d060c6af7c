// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What of scoring must be the same arithmetic on every processor: it is compiled once, without the fused
// operations that wider instruction sets would bring.

#include "search/scored_list.h"

#include <cmath>

namespace broadsheet::search {

void SegmentQuery::set_bounds() {
  double total = 0;
  for (const ScoredList* list : lists) total += list->unit_bound * 255;
  const double units = kBoundUnitsMax - 2 * static_cast<double>(lists.size());
  scale = total > 0 ? units / total : 1;
  slack = 0;
  tightness = 1;
  optional = true;
  for (ScoredList* list : lists) {
    list->multiplier = static_cast<std::uint32_t>(std::ceil(list->unit_bound * scale * 256));
    list->max_bound = list->bound(list->cursor.list().max_impact());
    slack += list->multiplier / 256 + 3;
    tightness = std::min(tightness, list->tightness);
    optional = optional && !list->required;
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

void SegmentQuery::raise_threshold(std::uint32_t kth_bound) {
  if (kth_bound <= slack) return;
  const double units = (kth_bound - slack) * tightness * (1 - 4 * index::kImpactMargin);
  heap->raise_floor(units / scale);
  update_threshold();
}

}  // namespace broadsheet::search
