// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Vectors for tests. Included by tests, fuzz targets and benches only.

#ifndef BROADSHEET_INDEX_VECTOR_TESTING_H_
#define BROADSHEET_INDEX_VECTOR_TESTING_H_

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "index/half.h"
#include "index/vector_store.h"

namespace broadsheet::index {

inline TextHash example_hash(std::uint64_t number) {
  return {number * 0x9E3779B97F4A7C15ULL + 1, number};
}

// Unit vectors around random centres, with a common direction: what sentence encoders give looks like it from
// afar. For correctness only: recall is measured on real vectors.
class ExampleVectors {
 public:
  ExampleVectors(std::size_t dimensions, std::size_t clusters, std::uint32_t seed)
      : dimensions_(dimensions), random_(seed), centres_(clusters, std::vector<float>(dimensions)) {
    std::vector<float> common(dimensions);
    for (float& value : common) value = normal_(random_);
    for (std::vector<float>& centre : centres_) {
      for (std::size_t i = 0; i < dimensions; ++i) centre[i] = normal_(random_) + common[i] * 0.7F;
    }
  }

  std::vector<float> next() {
    std::vector<float> vector = centres_[random_() % centres_.size()];
    double sum = 0;
    for (float& value : vector) {
      value += normal_(random_) * 0.9F;
      sum += static_cast<double>(value) * static_cast<double>(value);
    }
    for (float& value : vector) value = static_cast<float>(static_cast<double>(value) / std::sqrt(sum));
    return vector;
  }

  std::vector<std::uint16_t> next_halves() {
    std::vector<std::uint16_t> halves(dimensions_);
    halves_from_floats(next(), halves);
    return halves;
  }

 private:
  std::size_t dimensions_;
  std::mt19937 random_;
  std::normal_distribution<float> normal_{0, 1};
  std::vector<std::vector<float>> centres_;
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_VECTOR_TESTING_H_
