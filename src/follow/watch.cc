// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "follow/watch.h"

#include <optional>

namespace broadsheet::follow {
namespace {

bool stopped(const WatchCallbacks& callbacks) {
  return callbacks.follow.stop && callbacks.follow.stop();
}

// One round: true if there was anything to do.
Result<bool> catch_up_all(std::span<Follower* const> followers, Revision head,
                          const WatchCallbacks& callbacks) {
  bool worked = false;
  for (Follower* follower : followers) {
    if (follower->published() >= head) continue;
    TRY(const Revision revision, follower->catch_up(callbacks.follow));
    worked = true;
    if (callbacks.published) callbacks.published(*follower, revision);
  }
  return worked;
}

}  // namespace

Result<void> watch(std::span<Follower* const> followers, store::Record& record,
                   const WatchCallbacks& callbacks) {
  // The first round also finds an index that is damaged or of another record.
  std::optional<std::string> uuid;
  while (!stopped(callbacks)) {
    TRY(const Revision head, record.head());
    TRY(std::string now, record.uuid());
    if (uuid != now) {
      for (Follower* follower : followers) {
        auto caught_up = follower->catch_up(callbacks.follow);
        if (!caught_up.ok() && caught_up.error().code() == ErrorCode::kInterrupted) return {};
        if (!caught_up.ok()) return std::move(caught_up).error();
        if (callbacks.published) callbacks.published(*follower, *caught_up);
      }
      uuid = std::move(now);
      continue;
    }
    auto worked = catch_up_all(followers, head, callbacks);
    if (!worked.ok() && worked.error().code() == ErrorCode::kInterrupted) return {};
    if (!worked.ok()) return std::move(worked).error();
    if (*worked) continue;
    bool tidied = false;
    for (Follower* follower : followers) {
      TRY(const bool more, follower->tidy_step());
      tidied = tidied || more;
    }
    if (!tidied && callbacks.wait) callbacks.wait(kWatchInterval);
  }
  return {};
}

}  // namespace broadsheet::follow
