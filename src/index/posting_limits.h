// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Bounds of inverted fields and what each defends against.

#ifndef BROADSHEET_INDEX_POSTING_LIMITS_H_
#define BROADSHEET_INDEX_POSTING_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace broadsheet::index {

// A term's length is stored in one byte. The analyzer cuts tokens long before.
inline constexpr std::size_t kTermBytesMax = 255;
// Occurrences of one term in one document. A forged frequency must not make a reader allocate
// gigabytes for positions; texts are cut at as many bytes.
inline constexpr std::uint32_t kTermFrequencyMax = std::uint32_t{1} << 24;
// Positions of one block that stand before a posting's: almost 256 documents at the bound above.
inline constexpr std::uint64_t kBlockPositionsMax = std::uint64_t{255} * kTermFrequencyMax;
// Documents of one field; leaves room for kNoDoc and for windows that reach past the last document.
inline constexpr std::uint32_t kFieldDocsMax = std::uint32_t{1} << 31;

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_POSTING_LIMITS_H_
