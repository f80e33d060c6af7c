// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "evaluate/order.h"

#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace broadsheet::evaluate {
namespace {

using Values = std::vector<double>;

TEST(KendallTau, IsOneOfTheSameOrderAndMinusOneOfTheOpposite) {
  EXPECT_DOUBLE_EQ(kendall_tau_b(Values{1, 2, 3}, Values{10, 20, 400}), 1);
  EXPECT_DOUBLE_EQ(kendall_tau_b(Values{1, 2, 3}, Values{3, 2, 1}), -1);
}

// By hand: of ten pairs, eight differ in score and nine in value; six agree, one does not.
TEST(KendallTau, AllowsForTies) {
  EXPECT_DOUBLE_EQ(kendall_tau_b(Values{1, 1, 2, 2, 3}, Values{0, 1, 1, 2, 1.5}), 5 / std::sqrt(8.0 * 9.0));
}

TEST(KendallTau, IsNoughtWhereNothingIsOrdered) {
  EXPECT_DOUBLE_EQ(kendall_tau_b(Values{1, 1}, Values{1, 2}), 0);
  EXPECT_DOUBLE_EQ(kendall_tau_b(Values{1}, Values{1}), 0);
  EXPECT_DOUBLE_EQ(kendall_tau_b({}, {}), 0);
}

TEST(PrecisionAt, IsTheShareOfTheBestThatWereForetold) {
  EXPECT_DOUBLE_EQ(precision_at(2, Values{9, 8, 7, 6}, Values{5, 1, 4, 0}), 0.5);
  EXPECT_DOUBLE_EQ(precision_at(4, Values{9, 8, 7, 6}, Values{5, 1, 4, 0}), 1);
}

TEST(PrecisionAt, OfEqualScoresIsWhatChanceWouldGive) {
  EXPECT_DOUBLE_EQ(precision_at(2, Values{1, 1, 1, 1}, Values{5, 4, 1, 0}), 0.5);
  EXPECT_DOUBLE_EQ(precision_at(2, Values{2, 1, 1, 1}, Values{5, 4, 1, 0}), (1 + 1.0 / 3) / 2);
}

TEST(PrecisionAt, TakesWhateverHasTheValueOfTheLastPlace) {
  EXPECT_DOUBLE_EQ(precision_at(1, Values{1, 2, 3}, Values{4, 4, 4}), 1);
}

TEST(BlockBootstrap, OfEqualValuesIsAPoint) {
  const Interval interval = block_bootstrap(Values(20, 0.25), 7);
  EXPECT_DOUBLE_EQ(interval.mean, 0.25);
  EXPECT_DOUBLE_EQ(interval.low, 0.25);
  EXPECT_DOUBLE_EQ(interval.high, 0.25);
  EXPECT_DOUBLE_EQ(block_bootstrap({}, 7).high, 0);
}

// The mean of 100 values of 0 and 1 has a standard error of 0.05.
TEST(BlockBootstrap, OfSingleValuesIsNearTheNormalInterval) {
  Values series(100, 0);
  for (std::size_t i = 0; i < series.size(); i += 2) series[i] = 1;
  const Interval interval = block_bootstrap(series, 1);
  EXPECT_NEAR(interval.low, 0.5 - 1.96 * 0.05, 0.011);
  EXPECT_NEAR(interval.high, 0.5 + 1.96 * 0.05, 0.011);
}

TEST(BlockBootstrap, IsWiderWhereNeighboursAreAlike) {
  Values series(100, 0);
  for (std::size_t i = 0; i < series.size(); ++i) series[i] = i / 10 % 2 == 0 ? 1 : 0;
  const Interval plain = block_bootstrap(series, 1);
  const Interval blocks = block_bootstrap(series, 10);
  EXPECT_GT(blocks.high - blocks.low, 1.5 * (plain.high - plain.low));
}

}  // namespace
}  // namespace broadsheet::evaluate
