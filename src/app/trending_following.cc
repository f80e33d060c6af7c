// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/trending_following.h"

#include <chrono>
#include <utility>

namespace broadsheet::app {
namespace {

// What was voted for is ranked within a second; of a large ingest, many papers are taken up together.
constexpr std::chrono::milliseconds kBetween{250};

}  // namespace

Result<std::unique_ptr<TrendingFollowing>> TrendingFollowing::start(const std::string& data_folder,
                                                                    const Clock& clock) {
  TRY(std::unique_ptr<store::Record> record, store::Record::open(data_folder, store::Record::Mode::kRead));
  std::unique_ptr<TrendingFollowing> following(new TrendingFollowing(std::move(record), clock));
  TRY_VOID(following->repeating_.start());
  return following;
}

TrendingFollowing::TrendingFollowing(std::unique_ptr<store::Record> record, const Clock& clock)
    : record_(std::move(record)),
      follower_(*record_, clock),
      repeating_("what is trending is not followed", kBetween, [this]() -> Result<bool> {
        follow::FollowCallbacks callbacks;
        callbacks.stop = [this] { return repeating_.stopping().load(); };
        TRY_VOID(follower_.catch_up(callbacks));
        return false;
      }) {}

}  // namespace broadsheet::app
