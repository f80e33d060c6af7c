// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/vector_kernels.h"

#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <random>

#include "index/half.h"

namespace broadsheet::index {
namespace {

class VectorKernels : public testing::TestWithParam<std::size_t> {
 protected:
  std::vector<float> floats(std::size_t count, float scale = 1) {
    std::normal_distribution<float> normal(0, scale);
    std::vector<float> values(count);
    for (float& value : values) value = normal(random_);
    return values;
  }
  std::vector<std::int8_t> bytes(std::size_t count) {
    std::vector<std::int8_t> values(count);
    for (std::int8_t& value : values) value = static_cast<std::int8_t>(random_());
    return values;
  }

  std::mt19937 random_{11};
};

TEST_P(VectorKernels, ByteProductsAreExact) {
  const std::size_t dimensions = GetParam();
  for (const std::size_t count : {1U, 4U, 7U}) {
    const WholeQuery query = whole_query(floats(dimensions));
    const std::vector<std::int8_t> rows = bytes(count * dimensions);
    std::vector<std::int32_t> sums(count);
    dot_bytes_many(rows.data(), count, query.numbers.data(), dimensions, sums.data());
    for (std::size_t r = 0; r < count; ++r) {
      std::int64_t expected = 0;
      for (std::size_t i = 0; i < dimensions; ++i)
        expected += std::int64_t{rows[r * dimensions + i]} * query.numbers[i];
      EXPECT_EQ(sums[r], expected);
      EXPECT_EQ(dot_bytes(rows.data() + r * dimensions, query.numbers.data(), dimensions), expected);
      EXPECT_EQ(dot_bytes_portable(rows.data() + r * dimensions, query.numbers.data(), dimensions), expected);
    }
  }
}

TEST_P(VectorKernels, NoByteProductPassesItsBitsAndTheErrorOfAQueryIsBounded) {
  const std::size_t dimensions = GetParam();
  std::vector<std::vector<float>> queries = {floats(dimensions), std::vector<float>(dimensions, 1.0F),
                                             std::vector<float>(dimensions)};
  queries.back()[0] = -1;
  for (const std::vector<float>& y : queries) {
    const WholeQuery query = whole_query(y);
    std::int64_t sum = 0;
    double off2 = 0;
    for (std::size_t i = 0; i < dimensions; ++i) {
      sum += std::abs(std::int64_t{query.numbers[i]}) * 128;
      off2 += std::pow(static_cast<double>(y[i]) - query.step * query.numbers[i], 2);
    }
    EXPECT_LT(sum, std::int64_t{1} << 31);
    EXPECT_LE(std::sqrt(off2), query.error);
    EXPECT_LT(query.error, 1e-3 * std::sqrt(static_cast<double>(dimensions)));
  }
}

TEST_P(VectorKernels, EstimatesOfABlockAreThoseOfThePlainTwinAndNearTheTruth) {
  const std::size_t dimensions = GetParam();
  for (int times = 0; times < 20; ++times) {
    const std::vector<float> y = floats(dimensions, 1 / std::sqrt(static_cast<float>(dimensions)));
    const BitTables tables = bit_tables(y);
    std::vector<std::uint8_t> bits(dimensions / 8 * kBlockEntries);
    for (std::uint8_t& byte : bits) byte = static_cast<std::uint8_t>(random_());
    std::array<std::uint16_t, kBlockEntries> f;
    std::array<std::uint16_t, kBlockEntries> h;
    for (std::uint32_t i = 0; i < kBlockEntries; ++i) {
      f[i] = half_from_float(0.04F + 0.001F * static_cast<float>(i));
      h[i] = half_from_float(0.01F * static_cast<float>(i % 3) - 0.01F);
    }
    // Five times the deviation of as many roundings as there are tables.
    const double tolerance =
        0.08 * 1.5 * static_cast<double>(tables.step) * std::sqrt(static_cast<double>(dimensions / 4));
    const BitBlock block{bits.data(), f.data(), h.data()};
    std::array<float, kBlockEntries> fast;
    std::array<float, kBlockEntries> plain;
    const std::uint32_t mask = estimate_block(block, tables, 0.3F, 0.31F, fast.data());
    EXPECT_EQ(mask, estimate_block_portable(block, tables, 0.3F, 0.31F, plain.data()));
    EXPECT_EQ(fast, plain);
    for (std::uint32_t i = 0; i < kBlockEntries; ++i) {
      double sum = 0;
      for (std::size_t c = 0; c < dimensions; ++c) {
        const bool set = (bits[c / 8 * kBlockEntries + i] >> (c % 8) & 1) != 0;
        sum += static_cast<double>(set ? y[c] : -y[c]);
      }
      const double truth =
          0.3 + static_cast<double>(float_from_half(h[i])) + static_cast<double>(float_from_half(f[i])) * sum;
      EXPECT_NEAR(static_cast<double>(fast[i]), truth, tolerance);
      EXPECT_EQ((mask >> i & 1) != 0, fast[i] >= 0.31F);
    }
  }
}

TEST_P(VectorKernels, ProductsWithAPanelAreThoseOfThePlainTwin) {
  const std::size_t dimensions = GetParam();
  const std::vector<float> rows = floats(kPanelRows * dimensions);
  const std::vector<float> panel = floats(kPanel * dimensions);
  std::array<float, kPanelRows * kPanel> fast;
  std::array<float, kPanelRows * kPanel> plain;
  multiply_panel(rows.data(), panel.data(), dimensions, fast.data());
  multiply_panel_portable(rows.data(), panel.data(), dimensions, plain.data());
  EXPECT_EQ(fast, plain);
}

INSTANTIATE_TEST_SUITE_P(Dimensions, VectorKernels, testing::Values(64, 384, 448, 768, 1024, 4096));

}  // namespace
}  // namespace broadsheet::index
