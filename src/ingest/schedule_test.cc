// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/schedule.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "ingest/limits.h"

namespace broadsheet::ingest {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

Instant at(std::string_view text) {
  return parse_instant(text).value();
}

TEST(Schedule, IsWrittenAsPeopleSayIt) {
  for (const char* text :
       {"every 6 hours", "every 1 hour", "every 90 minutes", "22:45 Sun-Thu America/New_York",
        "00:15 Mon-Fri UTC", "07:00 Europe/Berlin", "23:59 Sat UTC", "10:00 Fri-Mon UTC"})
    EXPECT_EQ(to_text(parse_schedule(text).value()), text);
  for (const char* text :
       {"", "every", "every 0 hours", "every 1 minutes", "every 900 hours", "every 2 days", "7:00 UTC",
        "24:00 UTC", "07:60 UTC", "07:00", "07:00 Mon-Fry UTC", "07:00 Mars/Olympus", "07:00 Mon UTC now"})
    EXPECT_EQ(parse_schedule(text).error().code(), ErrorCode::kInvalid) << text;
}

TEST(Schedule, KeepsTheTimeOfItsZone) {
  const Schedule schedule = parse_schedule("22:45 Sun-Thu America/New_York").value();
  const auto next = [&](std::string_view now) {
    return format_instant(
        next_run(schedule, {.last = at(now), .success = at(now), .failures = 0}, at(now), seconds(0)));
  };
  EXPECT_EQ(next("2026-01-05T12:00:00Z"), "2026-01-06T03:45:00.000Z") << "Monday evening in winter";
  EXPECT_EQ(next("2026-07-06T12:00:00Z"), "2026-07-07T02:45:00.000Z") << "and in summer";
  EXPECT_EQ(next("2026-07-10T12:00:00Z"), "2026-07-13T02:45:00.000Z") << "from Friday on to Sunday";
}

TEST(Schedule, HoursThatAreSkippedOrRepeatedAreRunOnce) {
  const Schedule schedule = parse_schedule("02:30 America/New_York").value();
  const auto next = [&](std::string_view last) {
    return format_instant(
        next_run(schedule, {.last = at(last), .success = at(last), .failures = 0}, at(last), seconds(0)));
  };
  EXPECT_EQ(next("2026-03-08T05:00:00Z"), "2026-03-08T07:00:00.000Z") << "the end of the gap";
  EXPECT_EQ(next("2026-11-01T04:00:00Z"), "2026-11-01T07:30:00.000Z") << "02:30 is after the repeated hour";
  const Schedule repeated = parse_schedule("01:30 America/New_York").value();
  const Instant first = at("2026-11-01T05:30:00Z");
  EXPECT_EQ(next_run(repeated, {.last = first, .success = first, .failures = 0}, first, seconds(0)),
            at("2026-11-02T06:30:00Z"))
      << "not at the second 01:30";
}

TEST(Schedule, WhatNeverRanIsDue) {
  const Instant now = at("2026-06-01T00:00:00Z");
  EXPECT_EQ(next_run(parse_schedule("every 6 hours").value(), {}, now, seconds(0)), now);
}

TEST(Schedule, FailuresAreTriedAgainLaterAndLater) {
  const Schedule schedule = parse_schedule("07:00 UTC").value();
  const Instant now = at("2026-06-01T07:05:00Z");
  const auto wait = [&](std::uint64_t failures) {
    return next_run(schedule, {.last = now, .success = {}, .failures = failures}, now, seconds(0)) - now;
  };
  EXPECT_EQ(wait(1), kTryAgainMin);
  EXPECT_EQ(wait(2), 2 * kTryAgainMin);
  EXPECT_EQ(wait(100), kTryAgainMax);
}

// A year of a source under a clock that is stepped, a machine that sleeps and upstreams that fail. Every day
// that the schedule names is covered by a run that began after it and before the next one, unless nothing
// ran.
RC_GTEST_PROP(Schedule, ASimulatedYearMissesNoDayAndAsksNoMoreThanItMay, ()) {
  const Schedule schedule =
      parse_schedule(*rc::gen::element<std::string>("22:45 Sun-Thu America/New_York",
                                                    "00:15 Mon-Fri America/New_York",
                                                    "02:30 America/New_York", "07:00 UTC"))
          .value();
  const seconds spread(*rc::gen::inRange(0, 240));
  FakeClock clock(at("2026-01-01T00:00:00Z"));
  const Instant end = at("2027-01-01T00:00:00Z");
  Runs runs;
  std::vector<Instant> begun;
  std::size_t set_back = 0;
  while (clock.now() < end) {
    if (next_run(schedule, runs, clock.now(), spread) <= clock.now()) {
      const bool fails = *rc::gen::inRange(0, 10) == 0;
      begun.push_back(clock.now());
      runs.last = clock.now();
      runs.failures = fails ? runs.failures + 1 : 0;
      if (!fails) runs.success = clock.now();
    }
    const int event = *rc::gen::inRange(0, 400);
    if (event == 0) {
      clock.advance(days(3));  // an outage, or a laptop that sleeps
    } else if (event == 1) {
      clock.advance(-hours(1));  // somebody sets it back
      ++set_back;
    } else {
      clock.advance(minutes(30));
    }
  }
  // Each time that the schedule names is followed by a run within a day and a sleep, failed ones included.
  for (std::size_t i = 1; i < begun.size(); ++i)
    RC_ASSERT(begun[i] - begun[i - 1] <= days(3) + days(3) + hours(2));
  // Beyond first and repeated tries there is one run a named day: 366 at most, and each failure brings one
  // more.
  RC_ASSERT(begun.size() <= 366 + 365);
  // Never nearer together than the shortest wait, but where the clock was set back: then once more.
  std::size_t near = 0;
  for (std::size_t i = 1; i < begun.size(); ++i) near += begun[i] - begun[i - 1] < kTryAgainMin ? 1 : 0;
  RC_ASSERT(near <= set_back);
}

TEST(Schedule, AYearWithoutTroubleRunsOnEachNamedDayOnce) {
  const Schedule schedule = parse_schedule("22:45 Sun-Thu America/New_York").value();
  FakeClock clock(at("2026-01-01T12:00:00Z"));
  Runs runs{.last = clock.now(), .success = clock.now(), .failures = 0};
  std::set<std::string> days_run;
  int count = 0;
  while (clock.now() < at("2027-01-01T12:00:00Z")) {
    clock.advance(minutes(1));
    if (next_run(schedule, runs, clock.now(), seconds(30)) > clock.now()) continue;
    runs.last = runs.success = clock.now();
    days_run.insert(format_day(local_day(clock.now(), "America/New_York", hours(24)).value()));
    ++count;
  }
  int named = 0;
  for (Day day = parse_day("2026-01-01").value(); day < parse_day("2027-01-01").value(); day += days(1)) {
    const unsigned weekday = std::chrono::weekday(day).c_encoding();
    if (weekday > 4) continue;
    ++named;
    EXPECT_TRUE(days_run.contains(format_day(day))) << format_day(day);
  }
  EXPECT_EQ(count, named);
}

TEST(Schedule, SleepingOverSeveralTimesBringsOneRun) {
  const Schedule schedule = parse_schedule("07:00 UTC").value();
  const Instant last = at("2026-06-01T07:00:00Z");
  const Instant now = at("2026-06-05T09:00:00Z");
  EXPECT_LE(next_run(schedule, {.last = last, .success = last, .failures = 0}, now, seconds(0)), now);
  EXPECT_EQ(next_run(schedule, {.last = now, .success = now, .failures = 0}, now, seconds(0)),
            at("2026-06-06T07:00:00Z"));
}

TEST(Schedule, AClockThatWasSetBackDelaysNothing) {
  const Schedule schedule = parse_schedule("07:00 UTC").value();
  const Instant future = at("2030-01-01T00:00:00Z");
  const Instant now = at("2026-06-05T06:00:00Z");
  EXPECT_EQ(next_run(schedule, {.last = future, .success = future, .failures = 0}, now, seconds(0)), now);
}

}  // namespace
}  // namespace broadsheet::ingest
