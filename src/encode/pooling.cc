// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "encode/pooling.h"

#include <array>
#include <cmath>

#include "base/check.h"
#include "encode/limits.h"

namespace broadsheet::encode {

bool pool(const float* rows, std::size_t tokens, Pooling pooling, std::span<float> out) {
  CHECK(tokens >= 1 && !out.empty() && out.size() <= kDimensionMax);
  const std::size_t dimension = out.size();
  std::array<double, kDimensionMax>
      sums;  // NOLINT(cppcoreguidelines-pro-type-member-init): the first row fills it
  for (std::size_t i = 0; i < dimension; ++i) sums[i] = rows[i];
  // The direction of the mean is that of the sum.
  for (std::size_t token = 1; token < tokens && pooling == Pooling::kMean; ++token) {
    const float* row = rows + token * dimension;
    for (std::size_t i = 0; i < dimension; ++i) sums[i] += row[i];
  }
  double square = 0;
  for (std::size_t i = 0; i < dimension; ++i) square += sums[i] * sums[i];
  if (!std::isfinite(square) || square < 1e-24) return false;
  const double scale = 1 / std::sqrt(square);
  for (std::size_t i = 0; i < dimension; ++i) out[i] = static_cast<float>(sums[i] * scale);
  return true;
}

}  // namespace broadsheet::encode
