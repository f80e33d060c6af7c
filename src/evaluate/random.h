// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_EVALUATE_RANDOM_H_
#define BROADSHEET_EVALUATE_RANDOM_H_

#include <cstdint>

namespace broadsheet::evaluate {

// SplitMix64: the same sequence on every machine, which std::uniform_... does not promise.
class Random {
 public:
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }

 private:
  std::uint64_t state_ = 20260101;
};

}  // namespace broadsheet::evaluate

#endif  // BROADSHEET_EVALUATE_RANDOM_H_
