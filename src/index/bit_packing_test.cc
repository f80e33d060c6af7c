// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/bit_packing.h"

#include <gtest/gtest.h>
#include <numeric>
#include <random>
#include <vector>

namespace broadsheet::index {
namespace {

struct Packed {
  std::vector<std::uint32_t> values;
  unsigned width = 0;
  std::vector<std::uint8_t> bytes;
};

Packed random_block(std::mt19937& random, std::uint32_t count, unsigned width) {
  Packed block;
  const std::uint64_t bound = std::uint64_t{1} << width;
  for (std::uint32_t i = 0; i < count; ++i) {
    block.values.push_back(static_cast<std::uint32_t>((std::uint64_t{random()} << 8 ^ random()) % bound));
  }
  block.width = width;
  block.bytes.assign(packed_bytes(count, width) + kPackedSlack, 0xA5);
  pack(block.values.data(), count, width, block.bytes.data());
  return block;
}

TEST(BitPacking, EveryWidthAndCountComesBackTheSameByEveryPath) {
  std::mt19937 random(1);
  for (unsigned width = 0; width <= 32; ++width) {
    for (std::uint32_t count = 1; count <= kPackedMax; count += count < 70 ? 1 : 17) {
      const Packed block = random_block(random, count, width);
      std::vector<std::uint32_t> fast(kPackedMax), plain(kPackedMax);
      unpack(block.bytes.data(), count, width, fast.data());
      unpack_portable(block.bytes.data(), count, width, plain.data());
      fast.resize(count);
      plain.resize(count);
      ASSERT_EQ(fast, block.values) << "width " << width << " count " << count;
      ASSERT_EQ(plain, block.values) << "width " << width << " count " << count;
      for (std::uint32_t i = 0; i < count; i += 3) {
        ASSERT_EQ(unpack_one(block.bytes.data(), count, width, i), block.values[i]);
      }
    }
  }
}

TEST(BitPacking, SumsOfGapsAgreeWithThePlainTwin) {
  std::mt19937 random(2);
  for (unsigned width = 0; width <= 32; ++width) {
    for (const std::uint32_t count : {1u, 2u, 64u, 65u, 72u, 255u, 256u}) {
      const Packed block = random_block(random, count, width);
      std::vector<std::uint32_t> fast(kPackedMax), plain(kPackedMax);
      unpack_ascending(block.bytes.data(), count, width, 77, fast.data());
      unpack_ascending_portable(block.bytes.data(), count, width, 77, plain.data());
      fast.resize(count);
      plain.resize(count);
      ASSERT_EQ(fast, plain) << "width " << width << " count " << count;
      ASSERT_EQ(fast[0], 77 + block.values[0]);
      ASSERT_EQ(fast.back(), 76 + count + std::accumulate(block.values.begin(), block.values.end(), 0u));
    }
  }
}

TEST(BitPacking, WritesNothingBehindItsBytes) {
  std::mt19937 random(3);
  for (unsigned width = 0; width <= 32; ++width) {
    for (std::uint32_t count = 1; count <= kPackedMax; ++count) {
      const Packed block = random_block(random, count, width);
      ASSERT_EQ(block.bytes[packed_bytes(count, width)], 0xA5) << "width " << width << " count " << count;
    }
  }
}

TEST(BitPacking, WidthIsThatOfTheLargestValue) {
  const std::vector<std::uint32_t> values = {0, 5, 8, 1};
  EXPECT_EQ(packed_width(values.data(), 1), 0u);
  EXPECT_EQ(packed_width(values.data(), 2), 3u);
  EXPECT_EQ(packed_width(values.data(), 4), 4u);
}

}  // namespace
}  // namespace broadsheet::index
