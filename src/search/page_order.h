// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The first tier of `page` mode: the papers that have all the words, in bands. What decides first is how
// near the words stand, then how many of them the title has, then term scores; the score of a paper
// is a sum that keeps this order:
//
//   all the words   T              T = 1000, or the power of ten above what any other paper can reach
//   nearness        100 · n        n = 2 if they stand side by side, 1 within twice their number, else 0
//   in the title    50 · t / m     t of the m words
//   term scores     50 / m · s / (1 + s)    s: BM25 of the words as typed, in title and abstract

#ifndef BROADSHEET_SEARCH_PAGE_ORDER_H_
#define BROADSHEET_SEARCH_PAGE_ORDER_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "index/snapshot.h"
#include "search/doc_set.h"
#include "search/query_words.h"

namespace broadsheet::search {

// The four addends, in the order in which they are summed.
struct PageScore {
  double all_words = 0;
  double nearness = 0;
  double title = 0;
  double terms = 0;
  double sum() const { return all_words + nearness + title + terms; }
};

struct PageHit {
  Hit hit;
  PageScore parts;
};

// The words of a query as `page` takes them: distinct folded forms, excluded ones left out.
std::vector<std::string> page_words(const QueryWords& words);

// Documents among `allowed` (live ones only; null: all) whose title and abstract have all the words; none
// if there are no words.
Result<DocSet> papers_with_all(const index::Snapshot& snapshot, const FieldPlaces& places,
                               std::span<const std::string> words, const DocSet* allowed);

// The best `limit` of them, best first, ties by paper number. `all_words` is T.
Result<std::vector<PageHit>> order_page(const index::Snapshot& snapshot, const FieldPlaces& places,
                                        std::span<const std::string> words, const DocSet& papers,
                                        double all_words, std::size_t limit);

// The number of positions from the first to the last of the nearest group of positions with one of each
// list; 0 if a list is empty. Lists ascend.
std::uint32_t nearest_window(std::span<const std::vector<std::uint32_t>> lists);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_PAGE_ORDER_H_
