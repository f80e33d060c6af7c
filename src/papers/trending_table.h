// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What ranking by what is trending (papers/trending_order.h) needs of papers, by the days of their editions.
// A server keeps the last year's in memory (follow/trending.h); everybody else reads those of the days that
// are asked for.

#ifndef BROADSHEET_PAPERS_TRENDING_TABLE_H_
#define BROADSHEET_PAPERS_TRENDING_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/record.h"

namespace broadsheet::papers {

struct TrendingPaper {
  store::EditionRow row;
  std::optional<Instant> counted;  // when a source last counted its votes; none where only our readers vote
  std::uint32_t commenters = 0;    // people who comment here
  std::uint64_t keepers = 0;       // people who keep it in a list here
  std::string_view field;          // of its first category, or empty; lives as long as the program
  friend bool operator==(const TrendingPaper&, const TrendingPaper&) = default;
};

// Asked now and then; true ends the work with kInterrupted.
using Stop = std::function<bool()>;

// What is known of the papers in these rows, in their order; those that can't be read are left out. Some
// 20 µs for each.
Result<std::vector<TrendingPaper>> read_trending_papers(store::Record& record,
                                                        std::vector<store::EditionRow> rows,
                                                        const Stop& stop = {});

// The papers of all days from `first` on, or of those up to the last that was asked for. A value: copies
// share their days.
class TrendingTable {
 public:
  explicit TrendingTable(Day first = {}) : first_(first) {}

  Day first() const { return first_; }
  // Of the record whose state it is; 0 where nobody said.
  Revision revision() const { return revision_; }
  void set_revision(Revision revision) { revision_ = revision; }
  std::size_t papers() const { return papers_; }

  // Those of the days from `first` to `last`: the newest day first, each in the order of a front page. They
  // live as long as the table.
  std::vector<const TrendingPaper*> between(Day first, Day last) const;

  // All papers of a day, in any order; none forgets the day.
  const std::vector<TrendingPaper>& day(Day day) const;
  void set_day(Day day, std::vector<TrendingPaper> papers);
  void forget_before(Day first);

  // Whatever their revisions.
  friend bool operator==(const TrendingTable& one, const TrendingTable& other);

 private:
  using DayPapers = std::shared_ptr<const std::vector<TrendingPaper>>;

  Day first_;
  Revision revision_;
  std::size_t papers_ = 0;
  std::map<Day, DayPapers> days_;  // of each at least one
};

// Where a server keeps one (follow/trending.h); may give null.
using TrendingTableSource = std::function<std::shared_ptr<const TrendingTable>()>;

// Of the record as it is, of papers whose edition is a day.
Result<TrendingTable> read_trending_table(store::Record& record, Day first, Day last, const Stop& stop = {});

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_TRENDING_TABLE_H_
