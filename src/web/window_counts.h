// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// WindowCounts: how often something happened in a fixed window of time, by whoever did it.

#ifndef BROADSHEET_WEB_WINDOW_COUNTS_H_
#define BROADSHEET_WEB_WINDOW_COUNTS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace broadsheet::web {

// In memory alone. Not safe from several threads.
class WindowCounts {
 public:
  using Time = std::chrono::steady_clock::time_point;

  struct Count {
    Time began;
    std::uint32_t times = 0;
  };

  // At most `keys_max` keys are counted apart; further ones share one count, so that many names are no way
  // around.
  WindowCounts(std::chrono::seconds window, std::size_t keys_max) : window_(window), keys_max_(keys_max) {}

  // The count of a key in its present window, which begins now if there is none.
  Count& of(std::string_view key, Time now);
  // The same without remembering the key: 0 where nothing was counted.
  std::uint32_t times(std::string_view key, Time now) const;

 private:
  bool is_over(const Count& count, Time now) const { return now - count.began >= window_; }

  std::chrono::seconds window_;
  std::size_t keys_max_;
  std::unordered_map<std::string, Count> counts_;
};

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_WINDOW_COUNTS_H_
