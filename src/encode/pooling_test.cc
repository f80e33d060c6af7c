// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "encode/pooling.h"

#include <array>
#include <gtest/gtest.h>
#include <limits>

namespace broadsheet::encode {
namespace {

using Rows = std::array<float, 6>;  // three tokens of two components

TEST(Pooling, TakesTheMeanOfAllTokens) {
  std::array<float, 2> out{};
  ASSERT_TRUE(pool(Rows{1, 0, 2, 4, 0, 0}.data(), 3, Pooling::kMean, out));
  EXPECT_FLOAT_EQ(out[0], 0.6F);
  EXPECT_FLOAT_EQ(out[1], 0.8F);
}

TEST(Pooling, TakesTheFirstToken) {
  std::array<float, 2> out{};
  ASSERT_TRUE(pool(Rows{0, -7, 2, 4, 0, 0}.data(), 3, Pooling::kCls, out));
  EXPECT_EQ(out, (std::array<float, 2>{0, -1}));
}

TEST(Pooling, SaysWhereThereIsNoDirection) {
  std::array<float, 2> out{};
  EXPECT_FALSE(pool(Rows{1, 0, -1, 0, 0, 0}.data(), 3, Pooling::kMean, out));
  EXPECT_FALSE(
      pool(Rows{std::numeric_limits<float>::quiet_NaN(), 0, 1, 1, 1, 1}.data(), 3, Pooling::kMean, out));
  EXPECT_FALSE(
      pool(Rows{std::numeric_limits<float>::infinity(), 0, 1, 1, 1, 1}.data(), 3, Pooling::kCls, out));
}

}  // namespace
}  // namespace broadsheet::encode
