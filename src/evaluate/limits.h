// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What bounds the work that a test collection or run file can cause.

#ifndef BROADSHEET_EVALUATE_LIMITS_H_
#define BROADSHEET_EVALUATE_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace broadsheet::evaluate {

// Unpacked bytes of one file; defends against a compressed file that never ends.
inline constexpr std::uint64_t kCollectionFileBytesMax = std::uint64_t{16} << 30;
// Documents of a collection and lines of its other files; they are held in memory.
inline constexpr std::size_t kCollectionDocumentsMax = 10'000'000;
inline constexpr std::size_t kCollectionLinesMax = 50'000'000;
// Grades are small numbers; a larger one is a broken file, and sums of gains stay exact.
inline constexpr int kGradeMax = 1'000'000;
// Hits that a run keeps for one query.
inline constexpr std::size_t kRunDepthMax = 100'000;

}  // namespace broadsheet::evaluate

#endif  // BROADSHEET_EVALUATE_LIMITS_H_
