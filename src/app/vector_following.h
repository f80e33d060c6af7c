// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The vectors of a server: encodes papers beside the answering of requests, and stands back for them.

#ifndef BROADSHEET_APP_VECTOR_FOLLOWING_H_
#define BROADSHEET_APP_VECTOR_FOLLOWING_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "app/published_index.h"
#include "base/result.h"
#include "encode/encoder.h"
#include "follow/vectors.h"

namespace broadsheet::app {

// Works on a thread and a connection of its own, at the lowest priority and one text at a time: encoding
// takes what nobody else wants of one core.
class VectorFollowing {
 public:
  // Does nothing until `may_follow` says that this process holds the follower's lock. `model` may be null:
  // then it never does anything. While `may_encode` says no, what is new is taken up and waits.
  VectorFollowing(std::string data_folder, std::shared_ptr<const encode::Model> model, PublishedIndex& index,
                  std::function<bool()> may_follow, std::function<bool()> may_encode);
  ~VectorFollowing();

  Result<void> start();
  // Returns when the texts in hand are done: at most a second.
  void stop();

 private:
  void run();
  Result<void> follow();
  Result<bool> step(follow::VectorFollower& follower, store::Record& record);
  void wait(std::chrono::milliseconds time) const;

  const std::string data_folder_;
  const std::shared_ptr<const encode::Model> model_;
  PublishedIndex& index_;
  const std::function<bool()> may_follow_;
  const std::function<bool()> may_encode_;
  Revision seen_;                 // of the record, when it was last caught up with
  std::uint64_t generation_ = 0;  // that was opened last
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_VECTOR_FOLLOWING_H_
