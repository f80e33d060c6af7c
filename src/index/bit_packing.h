// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Small integers in as few bits as the largest of a block needs (docs/formats/postings.md, "Lists").
// Up to kFlatMax values lie in one flat bit string; more lie in rows of eight lanes, so that one
// 256-bit register unpacks eight neighbours at once. The layout follows SIMD-BP128 (Lemire and
// Boytsov, "Decoding billions of integers per second through vectorization", 2015), for 256 bits.

#ifndef BROADSHEET_INDEX_BIT_PACKING_H_
#define BROADSHEET_INDEX_BIT_PACKING_H_

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/check.h"

namespace broadsheet::index {

inline constexpr std::uint32_t kPackedMax = 256;  // values in one packed block
inline constexpr std::uint32_t kFlatMax = 64;
inline constexpr std::uint32_t kLanes = 8;
// Unpacking may read, never use, so many bytes from the start of a block: no more than a mapped file's
// readable tail. Sections whose last block is verified beyond its end close with as many.
inline constexpr std::size_t kPackedSlack = 4096;

// Bits that the largest of the values needs.
unsigned packed_width(const std::uint32_t* values, std::uint32_t count);

constexpr std::size_t packed_bytes(std::uint32_t count, unsigned width) {
  if (count <= kFlatMax) return (std::size_t{count} * width + 7) / 8;
  const std::size_t rows = (count + kLanes - 1) / kLanes;
  return (rows * width + 31) / 32 * kLanes * sizeof(std::uint32_t);
}

// Writes packed_bytes(count, width) bytes. count <= kPackedMax, every value below 2^width.
void pack(const std::uint32_t* values, std::uint32_t count, unsigned width, std::uint8_t* out);

// Writes at least count values; what follows up to kPackedMax may be overwritten with anything.
// width <= 32; `in` has kPackedSlack readable bytes from its start.
void unpack(const std::uint8_t* in, std::uint32_t count, unsigned width, std::uint32_t* out);

// Unpacks gaps less one and adds them up: out[i] = first + i + the sum of values 0..i, modulo 2^32.
void unpack_ascending(const std::uint8_t* in, std::uint32_t count, unsigned width, std::uint32_t first,
                      std::uint32_t* out);

// The plain twins, for tests and for processors without wide registers.
void unpack_portable(const std::uint8_t* in, std::uint32_t count, unsigned width, std::uint32_t* out);
void unpack_ascending_portable(const std::uint8_t* in, std::uint32_t count, unsigned width,
                               std::uint32_t first, std::uint32_t* out);

// `width` <= 32 bits from bit `at` of a flat bit string; reads eight bytes.
inline std::uint32_t flat_value(const std::uint8_t* in, std::uint64_t at, unsigned width) {
  const auto bits = load<std::uint64_t>(in + at / 8) >> (at % 8);
  return static_cast<std::uint32_t>(bits & ((std::uint64_t{1} << width) - 1));
}

// One value of a packed block, without the others.
inline std::uint32_t unpack_one(const std::uint8_t* in, std::uint32_t count, unsigned width,
                                std::uint32_t index) {
  if (count <= kFlatMax) return flat_value(in, std::uint64_t{index} * width, width);
  const std::uint32_t bit = index / kLanes * width;
  const std::uint8_t* word = in + (bit / 32 * kLanes + index % kLanes) * sizeof(std::uint32_t);
  std::uint64_t bits = load<std::uint32_t>(word);
  bits |= std::uint64_t{load<std::uint32_t>(word + kLanes * sizeof(std::uint32_t))} << 32;
  return static_cast<std::uint32_t>((bits >> (bit % 32)) & ((std::uint64_t{1} << width) - 1));
}

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_BIT_PACKING_H_
