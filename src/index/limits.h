// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Bounds of the index room and what each defends against.

#ifndef BROADSHEET_INDEX_LIMITS_H_
#define BROADSHEET_INDEX_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace broadsheet::index {

// A section table read from a damaged file must not make us allocate without end.
inline constexpr std::uint32_t kSectionsMax = 256;
// Its length is stored in one byte.
inline constexpr std::size_t kSectionNameBytesMax = 64;

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_LIMITS_H_
