// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/calendar.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "base/english.h"
#include "papers/editions.h"
#include "web/links.h"

namespace broadsheet::web {
namespace {

using papers::EditionKind;
using std::chrono::days;
using text::TemplateValues;

std::string day_number(Day day) {
  return std::to_string(static_cast<unsigned>(std::chrono::year_month_day(day).day()));
}

void add_day(TemplateValues week, const papers::ArchiveMonth& month, Day day, std::optional<Day> current) {
  const auto place = (day - month.first).count();
  const std::uint64_t papers = month.of_day[static_cast<std::size_t>(place)];
  TemplateValues cell = week.add("DAY");
  if (papers == 0) {
    cell.add("WITHOUT").set("DAY_NUMBER", day_number(day));
    return;
  }
  TemplateValues link = cell.add("WITH");
  link.set("DAY_NUMBER", day_number(day))
      .set("DAY_URL", edition_path(EditionKind::kDay, day))
      .set("DAY_TEXT", short_date({.day = day}) + ": " + counted(papers, "paper"));
  if (day == current) link.show("DAY_CURRENT");
}

}  // namespace

void add_calendar(TemplateValues values, const papers::ArchiveMonth& month, std::optional<Day> current) {
  TemplateValues calendar = values.include("CALENDAR", "calendar.html");
  calendar.set("MONTH_NAME", month_name(month.first))
      .set("MONTH_URL", edition_path(EditionKind::kMonth, month.first))
      .set("MONTH_COUNT", with_thousands(month.papers));
  const papers::Period period = papers::period_of(EditionKind::kMonth, month.first);
  for (Day monday = papers::period_of(EditionKind::kWeek, period.first).first; monday <= period.last;
       monday += days(7)) {
    TemplateValues week = calendar.add("WEEK");
    week.set("WEEK_URL", edition_path(EditionKind::kWeek, monday))
        .set("WEEK_NUMBER", format_iso_week(monday).substr(6))
        .set("WEEK_NAME", "Week " + format_iso_week(monday));
    for (Day day = monday; day < monday + days(7); day += days(1)) {
      if (day < period.first || day > period.last) {
        week.add("DAY").show("OUTSIDE");
      } else {
        add_day(week, month, day, current);
      }
    }
  }
}

}  // namespace broadsheet::web
