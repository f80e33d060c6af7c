// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Follower: something that makes the product fast and can always be made again from the record. It
// reads what changed after the revision that it last published, and publishes the new state together
// with its revision. Following twice changes nothing, following in pieces equals following at once,
// and a kill at any instant leaves the last published state; rebuilding is following from 0.

#ifndef BROADSHEET_FOLLOW_FOLLOWER_H_
#define BROADSHEET_FOLLOW_FOLLOWER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/strong_id.h"
#include "store/rows.h"

namespace broadsheet::follow {

struct FollowCallbacks {
  // Called now and then from the calling thread: changes done, of how many (an estimate).
  std::function<void(std::uint64_t done, std::uint64_t of)> progress;
  // Called for a paper that the record can't give. What is published has it as it last was, or not at all;
  // once the record can give it again, the feed names it again.
  std::function<void(const store::UnreadablePaper& paper)> unreadable;
  // Asked now and then; true ends the work with kInterrupted, and what was published stands.
  std::function<bool()> stop;
};

struct FollowerProblem {
  std::string file;  // within the data folder
  std::optional<std::uint64_t> offset;
  std::string what;
  std::string advice;  // what the operator does about it
};

// Confined to one thread, in the process that holds store::FollowerLock.
class Follower {
 public:
  virtual ~Follower() = default;

  virtual std::string_view name() const = 0;
  // 0 before the first publication.
  virtual Revision published() const = 0;
  // Follows until the record's head as it was at the call, and publishes. What it finds damaged, or made
  // from another record, it rebuilds on the way. Gives the revision now published.
  virtual Result<Revision> catch_up(const FollowCallbacks& callbacks) = 0;
  // Work that need not be done before people see the new state, in small steps: true if there may be more.
  virtual Result<bool> tidy_step() = 0;
  // Forgets everything published and follows from revision 0.
  virtual Result<Revision> rebuild(const FollowCallbacks& callbacks) = 0;
  // Brings the published files into their smallest form.
  virtual Result<void> compact() = 0;
};

// For a program that ends afterwards: catch_up, then all tidying, which `stop` ends early without an error.
Result<Revision> catch_up_and_tidy(Follower& follower, const FollowCallbacks& callbacks);

}  // namespace broadsheet::follow

#endif  // BROADSHEET_FOLLOW_FOLLOWER_H_
