// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Schedules: when a source is harvested. Pure: a time goes in, a time comes out.
//
// What is due is told by looking back: the last time that the schedule names lies behind the last run. So a
// laptop that slept over it, a server that was down for days and a clock that was set forward all
// catch up with one run, and none is missed or doubled.

#ifndef BROADSHEET_INGEST_SCHEDULE_H_
#define BROADSHEET_INGEST_SCHEDULE_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"

namespace broadsheet::ingest {

struct Schedule {
  // Either every so long, or at a time of day of a zone on some days of the week.
  std::chrono::minutes every{0};  // 0: by time of day
  std::chrono::minutes at{0};
  std::uint8_t days = 0x7F;  // bit 0 is Sunday
  std::string zone = "UTC";
  friend bool operator==(const Schedule&, const Schedule&) = default;
};

// "every 6 hours", "every 30 minutes"; "22:45 Sun-Thu America/New_York", "00:15 Mon-Fri UTC", "07:00 UTC"
// (all days). kInvalid says how to write one.
Result<Schedule> parse_schedule(std::string_view text);
std::string to_text(const Schedule& schedule);

// How a source's last runs went.
struct Runs {
  std::optional<Instant> last;     // that began, whatever came of it
  std::optional<Instant> success;  // the last that was complete
  std::uint64_t failures = 0;      // since then
};

// When it is due: now or in the past if it is. After a failure sooner than by schedule, longer after each. A
// last run that lies in the future (the clock was set back) tells nothing: it is due. `spread` is added to
// times by schedule, so that not all the world asks at the same second.
Instant next_run(const Schedule& schedule, const Runs& runs, Instant now, std::chrono::seconds spread);

// From a name: 0 to 4 minutes, always the same.
std::chrono::seconds spread_of(std::string_view name);

}  // namespace broadsheet::ingest

#endif  // BROADSHEET_INGEST_SCHEDULE_H_
