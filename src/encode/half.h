// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Half precision (IEEE 754 binary16): the form in which vectors are kept. A component of a vector of length 1
// loses at most 2^-12 of itself; a product of two such vectors about 0.0002.

#ifndef BROADSHEET_ENCODE_HALF_H_
#define BROADSHEET_ENCODE_HALF_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.h"

namespace broadsheet::encode {

using Half = std::uint16_t;  // the bits

// The nearest half, of two equally near the even one; too large is infinity, NaN stays NaN.
inline Half to_half(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = (bits >> 16) & 0x8000U;
  const std::uint32_t size = bits & 0x7FFFFFFFU;
  if (size > 0x7F800000U) return static_cast<Half>(sign | 0x7E00U);
  if (size >= 0x477FF000U) return static_cast<Half>(sign | 0x7C00U);  // from 65,520 on
  if (size < 0x38800000U) {
    // Below 2^-14 halves lie 2^-24 apart, as floats do from 0.5 to 1: adding that half rounds for us.
    const float shifted = std::bit_cast<float>(size) + 0.5F;
    return static_cast<Half>(sign | (std::bit_cast<std::uint32_t>(shifted) - 0x3F000000U));
  }
  const std::uint32_t even = (size >> 13) & 1U;
  return static_cast<Half>(sign | ((size - 0x38000000U + 0xFFFU + even) >> 13));
}

// Exact.
inline float from_half(Half half) {
  const std::uint32_t sign = (half & 0x8000U) << 16;
  const std::uint32_t size = half & 0x7FFFU;
  if (size >= 0x7C00U) return std::bit_cast<float>(sign | 0x7F800000U | ((size & 0x3FFU) << 13));
  if (size >= 0x400U) return std::bit_cast<float>(sign | ((size << 13) + 0x38000000U));
  return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(static_cast<float>(size) * 0x1p-24F));
}

// Of equal sizes.
inline void to_half(std::span<const float> from, std::span<Half> to) {
  CHECK(from.size() == to.size());
  for (std::size_t i = 0; i < from.size(); ++i) to[i] = to_half(from[i]);
}
inline void from_half(std::span<const Half> from, std::span<float> to) {
  CHECK(from.size() == to.size());
  for (std::size_t i = 0; i < from.size(); ++i) to[i] = from_half(from[i]);
}

}  // namespace broadsheet::encode

#endif  // BROADSHEET_ENCODE_HALF_H_
