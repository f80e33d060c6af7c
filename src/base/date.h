// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Calendar days as the sources give them. Many papers are dated only to a month or a year, and a
// made-up first of January must never look like a real day, so the precision travels with the date.

#ifndef BROADSHEET_BASE_DATE_H_
#define BROADSHEET_BASE_DATE_H_

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace broadsheet {

using Day = std::chrono::sys_days;  // a calendar day, UTC
using Instant = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;  // UTC

enum class DatePrecision : std::uint8_t { kDay = 0, kMonth = 1, kYear = 2 };

// `day` is the first day of the month or year when the precision is coarser than a day.
struct PartialDate {
  Day day;
  DatePrecision precision = DatePrecision::kDay;
  friend auto operator<=>(const PartialDate&, const PartialDate&) = default;
};

// Years from 1000 to 2999 are dates; anything else is a mistake in the source.
bool in_calendar_range(Day day);

// "2026-07-01" -> the day. kInvalid for any other shape and for days that do not exist.
Result<Day> parse_day(std::string_view text);
// "2026", "2026-07" or "2026-07-01", the precision taken from the shape.
Result<PartialDate> parse_partial_date(std::string_view text);
// RFC 3339 with any fraction and offset, or a bare day (midnight UTC).
Result<Instant> parse_instant(std::string_view text);

std::string format_day(Day day);                    // 2026-07-01
std::string format_partial_date(PartialDate date);  // 2026-07-01, 2026-07 or 2026
std::string format_instant(Instant instant);        // 2026-07-01T00:00:00.000Z, as every client accepts it

// ISO 8601 weeks, "2026-W09": the week's Monday; and back.
Result<Day> parse_iso_week(std::string_view text);
std::string format_iso_week(Day day);
// "2026-07" -> the first day of the month.
Result<Day> parse_month(std::string_view text);
std::string format_month(Day day);

// "07:30", of a day's minutes; up to "24:00".
Result<std::chrono::minutes> parse_time_of_day(std::string_view text);
std::string format_time_of_day(std::chrono::minutes minutes);

int year_of(Day day);

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_DATE_H_
