// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/window_counts.h"

namespace broadsheet::web {
namespace {

// No client and no reader is called so.
constexpr std::string_view kOthers = "(others)";

}  // namespace

WindowCounts::Count& WindowCounts::of(std::string_view key, Time now) {
  auto found = counts_.find(std::string(key));
  if (found == counts_.end() && counts_.size() >= keys_max_) {
    std::erase_if(counts_, [&](const auto& each) { return is_over(each.second, now); });
    if (counts_.size() >= keys_max_) key = kOthers;
    found = counts_.find(std::string(key));
  }
  if (found == counts_.end()) found = counts_.emplace(std::string(key), Count{now, 0}).first;
  if (is_over(found->second, now)) found->second = Count{now, 0};
  return found->second;
}

std::uint32_t WindowCounts::times(std::string_view key, Time now) const {
  auto found = counts_.find(std::string(key));
  if (found == counts_.end() && counts_.size() >= keys_max_) found = counts_.find(std::string(kOthers));
  return found == counts_.end() || is_over(found->second, now) ? 0 : found->second.times;
}

}  // namespace broadsheet::web
