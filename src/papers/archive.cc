// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/archive.h"

#include <functional>
#include <map>

#include "papers/editions.h"

namespace broadsheet::papers {
namespace {

using std::chrono::year_month_day;
using store::EditionCount;

constexpr int kFirstYear = 1000;
constexpr int kLastYear = 9999;

Day first_of(int year, unsigned month) {
  return Day(std::chrono::year(year) / std::chrono::month(month) / 1);
}

Day last_of(int year) {
  return first_of(year + 1, 1) - std::chrono::days(1);
}

void add(ArchiveMonth& month, const EditionCount& count) {
  month.papers += count.papers;
  if (count.edition.precision != DatePrecision::kDay) return;
  const unsigned day = static_cast<unsigned>(year_month_day(count.edition.day).day());
  month.of_day[day - 1] += count.papers;
}

}  // namespace

Result<std::vector<YearCount>> count_years(store::Record& record) {
  TRY(const std::vector<EditionCount> counts,
      record.edition_counts(first_of(kFirstYear, 1), last_of(kLastYear)));
  std::map<int, std::uint64_t, std::greater<>> papers_of;
  for (const EditionCount& count : counts) papers_of[year_of(count.edition.day)] += count.papers;
  std::vector<YearCount> years;
  for (const auto& [year, papers] : papers_of) years.push_back({year, papers});
  return years;
}

Result<ArchiveYear> count_year(store::Record& record, int year) {
  if (year < kFirstYear || year > kLastYear)
    return Error(ErrorCode::kInvalid, "a year has four digits: 2026");
  TRY(const std::vector<EditionCount> counts, record.edition_counts(first_of(year, 1), last_of(year)));
  ArchiveYear archive;
  archive.year = year;
  for (unsigned month = 0; month < archive.months.size(); ++month)
    archive.months[month].first = first_of(year, month + 1);
  for (const EditionCount& count : counts) {
    archive.papers += count.papers;
    if (count.edition.precision == DatePrecision::kYear) {
      archive.of_year_alone += count.papers;
      continue;
    }
    add(archive.months[static_cast<unsigned>(year_month_day(count.edition.day).month()) - 1], count);
  }
  return archive;
}

Result<ArchiveMonth> count_month(store::Record& record, Day day) {
  const Period period = period_of(EditionKind::kMonth, day);
  TRY(const std::vector<EditionCount> counts, record.edition_counts(period.first, period.last));
  ArchiveMonth month{.first = period.first, .papers = 0, .of_day = {}};
  for (const EditionCount& count : counts) {
    // A paper that is dated to a year stands at its first day, and in no month.
    if (count.edition.precision != DatePrecision::kYear) add(month, count);
  }
  return month;
}

}  // namespace broadsheet::papers
