// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/trending.h"

#include <chrono>
#include <gtest/gtest.h>

namespace broadsheet::papers {
namespace {

using std::chrono::hours;

constexpr Instant kDay = Day(std::chrono::days(20'000));

TEST(TrendingScore, OfNothingIsNought) {
  const TrendingScore score = trending_score({});
  EXPECT_DOUBLE_EQ(score.total(), 0);
}

TEST(TrendingScore, PartsAreWhatEachFactAdds) {
  const TrendingFacts facts = {.votes = 7,
                               .comments = 16,
                               .saves = 32,
                               .age_hours = 96,
                               .counted_age_hours = 24,
                               .field_points = 15,
                               .all_points = 3};
  const TrendingScore score = trending_score(facts);
  EXPECT_DOUBLE_EQ(score.votes, 3);     // log2(1 + 7)
  EXPECT_DOUBLE_EQ(score.comments, 1);  // log2(8 + 8) - 3
  EXPECT_DOUBLE_EQ(score.saves, 1);     // log2(16 + 16) - 4
  EXPECT_DOUBLE_EQ(score.age, -0.5);    // 24 / 48
  EXPECT_DOUBLE_EQ(score.field, -1);    // half of log2(16 / 4)
  EXPECT_DOUBLE_EQ(score.total(), 3.5);
  EXPECT_DOUBLE_EQ(trending_points(facts), 31);
}

TEST(TrendingScore, ADoublingIsWorthAHalfLife) {
  const TrendingScore young = trending_score({.votes = 3, .age_hours = 10, .counted_age_hours = 10});
  const TrendingScore old = trending_score({.votes = 7, .age_hours = 58, .counted_age_hours = 58});
  EXPECT_DOUBLE_EQ(young.total(), old.total());
}

TEST(TrendingScore, ACountDoesNotAgeUntilItHasLasted) {
  TrendingFacts facts = {.votes = 3, .age_hours = 12, .counted_age_hours = 12};
  const double fresh = trending_score(facts).total();
  facts.age_hours = 168 + 12;
  EXPECT_DOUBLE_EQ(trending_score(facts).total(), fresh);
  facts.age_hours += 48;
  EXPECT_DOUBLE_EQ(trending_score(facts).total(), fresh - 1);
}

TEST(TrendingScore, FollowsItsParameters) {
  const TrendingFacts facts = {
      .votes = 1, .saves = 3, .age_hours = 20, .counted_age_hours = 5, .field_points = 3};
  const TrendingScore score = trending_score(
      facts, {.save_weight = 2, .half_life_hours = 10, .count_lasts_hours = 0, .field_weight = 1});
  EXPECT_DOUBLE_EQ(score.saves, 2);
  EXPECT_DOUBLE_EQ(score.age, -2);
  EXPECT_DOUBLE_EQ(score.field, -2);
}

TEST(TrendingAges, AreHoursSinceTheDayBegan) {
  TrendingFacts facts;
  set_ages(facts, kDay, kDay + std::chrono::minutes(90), kDay + hours(30));
  EXPECT_DOUBLE_EQ(facts.counted_age_hours, 1.5);
  EXPECT_DOUBLE_EQ(facts.age_hours, 30);
}

TEST(TrendingAges, AreNeverNegativeNorOfTheFuture) {
  TrendingFacts facts;
  set_ages(facts, kDay, kDay + hours(50), kDay + hours(30));
  EXPECT_DOUBLE_EQ(facts.counted_age_hours, 30);
  set_ages(facts, kDay, kDay - hours(9), kDay - hours(5));
  EXPECT_DOUBLE_EQ(facts.counted_age_hours, 0);
  EXPECT_DOUBLE_EQ(facts.age_hours, 0);
}

TEST(TrendingFields, AreDrawnToTheMeanOfAll) {
  TrendingFields fields({.field_prior_papers = 2});
  fields.add("Computer Science", 20);
  fields.add("Computer Science", 22);
  fields.add("Mathematics", 0);
  EXPECT_DOUBLE_EQ(fields.points_of_all(), 14);
  EXPECT_DOUBLE_EQ(fields.points_of("Mathematics"), 28.0 / 3);
  EXPECT_DOUBLE_EQ(fields.points_of("Computer Science"), 70.0 / 4);
}

TEST(TrendingFields, APaperWithoutAFieldIsNeitherCountedNorMoved) {
  TrendingFields fields;
  EXPECT_DOUBLE_EQ(fields.points_of_all(), 0);
  fields.add("", 100);
  EXPECT_DOUBLE_EQ(fields.points_of_all(), 0);
  fields.add("Mathematics", 4);
  EXPECT_DOUBLE_EQ(fields.points_of(""), fields.points_of_all());
  EXPECT_DOUBLE_EQ(fields.points_of("Physics"), 4);
}

}  // namespace
}  // namespace broadsheet::papers
