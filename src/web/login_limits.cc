// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/login_limits.h"

namespace broadsheet::web {
namespace {

std::string pair_of(std::string_view client, std::string_view account) {
  return std::string(client) + '\n' + std::string(account);
}

}  // namespace

bool LoginLimits::is_full(const Counts& counts, const std::string& key, std::uint32_t most, Time now) {
  const auto found = counts.find(key);
  return found != counts.end() && now - found->second.began < kWindow && found->second.failures >= most;
}

void LoginLimits::add(Counts& counts, const std::string& key, Time now) {
  if (counts.size() >= kKept) {
    std::erase_if(counts, [&](const auto& each) { return now - each.second.began >= kWindow; });
    // So many at once are an attack; what is known of it is less important than our memory.
    if (counts.size() >= kKept) counts.clear();
  }
  Count& count = counts.try_emplace(key, Count{now}).first->second;
  if (now - count.began >= kWindow) count = Count{now};
  ++count.failures;
}

bool LoginLimits::is_known(std::string_view client, std::string_view account) const {
  return known_.contains(pair_of(client, account));
}

bool LoginLimits::may_try(std::string_view client, std::string_view account, Time now) {
  const std::lock_guard lock(mutex_);
  if (is_full(of_clients_, std::string(client), kOfClientMax, now)) return false;
  return is_known(client, account) || !is_full(of_accounts_, std::string(account), kOfAccountMax, now);
}

void LoginLimits::failed(std::string_view client, std::string_view account, Time now) {
  const std::lock_guard lock(mutex_);
  add(of_clients_, std::string(client), now);
  if (!is_known(client, account)) add(of_accounts_, std::string(account), now);
}

void LoginLimits::succeeded(std::string_view client, std::string_view account) {
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kKept) known_.clear();
  known_.insert(pair_of(client, account));
}

}  // namespace broadsheet::web
