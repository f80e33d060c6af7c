// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a server keeps to rank what is trending: follows the record beside the answering of requests.

#ifndef BROADSHEET_APP_TRENDING_FOLLOWING_H_
#define BROADSHEET_APP_TRENDING_FOLLOWING_H_

#include <memory>
#include <string>

#include "app/repeating.h"
#include "base/clock.h"
#include "base/result.h"
#include "follow/trending.h"

namespace broadsheet::app {

// Works on a thread and a connection of its own.
class TrendingFollowing {
 public:
  // The clock outlives it.
  static Result<std::unique_ptr<TrendingFollowing>> start(const std::string& data_folder, const Clock& clock);

  void stop() { repeating_.stop(); }
  // Null until the papers were read once.
  std::shared_ptr<const papers::TrendingTable> table() const { return follower_.table(); }

 private:
  TrendingFollowing(std::unique_ptr<store::Record> record, const Clock& clock);

  const std::unique_ptr<store::Record> record_;
  follow::TrendingFollower follower_;
  Repeating repeating_;
};

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_TRENDING_FOLLOWING_H_
