// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/login_limits.h"

namespace broadsheet::web {
namespace {

std::string pair_of(std::string_view client, std::string_view account) {
  return std::string(client) + '\n' + std::string(account);
}

}  // namespace

bool LoginLimits::is_known(std::string_view client, std::string_view account) const {
  return known_.contains(pair_of(client, account));
}

bool LoginLimits::may_try(std::string_view client, std::string_view account, Time now) {
  const std::lock_guard lock(mutex_);
  if (of_clients_.times(client, now) >= kOfClientMax) return false;
  return is_known(client, account) || of_accounts_.times(account, now) < kOfAccountMax;
}

void LoginLimits::failed(std::string_view client, std::string_view account, Time now) {
  const std::lock_guard lock(mutex_);
  ++of_clients_.of(client, now).times;
  if (!is_known(client, account)) ++of_accounts_.of(account, now).times;
}

void LoginLimits::succeeded(std::string_view client, std::string_view account) {
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kKept) known_.clear();
  known_.insert(pair_of(client, account));
}

}  // namespace broadsheet::web
