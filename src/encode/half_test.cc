// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "encode/half.h"

#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>

namespace broadsheet::encode {
namespace {

constexpr Half kInfinity = 0x7C00;

// The plain twin: what a half says, from its definition.
double plain_value(Half half) {
  const int exponent = (half >> 10) & 0x1F;
  const int fraction = half & 0x3FF;
  const double sign = (half & 0x8000) != 0 ? -1 : 1;
  if (exponent == 31) return sign * std::numeric_limits<double>::infinity();
  if (exponent == 0) return sign * std::ldexp(fraction, -24);
  return sign * std::ldexp(1024 + fraction, exponent - 25);
}

// The plain twin: the nearest of all halves of the sign, of two the even one. Infinity counts as 65,536.
Half plain_half(float value) {
  const double size = std::fabs(static_cast<double>(value));
  const auto distance = [size](Half half) {
    return std::fabs(size - (half == kInfinity ? 65536.0 : plain_value(half)));
  };
  Half low = 0;
  Half high = kInfinity;
  while (high - low > 1) {
    const auto middle = static_cast<Half>((low + high) / 2);
    (plain_value(middle) <= size ? low : high) = middle;
  }
  Half nearest = distance(high) < distance(low) ? high : low;
  if (distance(high) == distance(low)) nearest = low % 2 == 0 ? low : high;
  return static_cast<Half>(nearest | (std::signbit(value) ? 0x8000 : 0));
}

TEST(Half, ComesBackAsItWas) {
  for (std::uint32_t bits = 0; bits <= 0xFFFF; ++bits) {
    const auto half = static_cast<Half>(bits);
    const float value = from_half(half);
    if ((half & 0x7FFF) > kInfinity) {
      EXPECT_TRUE(std::isnan(value)) << bits;
      EXPECT_TRUE(std::isnan(from_half(to_half(value)))) << bits;
    } else {
      ASSERT_EQ(static_cast<double>(value), plain_value(half)) << bits;
      ASSERT_EQ(to_half(value), half) << bits;
    }
  }
}

TEST(Half, RoundsToTheNearestAndThenToTheEven) {
  for (std::uint32_t bits = 0; bits < kInfinity; ++bits) {
    const auto half = static_cast<Half>(bits);
    const float low = from_half(half);
    const float high = bits + 1 == kInfinity ? 65536.0F : from_half(static_cast<Half>(bits + 1));
    const float tie = low + (high - low) / 2;
    for (const float value : {std::nextafterf(tie, 0), tie, std::nextafterf(tie, high), -tie}) {
      ASSERT_EQ(to_half(value), plain_half(value)) << value;
    }
  }
}

RC_GTEST_PROP(Half, AgreesWithItsPlainTwin, (std::uint32_t bits)) {
  const auto value = std::bit_cast<float>(bits);
  RC_PRE(!std::isnan(value));
  RC_ASSERT(to_half(value) == plain_half(value));
}

TEST(Half, ConvertsVectors) {
  const std::array<float, 3> from = {0.5F, -0.25F, 1e-9F};
  std::array<Half, 3> halves{};
  std::array<float, 3> back{};
  to_half(from, halves);
  from_half(halves, back);
  EXPECT_EQ(back, (std::array<float, 3>{0.5F, -0.25F, 0.0F}));
}

}  // namespace
}  // namespace broadsheet::encode
