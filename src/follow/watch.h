// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The loop of a process that keeps followers up to date: what was committed is published within a second.

#ifndef BROADSHEET_FOLLOW_WATCH_H_
#define BROADSHEET_FOLLOW_WATCH_H_

#include <chrono>
#include <functional>
#include <span>
#include <string>

#include "base/result.h"
#include "follow/follower.h"
#include "store/record.h"

namespace broadsheet::follow {

// How often the record is asked for its head; together with the time of a small publication it keeps
// the promise of one second.
inline constexpr std::chrono::milliseconds kWatchInterval{100};

struct WatchCallbacks {
  FollowCallbacks follow;
  // Called after each publication.
  std::function<void(const Follower&, Revision)> published;
  // Waits; returns early when there is reason to look at `stop` again. Tests replace it.
  std::function<void(std::chrono::milliseconds)> wait;
};

// Catches up whenever the record has changed, until callbacks.follow.stop says so. Merges and other upkeep
// are done while nothing changes. Other errors of a follower end it.
Result<void> watch(std::span<Follower* const> followers, store::Record& record,
                   const WatchCallbacks& callbacks);

}  // namespace broadsheet::follow

#endif  // BROADSHEET_FOLLOW_WATCH_H_
