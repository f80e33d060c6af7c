// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Scores of different kinds made comparable over one pool of candidates.

#ifndef BROADSHEET_SEARCH_NORMALISED_H_
#define BROADSHEET_SEARCH_NORMALISED_H_

#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

namespace broadsheet::search {

// (x - mean) / standard deviation; zeros where all are alike, but for rounding.
inline std::vector<double> normalised(std::span<const double> values) {
  const auto count = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  const double deviation = std::sqrt(squares / count);
  std::vector<double> z(values.size());
  if (deviation <= 1e-9 * (1 + std::abs(mean))) return z;
  for (std::size_t i = 0; i < values.size(); ++i) z[i] = (values[i] - mean) / deviation;
  return z;
}

// What is not known counts as middling: the mean of what is, 0 if nothing is.
inline std::vector<double> with_middling(std::span<const std::optional<double>> values) {
  double sum = 0;
  std::size_t known = 0;
  for (const std::optional<double>& value : values) {
    if (!value) continue;
    sum += *value;
    ++known;
  }
  const double mean = known == 0 ? 0 : sum / static_cast<double>(known);
  std::vector<double> all;
  all.reserve(values.size());
  for (const std::optional<double>& value : values) all.push_back(value.value_or(mean));
  return all;
}

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_NORMALISED_H_
