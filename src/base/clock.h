// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Clock: what time it is, as something a test can replace. Durations and time-outs use
// std::chrono::steady_clock directly; this is the calendar.

#ifndef BROADSHEET_BASE_CLOCK_H_
#define BROADSHEET_BASE_CLOCK_H_

#include "base/date.h"

namespace broadsheet {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

// The system's clock. Safe from any thread.
class SystemClock : public Clock {
 public:
  Instant now() const override;
};

// Stands still until told otherwise. Confined to one thread.
class FakeClock : public Clock {
 public:
  explicit FakeClock(Instant now) : now_(now) {}
  Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }
  void advance(std::chrono::milliseconds by) { now_ += by; }

 private:
  Instant now_;
};

// The calendar day of `instant` in a time zone of the system's tzdata ("America/New_York"). From
// `rolls_over_at` after midnight on, the evening belongs to the next day. kNotFound for a zone that the
// system does not know.
Result<Day> local_day(Instant instant, const std::string& zone, std::chrono::minutes rolls_over_at);

// The instant at which clocks of the zone show `time_of_day` on `day`: the first of two where the hour is
// repeated, the end of the gap where it is skipped. kNotFound as above.
Result<Instant> at_local_time(Day day, std::chrono::minutes time_of_day, const std::string& zone);

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_CLOCK_H_
