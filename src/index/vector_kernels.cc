// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/vector_kernels.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/check.h"
#include "index/half.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "index/vector_kernels.cc"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3 | HWY_AVX3_DL)
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace broadsheet::index::HWY_NAMESPACE {
#if HWY_TARGET == HWY_AVX2
namespace hn = hwy::HWY_NAMESPACE;

using Bytes32 = hn::FixedTag<std::uint8_t, 32>;
using Words16 = hn::FixedTag<std::uint16_t, 16>;
using Numbers16 = hn::FixedTag<std::int16_t, 16>;
using Sums8 = hn::FixedTag<std::int32_t, 8>;
using Floats8 = hn::FixedTag<float, 8>;

HWY_INLINE hn::Vec<Numbers16> load_bytes(const std::int8_t* bytes) {
  return hn::PromoteTo(Numbers16(), hn::LoadU(hn::FixedTag<std::int8_t, 16>(), bytes));
}

std::int32_t dot_vector(const std::int8_t* bytes, const std::int16_t* numbers, std::size_t dimensions) {
  const Sums8 d;
  auto s0 = hn::Zero(d), s1 = hn::Zero(d), unused = hn::Zero(d);
  for (std::size_t at = 0; at < dimensions; at += 32) {
    s0 = hn::ReorderWidenMulAccumulate(d, load_bytes(bytes + at), hn::LoadU(Numbers16(), numbers + at), s0,
                                       unused);
    s1 = hn::ReorderWidenMulAccumulate(d, load_bytes(bytes + at + 16),
                                       hn::LoadU(Numbers16(), numbers + at + 16), s1, unused);
  }
  return hn::GetLane(hn::SumOfLanes(d, hn::Add(hn::Add(s0, s1), unused)));
}

void dot_many_vector(const std::int8_t* bytes, std::size_t count, const std::int16_t* numbers,
                     std::size_t dimensions, std::int32_t* sums) {
  constexpr std::size_t kRowsAhead = 12;
  const Sums8 d;
  std::size_t row = 0;
  for (; row + 4 <= count; row += 4) {
    const std::int8_t* at = bytes + row * dimensions;
    auto s0 = hn::Zero(d), s1 = hn::Zero(d), s2 = hn::Zero(d), s3 = hn::Zero(d), unused = hn::Zero(d);
    for (std::size_t i = 0; i < dimensions; i += 16) {
      // Four rows side by side are no stream that processors foresee.
      if (i % 64 == 0) {
        const std::int8_t* ahead = at + kRowsAhead * dimensions + 4 * i;
        for (std::size_t line = 0; line < 4; ++line) __builtin_prefetch(ahead + 64 * line);
      }
      const auto query = hn::LoadU(Numbers16(), numbers + i);
      s0 = hn::ReorderWidenMulAccumulate(d, load_bytes(at + i), query, s0, unused);
      s1 = hn::ReorderWidenMulAccumulate(d, load_bytes(at + dimensions + i), query, s1, unused);
      s2 = hn::ReorderWidenMulAccumulate(d, load_bytes(at + 2 * dimensions + i), query, s2, unused);
      s3 = hn::ReorderWidenMulAccumulate(d, load_bytes(at + 3 * dimensions + i), query, s3, unused);
    }
    sums[row] = hn::GetLane(hn::SumOfLanes(d, s0));
    sums[row + 1] = hn::GetLane(hn::SumOfLanes(d, s1));
    sums[row + 2] = hn::GetLane(hn::SumOfLanes(d, s2));
    sums[row + 3] = hn::GetLane(hn::SumOfLanes(d, s3));
  }
  for (; row < count; ++row) sums[row] = dot_vector(bytes + row * dimensions, numbers, dimensions);
}

// Estimates of eight entries from their looked up sums.
HWY_INLINE std::uint32_t finish_eight(hn::Vec<hn::FixedTag<std::uint16_t, 8>> sums, const BitBlock& block,
                                      std::size_t at, const BitTables& tables, float base, float threshold,
                                      float* estimates) {
  const Floats8 d;
  const hn::FixedTag<std::uint16_t, 8> words;
  const hn::FixedTag<hwy::float16_t, 8> halves;
  const auto looked_up = hn::ConvertTo(d, hn::PromoteTo(Sums8(), sums));
  const auto product = hn::MulAdd(looked_up, hn::Set(d, tables.step), hn::Set(d, tables.offset));
  const auto f = hn::PromoteTo(d, hn::BitCast(halves, hn::LoadU(words, block.f + at)));
  const auto h = hn::PromoteTo(d, hn::BitCast(halves, hn::LoadU(words, block.h + at)));
  const auto estimate = hn::MulAdd(f, product, hn::Add(h, hn::Set(d, base)));
  hn::StoreU(estimate, d, estimates + at);
  std::uint8_t bits[8] = {};
  hn::StoreMaskBits(d, hn::Ge(estimate, hn::Set(d, threshold)), bits);
  return bits[0];
}

std::uint32_t estimate_vector(const BitBlock& block, const BitTables& tables, float base, float threshold,
                              float* estimates) {
  const Bytes32 bytes;
  const Words16 words;
  const auto low_nibble = hn::Set(bytes, std::uint8_t{15});
  // Table entries have seven bits: the sum of two has eight, and bytes are added up as words, the odd ones
  // apart.
  auto even = hn::Zero(words);
  auto odd = hn::Zero(words);
  const std::uint8_t* table = tables.tables.data();
  const std::uint8_t* bits = block.bits;
  for (std::size_t left = tables.tables.size(); left > 0; left -= 32, table += 32, bits += 32) {
    const auto code = hn::LoadU(bytes, bits);
    const auto low = hn::And(code, low_nibble);
    const auto high = hn::And(hn::BitCast(bytes, hn::ShiftRight<4>(hn::BitCast(words, code))), low_nibble);
    const auto looked_up = hn::Add(hn::TableLookupBytes(hn::LoadDup128(bytes, table), low),
                                   hn::TableLookupBytes(hn::LoadDup128(bytes, table + 16), high));
    const auto pair = hn::BitCast(words, looked_up);
    even = hn::Add(even, pair);
    odd = hn::Add(odd, hn::ShiftRight<8>(pair));
  }
  even = hn::Sub(even, hn::ShiftLeft<8>(odd));
  // Word i of `even` is entry 2 i, word i of `odd` entry 2 i + 1; both registers have entries 0 to 15 in
  // their lower halves.
  const auto first = hn::InterleaveLower(words, even, odd);
  const auto second = hn::InterleaveUpper(words, even, odd);
  const hn::Half<Words16> half;
  std::uint32_t mask = finish_eight(hn::LowerHalf(half, first), block, 0, tables, base, threshold, estimates);
  mask |= finish_eight(hn::LowerHalf(half, second), block, 8, tables, base, threshold, estimates) << 8;
  mask |= finish_eight(hn::UpperHalf(half, first), block, 16, tables, base, threshold, estimates) << 16;
  mask |= finish_eight(hn::UpperHalf(half, second), block, 24, tables, base, threshold, estimates) << 24;
  return mask;
}

void multiply_vector(const float* rows, const float* panel, std::size_t dimensions, float* products) {
  const Floats8 d;
  const float *r0 = rows, *r1 = r0 + dimensions, *r2 = r1 + dimensions, *r3 = r2 + dimensions,
              *r4 = r3 + dimensions, *r5 = r4 + dimensions;
  auto a0 = hn::Zero(d), a1 = hn::Zero(d), a2 = hn::Zero(d), a3 = hn::Zero(d), a4 = hn::Zero(d),
       a5 = hn::Zero(d);
  auto b0 = hn::Zero(d), b1 = hn::Zero(d), b2 = hn::Zero(d), b3 = hn::Zero(d), b4 = hn::Zero(d),
       b5 = hn::Zero(d);
  for (std::size_t i = 0; i < dimensions; ++i) {
    const auto low = hn::LoadU(d, panel + i * kPanel);
    const auto high = hn::LoadU(d, panel + i * kPanel + 8);
    auto value = hn::Set(d, r0[i]);
    a0 = hn::MulAdd(value, low, a0);
    b0 = hn::MulAdd(value, high, b0);
    value = hn::Set(d, r1[i]);
    a1 = hn::MulAdd(value, low, a1);
    b1 = hn::MulAdd(value, high, b1);
    value = hn::Set(d, r2[i]);
    a2 = hn::MulAdd(value, low, a2);
    b2 = hn::MulAdd(value, high, b2);
    value = hn::Set(d, r3[i]);
    a3 = hn::MulAdd(value, low, a3);
    b3 = hn::MulAdd(value, high, b3);
    value = hn::Set(d, r4[i]);
    a4 = hn::MulAdd(value, low, a4);
    b4 = hn::MulAdd(value, high, b4);
    value = hn::Set(d, r5[i]);
    a5 = hn::MulAdd(value, low, a5);
    b5 = hn::MulAdd(value, high, b5);
  }
  const decltype(a0) lows[] = {a0, a1, a2, a3, a4, a5};
  const decltype(b0) highs[] = {b0, b1, b2, b3, b4, b5};
  for (std::size_t r = 0; r < kPanelRows; ++r) {
    hn::StoreU(lows[r], d, products + r * kPanel);
    hn::StoreU(highs[r], d, products + r * kPanel + 8);
  }
}
#else
std::int32_t dot_vector(const std::int8_t* bytes, const std::int16_t* numbers, std::size_t dimensions) {
  return dot_bytes_portable(bytes, numbers, dimensions);
}

void dot_many_vector(const std::int8_t* bytes, std::size_t count, const std::int16_t* numbers,
                     std::size_t dimensions, std::int32_t* sums) {
  for (std::size_t row = 0; row < count; ++row)
    sums[row] = dot_bytes_portable(bytes + row * dimensions, numbers, dimensions);
}

std::uint32_t estimate_vector(const BitBlock& block, const BitTables& tables, float base, float threshold,
                              float* estimates) {
  return estimate_block_portable(block, tables, base, threshold, estimates);
}

void multiply_vector(const float* rows, const float* panel, std::size_t dimensions, float* products) {
  multiply_panel_portable(rows, panel, dimensions, products);
}
#endif
}  // namespace broadsheet::index::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace broadsheet::index {

HWY_EXPORT(dot_vector);
HWY_EXPORT(dot_many_vector);
HWY_EXPORT(estimate_vector);
HWY_EXPORT(multiply_vector);

namespace {
constexpr std::size_t kTableEntries = 16;
constexpr std::size_t kTableComponents = 4;
}  // namespace

WholeQuery whole_query(std::span<const float> y) {
  WholeQuery query;
  double largest = 0;
  double sum = 0;
  for (const float value : y) {
    largest = std::max(largest, std::abs(static_cast<double>(value)));
    sum += std::abs(static_cast<double>(value));
  }
  // Every number below 2^15, and 128 times the sum of all, with a half each for rounding, below 2^31.
  const double sum_max = 0x1p24 - 1 - static_cast<double>(y.size());
  query.step = std::max({largest / 32767.0, sum / sum_max, std::numeric_limits<double>::min()});
  double error2 = 0;
  for (const float value : y) {
    const double number = std::round(static_cast<double>(value) / query.step);
    const double off = static_cast<double>(value) - number * query.step;
    query.numbers.push_back(static_cast<std::int16_t>(number));
    error2 += off * off;
  }
  query.error = std::sqrt(error2) * (1 + 1e-9);
  return query;
}

std::int32_t dot_bytes(const std::int8_t* bytes, const std::int16_t* numbers, std::size_t dimensions) {
  return HWY_DYNAMIC_DISPATCH(dot_vector)(bytes, numbers, dimensions);
}

std::int32_t dot_bytes_portable(const std::int8_t* bytes, const std::int16_t* numbers,
                                std::size_t dimensions) {
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < dimensions; ++i) sum += std::int32_t{bytes[i]} * numbers[i];
  return sum;
}

void dot_bytes_many(const std::int8_t* bytes, std::size_t count, const std::int16_t* numbers,
                    std::size_t dimensions, std::int32_t* sums) {
  HWY_DYNAMIC_DISPATCH(dot_many_vector)(bytes, count, numbers, dimensions, sums);
}

BitTables bit_tables(std::span<const float> y) {
  CHECK(y.size() % 8 == 0);
  const std::size_t groups = y.size() / kTableComponents;
  // The sums of a table run from -total to +total; what is looked up is above the least.
  float widest = 0;
  double offset = 0;
  std::vector<float> totals(groups);
  for (std::size_t g = 0; g < groups; ++g) {
    for (std::size_t i = 0; i < kTableComponents; ++i) totals[g] += std::abs(y[g * kTableComponents + i]);
    widest = std::max(widest, 2 * totals[g]);
    offset -= static_cast<double>(totals[g]);
  }
  const float largest = static_cast<float>(std::min<std::size_t>(127, 65535 / groups));
  BitTables tables;
  tables.step = std::max(widest / largest, std::numeric_limits<float>::min());
  tables.offset = static_cast<float>(offset);
  tables.tables.resize(groups * kTableEntries);
  for (std::size_t g = 0; g < groups; ++g) {
    for (std::size_t entry = 0; entry < kTableEntries; ++entry) {
      float sum = totals[g];
      for (std::size_t i = 0; i < kTableComponents; ++i) {
        const float value = y[g * kTableComponents + i];
        sum += (entry >> i & 1) != 0 ? value : -value;
      }
      const float rounded = std::round(sum / tables.step);
      tables.tables[g * kTableEntries + entry] =
          static_cast<std::uint8_t>(std::clamp(rounded, 0.0F, largest));
    }
  }
  return tables;
}

std::uint32_t estimate_block(const BitBlock& block, const BitTables& tables, float base, float threshold,
                             float* estimates) {
  return HWY_DYNAMIC_DISPATCH(estimate_vector)(block, tables, base, threshold, estimates);
}

std::uint32_t estimate_block_portable(const BitBlock& block, const BitTables& tables, float base,
                                      float threshold, float* estimates) {
  std::uint32_t mask = 0;
  for (std::uint32_t entry = 0; entry < kBlockEntries; ++entry) {
    std::uint32_t looked_up = 0;
    for (std::size_t g = 0; g * kTableEntries < tables.tables.size(); ++g) {
      const std::uint32_t byte = block.bits[g / 2 * kBlockEntries + entry];
      looked_up += tables.tables[g * kTableEntries + (g % 2 == 0 ? byte & 15 : byte >> 4)];
    }
    const float product = std::fma(static_cast<float>(looked_up), tables.step, tables.offset);
    const float constant = float_from_half(block.h[entry]) + base;
    estimates[entry] = std::fma(float_from_half(block.f[entry]), product, constant);
    if (estimates[entry] >= threshold) mask |= std::uint32_t{1} << entry;
  }
  return mask;
}

void multiply_panel(const float* rows, const float* panel, std::size_t dimensions, float* products) {
  HWY_DYNAMIC_DISPATCH(multiply_vector)(rows, panel, dimensions, products);
}

void multiply_panel_portable(const float* rows, const float* panel, std::size_t dimensions, float* products) {
  for (std::size_t r = 0; r < kPanelRows; ++r) {
    for (std::size_t j = 0; j < kPanel; ++j) {
      float sum = 0;
      for (std::size_t i = 0; i < dimensions; ++i)
        sum = std::fma(rows[r * dimensions + i], panel[i * kPanel + j], sum);
      products[r * kPanel + j] = sum;
    }
  }
}

}  // namespace broadsheet::index
#endif  // HWY_ONCE
