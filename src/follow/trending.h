// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The follower `trending`: what ranking needs of the last year's papers, in memory. It has no files, for it
// is made anew from the record in a second for each 50,000 papers of that year, and needs no lock: each
// process that wants it has its own.

#ifndef BROADSHEET_FOLLOW_TRENDING_H_
#define BROADSHEET_FOLLOW_TRENDING_H_

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/date.h"
#include "follow/follower.h"
#include "papers/trending_table.h"
#include "store/record.h"

namespace broadsheet::follow {

inline constexpr std::string_view kTrendingName = "trending";

// Confined to one thread but for table(). The record and the clock outlive it.
class TrendingFollower final : public Follower {
 public:
  TrendingFollower(store::Record& record, const Clock& clock) : record_(record), clock_(clock) {}

  // What was published last; null before, and while the record can't be followed. From any thread.
  std::shared_ptr<const papers::TrendingTable> table() const;

  std::string_view name() const override { return kTrendingName; }
  Revision published() const override { return table_.revision(); }
  Result<Revision> catch_up(const FollowCallbacks& callbacks) override;
  Result<bool> tidy_step() override { return false; }
  Result<Revision> rebuild(const FollowCallbacks& callbacks) override;
  Result<void> compact() override { return {}; }

 private:
  // The papers that changed, each once. kInterrupted when asked to stop.
  Result<std::vector<PaperNumber>> changed_papers(Revision head, const FollowCallbacks& callbacks);
  Result<Revision> follow(const FollowCallbacks& callbacks);
  Result<void> build(Day newest, const FollowCallbacks& callbacks);
  Result<void> take_up(std::span<const PaperNumber> changed, const FollowCallbacks& callbacks);
  Result<bool> follows_on(Revision head, Day newest);
  Result<void> publish(Revision head);

  store::Record& record_;
  const Clock& clock_;
  papers::TrendingTable table_;
  std::unordered_map<std::uint32_t, Day> day_of_;  // of every paper in table_, by its number
  std::string uuid_;                               // of the record whose state table_ is; empty: of none
  std::uint64_t stamp_ = 0;                        // of the revision of table_

  mutable std::mutex mutex_;  // guards published_
  std::shared_ptr<const papers::TrendingTable> published_;
};

}  // namespace broadsheet::follow

#endif  // BROADSHEET_FOLLOW_TRENDING_H_
