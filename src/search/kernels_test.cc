// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/kernels.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>
#include <vector>

namespace broadsheet::search {
namespace {

TEST(Kernels, ImpactMasksAgreeWithThePlainTwin) {
  std::mt19937 random(1);
  std::vector<std::uint8_t> impacts(index::kBlockDocs);
  for (int round = 0; round < 50; ++round) {
    for (std::uint8_t& impact : impacts) impact = static_cast<std::uint8_t>(random());
    for (const std::uint32_t threshold : {0u, 1u, 100u, 127u, 128u, 254u, 255u}) {
      std::uint64_t fast[kMaskWords], plain[kMaskWords];
      const auto least = static_cast<std::uint8_t>(threshold);
      ASSERT_EQ(impact_mask(impacts.data(), least, fast), impact_mask_portable(impacts.data(), least, plain));
      ASSERT_TRUE(std::equal(fast, fast + kMaskWords, plain));
    }
  }
}

TEST(Kernels, CandidatesAreTakenAndCountedAsByThePlainTwin) {
  std::mt19937 random(2);
  for (const std::uint32_t threshold : {1u, 2u, 300u, 32767u, 32768u, 65535u}) {
    for (const std::uint32_t rarity : {1u, 3u, 500u}) {
      std::vector<std::uint16_t> sums(kWindowDocs), places(kWindowDocs), values(kWindowDocs);
      for (std::uint16_t& sum : sums) {
        sum = random() % rarity == 0 ? static_cast<std::uint16_t>(random()) : std::uint16_t{0};
      }
      std::vector<std::uint16_t> same = sums, plain_places = places, plain_values = values;
      const auto least = static_cast<std::uint16_t>(threshold);
      ASSERT_EQ(count_candidates(sums.data(), least), count_candidates_portable(sums.data(), least));
      const std::uint32_t taken = take_candidates(sums.data(), least, places.data(), values.data());
      ASSERT_EQ(taken,
                take_candidates_portable(same.data(), least, plain_places.data(), plain_values.data()));
      places.resize(taken);
      values.resize(taken);
      plain_places.resize(taken);
      plain_values.resize(taken);
      EXPECT_EQ(places, plain_places);
      EXPECT_EQ(values, plain_values);
      EXPECT_EQ(sums, std::vector<std::uint16_t>(kWindowDocs)) << "taking leaves zeros";
      EXPECT_EQ(same, sums);
    }
  }
}

}  // namespace
}  // namespace broadsheet::search
