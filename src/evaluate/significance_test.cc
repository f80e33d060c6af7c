// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "evaluate/significance.h"

#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace broadsheet::evaluate {
namespace {

TEST(PairedTest, SeesNothingWhereNothingIs) {
  const std::vector<double> values = {.1, .5, .9};
  const Comparison same = compare_paired(values, values);
  EXPECT_DOUBLE_EQ(same.delta, 0);
  EXPECT_DOUBLE_EQ(same.p, 1);
  EXPECT_DOUBLE_EQ(compare_paired({}, {}).p, 1);
}

// With n equal differences only two of the 2^n sign patterns are as extreme.
TEST(PairedTest, ComesNearTheExactProbability) {
  const std::vector<double> ours(6, .6);
  const std::vector<double> theirs(6, .5);
  const Comparison comparison = compare_paired(ours, theirs);
  EXPECT_NEAR(comparison.delta, .1, 1e-12);
  EXPECT_NEAR(comparison.p, 2 / std::pow(2, 6), .003);
}

TEST(PairedTest, GivesTheSameEachTimeAndTheOppositeTheOtherWayRound) {
  const std::vector<double> ours = {.1, .5, .9, .3, .7};
  const std::vector<double> theirs = {.2, .1, .4, .3, .6};
  const Comparison one = compare_paired(ours, theirs);
  const Comparison other = compare_paired(theirs, ours);
  EXPECT_DOUBLE_EQ(one.delta, -other.delta);
  EXPECT_DOUBLE_EQ(one.p, other.p);
  EXPECT_DOUBLE_EQ(one.p, compare_paired(ours, theirs).p);
}

}  // namespace
}  // namespace broadsheet::evaluate
