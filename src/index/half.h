// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Half-precision numbers (IEEE 754 binary16) as 16 bits, and the exact cosine.
//
// The exact cosine of a query q and a stored vector v is (q·v) / (sqrt(q·q) * sqrt(v·v)), computed so that
// it is the same bits on every processor: a product of a float and a half has at most 35 significant bits
// and is exact in double precision, fused or not, and the sums run in one documented order: kExactLanes
// partial sums, of which number j takes the elements i with i % kExactLanes == j in ascending order, and
// which are then added pairwise, j and j + 8, j and j + 4, j and j + 2, j and j + 1.

#ifndef BROADSHEET_INDEX_HALF_H_
#define BROADSHEET_INDEX_HALF_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace broadsheet::index {

// Rounds to the nearest, ties to even; beyond the range to infinity.
std::uint16_t half_from_float(float value);
float float_from_half(std::uint16_t half);

// Element by element; the spans are of equal length.
void halves_from_floats(std::span<const float> values, std::span<std::uint16_t> halves);
void floats_from_halves(std::span<const std::uint16_t> halves, std::span<float> values);
void floats_from_halves_portable(std::span<const std::uint16_t> halves, std::span<float> values);

inline constexpr std::size_t kExactLanes = 16;

struct ProductAndNorm {
  double product = 0;  // q·v
  double norm2 = 0;    // v·v
  friend bool operator==(const ProductAndNorm&, const ProductAndNorm&) = default;
};

// As defined above. `query` holds floats' values and is filled with zeros up to a multiple of kExactLanes;
// `halves` has `dimensions` numbers.
ProductAndNorm product_and_norm(const double* query, const std::uint16_t* halves, std::size_t dimensions);
ProductAndNorm product_and_norm_portable(const double* query, const std::uint16_t* halves,
                                         std::size_t dimensions);

// A query ready for exact cosines. Immutable.
class ExactQuery {
 public:
  explicit ExactQuery(std::span<const float> query);

  std::size_t dimensions() const { return dimensions_; }
  // The query's Euclidean length; 0 or not finite for one that has no direction.
  double norm() const { return norm_; }
  // `halves` has dimensions() finite numbers, not all zero.
  double cosine(const std::uint16_t* halves) const;

 private:
  std::size_t dimensions_;
  std::vector<double> values_;
  double norm_ = 0;
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_HALF_H_
