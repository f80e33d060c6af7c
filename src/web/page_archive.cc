// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /archive: all years. /archive/2026: the months of one, as calendars.

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "base/english.h"
#include "papers/archive.h"
#include "web/calendar.h"
#include "web/handlers.h"
#include "web/links.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

using text::TemplateValues;

std::string year_path(int year) {
  return "/archive/" + std::to_string(year);
}

Result<int> parse_year(const std::string& text) {
  int year = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  if (error != std::errc{} || end != text.data() + text.size() || text.size() != 4)
    return Error(ErrorCode::kInvalid, "a year has four digits: 2026");
  return year;
}

// The years beside one that have papers.
void add_neighbours(TemplateValues body, const std::vector<papers::YearCount>& years, int year) {
  const auto earlier = std::ranges::find_if(years, [&](const auto& one) { return one.year < year; });
  if (earlier != years.end()) {
    body.add("EARLIER")
        .set("EARLIER_URL", year_path(earlier->year))
        .set("EARLIER_TEXT", std::to_string(earlier->year));
  }
  for (auto later = years.rbegin(); later != years.rend(); ++later) {
    if (later->year <= year) continue;
    body.add("LATER").set("LATER_URL", year_path(later->year)).set("LATER_TEXT", std::to_string(later->year));
    break;
  }
}

}  // namespace

http::Response archive_page(Exchange& exchange) {
  const auto years = papers::count_years(exchange.backend.record());
  if (!years.ok()) return error_response(years.error());
  Page page(exchange, {.title = "Archive", .description = "Papers of all years, by day", .path = "/archive"},
            "archive.html");
  TemplateValues body = page.body();
  std::uint64_t all = 0;
  for (const papers::YearCount& year : *years) all += year.papers;
  body.set("COUNT", counted(all, "paper"));
  if (years->empty()) body.add("EMPTY").set("EMPTY_TEXT", "No papers that have a date.");
  TemplateValues list = body.add("YEARS");
  for (const papers::YearCount& year : *years) {
    list.add("YEAR")
        .set("YEAR_URL", year_path(year.year))
        .set("YEAR_NAME", std::to_string(year.year))
        .set("YEAR_COUNT", with_thousands(year.papers));
  }
  return page.response();
}

http::Response archive_year_page(Exchange& exchange) {
  const auto asked = parse_year(exchange.captured[0]);
  if (!asked.ok()) return error_response(asked.error());
  const auto year = papers::count_year(exchange.backend.record(), *asked);
  if (!year.ok()) return error_response(year.error());
  const auto years = papers::count_years(exchange.backend.record());
  if (!years.ok()) return error_response(years.error());
  const std::string name = std::to_string(year->year);
  Page page(
      exchange,
      {.title = name, .description = "The papers of " + name + ", by day", .path = year_path(year->year)},
      "archive_year.html");
  TemplateValues body = page.body();
  body.set("HEADING", name).set("COUNT", counted(year->papers, "paper"));
  add_neighbours(body, *years, year->year);
  if (year->of_year_alone > 0) {
    body.add("NOTE")
        .set("NOTE_URL", search_path("date:" + name))
        .set("NOTE_TEXT", with_thousands(year->of_year_alone) + " of them are dated to the year alone");
  }
  if (year->papers == 0) body.add("EMPTY").set("EMPTY_TEXT", "No papers of this year.");
  for (auto month = year->months.rbegin(); month != year->months.rend(); ++month) {
    if (month->papers > 0) add_calendar(body.add("MONTH"), *month, std::nullopt);
  }
  return page.response();
}

}  // namespace broadsheet::web
