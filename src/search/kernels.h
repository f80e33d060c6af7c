// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The inner loops of the scorers that work on whole registers. Each has a plain twin for tests.

#ifndef BROADSHEET_SEARCH_KERNELS_H_
#define BROADSHEET_SEARCH_KERNELS_H_

#include <cstdint>

#include "index/postings.h"

namespace broadsheet::search {

inline constexpr std::uint32_t kWindowDocs = 4096;
inline constexpr std::uint32_t kMaskWords = index::kBlockDocs / 64;

// Sets bit i of `mask` where impacts[i] >= threshold, for all kBlockDocs bytes. True if any bit is set.
bool impact_mask(const std::uint8_t* impacts, std::uint8_t threshold, std::uint64_t mask[kMaskWords]);
bool impact_mask_portable(const std::uint8_t* impacts, std::uint8_t threshold,
                          std::uint64_t mask[kMaskWords]);

// How many of kWindowDocs sums are >= threshold.
std::uint32_t count_candidates(const std::uint16_t* sums, std::uint16_t threshold);
std::uint32_t count_candidates_portable(const std::uint16_t* sums, std::uint16_t threshold);

// Writes the places of the sums >= threshold (threshold > 0), ascending, and zeroes all sums. `places` has
// room for kWindowDocs and may be written up to there. Returns how many.
std::uint32_t take_candidates(std::uint16_t* sums, std::uint16_t threshold, std::uint16_t* places,
                              std::uint16_t* values);
std::uint32_t take_candidates_portable(std::uint16_t* sums, std::uint16_t threshold, std::uint16_t* places,
                                       std::uint16_t* values);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_KERNELS_H_
