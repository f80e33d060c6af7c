// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// How well scores foretell an order in which every item has a value: Kendall's tau-b and precision at n.
// Unlike Measures (evaluate/measures.h) they know of no relevance, and neither rewards nor punishes the order
// of what has equal scores.

#ifndef BROADSHEET_EVALUATE_ORDER_H_
#define BROADSHEET_EVALUATE_ORDER_H_

#include <cstddef>
#include <cstdint>
#include <span>

namespace broadsheet::evaluate {

// Kendall's tau-b, from -1 to 1; 0 where all scores or all values are equal, or there are fewer than two.
// Takes the square of their number.
double kendall_tau_b(std::span<const double> scores, std::span<const double> values);

// Which share of the n best by score is among the n best by value. Whatever has the value of the n-th best is
// among them; of items with equal scores at the n-th place each is there with the same probability. `n` is at
// least 1 and at most their number.
double precision_at(std::size_t n, std::span<const double> scores, std::span<const double> values);

struct Interval {
  double mean = 0;
  double low = 0;  // of 95 %
  double high = 0;
};

// The mean of a series and its percentile interval in 10,000 resamples of the circular block bootstrap
// (Politis and Romano, 1992): blocks of `block` neighbours are drawn, so that what neighbours have in common
// does not make the interval too narrow. 1 is the plain bootstrap. All 0 for an empty series.
Interval block_bootstrap(std::span<const double> series, std::size_t block);

}  // namespace broadsheet::evaluate

#endif  // BROADSHEET_EVALUATE_ORDER_H_
