// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_APP_LIMITS_H_
#define BROADSHEET_APP_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace broadsheet::app {

// Requests in five minutes that a setting may allow.
inline constexpr std::uint32_t kQuotaMax = 1'000'000'000;

// Narrower windows would leave no room for a title beside its votes; wider lines are hard to read.
inline constexpr std::size_t kColumnsMin = 40;
inline constexpr std::size_t kColumnsMax = 132;
inline constexpr std::size_t kColumnsDefault = 80;

// Output is sent in pieces of this size: large enough to be cheap, small enough to appear at once.
inline constexpr std::size_t kOutputBufferBytes = 64 * 1024;

// A settings file larger than this is not one.
inline constexpr std::size_t kSettingsBytesMax = 1024 * 1024;

// As many results as one search can page through (design section 7: paging ends at the pool).
inline constexpr std::uint32_t kSearchCountMax = 1000;

// Titles whose top tens `check --deep` recomputes.
inline constexpr std::uint64_t kTopTensChecked = 200;

// Rejected records that `ingest --json` lists; all of them are counted.
inline constexpr std::size_t kRejectsListedMax = 1000;
// ... and those that a person is shown.
inline constexpr std::size_t kRejectsShownMax = 10;
// Papers that could not be indexed which are named.
inline constexpr std::uint64_t kUnreadableShownMax = 10;

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_LIMITS_H_
