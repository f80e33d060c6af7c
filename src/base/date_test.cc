// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/date.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/clock.h"

namespace broadsheet {
namespace {

using std::chrono::days;

RC_GTEST_PROP(Dates, EveryDayIsReadBackAsItWasPrinted, ()) {
  const auto number = *rc::gen::inRange(-354285, 376200);  // 1000-01-01 to 2999-12-31
  const Day day{days{number}};
  RC_ASSERT(*parse_day(format_day(day)) == day);
  const Day monday = *parse_iso_week(format_iso_week(day));
  RC_ASSERT(monday <= day && day < monday + days{7});
  RC_ASSERT(*parse_month(format_month(day)) <= day);
}

RC_GTEST_PROP(Dates, NoTextMakesAParserFail, (const std::string& text)) {
  (void)parse_day(text).ok();
  (void)parse_partial_date(text).ok();
  (void)parse_instant(text).ok();
  (void)parse_iso_week(text).ok();
}

TEST(Dates, ThatDoNotExistAreRefused) {
  for (const char* text : {"2025-13-40", "2025-02-29", "2025-00-01", "2025-1-1", "0999-01-01", "3000-01-01",
                           "today", "", "2025-01-01 ", "2025-01-01T00:00:00Z"}) {
    const auto day = parse_day(text);
    ASSERT_FALSE(day.ok()) << text;
    EXPECT_EQ(day.error().code(), ErrorCode::kInvalid);
  }
  EXPECT_TRUE(parse_day("2024-02-29").ok());
}

TEST(Dates, CarryTheirPrecision) {
  EXPECT_EQ(parse_partial_date("1998")->precision, DatePrecision::kYear);
  EXPECT_EQ(parse_partial_date("1998-03")->precision, DatePrecision::kMonth);
  EXPECT_EQ(format_partial_date(*parse_partial_date("1998-03")), "1998-03");
  EXPECT_EQ(format_partial_date(*parse_partial_date("1998-03-07")), "1998-03-07");
  EXPECT_FALSE(parse_partial_date("1998-13").ok());
}

TEST(Weeks, FollowIso8601AcrossTheYears) {
  EXPECT_EQ(format_day(*parse_iso_week("2025-W01")), "2024-12-30");
  EXPECT_EQ(format_iso_week(*parse_day("2021-01-03")), "2020-W53");
  EXPECT_EQ(format_iso_week(*parse_day("2026-12-31")), "2026-W53");
  EXPECT_FALSE(parse_iso_week("2025-W53").ok());
  EXPECT_FALSE(parse_iso_week("2025-W00").ok());
}

TEST(Instants, AcceptFractionsAndOffsetsAndPrintUtc) {
  EXPECT_EQ(format_instant(*parse_instant("2026-08-20T02:00:00+02:00")), "2026-08-20T00:00:00.000Z");
  EXPECT_EQ(format_instant(*parse_instant("2026-08-20T00:00:00.1234567Z")), "2026-08-20T00:00:00.123Z");
  EXPECT_EQ(format_instant(*parse_instant("2026-08-20")), "2026-08-20T00:00:00.000Z");
  EXPECT_FALSE(parse_instant("2026-08-20T25:00:00Z").ok());
  EXPECT_FALSE(parse_instant("2026-08-20T00:00:00Zebra").ok());
  EXPECT_TRUE(parse_instant("2999-12-31T23:59:59Z").ok());
  EXPECT_FALSE(parse_instant("2999-12-31T23:59:59-01:00").ok()) << "the year 3000 could not be read back";
}

TEST(TimesOfDay, AreHoursAndMinutes) {
  for (const char* text : {"00:00", "07:30", "23:59", "24:00"})
    EXPECT_EQ(format_time_of_day(*parse_time_of_day(text)), text);
  EXPECT_EQ(parse_time_of_day("07:30").value(), std::chrono::minutes(450));
  for (const char* text : {"", ":", "7:30", "07:3", "07:60", "24:01", "25:00", "07:30:00", "07.30", "-1:30"})
    EXPECT_FALSE(parse_time_of_day(text).ok()) << text;
}

TEST(LocalDay, RollsOverInTheEveningOfNewYork) {
  const std::chrono::minutes rolls_over{21 * 60 + 30};
  const auto day = [&](const char* text) {
    return format_day(*local_day(*parse_instant(text), "America/New_York", rolls_over));
  };
  EXPECT_EQ(day("2026-07-02T01:29:00Z"), "2026-07-01");  // 21:29 in summer
  EXPECT_EQ(day("2026-07-02T01:30:00Z"), "2026-07-02");
  EXPECT_EQ(day("2026-12-02T02:29:00Z"), "2026-12-01");  // 21:29 in winter
  EXPECT_EQ(day("2026-12-02T02:30:00Z"), "2026-12-02");
  EXPECT_FALSE(local_day(Instant{}, "Mars/Olympus", rolls_over).ok());
}

}  // namespace
}  // namespace broadsheet
