// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A seeded random rotation in O(D log D): docs/formats/vector_segment.md, "The space".
//
// Signs and Hadamard transforms as in Ailon and Chazelle, "The fast Johnson-Lindenstrauss transform" (2009).
// 384 is no power of two: a Hartley matrix mixes its three blocks of 128, where filling up to 512 would cost
// a third more of everything.

#ifndef BROADSHEET_INDEX_ROTATION_H_
#define BROADSHEET_INDEX_ROTATION_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace broadsheet::index {

// Immutable. Gives the same bits on every processor: it is compiled without fused operations.
class Rotation {
 public:
  // 1 <= dimensions <= kVectorDimensionsMax.
  Rotation(std::size_t dimensions, std::uint64_t seed);

  std::size_t dimensions() const { return dimensions_; }
  // `dimensions` filled up to a multiple of 64.
  std::size_t padded() const { return padded_; }
  // `in` has dimensions() numbers, `out` padded(). Products of unit vectors stay what they are up to
  // kRoundingMax.
  void apply(std::span<const float> in, std::span<float> out) const;

  static constexpr double kRoundingMax = 4e-6;

 private:
  void mix_blocks(float* values) const;

  std::size_t dimensions_;
  std::size_t padded_;
  std::size_t block_;           // 2^p
  std::size_t blocks_;          // m
  std::vector<float> signs_;    // of all rounds, +-1 over the transform's scale
  std::vector<float> hartley_;  // m * m
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_ROTATION_H_
