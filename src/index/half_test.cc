// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/half.h"

#include <bit>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace broadsheet::index {
namespace {

bool is_nan(std::uint16_t half) {
  return (half & 0x7FFF) > 0x7C00;
}

TEST(Half, EveryHalfIsTheFloatThatItSaysAndComesBack) {
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    const float value = float_from_half(half);
    if (is_nan(half)) {
      EXPECT_TRUE(std::isnan(value));
      continue;
    }
    EXPECT_EQ(half_from_float(value), half) << bits;
    const int exponent = static_cast<int>(bits >> 10 & 0x1F);
    if (exponent == 0x1F) continue;
    const double fraction = bits & 0x3FF;
    const double expected =
        exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25);
    EXPECT_EQ(static_cast<double>(value), (bits & 0x8000) != 0 ? -expected : expected) << bits;
  }
}

TEST(Half, RoundsToTheNearestAndHalfwayToEven) {
  for (std::uint32_t bits = 0; bits < 0x7BFF; ++bits) {
    const float low = float_from_half(static_cast<std::uint16_t>(bits));
    const float high = float_from_half(static_cast<std::uint16_t>(bits + 1));
    const float middle = (low + high) / 2;
    const float infinity = std::numeric_limits<float>::infinity();
    EXPECT_EQ(half_from_float(middle), bits + bits % 2) << bits;
    EXPECT_EQ(half_from_float(std::nextafterf(middle, 0)), bits) << bits;
    EXPECT_EQ(half_from_float(std::nextafterf(middle, infinity)), bits + 1) << bits;
  }
  EXPECT_EQ(half_from_float(65520.0F), 0x7C00) << "halfway to the first number beyond the range";
  EXPECT_EQ(half_from_float(65519.0F), 0x7BFF);
  EXPECT_EQ(half_from_float(-1e30F), 0xFC00);
  EXPECT_EQ(half_from_float(-0.0F), 0x8000);
  EXPECT_TRUE(is_nan(half_from_float(std::numeric_limits<float>::quiet_NaN())));
}

TEST(Half, AllWaysGiveTheSameBits) {
  std::mt19937 random(20261125);
  std::normal_distribution<float> normal(0, 1);
  for (std::size_t dimensions = 1; dimensions <= 400; dimensions += dimensions < 70 ? 1 : 47) {
    std::vector<float> values(dimensions);
    std::vector<float> query(dimensions);
    for (float& value : values) value = normal(random);
    for (float& value : query) value = normal(random);
    std::vector<std::uint16_t> halves(dimensions);
    halves_from_floats(values, halves);
    std::vector<float> fast(dimensions);
    std::vector<float> plain(dimensions);
    floats_from_halves(halves, fast);
    floats_from_halves_portable(halves, plain);
    EXPECT_EQ(fast, plain);
    std::vector<double> padded((dimensions + 15) / 16 * 16);
    for (std::size_t i = 0; i < dimensions; ++i) padded[i] = static_cast<double>(query[i]);
    EXPECT_EQ(product_and_norm(padded.data(), halves.data(), dimensions),
              product_and_norm_portable(padded.data(), halves.data(), dimensions))
        << dimensions;
    double product = 0;
    double norm = 0;
    double norm2 = 0;
    for (std::size_t i = 0; i < dimensions; ++i) {
      product += padded[i] * static_cast<double>(plain[i]);
      norm += static_cast<double>(plain[i]) * static_cast<double>(plain[i]);
      norm2 += padded[i] * padded[i];
    }
    EXPECT_NEAR(ExactQuery(query).cosine(halves.data()), product / std::sqrt(norm * norm2), 1e-14);
  }
}

}  // namespace
}  // namespace broadsheet::index
