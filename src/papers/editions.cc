// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/editions.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/ascii.h"
#include "base/check.h"
#include "papers/paper_view.h"

namespace broadsheet::papers {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;
using store::EditionRow;

// The earliest day that base/date.h reads.
constexpr Day kFirstDay{std::chrono::year(1000) / std::chrono::January / 1};

// "arxiv:2608.01234" and "arxiv:hep-th/9901001" -> when and in which place of that month; 0 for other
// schemes and shapes. arXiv began in 1991, so two digits name a year without doubt until 2090.
std::uint64_t arxiv_sequence(std::string_view id) {
  constexpr std::string_view kPrefix = "arxiv:";
  if (!id.starts_with(kPrefix)) return 0;
  id.remove_prefix(kPrefix.size());
  if (const std::size_t slash = id.rfind('/'); slash != std::string_view::npos) id.remove_prefix(slash + 1);
  constexpr std::size_t kDigitsMax = 10;
  std::uint64_t digits = 0;
  std::size_t count = 0;
  for (const char c : id) {
    if (c == '.') continue;
    if (!is_ascii_digit(c) || count == kDigitsMax) return 0;
    digits = digits * 10 + static_cast<std::uint64_t>(c - '0');
    ++count;
  }
  if (count < 5) return 0;
  std::uint64_t scale = 1;
  for (std::size_t i = 4; i < count; ++i) scale *= 10;
  const std::uint64_t year_and_month = digits / scale;
  const std::uint64_t year = year_and_month / 100;
  constexpr std::uint64_t kPlaces = 10'000'000;
  return ((year < 91 ? 2000 : 1900) + year) * 100 * kPlaces + year_and_month % 100 * kPlaces + digits % scale;
}

auto front_page_key(const EditionRow& row) {
  // Places and days only order featured papers among themselves.
  const auto place = row.featured ? row.feed_place.value_or(UINT32_MAX) : 0;
  const auto day = row.featured ? -row.edition.day.time_since_epoch().count() : 0;
  return std::make_tuple(row.featured ? 0 : 1, -row.upvotes, day, place);
}

// Leaves the featured rows alone, which stand first, where the scope wants that and there are any; true then.
bool keep_scope(Scope scope, std::vector<EditionRow>& rows) {
  const auto others = std::ranges::find(rows, false, &EditionRow::featured);
  if (scope != Scope::kFeatured || others == rows.begin()) return false;
  rows.erase(others, rows.end());
  return true;
}

bool belongs(EditionKind kind, const EditionRow& row) {
  return row.edition.precision == DatePrecision::kDay ||
         (kind == EditionKind::kMonth && row.edition.precision == DatePrecision::kMonth);
}

}  // namespace

bool newer_id(std::string_view one, std::string_view other) {
  const std::uint64_t first = arxiv_sequence(one);
  const std::uint64_t second = arxiv_sequence(other);
  return first != second ? first > second : one > other;
}

void sort_as_front_page(std::vector<EditionRow>& rows) {
  // Ids are read once each, not in every comparison.
  struct Placed {
    decltype(front_page_key(std::declval<const EditionRow&>())) key;
    std::uint64_t sequence;
    EditionRow row;
  };
  std::vector<Placed> placed;
  placed.reserve(rows.size());
  for (EditionRow& row : rows) {
    placed.push_back({front_page_key(row), arxiv_sequence(row.id), std::move(row)});
  }
  std::ranges::sort(placed, [](const Placed& one, const Placed& other) {
    if (one.key != other.key) return one.key < other.key;
    return one.sequence != other.sequence ? one.sequence > other.sequence : one.row.id > other.row.id;
  });
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = std::move(placed[i].row);
}

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

Editions::Editions(store::Record& record, const Clock& clock, DayRule rule, TrendingParameters trending)
    : record_(record), clock_(clock), rule_(std::move(rule)), trending_(trending) {}

Result<Day> Editions::today() const {
  return local_day(clock_.now(), rule_.time_zone, rule_.rolls_over_at);
}

// A source may be a little ahead of our own clock, but one mistyped year must not be the newest edition
// for ever: days beyond tomorrow are only taken where there is nothing else.
Result<std::optional<Day>> Editions::newest_day(EditionKind kind, Day today) {
  const Day horizon = today + days(1);
  TRY(std::optional<Day> newest, record_.newest_edition_day(horizon));
  if (!newest) {
    TRY(newest, record_.oldest_edition_day(horizon));
  }
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
    keep_scope(scope, rows);
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

Result<std::vector<EditionRow>> Editions::begin(const EditionRequest& request, Edition& edition) {
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
  TRY(std::vector<EditionRow> rows, rows_of(edition));
  const std::size_t of_period = rows.size();
  edition.featured = keep_scope(request.scope, rows);
  edition.left_out = of_period - rows.size();
  // Before any are chosen: fields are compared over the whole list. By the full hour, so that who asks twice
  // gets the same list.
  if (edition.kind == EditionKind::kTrending) {
    const Instant hour = std::chrono::floor<std::chrono::hours>(clock_.now());
    TRY(edition.scores, sort_as_trending(record_, trending_, hour, rows));
  }
  if (request.among) {
    std::erase_if(
        rows, [&](const EditionRow& row) { return !std::ranges::binary_search(*request.among, row.number); });
  }
  edition.total = rows.size();
  return rows;
}

Result<std::vector<PaperNumber>> Editions::all_papers(const EditionRequest& request) {
  TRY(const store::Snapshot snapshot, record_.snapshot());
  Edition edition;
  TRY(const std::vector<EditionRow> rows, begin(request, edition));
  std::vector<PaperNumber> numbers;
  for (const EditionRow& row : rows) numbers.push_back(row.number);
  return numbers;
}

Result<Edition> Editions::read(const EditionRequest& request) {
  TRY(const store::Snapshot snapshot, record_.snapshot());
  Edition edition;
  TRY(const std::vector<EditionRow> rows, begin(request, edition));
  std::vector<PaperNumber> numbers;
  for (std::size_t i = request.offset; i < rows.size() && numbers.size() < request.limit; ++i) {
    numbers.push_back(rows[i].number);
  }
  TRY(edition.papers, papers_of(numbers));
  TRY(edition.earlier, record_.newest_edition_day(edition.first - days(1)));
  TRY(edition.later, record_.oldest_edition_day(edition.last + days(1)));
  return edition;
}

}  // namespace broadsheet::papers
