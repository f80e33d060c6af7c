// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// LoginLimits: how often a password may be tried in vain. Counted by where tries come from and by whose
// account they are for; a client that has logged in to an account before is not kept out by what strangers
// try.

#ifndef BROADSHEET_WEB_LOGIN_LIMITS_H_
#define BROADSHEET_WEB_LOGIN_LIMITS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>

#include "web/window_counts.h"

namespace broadsheet::web {

// Safe from any thread. In memory alone: a restart forgets it all.
class LoginLimits {
 public:
  using Time = WindowCounts::Time;

  static constexpr std::chrono::minutes kWindow{15};
  static constexpr std::uint32_t kOfClientMax = 10;   // failures in a window
  static constexpr std::uint32_t kOfAccountMax = 10;  // of all clients that never logged in to it
  static constexpr std::size_t kKept = 65'536;        // counts, and pairs of client and account

  // Whether the client may try a password for the account, whose name is in one case; a name that nobody has
  // is counted like any other.
  bool may_try(std::string_view client, std::string_view account, Time now);
  void failed(std::string_view client, std::string_view account, Time now);
  void succeeded(std::string_view client, std::string_view account);

 private:
  bool is_known(std::string_view client, std::string_view account) const;

  std::mutex mutex_;
  WindowCounts of_clients_{kWindow, kKept};
  WindowCounts of_accounts_{kWindow, kKept};
  std::unordered_set<std::string> known_;  // client and account
};

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_LOGIN_LIMITS_H_
