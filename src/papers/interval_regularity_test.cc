// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/interval_regularity.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>
#include <vector>

namespace broadsheet::papers {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using Acts = std::vector<std::chrono::sys_seconds>;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::chrono::sys_seconds kStart = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};

Acts every(seconds interval, int count) {
  Acts acts;
  for (int i = 0; i < count; ++i) acts.push_back(kStart + i * interval);
  return acts;
}

Rhythm rhythm(const Acts& acts) {
  return interval_regularity(acts).value().rhythm;
}

TEST(IntervalRegularity, SaysNothingOfFewerThanTwentyIntervals) {
  EXPECT_FALSE(interval_regularity({}).has_value());
  EXPECT_FALSE(interval_regularity(every(days(1), 20)).has_value());
  EXPECT_TRUE(interval_regularity(every(days(1), 21)).has_value());
}

TEST(IntervalRegularity, SaysNothingOfLessThanSevenDays) {
  EXPECT_FALSE(interval_regularity(every(seconds(days(7)) / 20 - seconds(1), 21)).has_value());
  EXPECT_TRUE(interval_regularity(every(seconds(days(7)) / 20, 21)).has_value());
  EXPECT_FALSE(interval_regularity(Acts(1000, kStart)).has_value());
}

TEST(IntervalRegularity, IsTheStandardDeviationByTheMeanInAnyOrder) {
  Acts acts;  // intervals of 1 and 3 days in turn: mean 2, each one day off
  for (int i = 0; i < 11; ++i) {
    acts.push_back(kStart + days(4 * i));
    acts.push_back(kStart + days(4 * i + 1));
  }
  acts.pop_back();
  std::reverse(acts.begin(), acts.end());
  const auto found = interval_regularity(acts);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->intervals, 20U);
  EXPECT_EQ(found->span, days(40));
  EXPECT_NEAR(found->variation, std::sqrt(20.0 / 19.0) / 2, 1e-12);
  EXPECT_EQ(found->rhythm, Rhythm::kUndecided);
}

TEST(IntervalRegularity, CallsATimerAHeartbeatAndMemorylessActsNeverSo) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> tenth(0.9, 1.1);
  std::exponential_distribution<double> memoryless(1.0 / 14400);
  int taken_for_timers = 0;
  for (int round = 0; round < 200; ++round) {
    Acts timer{kStart};
    Acts person{kStart};
    while (timer.size() < 60)
      timer.push_back(timer.back() + seconds(static_cast<int>(14400 * tenth(random))));
    while (person.size() < 60)
      person.push_back(person.back() + seconds(static_cast<int>(memoryless(random))));
    EXPECT_EQ(rhythm(timer), Rhythm::kHeartbeat);
    const auto found = interval_regularity(person);
    if (found && found->rhythm == Rhythm::kHeartbeat) ++taken_for_timers;
  }
  EXPECT_EQ(taken_for_timers, 0);
}

// The two limits that the words must name.
TEST(IntervalRegularity, TakesAMorningHabitForATimerAndAJobInBurstsForAPerson) {
  std::mt19937_64 random(2);
  std::uniform_int_distribution<int> two_hours(-120, 120);
  Acts habit;
  Acts job;
  for (int day = 0; day < 30; ++day) {
    habit.push_back(kStart + days(day) + hours(8) + minutes(two_hours(random)));
    for (int item = 0; item < 3; ++item) job.push_back(kStart + days(day) + minutes(item));
  }
  EXPECT_EQ(rhythm(habit), Rhythm::kHeartbeat);
  EXPECT_EQ(rhythm(job), Rhythm::kBursty);
  EXPECT_THAT(regularity_in_words(*interval_regularity(habit)), HasSubstr("once every morning"));
  EXPECT_THAT(regularity_in_words(*interval_regularity(job)), HasSubstr("several times in a row"));
}

TEST(IntervalRegularity, IsSaidWithItsNumberAndThatNothingFollows) {
  const std::string words = regularity_in_words({25, days(9) + hours(5), 0.732, Rhythm::kUndecided});
  EXPECT_THAT(words, HasSubstr("0.73, of 25 intervals in 9 days."));
  EXPECT_THAT(words, HasSubstr("says nothing"));
  EXPECT_THAT(words, HasSubstr("nothing follows from it by itself"));
  EXPECT_THAT(words, Not(HasSubstr("bot")));
}

}  // namespace
}  // namespace broadsheet::papers
