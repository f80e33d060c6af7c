// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The lists of a vector segment: clusters by spherical k-means (Dhillon and Modha, "Concept decompositions
// for large sparse text data using clustering", 2001), in which a vector is nearest to the centre with which
// it has the largest cosine.

#ifndef BROADSHEET_INDEX_VECTOR_LISTS_H_
#define BROADSHEET_INDEX_VECTOR_LISTS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace broadsheet::index {

// How many lists a segment of so many rows has; 0 if it is flat.
std::uint32_t list_count(std::uint64_t rows);

struct NearestLists {
  std::uint16_t first = 0;
  std::uint16_t second = 0;  // another one
  float cosine = 0;          // with the first, times the vector's length
};

// Directions of centres, laid out for products. Immutable.
class ListDirections {
 public:
  // `centres` has a multiple of kPanel, at least two, vectors of `dimensions` (a multiple of 64), none of
  // them zero.
  ListDirections(std::span<const float> centres, std::size_t dimensions);

  std::size_t count() const { return count_; }
  // For each vector of `vectors`. Of equal cosines the smaller list is nearer.
  void nearest(std::span<const float> vectors, std::span<NearestLists> lists) const;

  // Vectors that nearest() works on at once: they fit into the second cache beside a panel.
  static constexpr std::size_t kTile = 96;

 private:
  void nearest_tile(const float* vectors, std::size_t count, NearestLists* lists) const;

  std::size_t dimensions_;
  std::size_t count_;
  std::vector<float> panels_;
};

struct TrainingOptions {
  std::uint32_t lists = 0;  // a multiple of kPanel
  int iterations = 8;
  std::size_t threads = 1;
};

// The centres: for each list the mean of its vectors of the sample. The sample's vectors are unit vectors, in
// an order that is random or as good as random, at least as many as lists. The same for every number of
// threads.
std::vector<float> train_lists(std::span<const float> sample, std::size_t dimensions,
                               const TrainingOptions& options);

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_VECTOR_LISTS_H_
