// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// BM25's dependence on frequency and length, and its upper bound in one byte
// (docs/formats/postings.md, "Impacts").

#ifndef BROADSHEET_INDEX_IMPACT_H_
#define BROADSHEET_INDEX_IMPACT_H_

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace broadsheet::index {

// What one unit of an impact stands for, and the margin by which bounds exceed what they bound, so
// that the rounding of a scorer's arithmetic can never carry a score above its bound.
inline constexpr double kImpactUnit = 1.0 / 255;
inline constexpr double kImpactMargin = 1e-6;

// tf / (tf + K(length)), K(length) = k1 * (1 - b + b * length / average). Every score of the product goes
// through this one piece of arithmetic, so that equal documents score equal to the last bit.
struct LengthNorm {
  LengthNorm() = default;
  LengthNorm(double k1, double b, double average)
      : base(k1 * (1 - b)), slope(average > 0 ? k1 * b / average : 0) {}

  double norm(std::uint32_t length) const { return base + slope * length; }
  double saturation(std::uint32_t tf, std::uint32_t length) const {
    const double frequency = tf;
    return frequency / (frequency + norm(length));
  }

  double base = 0;
  double slope = 0;
};

inline std::uint8_t impact(const LengthNorm& norm, std::uint32_t tf, std::uint32_t length) {
  const double exact = norm.saturation(tf, length) * (255 * (1 + kImpactMargin));
  return static_cast<std::uint8_t>(std::clamp(std::ceil(exact), 1.0, 255.0));
}

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_IMPACT_H_
