// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// StrongId: an integer that only mixes with its own kind. PaperNumber and Revision cannot be
// swapped in a call, and neither takes part in arithmetic by accident.

#ifndef BROADSHEET_BASE_STRONG_ID_H_
#define BROADSHEET_BASE_STRONG_ID_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>

namespace broadsheet {

template <typename Tag, typename Int>
class StrongId {
 public:
  using Integer = Int;

  constexpr StrongId() = default;
  constexpr explicit StrongId(Int value) : value_(value) {}

  // Above all that are ever given: where a walk from the newest begins.
  static constexpr StrongId highest() { return StrongId(std::numeric_limits<Int>::max()); }

  constexpr Int value() const { return value_; }
  friend constexpr auto operator<=>(StrongId, StrongId) = default;

 private:
  Int value_ = 0;
};

// The number under which the record and every follower know a paper: dense, from 1, never reused.
// It is our own and never printed; people and other programs see PaperId texts ("2608.01234").
using PaperNumber = StrongId<struct PaperNumberTag, std::uint32_t>;

// One committed change of the record: dense, from 1; 0 is "before the first change".
using Revision = StrongId<struct RevisionTag, std::uint64_t>;

}  // namespace broadsheet

template <typename Tag, typename Int>
struct std::hash<broadsheet::StrongId<Tag, Int>> {
  std::size_t operator()(broadsheet::StrongId<Tag, Int> id) const noexcept {
    return std::hash<Int>{}(id.value());
  }
};

#endif  // BROADSHEET_BASE_STRONG_ID_H_
