// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/english.h"

#include <gtest/gtest.h>

namespace broadsheet {
namespace {

PartialDate date(const char* text) {
  return parse_partial_date(text).value();
}

TEST(Dates, AreWrittenAsPreciselyAsTheyAreKnown) {
  EXPECT_EQ(short_date(date("2026-07-01")), "1 Jul 2026");
  EXPECT_EQ(short_date(date("2026-07")), "Jul 2026");
  EXPECT_EQ(short_date(date("2026")), "2026");
  EXPECT_EQ(long_day(date("2026-07-01").day), "Wednesday, 1 July 2026");
  EXPECT_EQ(month_name(date("2024-02-29").day), "February 2024");
  EXPECT_EQ(weekday_name(std::chrono::weekday(7)), "Sunday");
}

TEST(Numbers, HaveTheirThousandsApart) {
  EXPECT_EQ(with_thousands(0), "0");
  EXPECT_EQ(with_thousands(999), "999");
  EXPECT_EQ(with_thousands(1000), "1,000");
  EXPECT_EQ(with_thousands(1234567), "1,234,567");
  EXPECT_EQ(counted(1, "paper"), "1 paper");
  EXPECT_EQ(counted(1200, "paper"), "1,200 papers");
  EXPECT_EQ(short_moment(*parse_instant("2026-07-01T09:05:59Z")), "1 Jul 2026, 09:05 UTC");
  EXPECT_EQ(human_bytes(1023), "1023 B");
  EXPECT_EQ(human_bytes(1536), "1.5 KiB");
  EXPECT_EQ(human_bytes(20ULL << 30), "20 GiB");
}

}  // namespace
}  // namespace broadsheet
