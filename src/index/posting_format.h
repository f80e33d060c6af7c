// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Names for the numbers of docs/formats/postings.md that writer and reader share. Private to them.

#ifndef BROADSHEET_INDEX_POSTING_FORMAT_H_
#define BROADSHEET_INDEX_POSTING_FORMAT_H_

#include <cstddef>
#include <cstdint>

#include "index/postings.h"

namespace broadsheet::index {

inline constexpr std::uint32_t kFlagFrequencies = 1;
inline constexpr std::uint32_t kFlagPositions = 2;
inline constexpr std::size_t kFieldHeaderBytes = 64;
inline constexpr std::size_t kRecordBytes = 32;
inline constexpr std::uint32_t kTermsPerBlock = 16;
inline constexpr std::size_t kSmallHeaderBytes = 12;
inline constexpr std::uint64_t kPositionAlignment = 8;

inline constexpr std::uint8_t kBitSetMark = 63;
// A bit set takes at most twice the bytes of the packed form, which has at most 1 KiB.
inline constexpr std::uint32_t kBitSetWordsMax = 224;
inline constexpr std::size_t kDocBlockBytesMax = 8 + kBitSetWordsMax * 9;
// 256 gaps of at most this width cannot add up beyond 32 bits.
inline constexpr unsigned kSafeGapWidth = 23;

// Where the arrays of a long list's skip data begin, in bytes from its start.
struct SkipLayout {
  SkipLayout(std::uint32_t blocks, bool freqs, bool positions) {
    const std::uint64_t groups = (blocks + kSuperBlocks - 1) / kSuperBlocks;
    const std::uint64_t array = std::uint64_t{4} * blocks;
    last_docs = 24;
    doc_offsets = last_docs + array;
    freq_offsets = doc_offsets + array;
    position_offsets = freq_offsets + (freqs ? array : 0);
    group_last_docs = position_offsets + (positions ? array : 0);
    block_impacts = group_last_docs + 4 * groups;
    group_impacts = block_impacts + (std::uint64_t{blocks} + 3) / 4 * 4;
    bytes = group_impacts + (groups + 3) / 4 * 4;
  }

  std::uint64_t last_docs, doc_offsets, freq_offsets, position_offsets, group_last_docs, block_impacts,
      group_impacts, bytes;
};

inline bool ascending(const std::uint32_t* values, std::uint32_t count) {
  std::uint32_t falls = 0;
  for (std::uint32_t i = 1; i < count; ++i) falls |= static_cast<std::uint32_t>(values[i] <= values[i - 1]);
  return falls == 0;
}

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_POSTING_FORMAT_H_
