// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/columns.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "search/schema.h"

namespace broadsheet::search {

Result<std::vector<std::int64_t>> column_values(const index::Snapshot& snapshot, std::size_t segment,
                                                std::span<const std::uint32_t> docs, SearchSort sort) {
  std::vector<std::int64_t> values;
  values.reserve(docs.size());
  if (sort == SearchSort::kVotes) {
    const index::SegmentView& view = snapshot.segments()[segment];
    for (const std::uint32_t doc : docs) values.push_back(snapshot.votes(PaperNumber(view.key(doc))));
    return values;
  }
  const index::ColumnId published = *snapshot.schema().column(kPublishedColumn);
  TRY(const index::NumberColumn column, snapshot.segment(segment).numbers(published));
  for (const std::uint32_t doc : docs) values.push_back(column[doc]);
  return values;
}

Result<ColumnOrder> order_by_column(const index::Snapshot& snapshot, const DocSet& set, SearchSort sort,
                                    std::size_t limit, const std::optional<DatePlace>& after) {
  using Key = std::tuple<std::int64_t, std::int64_t, std::uint32_t>;  // votes, day, paper
  std::vector<std::pair<Key, Hit>> all;
  std::vector<std::uint32_t> docs;
  const DatePlace place = after.value_or(DatePlace{});
  const std::pair<std::int64_t, std::uint32_t> behind(
      place.day ? place.day->time_since_epoch().count() : kNoDay, place.paper.value());
  for (std::size_t s = 0; s < set.segments(); ++s) {
    docs.clear();
    set.for_each_in(s, [&](std::uint32_t doc) { docs.push_back(doc); });
    TRY(const std::vector<std::int64_t> days, column_values(snapshot, s, docs, SearchSort::kDate));
    std::vector<std::int64_t> votes(docs.size());
    if (sort == SearchSort::kVotes) {
      TRY(votes, column_values(snapshot, s, docs, SearchSort::kVotes));
    }
    for (std::size_t i = 0; i < docs.size(); ++i) {
      const std::uint32_t key = snapshot.segments()[s].key(docs[i]);
      if (after && std::pair(days[i], key) >= behind) continue;
      all.emplace_back(Key{votes[i], days[i], key}, Hit{0, key, static_cast<std::uint32_t>(s), docs[i]});
    }
  }
  const std::size_t kept = std::min(limit, all.size());
  std::ranges::partial_sort(all, all.begin() + static_cast<std::ptrdiff_t>(kept),
                            [](const auto& one, const auto& other) { return one.first > other.first; });
  ColumnOrder order;
  for (std::size_t i = 0; i < kept; ++i) order.hits.push_back(all[i].second);
  if (kept > 0 && sort == SearchSort::kDate) {
    const auto& [votes, day, paper] = all[kept - 1].first;
    order.last = DatePlace{.day = {}, .paper = PaperNumber(paper)};
    if (day != kNoDay) order.last->day = Day(std::chrono::days(static_cast<int>(day)));
  }
  return order;
}

}  // namespace broadsheet::search
