// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// When digests are due, against clocks that are read minute by minute.

#include "papers/schedule.h"

#include <fstream>
#include <gtest/gtest.h>
#include <optional>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "base/clock.h"

namespace broadsheet::papers {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using store::Cadence;
using store::Subscription;

// Every zone, and every other name of one, that the system's tzdata has. Some systems keep a part of the
// other names in a package of their own.
const std::vector<std::string>& all_zones() {
  static const std::vector<std::string> zones = [] {
    std::vector<std::string> names;
    std::ifstream file("/usr/share/zoneinfo/tzdata.zi");
    for (std::string line; std::getline(file, line);) {
      const std::size_t end = line.rfind(' ');
      if (line.starts_with("Z ")) names.push_back(line.substr(2, line.find(' ', 2) - 2));
      if (line.starts_with("L ")) names.push_back(line.substr(end + 1));
    }
    // "Factory" says that no zone was set.
    std::erase_if(names, [](const std::string& name) {
      return name == "Factory" || !std::ifstream("/usr/share/zoneinfo/" + name).good();
    });
    return names;
  }();
  return zones;
}

Subscription daily(const std::string& zone, minutes at) {
  Subscription subscription;
  subscription.zone = zone;
  subscription.at = at;
  return subscription;
}

Instant instant(const char* text) {
  return *parse_instant(text);
}

// Whether clocks of the zone are at this time of this day, or behind it.
bool is_reached(Instant instant, Day day, minutes at, const std::string& zone) {
  const Day shown = local_day(instant, zone, hours(24)).value();
  return shown > day || (shown == day && local_day(instant, zone, at).value() > day);
}

// The slow twin: looks at the clock on every minute around the day. None for a day that never is.
std::optional<Instant> slow_due(const Subscription& subscription, Day day) {
  bool is_there = false;
  std::optional<Instant> due;
  const Instant begin = Instant(day) - hours(27);
  for (Instant now = begin; now < begin + hours(78); now += minutes(1)) {
    is_there = is_there || local_day(now, subscription.zone, hours(24)).value() == day;
    if (!due && is_reached(now, day, subscription.at, subscription.zone)) due = now;
  }
  return is_there ? due : std::nullopt;
}

bool slow_has_edition(const Subscription& subscription, Day day) {
  // The first of January 1970 was a Thursday.
  const auto weekday = ((day.time_since_epoch().count() + 3) % 7 + 7) % 7 + 1;
  switch (subscription.cadence) {
    case Cadence::kDaily:
      return true;
    case Cadence::kWeekdays:
      return weekday < 6;
    case Cadence::kWeekly:
      return weekday == subscription.on_day;
    case Cadence::kMonthly:
      return format_day(day).substr(8) ==
             (subscription.on_day < 10 ? "0" : "") + std::to_string(subscription.on_day);
  }
  return false;
}

std::optional<DueEdition> slow_next(const Subscription& subscription, Instant after) {
  const Day today = std::chrono::floor<days>(after);
  for (Day day = today - days(2); day < today + days(70); day += days(1)) {
    if (!slow_has_edition(subscription, day)) continue;
    const auto due = slow_due(subscription, day);
    if (due && *due > after) return DueEdition{day, *due};
  }
  return std::nullopt;
}

std::optional<DueEdition> slow_last(const Subscription& subscription, Instant now) {
  const Day today = std::chrono::floor<days>(now);
  for (Day day = today + days(2); day > today - days(70); day -= days(1)) {
    if (!slow_has_edition(subscription, day)) continue;
    const auto due = slow_due(subscription, day);
    if (due && *due <= now) return DueEdition{day, *due};
  }
  return std::nullopt;
}

// "2026-03-29 01:00": which edition, and when by UTC.
std::string told(const Result<DueEdition>& edition) {
  return edition.ok() ? format_day(edition->day) + " " + format_instant(edition->at).substr(5, 11)
                      : edition.error().message();
}
std::string next(const Subscription& subscription, const char* after) {
  return told(next_edition(subscription, instant(after)));
}
std::string last(const Subscription& subscription, const char* now) {
  return told(last_edition(subscription, instant(now)));
}

TEST(Schedule, AnEditionIsDueAtItsHourOfTheLocalDay) {
  const Subscription berlin = daily("Europe/Berlin", hours(7));
  EXPECT_EQ(next(berlin, "2026-01-10T05:59:59Z"), "2026-01-10 01-10T06:00");
  EXPECT_EQ(next(berlin, "2026-01-10T06:00:00Z"), "2026-01-11 01-11T06:00");
  EXPECT_EQ(last(berlin, "2026-01-10T06:00:00Z"), "2026-01-10 01-10T06:00");
  EXPECT_EQ(last(berlin, "2026-01-10T05:59:59Z"), "2026-01-09 01-09T06:00");
  EXPECT_EQ(next(daily("Pacific/Kiritimati", minutes(0)), "2026-01-10T09:00:00Z"), "2026-01-11 01-10T10:00");
  EXPECT_EQ(next(daily("Pacific/Pago_Pago", minutes(1439)), "2026-01-10T09:00:00Z"),
            "2026-01-09 01-10T10:59");
}

TEST(Schedule, AnHourThatIsSkippedIsItsEnd) {
  const Subscription berlin = daily("Europe/Berlin", minutes(150));
  EXPECT_EQ(next(berlin, "2026-03-28T12:00:00Z"), "2026-03-29 03-29T01:00");
  EXPECT_EQ(next(berlin, "2026-03-29T01:00:00Z"), "2026-03-30 03-30T00:30");
}

TEST(Schedule, AnHourThatComesTwiceIsItsFirst) {
  const Subscription berlin = daily("Europe/Berlin", minutes(150));
  EXPECT_EQ(next(berlin, "2026-10-24T12:00:00Z"), "2026-10-25 10-25T00:30");
  EXPECT_EQ(next(berlin, "2026-10-25T00:30:00Z"), "2026-10-26 10-26T01:30");
  EXPECT_EQ(last(berlin, "2026-10-25T01:30:00Z"), "2026-10-25 10-25T00:30");
}

TEST(Schedule, LordHoweMovesByHalfAnHour) {
  const Subscription lord_howe = daily("Australia/Lord_Howe", minutes(135));
  EXPECT_EQ(next(lord_howe, "2026-10-03T00:00:00Z"), "2026-10-04 10-03T15:30") << "02:00 is 02:30";
  EXPECT_EQ(next(daily("Australia/Lord_Howe", minutes(105)), "2026-04-04T00:00:00Z"),
            "2026-04-05 04-04T14:45")
      << "01:30 to 02:00 comes twice";
}

TEST(Schedule, ADayThatAZoneNeverHadHasNoEdition) {
  // Samoa went from Thursday 29 December 2011 to Saturday 31 December.
  for (const minutes at : {minutes(0), minutes(420), minutes(1439)}) {
    const Subscription apia = daily("Pacific/Apia", at);
    const auto thursday = last_edition(apia, instant("2011-12-30T09:59:00Z")).value();
    EXPECT_EQ(format_day(thursday.day), "2011-12-29");
    const auto saturday = next_edition(apia, thursday.at).value();
    EXPECT_EQ(format_day(saturday.day), "2011-12-31");
    EXPECT_EQ(saturday.at, instant("2011-12-30T10:00:00Z") + at);
    EXPECT_EQ(last_edition(apia, saturday.at - minutes(1))->day, thursday.day);
  }
  Subscription fridays = daily("Pacific/Apia", hours(7));
  fridays.cadence = Cadence::kWeekly;
  fridays.on_day = 5;
  EXPECT_EQ(next(fridays, "2011-12-24T00:00:00Z"), "2012-01-06 01-05T17:00");
}

TEST(Schedule, WeeksMonthsAndWeekdaysHaveTheirDays) {
  Subscription subscription = daily("America/New_York", hours(7));
  subscription.cadence = Cadence::kWeekdays;
  EXPECT_EQ(next(subscription, "2026-01-09T12:00:00Z"), "2026-01-12 01-12T12:00") << "from Friday to Monday";
  EXPECT_EQ(last(subscription, "2026-01-11T12:00:00Z"), "2026-01-09 01-09T12:00");
  subscription.cadence = Cadence::kWeekly;
  subscription.on_day = 7;
  EXPECT_EQ(next(subscription, "2026-03-01T12:00:00Z"), "2026-03-08 03-08T11:00") << "by summer time";
  subscription.cadence = Cadence::kMonthly;
  subscription.on_day = 28;
  EXPECT_EQ(next(subscription, "2026-01-28T12:00:00Z"), "2026-02-28 02-28T12:00");
  EXPECT_EQ(next(subscription, "2026-02-28T12:00:00Z"), "2026-03-28 03-28T11:00");
  EXPECT_EQ(last(subscription, "2026-03-28T10:59:59Z"), "2026-02-28 02-28T12:00");
}

TEST(Schedule, WhatCantBeDueIsAnError) {
  EXPECT_EQ(next_edition(daily("Europe/Atlantis", hours(7)), Instant()).error().code(), ErrorCode::kNotFound);
  EXPECT_EQ(last_edition(daily("", hours(7)), Instant()).error().code(), ErrorCode::kNotFound);
  Subscription monthly = daily("UTC", hours(7));
  monthly.cadence = Cadence::kMonthly;
  monthly.on_day = 32;
  EXPECT_EQ(next_edition(monthly, Instant()).error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(last_edition(monthly, Instant()).error().code(), ErrorCode::kInvalid);
}

TEST(Schedule, InEveryZoneEachDayOfAYearHasOneEdition) {
  ASSERT_GT(all_zones().size(), 400U);
  for (const std::string& zone : all_zones()) {
    const Subscription subscription = daily(zone, minutes(150));
    Instant now = instant("2026-01-01T12:00:00Z");
    Day day = last_edition(subscription, now)->day;
    for (int i = 0; i < 366; ++i) {
      const DueEdition edition = next_edition(subscription, now).value();
      ASSERT_EQ(edition.day, day + days(1)) << zone << " on " << format_day(day);
      ASSERT_TRUE(is_reached(edition.at, edition.day, subscription.at, zone)) << zone;
      for (const minutes before : {minutes(1), minutes(30), minutes(60), minutes(90)})
        ASSERT_FALSE(is_reached(edition.at - before, edition.day, subscription.at, zone)) << zone;
      ASSERT_EQ(last_edition(subscription, edition.at)->day, edition.day) << zone;
      ASSERT_EQ(last_edition(subscription, edition.at - minutes(1))->day, day) << zone;
      day = edition.day;
      now = edition.at;
    }
  }
}

RC_GTEST_PROP(Schedule, IsWhatClocksSay, ()) {
  Subscription subscription;
  subscription.zone = *rc::gen::elementOf(all_zones());
  subscription.at = minutes(*rc::gen::inRange(0, 24 * 60));
  subscription.cadence =
      *rc::gen::element(Cadence::kDaily, Cadence::kWeekdays, Cadence::kWeekly, Cadence::kMonthly);
  subscription.on_day =
      *rc::gen::inRange<std::uint32_t>(1, subscription.cadence == Cadence::kWeekly ? 8 : 29);
  // Seconds of local time ended with Liberia's in 1972.
  const Instant now =
      instant("1973-01-01T00:00:00Z") + std::chrono::seconds(*rc::gen::inRange(0, 2'000'000'000));
  const auto slow = slow_next(subscription, now);
  const auto slow_before = slow_last(subscription, now);
  RC_ASSERT(slow.has_value());
  RC_ASSERT(slow_before.has_value());
  const DueEdition next = next_edition(subscription, now).value();
  const DueEdition last = last_edition(subscription, now).value();
  RC_ASSERT(next.day == slow->day);
  RC_ASSERT(next.at == slow->at);
  RC_ASSERT(last.day == slow_before->day);
  RC_ASSERT(last.at == slow_before->at);
}

// The same where clocks did something.
RC_GTEST_PROP(Schedule, IsWhatClocksSayWhereTheyAreMoved, ()) {
  struct Move {
    const char* zone;
    const char* at;
  };
  static const std::vector<Move> kMoves = {
      {"Europe/Berlin", "2026-03-29T01:00:00Z"},        {"Europe/Berlin", "2026-10-25T01:00:00Z"},
      {"Australia/Lord_Howe", "2026-04-04T15:00:00Z"},  {"Australia/Lord_Howe", "2026-10-03T15:30:00Z"},
      {"Pacific/Apia", "2011-12-30T10:00:00Z"},         {"Pacific/Kwajalein", "1993-08-21T12:00:00Z"},
      {"America/St_Johns", "2010-11-07T02:31:00Z"},     {"America/St_Johns", "2010-03-14T03:31:00Z"},
      {"America/Sao_Paulo", "2018-11-04T03:00:00Z"},    {"Asia/Pyongyang", "2018-05-04T15:00:00Z"},
      {"Antarctica/Troll", "2026-03-29T01:00:00Z"},     {"Africa/Casablanca", "2026-02-15T02:00:00Z"},
      {"America/Scoresbysund", "2024-03-31T00:00:00Z"}, {"Asia/Gaza", "2024-04-20T00:00:00Z"}};
  const Move move = *rc::gen::elementOf(kMoves);
  Subscription subscription = daily(move.zone, minutes(*rc::gen::inRange(0, 24 * 60)));
  const Instant now = instant(move.at) + minutes(*rc::gen::inRange(-2000, 2000));
  const DueEdition next = next_edition(subscription, now).value();
  const DueEdition last = last_edition(subscription, now).value();
  const auto slow = slow_next(subscription, now);
  const auto slow_before = slow_last(subscription, now);
  RC_ASSERT(next.day == slow->day);
  RC_ASSERT(next.at == slow->at);
  RC_ASSERT(last.day == slow_before->day);
  RC_ASSERT(last.at == slow_before->at);
}

}  // namespace
}  // namespace broadsheet::papers
