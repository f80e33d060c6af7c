// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/rotation.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

namespace broadsheet::index {
namespace {

std::vector<float> random_unit(std::mt19937& random, std::size_t dimensions) {
  std::normal_distribution<double> normal(0, 1);
  std::vector<double> values(dimensions);
  double sum = 0;
  for (double& value : values) {
    value = normal(random);
    sum += value * value;
  }
  std::vector<float> unit;
  for (const double value : values) unit.push_back(static_cast<float>(value / std::sqrt(sum)));
  return unit;
}

double product(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

TEST(Rotation, KeepsProducts) {
  std::mt19937 random(3);
  for (const std::size_t dimensions : {1U, 3U, 63U, 64U, 65U, 300U, 384U, 512U, 768U, 1000U, 4096U}) {
    const Rotation rotation(dimensions, 42);
    EXPECT_EQ(rotation.padded() % 64, 0U);
    EXPECT_LT(rotation.padded() - dimensions, 64U);
    for (int times = 0; times < 20; ++times) {
      const std::vector<float> a = random_unit(random, dimensions);
      const std::vector<float> b = random_unit(random, dimensions);
      std::vector<float> ra(rotation.padded());
      std::vector<float> rb(rotation.padded());
      rotation.apply(a, ra);
      rotation.apply(b, rb);
      EXPECT_NEAR(product(ra, rb), product(a, b), Rotation::kRoundingMax) << dimensions;
      EXPECT_NEAR(product(ra, ra), product(a, a), Rotation::kRoundingMax) << dimensions;
    }
  }
}

TEST(Rotation, SpreadsASingleDimensionOverAll) {
  for (const std::size_t dimensions : {384U, 512U, 768U}) {
    const Rotation rotation(dimensions, 1);
    for (std::size_t i = 0; i < dimensions; i += 37) {
      std::vector<float> axis(dimensions);
      axis[i] = 1;
      std::vector<float> rotated(rotation.padded());
      rotation.apply(axis, rotated);
      float largest = 0;
      for (const float value : rotated) largest = std::max(largest, std::abs(value));
      EXPECT_LT(largest, 5 / std::sqrt(static_cast<double>(dimensions))) << i;
    }
  }
}

TEST(Rotation, IsOneForEachSeed) {
  std::vector<float> axis(384);
  axis[5] = 1;
  std::vector<float> first(384);
  std::vector<float> again(384);
  std::vector<float> other(384);
  Rotation(384, 7).apply(axis, first);
  Rotation(384, 7).apply(axis, again);
  Rotation(384, 8).apply(axis, other);
  EXPECT_EQ(first, again);
  EXPECT_LT(std::abs(product(first, other)), 0.3);
}

}  // namespace
}  // namespace broadsheet::index
