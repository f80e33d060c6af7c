// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "evaluate/significance.h"

#include <cmath>
#include <cstdint>
#include <vector>

#include "base/check.h"
#include "evaluate/random.h"

namespace broadsheet::evaluate {
namespace {

constexpr int kSwaps = 100'000;

}  // namespace

Comparison compare_paired(std::span<const double> ours, std::span<const double> theirs) {
  CHECK(ours.size() == theirs.size());
  Comparison comparison;
  if (ours.empty()) return comparison;
  std::vector<double> differences;  // a query without a difference changes nothing, swapped or not
  double sum = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    const double difference = ours[i] - theirs[i];
    sum += difference;
    if (difference != 0) differences.push_back(difference);
  }
  comparison.delta = sum / static_cast<double>(ours.size());
  // Sums in another order differ in their last bits; those must not count as smaller.
  const double observed = std::abs(sum) * (1 - 1e-12);
  Random random;
  int at_least = 0;
  for (int swap = 0; swap < kSwaps; ++swap) {
    double swapped = 0;
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < differences.size(); ++i) {
      if (i % 64 == 0) bits = random.next();
      swapped += (bits & 1) != 0 ? differences[i] : -differences[i];
      bits >>= 1;
    }
    if (std::abs(swapped) >= observed) ++at_least;
  }
  comparison.p = (at_least + 1.0) / (kSwaps + 1.0);
  return comparison;
}

}  // namespace broadsheet::evaluate
