// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Sixteen bytes looked at together, for scans over text that stop at a rare byte. The compiler's own vectors:
// every processor that we run on has them, so nothing is chosen at run time.

#ifndef BROADSHEET_BASE_BYTE_VECTOR_H_
#define BROADSHEET_BASE_BYTE_VECTOR_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace broadsheet {

inline constexpr std::size_t kByteVectorSize = 16;
using ByteVector = std::uint8_t __attribute__((vector_size(kByteVectorSize)));
// What comparing two of them gives: all bits of a byte set where it is so.
using ByteMask = signed char __attribute__((vector_size(kByteVectorSize)));

inline ByteVector load_bytes(const char* bytes) {
  ByteVector vector;
  std::memcpy(&vector, bytes, sizeof vector);
  return vector;
}

inline bool any(ByteMask mask) {
  std::array<std::uint64_t, 2> halves;
  std::memcpy(halves.data(), &mask, sizeof mask);
  return (halves[0] | halves[1]) != 0;
}

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_BYTE_VECTOR_H_
