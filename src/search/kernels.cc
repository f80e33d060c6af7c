// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/kernels.h"

#include <bit>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "search/kernels.cc"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3 | HWY_AVX3_DL)
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace broadsheet::search::HWY_NAMESPACE {
#if HWY_TARGET == HWY_AVX2
namespace hn = hwy::HWY_NAMESPACE;

bool mask_vector(const std::uint8_t* impacts, std::uint8_t threshold, std::uint64_t* mask) {
  const hn::FixedTag<std::uint8_t, 32> d;
  const auto least = hn::Set(d, threshold);
  std::uint64_t any = 0;
  for (std::uint32_t word = 0; word < kMaskWords; ++word) {
    const auto low = hn::LoadU(d, impacts + word * 64);
    const auto high = hn::LoadU(d, impacts + word * 64 + 32);
    std::uint8_t bits[8];
    hn::StoreMaskBits(d, hn::Eq(hn::Max(low, least), low), bits);
    hn::StoreMaskBits(d, hn::Eq(hn::Max(high, least), high), bits + 4);
    std::memcpy(mask + word, bits, sizeof bits);
    any |= mask[word];
  }
  return any != 0;
}

std::uint32_t count_vector(const std::uint16_t* sums, std::uint16_t threshold) {
  const hn::FixedTag<std::uint16_t, 16> d;
  const auto least = hn::Set(d, threshold);
  const auto zero = hn::Zero(d);
  auto within = hn::Zero(d);  // a lane counts to kWindowDocs / 16 at most
  for (std::uint32_t at = 0; at < kWindowDocs; at += 16) {
    const auto in = hn::Eq(hn::SaturatedSub(least, hn::LoadU(d, sums + at)), zero);
    within = hn::Sub(within, hn::VecFromMask(d, in));
  }
  alignas(32) std::uint16_t lanes[16];
  hn::Store(within, d, lanes);
  std::uint32_t count = 0;
  for (const std::uint16_t lane : lanes) count += lane;
  return count;
}

std::uint32_t take_vector(std::uint16_t* sums, std::uint16_t threshold, std::uint16_t* places,
                          std::uint16_t* values) {
  const hn::FixedTag<std::uint16_t, 16> d;
  const auto least = hn::Set(d, threshold);
  const auto zero = hn::Zero(d);
  std::uint32_t count = 0;
  for (std::uint32_t at = 0; at < kWindowDocs; at += 32) {
    const auto low = hn::LoadU(d, sums + at);
    const auto high = hn::LoadU(d, sums + at + 16);
    const auto low_in = hn::Eq(hn::SaturatedSub(least, low), zero);
    const auto high_in = hn::Eq(hn::SaturatedSub(least, high), zero);
    hn::StoreU(zero, d, sums + at);
    hn::StoreU(zero, d, sums + at + 16);
    if (hn::AllFalse(d, hn::Or(low_in, high_in))) continue;
    std::uint16_t taken[32];
    hn::StoreU(low, d, taken);
    hn::StoreU(high, d, taken + 16);
    std::uint8_t bits[8] = {};
    hn::StoreMaskBits(d, low_in, bits);
    hn::StoreMaskBits(d, high_in, bits + 2);
    std::uint32_t set;
    std::memcpy(&set, bits, sizeof set);
    for (; set != 0; set &= set - 1, ++count) {
      const auto bit = static_cast<std::uint32_t>(std::countr_zero(set));
      places[count] = static_cast<std::uint16_t>(at + bit);
      values[count] = taken[bit];
    }
  }
  return count;
}
#else
bool mask_vector(const std::uint8_t* impacts, std::uint8_t threshold, std::uint64_t* mask) {
  return impact_mask_portable(impacts, threshold, mask);
}

std::uint32_t count_vector(const std::uint16_t* sums, std::uint16_t threshold) {
  return count_candidates_portable(sums, threshold);
}

std::uint32_t take_vector(std::uint16_t* sums, std::uint16_t threshold, std::uint16_t* places,
                          std::uint16_t* values) {
  return take_candidates_portable(sums, threshold, places, values);
}
#endif

}  // namespace broadsheet::search::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace broadsheet::search {

HWY_EXPORT(mask_vector);
HWY_EXPORT(count_vector);
HWY_EXPORT(take_vector);

std::uint32_t count_candidates(const std::uint16_t* sums, std::uint16_t threshold) {
  return HWY_DYNAMIC_DISPATCH(count_vector)(sums, threshold);
}

std::uint32_t count_candidates_portable(const std::uint16_t* sums, std::uint16_t threshold) {
  std::uint32_t count = 0;
  for (std::uint32_t at = 0; at < kWindowDocs; ++at) count += sums[at] >= threshold ? 1 : 0;
  return count;
}

bool impact_mask(const std::uint8_t* impacts, std::uint8_t threshold, std::uint64_t mask[kMaskWords]) {
  return HWY_DYNAMIC_DISPATCH(mask_vector)(impacts, threshold, mask);
}

bool impact_mask_portable(const std::uint8_t* impacts, std::uint8_t threshold,
                          std::uint64_t mask[kMaskWords]) {
  std::uint64_t any = 0;
  for (std::uint32_t word = 0; word < kMaskWords; ++word) {
    mask[word] = 0;
    for (std::uint32_t i = 0; i < 64; ++i) {
      mask[word] |= std::uint64_t{impacts[word * 64 + i] >= threshold} << i;
    }
    any |= mask[word];
  }
  return any != 0;
}

std::uint32_t take_candidates(std::uint16_t* sums, std::uint16_t threshold, std::uint16_t* places,
                              std::uint16_t* values) {
  return HWY_DYNAMIC_DISPATCH(take_vector)(sums, threshold, places, values);
}

std::uint32_t take_candidates_portable(std::uint16_t* sums, std::uint16_t threshold, std::uint16_t* places,
                                       std::uint16_t* values) {
  std::uint32_t count = 0;
  for (std::uint32_t at = 0; at < kWindowDocs; ++at) {
    if (sums[at] >= threshold) {
      places[count] = static_cast<std::uint16_t>(at);
      values[count++] = sums[at];
    }
    sums[at] = 0;
  }
  return count;
}

}  // namespace broadsheet::search
#endif  // HWY_ONCE
