// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The order of papers on a front page: featured ones by votes, then newest day, then place in the feed; then
// the others by votes; then the newest id. A total order.

#ifndef BROADSHEET_PAPERS_FRONT_PAGE_ORDER_H_
#define BROADSHEET_PAPERS_FRONT_PAGE_ORDER_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "store/paper_view.h"

namespace broadsheet::papers {

// True if the prefixed id `one` is newer than `other`: arXiv ids by their month and number, and before
// ids of other schemes; those by text.
bool newer_id(std::string_view one, std::string_view other);

// The smaller one comes first. Ids are read once each, not in every comparison; the row must outlive it.
struct FrontPageKey {
  explicit FrontPageKey(const store::EditionRow& row);
  friend bool operator<(const FrontPageKey& one, const FrontPageKey& other);

  std::array<std::int64_t, 5> numbers;
  std::string_view id;
};

// `row_of`: a member of Paper, or a function, that gives its store::EditionRow.
template <typename Paper, typename RowOf = std::identity>
void sort_as_front_page(std::vector<Paper>& papers, RowOf row_of = {}) {
  std::vector<std::pair<FrontPageKey, std::size_t>> order;
  order.reserve(papers.size());
  for (std::size_t i = 0; i < papers.size(); ++i)
    order.emplace_back(FrontPageKey(std::invoke(row_of, papers[i])), i);
  std::ranges::sort(order, std::less(), &std::pair<FrontPageKey, std::size_t>::first);
  std::vector<Paper> sorted;
  sorted.reserve(papers.size());
  for (const auto& [key, place] : order) sorted.push_back(std::move(papers[place]));
  papers = std::move(sorted);
}

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_FRONT_PAGE_ORDER_H_
