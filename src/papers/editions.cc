// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/editions.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/check.h"
#include "papers/front_page_order.h"
#include "papers/paper_view.h"

namespace broadsheet::papers {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;
using store::EditionRow;

// The earliest day that base/date.h reads.
constexpr Day kFirstDay{std::chrono::year(1000) / std::chrono::January / 1};

// Leaves the featured papers alone where the scope wants that and there are any; true then.
template <typename Paper, typename IsFeatured>
bool keep_scope(Scope scope, std::vector<Paper>& papers, IsFeatured is_featured) {
  if (scope != Scope::kFeatured || std::ranges::none_of(papers, is_featured)) return false;
  std::erase_if(papers, std::not_fn(is_featured));
  return true;
}

bool is_asked(const EditionRequest& request, PaperNumber paper) {
  return !request.among || std::ranges::binary_search(*request.among, paper);
}

// The same for an edition, and what it says of it. `row_of` gives the row of a paper.
template <typename Paper, typename RowOf>
void keep_scope(const EditionRequest& request, std::vector<Paper>& papers, RowOf row_of, Edition& edition) {
  const auto others = std::ranges::count_if(papers, [&](const Paper& paper) {
    const EditionRow& row = row_of(paper);
    return !row.featured && is_asked(request, row.number);
  });
  edition.featured =
      keep_scope(request.scope, papers, [&](const Paper& paper) { return row_of(paper).featured; });
  if (edition.featured) edition.left_out = static_cast<std::size_t>(others);
}

bool belongs(EditionKind kind, const EditionRow& row) {
  return row.edition.precision == DatePrecision::kDay ||
         (kind == EditionKind::kMonth && row.edition.precision == DatePrecision::kMonth);
}

}  // namespace

Period period_of(EditionKind kind, Day day, int trending_days) {
  switch (kind) {
    case EditionKind::kDay:
      return {day, day};
    case EditionKind::kWeek: {
      const Day monday = day - (std::chrono::weekday(day) - std::chrono::Monday);
      return {monday, monday + days(6)};
    }
    case EditionKind::kMonth: {
      const year_month_day date(day);
      return {Day(date.year() / date.month() / 1), Day(date.year() / date.month() / std::chrono::last)};
    }
    case EditionKind::kTrending:
      return {day - days(trending_days - 1), day};
  }
  CHECK(false);
}

Editions::Editions(store::Record& record, const Clock& clock, DayRule rule, TrendingParameters trending,
                   TrendingTableSource trending_table)
    : record_(record),
      clock_(clock),
      rule_(std::move(rule)),
      trending_(trending),
      trending_table_(std::move(trending_table)) {}

Result<Day> Editions::today() const {
  return local_day(clock_.now(), rule_.time_zone, rule_.rolls_over_at);
}

// A source may be a little ahead of our own clock, but one mistyped year must not be the newest edition
// for ever: days beyond tomorrow are only taken where there is nothing else.
Result<std::optional<Day>> newest_edition(store::Record& record, Day horizon) {
  TRY(const std::optional<Day> newest, record.newest_edition_day(horizon));
  return newest ? newest : record.oldest_edition_day(horizon);
}

Result<std::optional<Day>> Editions::newest_day(EditionKind kind, Day today) {
  const Day horizon = today + days(1);
  TRY(std::optional<Day> newest, newest_edition(record_, horizon));
  if (kind != EditionKind::kMonth) return newest;
  // Papers dated to a month may make up a newer month in which no day has papers.
  const Day after = newest ? period_of(kind, *newest).last + days(1) : kFirstDay;
  if (after > horizon) return newest;
  TRY(const std::vector<EditionRow> rows, record_.edition_rows(after, horizon));
  for (const EditionRow& row : rows) {
    if (belongs(kind, row) && (!newest || row.edition.day > *newest)) newest = row.edition.day;
  }
  return newest;
}

Result<std::vector<EditionRow>> Editions::rows_of(const Edition& edition) {
  TRY(std::vector<EditionRow> rows, record_.edition_rows(edition.first, edition.last));
  std::erase_if(rows, [&](const EditionRow& row) { return !belongs(edition.kind, row); });
  sort_as_front_page(rows);
  return rows;
}

Result<std::vector<store::PaperView>> Editions::papers_of(std::span<const PaperNumber> numbers) {
  TRY(store::PapersRead read, record_.papers(numbers));
  log_unreadable(read);
  return std::move(read.views);
}

Result<RecentPapers> Editions::recent(Scope scope, std::size_t offset, std::size_t limit) {
  TRY(const store::Snapshot snapshot, record_.snapshot());
  TRY(const Day now, today());
  TRY(std::optional<Day> day, newest_day(EditionKind::kDay, now));
  RecentPapers recent;
  std::vector<PaperNumber> numbers;
  for (int walked = 0; day && walked < kRecentDaysMax && !recent.more; ++walked) {
    Edition edition;
    edition.first = edition.last = *day;
    TRY(std::vector<EditionRow> rows, rows_of(edition));
    keep_scope(scope, rows, std::mem_fn(&EditionRow::featured));
    for (const EditionRow& row : rows) {
      if (offset > 0) {
        --offset;
      } else if (numbers.size() < limit) {
        numbers.push_back(row.number);
      } else {
        recent.more = true;
        break;
      }
    }
    TRY(day, record_.newest_edition_day(*day - days(1)));
  }
  TRY(recent.papers, papers_of(numbers));
  return recent;
}

Result<Editions::Places> Editions::places_of_page(const EditionRequest& request, Edition& edition) {
  TRY(std::vector<EditionRow> rows, rows_of(edition));
  keep_scope(request, rows, std::identity(), edition);
  Places places;
  for (const EditionRow& row : rows) places.push_back({row.number, std::nullopt});
  return places;
}

Result<Editions::Places> Editions::places_of_trending(const EditionRequest& request, Edition& edition) {
  std::shared_ptr<const TrendingTable> table = trending_table_ ? trending_table_() : nullptr;
  if (table == nullptr || table->first() > edition.first) {
    TRY(TrendingTable read, read_trending_table(record_, edition.first, edition.last));
    table = std::make_shared<const TrendingTable>(std::move(read));
  }
  std::vector<const TrendingPaper*> papers = table->between(edition.first, edition.last);
  keep_scope(
      request, papers, [](const TrendingPaper* paper) -> const EditionRow& { return paper->row; }, edition);
  // Before any are chosen: fields are compared over the whole list. By the full hour, so that who asks twice
  // gets the same list.
  const Instant hour = std::chrono::floor<std::chrono::hours>(clock_.now());
  Places places;
  for (const RankedPaper& ranked : rank_trending(papers, trending_, hour))
    places.push_back({ranked.paper->row.number, ranked.score});
  return places;
}

Result<Editions::Places> Editions::begin(const EditionRequest& request, Edition& edition) {
  edition.kind = request.kind;
  TRY(edition.today, today());
  std::optional<Day> day = request.date;
  if (!day) {
    TRY(day, newest_day(request.kind, edition.today));
  }
  edition.record_is_empty = !day;
  const Period period = period_of(request.kind, day.value_or(edition.today), request.trending_days);
  edition.first = period.first;
  edition.last = period.last;
  TRY(Places places, edition.kind == EditionKind::kTrending ? places_of_trending(request, edition)
                                                            : places_of_page(request, edition));
  std::erase_if(places, [&](const Place& place) { return !is_asked(request, place.paper); });
  edition.total = places.size();
  return places;
}

Result<std::vector<PaperNumber>> Editions::all_papers(const EditionRequest& request) {
  TRY(const store::Snapshot snapshot, record_.snapshot());
  Edition edition;
  TRY(const Places places, begin(request, edition));
  std::vector<PaperNumber> numbers;
  for (const Place& place : places) numbers.push_back(place.paper);
  return numbers;
}

Result<Edition> Editions::read(const EditionRequest& request) {
  TRY(const store::Snapshot snapshot, record_.snapshot());
  Edition edition;
  TRY(const Places places, begin(request, edition));
  std::vector<PaperNumber> numbers;
  for (std::size_t i = request.offset; i < places.size() && numbers.size() < request.limit; ++i) {
    numbers.push_back(places[i].paper);
    if (places[i].score) edition.scores.emplace(places[i].paper, *places[i].score);
  }
  TRY(edition.papers, papers_of(numbers));
  TRY(edition.earlier, record_.newest_edition_day(edition.first - days(1)));
  TRY(edition.later, record_.oldest_edition_day(edition.last + days(1)));
  return edition;
}

}  // namespace broadsheet::papers
