// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Numbers and dates as people read them, in English: the terminal, pages and mails say them alike.

#ifndef BROADSHEET_BASE_ENGLISH_H_
#define BROADSHEET_BASE_ENGLISH_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.h"

namespace broadsheet {

std::string with_thousands(std::uint64_t number);  // 12,345
// "1 paper", "12,345 papers"; the plural of `noun` ends with an s.
std::string counted(std::uint64_t number, std::string_view noun);
std::string human_bytes(std::uint64_t bytes);  // 1536 is "1.5 KiB"

std::string short_date(PartialDate date);   // 1 Jul 2026, Jul 2026, 2026
std::string short_moment(Instant instant);  // 1 Jul 2026, 12:05 UTC
std::string long_day(Day day);              // Wednesday, 1 July 2026
std::string month_name(Day day);            // July 2026
std::string_view weekday_name(std::chrono::weekday weekday);

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_ENGLISH_H_
