// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The inner loops over vectors that work on whole registers. Each has a plain twin for tests. All dimensions
// here are multiples of 64 (Rotation::padded()).

#ifndef BROADSHEET_INDEX_VECTOR_KERNELS_H_
#define BROADSHEET_INDEX_VECTOR_KERNELS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace broadsheet::index {

// A query as 16-bit numbers: y ≈ step * numbers. Scaled so that no sum of products with bytes passes 31 bits.
struct WholeQuery {
  std::vector<std::int16_t> numbers;
  double step = 0;
  double error = 0;  // |y - step * numbers|, rounded up
};
WholeQuery whole_query(std::span<const float> y);

// The sum of bytes[i] * numbers[i]. Exact.
std::int32_t dot_bytes(const std::int8_t* bytes, const std::int16_t* numbers, std::size_t dimensions);
std::int32_t dot_bytes_portable(const std::int8_t* bytes, const std::int16_t* numbers,
                                std::size_t dimensions);
// ... for `count` vectors one after another.
void dot_bytes_many(const std::int8_t* bytes, std::size_t count, const std::int16_t* numbers,
                    std::size_t dimensions, std::int32_t* sums);

inline constexpr std::uint32_t kBlockEntries = 32;

// For one bit a component: the sum of ±y by the bits, as docs/formats/vector_segment.md lays them out, four
// components at a time from a table of 16 bytes; sum ≈ step * looked_up + offset.
struct BitTables {
  std::vector<std::uint8_t> tables;  // 16 for each four components
  float step = 0;
  float offset = 0;
};
BitTables bit_tables(std::span<const float> y);

// A block of entries and how their bits become an estimate: base + h + f * (step * looked_up + offset).
struct BitBlock {
  const std::uint8_t* bits = nullptr;
  const std::uint16_t* f = nullptr;
  const std::uint16_t* h = nullptr;
};
// Writes kBlockEntries estimates; bit i of the result is set where estimate i >= threshold.
std::uint32_t estimate_block(const BitBlock& block, const BitTables& tables, float base, float threshold,
                             float* estimates);
std::uint32_t estimate_block_portable(const BitBlock& block, const BitTables& tables, float base,
                                      float threshold, float* estimates);

// Products of vectors with many others, for clustering. Others lie in panels of kPanel, transposed: component
// i of other j of a panel at i * kPanel + j.
inline constexpr std::size_t kPanel = 16;
inline constexpr std::size_t kPanelRows = 6;
// products[r * kPanel + j] of `rows` (kPanelRows vectors one after another) with a panel.
void multiply_panel(const float* rows, const float* panel, std::size_t dimensions, float* products);
void multiply_panel_portable(const float* rows, const float* panel, std::size_t dimensions, float* products);

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_VECTOR_KERNELS_H_
