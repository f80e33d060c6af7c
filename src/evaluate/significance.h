// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Whether one system is better than another on the same queries, or only luckier.

#ifndef BROADSHEET_EVALUATE_SIGNIFICANCE_H_
#define BROADSHEET_EVALUATE_SIGNIFICANCE_H_

#include <span>

namespace broadsheet::evaluate {

struct Comparison {
  double delta = 0;  // mean of ours less mean of theirs
  double p = 1;      // two-sided
};

// Fisher's paired randomisation test (Smucker, Allan and Carterette, CIKM 2007): how often a difference
// at least as large arises if each query's two values are swapped at random. 100,000 swaps of a fixed
// seed, so that the same values give the same p. `ours` and `theirs` are of equal length, query by query.
Comparison compare_paired(std::span<const double> ours, std::span<const double> theirs);

}  // namespace broadsheet::evaluate

#endif  // BROADSHEET_EVALUATE_SIGNIFICANCE_H_
