// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Editions: the papers of a day, an ISO week or a month, in the order of a front page, and what is
// trending. docs/use/commands.md describes them for readers.
//
// A paper's day is the day a source featured it, else the day it was listed, else the day it was
// published (papers/paper_view.h); a paper dated only to a month appears in that month alone, one
// dated only to a year in no edition here. Where any paper of the period was featured, the edition
// is those, as on the daily page; the rest comes with Scope::kAll.

#ifndef BROADSHEET_PAPERS_EDITIONS_H_
#define BROADSHEET_PAPERS_EDITIONS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/date.h"
#include "base/result.h"
#include "papers/trending_order.h"
#include "store/paper_view.h"
#include "store/record.h"

namespace broadsheet::papers {

enum class EditionKind : std::uint8_t { kDay, kWeek, kMonth, kTrending };

enum class Scope : std::uint8_t {
  kFeatured,  // only the featured papers, if there are any
  kAll,       // featured papers first, then the others
};

// What is trending (docs/trending.md) is chosen from the editions of so many days up to the newest, or as
// many as are asked for.
inline constexpr int kTrendingDays = 14;
inline constexpr int kTrendingDaysMax = 366;

// How many days that have papers are walked back through for the newest of all days: a reader who goes on for
// longer asks for months.
inline constexpr int kRecentDaysMax = 400;

// When our own days begin: from `rolls_over_at` after midnight in `time_zone` on it is the next day's.
struct DayRule {
  std::string time_zone = "America/New_York";
  std::chrono::minutes rolls_over_at = std::chrono::minutes(21 * 60 + 30);
};

struct EditionRequest {
  EditionKind kind = EditionKind::kDay;
  // Any day of the period; without it, the newest period that has papers. Not used by kTrending.
  std::optional<Day> date;
  int trending_days = kTrendingDays;  // of kTrending alone; from 1 to kTrendingDaysMax
  Scope scope = Scope::kFeatured;
  // Only these papers of it, ascending; without it all.
  std::optional<std::vector<PaperNumber>> among = {};
  std::size_t offset = 0;
  std::size_t limit = 50;
};

struct Edition {
  EditionKind kind = EditionKind::kDay;
  Day first;  // the period, both ends included
  Day last;
  Day today;                   // our own day now
  bool featured = false;       // the papers counted in `total` are featured ones alone
  std::size_t total = 0;       // papers of the edition within the scope
  std::size_t left_out = 0;    // papers that only Scope::kAll shows, of those that are asked for
  std::optional<Day> earlier;  // the nearest days before and after the period that have papers
  std::optional<Day> later;
  std::vector<store::PaperView> papers;  // those from `offset` on, at most `limit`
  TrendingScores scores;                 // of kTrending: of these
  // Nothing in the record has a day at all.
  bool record_is_empty = false;
};

// The days behind one another, as a feed shows them.
struct RecentPapers {
  std::vector<store::PaperView> papers;
  bool more = false;  // there are papers behind these
};

// Confined to the thread of its Record.
class Editions {
 public:
  // Without a table, or with one that does not go back far enough, what is trending is read from the record.
  Editions(store::Record& record, const Clock& clock, DayRule rule = {}, TrendingParameters trending = {},
           TrendingTableSource trending_table = {});

  // A period without papers is an edition without papers, not an error. kNotFound for a time zone that
  // the system does not know.
  Result<Edition> read(const EditionRequest& request);

  // Every paper of the edition within the scope, in its order; offset and limit mean nothing here.
  Result<std::vector<PaperNumber>> all_papers(const EditionRequest& request);

  // Papers `offset` to `offset + limit` of the newest day, then of the day before it, and so on, each day in
  // its own order and scope; none behind the first kRecentDaysMax days.
  Result<RecentPapers> recent(Scope scope, std::size_t offset, std::size_t limit);

  // Our own day now.
  Result<Day> today() const;

 private:
  struct Place {
    PaperNumber paper;
    std::optional<TrendingScore> score;  // of kTrending
  };
  using Places = std::vector<Place>;

  Result<std::optional<Day>> newest_day(EditionKind kind, Day today);
  Result<std::vector<store::EditionRow>> rows_of(const Edition& edition);
  // Sets what is known of the edition before its papers are read; all of these in their order.
  Result<Places> begin(const EditionRequest& request, Edition& edition);
  Result<Places> places_of_page(const EditionRequest& request, Edition& edition);
  Result<Places> places_of_trending(const EditionRequest& request, Edition& edition);
  Result<std::vector<store::PaperView>> papers_of(std::span<const PaperNumber> numbers);

  store::Record& record_;
  const Clock& clock_;
  DayRule rule_;
  TrendingParameters trending_;
  TrendingTableSource trending_table_;
};

// The newest day that has papers, up to `horizon`; where there are none, the next one behind it.
Result<std::optional<Day>> newest_edition(store::Record& record, Day horizon);

// The period that holds `day`: first and last day.
struct Period {
  Day first;
  Day last;
};
Period period_of(EditionKind kind, Day day, int trending_days = kTrendingDays);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_EDITIONS_H_
