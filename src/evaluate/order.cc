// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "evaluate/order.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

#include "base/check.h"
#include "evaluate/random.h"

namespace broadsheet::evaluate {
namespace {

constexpr std::size_t kResamples = 10'000;

int sign(double difference) {
  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

double nth_best(std::size_t n, std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  const auto nth = sorted.begin() + static_cast<std::ptrdiff_t>(n - 1);
  std::nth_element(sorted.begin(), nth, sorted.end(), std::greater<>());
  return *nth;
}

}  // namespace

double kendall_tau_b(std::span<const double> scores, std::span<const double> values) {
  CHECK(scores.size() == values.size());
  std::int64_t agreement = 0;
  double by_score = 0;  // pairs whose scores differ
  double by_value = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const int score = sign(scores[i] - scores[j]);
      const int value = sign(values[i] - values[j]);
      agreement += score * value;
      by_score += score != 0;
      by_value += value != 0;
    }
  }
  if (by_score == 0 || by_value == 0) return 0;
  return static_cast<double>(agreement) / std::sqrt(by_score * by_value);
}

double precision_at(std::size_t n, std::span<const double> scores, std::span<const double> values) {
  CHECK(scores.size() == values.size() && n >= 1 && n <= scores.size());
  const double score_at_n = nth_best(n, scores);
  const double value_at_n = nth_best(n, values);
  double above = 0;
  double above_right = 0;
  double equal = 0;
  double equal_right = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const bool right = values[i] >= value_at_n;
    (scores[i] > score_at_n ? above : equal) += scores[i] >= score_at_n;
    if (right) (scores[i] > score_at_n ? above_right : equal_right) += scores[i] >= score_at_n;
  }
  const double places = static_cast<double>(n);
  return (above_right + (places - above) * equal_right / equal) / places;
}

Interval block_bootstrap(std::span<const double> series, std::size_t block) {
  CHECK(block >= 1);
  if (series.empty()) return {};
  const std::size_t size = series.size();
  const auto count = static_cast<double>(size);
  Random random;
  std::vector<double> means;
  for (std::size_t resample = 0; resample < kResamples; ++resample) {
    double sum = 0;
    std::size_t begin = 0;
    for (std::size_t drawn = 0; drawn < size; ++drawn) {
      if (drawn % block == 0) begin = random.next() % size;
      sum += series[(begin + drawn % block) % size];
    }
    means.push_back(sum / count);
  }
  std::sort(means.begin(), means.end());
  return {.mean = std::accumulate(series.begin(), series.end(), 0.0) / count,
          .low = means[kResamples / 40],
          .high = means[kResamples - 1 - kResamples / 40]};
}

}  // namespace broadsheet::evaluate
