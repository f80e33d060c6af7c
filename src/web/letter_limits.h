// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// LetterLimits: how many letters one client may have sent to addresses that are perhaps not its own. Together
// with one letter for an address and day it keeps us from being somebody's mail bomb.

#ifndef BROADSHEET_WEB_LETTER_LIMITS_H_
#define BROADSHEET_WEB_LETTER_LIMITS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string_view>

#include "web/window_counts.h"

namespace broadsheet::web {

// Safe from any thread. In memory alone: a restart forgets it all.
class LetterLimits {
 public:
  static constexpr std::chrono::hours kWindow{24};
  static constexpr std::uint32_t kOfClientMax = 20;
  static constexpr std::uint32_t kToAddressMax = 3;
  static constexpr std::size_t kKept = 65'536;

  // Whether one more may be sent, which is counted.
  bool add(std::string_view client, WindowCounts::Time now) {
    const std::lock_guard lock(mutex_);
    return ++of_clients_.of(client, now).times <= kOfClientMax;
  }
  // The same of an address that somebody says is theirs, by whichever of their accounts.
  bool add_to(std::string_view address, WindowCounts::Time now) {
    const std::lock_guard lock(mutex_);
    return ++to_addresses_.of(address, now).times <= kToAddressMax;
  }

 private:
  std::mutex mutex_;
  WindowCounts of_clients_{kWindow, kKept};
  WindowCounts to_addresses_{kWindow, kKept};
};

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_LETTER_LIMITS_H_
