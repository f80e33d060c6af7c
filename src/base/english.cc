// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/english.h"

#include <array>
#include <fmt/format.h>

namespace broadsheet {
namespace {

using std::chrono::year_month_day;

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> kWeekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};

std::string month_of(const year_month_day& date) {
  return std::string(kMonths[static_cast<unsigned>(date.month()) - 1]);
}

std::string day_number(const year_month_day& date) {
  return std::to_string(static_cast<unsigned>(date.day()));
}

std::string year_text(const year_month_day& date) {
  return std::to_string(static_cast<int>(date.year()));
}

}  // namespace

std::string with_thousands(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

std::string counted(std::uint64_t number, std::string_view noun) {
  return with_thousands(number) + " " + std::string(noun) + (number == 1 ? "" : "s");
}

std::string human_bytes(std::uint64_t bytes) {
  constexpr std::array<std::string_view, 4> kUnits = {"KiB", "MiB", "GiB", "TiB"};
  if (bytes < 1024) return std::to_string(bytes) + " B";
  double size = static_cast<double>(bytes) / 1024;
  std::size_t unit = 0;
  while (size >= 1024 && unit + 1 < kUnits.size()) {
    size /= 1024;
    ++unit;
  }
  return size < 10 ? fmt::format("{:.1f} {}", size, kUnits[unit])
                   : fmt::format("{:.0f} {}", size, kUnits[unit]);
}

std::string short_date(PartialDate date) {
  const year_month_day calendar(date.day);
  if (date.precision == DatePrecision::kYear) return year_text(calendar);
  const std::string month = month_of(calendar).substr(0, 3) + " " + year_text(calendar);
  return date.precision == DatePrecision::kMonth ? month : day_number(calendar) + " " + month;
}

std::string month_name(Day day) {
  const year_month_day calendar(day);
  return month_of(calendar) + " " + year_text(calendar);
}

std::string_view weekday_name(std::chrono::weekday weekday) {
  return kWeekdays.at(weekday.c_encoding() % kWeekdays.size());
}

std::string short_moment(Instant instant) {
  const Day day = std::chrono::floor<std::chrono::days>(instant);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(instant - day).count();
  return fmt::format("{}, {:02}:{:02} UTC", short_date({.day = day}), minutes / 60, minutes % 60);
}

std::string long_day(Day day) {
  const year_month_day calendar(day);
  return std::string(weekday_name(std::chrono::weekday(day))) + ", " + day_number(calendar) + " " +
         month_name(day);
}

}  // namespace broadsheet
