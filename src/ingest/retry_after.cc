// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/retry_after.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "formats/fields.h"
#include "ingest/limits.h"

namespace broadsheet::ingest {

using std::chrono::milliseconds;

std::optional<milliseconds> read_retry_after(std::string_view value, Instant now) {
  value = formats::trim(value);
  const bool number =
      !value.empty() && std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
  if (number) {
    std::uint64_t seconds = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), seconds);
    // A number of any length is a wait; beyond an hour it does not matter how long.
    constexpr std::uint64_t kSecondsMax = 1'000'000'000;
    if (read.ec != std::errc()) seconds = kSecondsMax;
    return std::chrono::seconds(std::min(seconds, kSecondsMax));
  }
  const std::optional<Instant> date = formats::read_rfc822(value);
  if (!date) return std::nullopt;
  return std::max(milliseconds(0), std::chrono::duration_cast<milliseconds>(*date - now));
}

milliseconds back_off(int tries, milliseconds first, double random) {
  milliseconds wait = std::min(first, kBackOffMax);
  for (int i = 1; i < tries && wait < kBackOffMax; ++i) wait = std::min(2 * wait, kBackOffMax);
  return std::chrono::duration_cast<milliseconds>(wait * (0.5 + 0.5 * random));
}

}  // namespace broadsheet::ingest
