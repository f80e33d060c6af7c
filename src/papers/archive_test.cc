// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papers/editions.h"
#include "papers/testing.h"

namespace broadsheet::papers {
namespace {

using testing::ElementsAre;

class ArchiveTest : public testing::Test {
 protected:
  ArchiveTest() {
    const char* dates[] = {"2026-07-01", "2026-07-01", "2026-07-31", "2026-07", "2026", "2025-12-31", "1999"};
    for (std::size_t i = 0; i < std::size(dates); ++i) {
      const std::string number = std::to_string(i);
      bench_.add(
          record_of("test", {"doi:10.1000/" + number}, "Paper " + number, {"Author " + number}, dates[i]));
    }
  }
  Bench bench_;
};

TEST_F(ArchiveTest, CountsYearsTheNewestFirst) {
  const auto years = count_years(bench_.record());
  ASSERT_TRUE(years.ok());
  ASSERT_EQ(years->size(), 3);
  EXPECT_EQ((*years)[0].year, 2026);
  EXPECT_EQ((*years)[0].papers, 5);
  EXPECT_EQ((*years)[1].papers, 1);
  EXPECT_EQ((*years)[2].year, 1999);
}

TEST_F(ArchiveTest, AYearHasItsMonthsAndWhatIsDatedToItAlone) {
  const auto year = count_year(bench_.record(), 2026);
  ASSERT_TRUE(year.ok());
  EXPECT_EQ(year->papers, 5);
  EXPECT_EQ(year->of_year_alone, 1);
  const ArchiveMonth& july = year->months[6];
  EXPECT_EQ(format_day(july.first), "2026-07-01");
  EXPECT_EQ(july.papers, 4);
  EXPECT_EQ(july.of_day[0], 2);
  EXPECT_EQ(july.of_day[30], 1);
  EXPECT_EQ(year->months[0].papers, 0);
}

TEST_F(ArchiveTest, AMonthIsCountedAsItsYearCountsIt) {
  const auto month = count_month(bench_.record(), *parse_day("2026-07-15"));
  ASSERT_TRUE(month.ok());
  EXPECT_EQ(month->papers, 4);
  EXPECT_EQ(month->of_day[30], 1);
  const auto january = count_month(bench_.record(), *parse_day("2026-01-31"));
  ASSERT_TRUE(january.ok());
  EXPECT_EQ(january->papers, 0);
}

TEST_F(ArchiveTest, AYearHasFourDigits) {
  EXPECT_EQ(count_year(bench_.record(), 999).error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(count_year(bench_.record(), 10000).error().code(), ErrorCode::kInvalid);
}

}  // namespace
}  // namespace broadsheet::papers
