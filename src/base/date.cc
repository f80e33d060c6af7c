// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/date.h"

#include <array>
#include <fmt/format.h>

namespace broadsheet {

namespace {

using std::chrono::days;
using std::chrono::year_month_day;

constexpr int kYearMin = 1000;
constexpr int kYearMax = 2999;

Error bad_date(std::string_view text, std::string_view expected) {
  constexpr std::size_t kShownMax = 64;
  return {ErrorCode::kInvalid, fmt::format("'{}' is not {}", text.substr(0, kShownMax), expected)};
}

// Reads exactly `digits` decimal digits at the front and removes them; -1 if they are not there.
int take_digits(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return -1;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

bool year_in_range(int year) {
  return year >= kYearMin && year <= kYearMax;
}

// "YYYY-MM-DD" at the front, removed; false if it is not there or does not exist.
bool take_day(std::string_view& text, Day& day) {
  const int year = take_digits(text, 4);
  if (!year_in_range(year) || !take(text, '-')) return false;
  const int month = take_digits(text, 2);
  if (month < 0 || !take(text, '-')) return false;
  const int date = take_digits(text, 2);
  if (date < 0) return false;
  const year_month_day ymd{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                           std::chrono::day{static_cast<unsigned>(date)}};
  if (!ymd.ok()) return false;
  day = ymd;
  return true;
}

// ".123456" at the front, removed, as whole milliseconds.
std::chrono::milliseconds take_fraction(std::string_view& text) {
  int value = 0;
  int scale = 100;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    value += (text.front() - '0') * scale;
    scale /= 10;
    text.remove_prefix(1);
  }
  return std::chrono::milliseconds{value};
}

// "Z", "+hh:mm", "-hhmm" or nothing at the front, removed; false for anything else.
bool take_offset(std::string_view& text, std::chrono::minutes& offset) {
  offset = {};
  if (text.empty() || take(text, 'Z') || take(text, 'z')) return true;
  const int sign = take(text, '+') ? 1 : take(text, '-') ? -1 : 0;
  if (sign == 0) return false;
  const int hours = take_digits(text, 2);
  (void)take(text, ':');
  const int minutes = take_digits(text, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return false;
  offset = sign * (std::chrono::hours{hours} + std::chrono::minutes{minutes});
  return true;
}

Day monday_of(Day day) {
  return day - (std::chrono::weekday{day} - std::chrono::Monday);
}

}  // namespace

bool in_calendar_range(Day day) {
  return year_in_range(year_of(day));
}

Result<Day> parse_day(std::string_view text) {
  Day day;
  std::string_view rest = text;
  if (!take_day(rest, day) || !rest.empty()) return bad_date(text, "a day such as 2026-07-01");
  return day;
}

Result<PartialDate> parse_partial_date(std::string_view text) {
  const Error error = bad_date(text, "a date such as 2026-07-01, 2026-07 or 2026");
  if (text.size() == 4) {
    std::string_view rest = text;
    const int year = take_digits(rest, 4);
    if (!year_in_range(year)) return error;
    return PartialDate{Day{year_month_day{std::chrono::year{year} / 1 / 1}}, DatePrecision::kYear};
  }
  if (text.size() == 7) {
    auto month = parse_month(text);
    if (!month.ok()) return error;
    return PartialDate{*month, DatePrecision::kMonth};
  }
  auto day = parse_day(text);
  if (!day.ok()) return error;
  return PartialDate{*day, DatePrecision::kDay};
}

Result<Instant> parse_instant(std::string_view text) {
  const auto error = [&] { return bad_date(text, "a time such as 2026-07-01T09:30:00Z"); };
  Day day;
  std::string_view rest = text;
  if (!take_day(rest, day)) return error();
  if (rest.empty()) return Instant{day};
  if (!take(rest, 'T') && !take(rest, 't') && !take(rest, ' ')) return error();
  const int hour = take_digits(rest, 2);
  if (hour < 0 || hour > 23 || !take(rest, ':')) return error();
  const int minute = take_digits(rest, 2);
  if (minute < 0 || minute > 59) return error();
  int second = 0;
  if (take(rest, ':')) second = take_digits(rest, 2);
  if (second < 0 || second > 60) return error();
  std::chrono::milliseconds fraction{};
  if (take(rest, '.')) fraction = take_fraction(rest);
  std::chrono::minutes offset{};
  if (!take_offset(rest, offset) || !rest.empty()) return error();
  const Instant instant = Instant{day} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
                          std::chrono::seconds{second} + fraction - offset;
  // The offset may lead out of the last year.
  if (!in_calendar_range(std::chrono::floor<std::chrono::days>(instant))) return error();
  return instant;
}

std::string format_day(Day day) {
  const year_month_day ymd{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

std::string format_partial_date(PartialDate date) {
  std::string text = format_day(date.day);
  switch (date.precision) {
    case DatePrecision::kDay:
      return text;
    case DatePrecision::kMonth:
      return text.substr(0, 7);
    case DatePrecision::kYear:
      return text.substr(0, 4);
  }
  return text;
}

std::string format_instant(Instant instant) {
  const Day day = std::chrono::floor<days>(instant);
  const auto ms = (instant - Instant{day}).count();
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", format_day(day), ms / 3'600'000, ms / 60'000 % 60,
                     ms / 1'000 % 60, ms % 1'000);
}

Result<Day> parse_iso_week(std::string_view text) {
  std::string_view rest = text;
  const auto error = [&] { return bad_date(text, "a week such as 2026-W09"); };
  const int year = take_digits(rest, 4);
  if (!year_in_range(year) || !take(rest, '-') || !take(rest, 'W')) return error();
  const int week = take_digits(rest, 2);
  if (week < 1 || week > 53 || !rest.empty()) return error();
  // The fourth of January is always in week 1.
  const Day first = monday_of(Day{year_month_day{std::chrono::year{year} / 1 / 4}});
  const Day monday = first + days{7 * (week - 1)};
  if (year_of(monday + days{3}) != year) return error();
  return monday;
}

std::string format_iso_week(Day day) {
  const Day monday = monday_of(day);
  const int year = year_of(monday + days{3});
  const Day first = monday_of(Day{year_month_day{std::chrono::year{year} / 1 / 4}});
  return fmt::format("{:04}-W{:02}", year, (monday - first).count() / 7 + 1);
}

Result<Day> parse_month(std::string_view text) {
  std::string_view rest = text;
  const int year = take_digits(rest, 4);
  const bool dash = take(rest, '-');
  const int month = take_digits(rest, 2);
  if (!year_in_range(year) || !dash || month < 1 || month > 12 || !rest.empty()) {
    return bad_date(text, "a month such as 2026-07");
  }
  return Day{year_month_day{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{1}}};
}

std::string format_month(Day day) {
  return format_day(day).substr(0, 7);
}

Result<std::chrono::minutes> parse_time_of_day(std::string_view text) {
  std::string_view rest = text;
  const int hours = take_digits(rest, 2);
  const bool colon = take(rest, ':');
  const int minutes = take_digits(rest, 2);
  if (hours < 0 || !colon || minutes < 0 || minutes > 59 || !rest.empty() || hours * 60 + minutes > 24 * 60)
    return bad_date(text, "a time of day such as 21:30");
  return std::chrono::minutes(hours * 60 + minutes);
}

std::string format_time_of_day(std::chrono::minutes minutes) {
  return fmt::format("{:02}:{:02}", minutes.count() / 60, minutes.count() % 60);
}

int year_of(Day day) {
  return static_cast<int>(year_month_day{day}.year());
}

}  // namespace broadsheet
