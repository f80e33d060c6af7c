// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/clock.h"

#include <date/tz.h>
#include <exception>

namespace broadsheet {

Instant SystemClock::now() const {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Result<Day> local_day(Instant instant, const std::string& zone, std::chrono::minutes rolls_over_at) {
  try {
    const auto local = date::locate_zone(zone)->to_local(instant);
    const auto midnight = std::chrono::floor<std::chrono::days>(local);
    Day day{midnight.time_since_epoch()};
    if (local - midnight >= rolls_over_at) day += std::chrono::days{1};
    return day;
  } catch (const std::exception& error) {
    return Error(ErrorCode::kNotFound, "time zone " + zone + ": " + error.what());
  }
}

Result<Instant> at_local_time(Day day, std::chrono::minutes time_of_day, const std::string& zone) {
  try {
    const date::local_time<std::chrono::minutes> local(
        std::chrono::duration_cast<std::chrono::minutes>(day.time_since_epoch()) + time_of_day);
    return Instant(date::locate_zone(zone)->to_sys(local, date::choose::earliest));
  } catch (const std::exception& error) {
    return Error(ErrorCode::kNotFound, "time zone " + zone + ": " + error.what());
  }
}

}  // namespace broadsheet
