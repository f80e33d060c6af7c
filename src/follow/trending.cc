// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "follow/trending.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_set>
#include <utility>

#include "follow/limits.h"
#include "papers/editions.h"

namespace broadsheet::follow {
namespace {

using papers::TrendingPaper;
using papers::TrendingTable;
using std::chrono::days;

// Days that are kept behind the longest window: the newest day may go back a little, by a paper that is
// withdrawn, and old days are forgotten a month at a time.
constexpr days kSpareDays{32};
constexpr days kDaysKept = days(papers::kTrendingDaysMax) + kSpareDays;

struct DayUpdate {
  std::unordered_set<std::uint32_t> gone;
  std::vector<TrendingPaper> come;
};

void apply(DayUpdate&& update, Day day, TrendingTable& table) {
  std::vector<TrendingPaper> papers;
  for (const TrendingPaper& paper : table.day(day)) {
    if (!update.gone.contains(paper.row.number.value())) papers.push_back(paper);
  }
  std::ranges::move(update.come, std::back_inserter(papers));
  table.set_day(day, std::move(papers));
}

}  // namespace

std::shared_ptr<const TrendingTable> TrendingFollower::table() const {
  const std::lock_guard lock(mutex_);
  return published_;
}

Result<Revision> TrendingFollower::catch_up(const FollowCallbacks& callbacks) {
  auto followed = follow(callbacks);
  // Answers come from the record until it can be followed again, or fail as it does: never from what was.
  if (!followed.ok() && followed.error().code() != ErrorCode::kInterrupted) {
    const std::lock_guard lock(mutex_);
    published_.reset();
    uuid_.clear();
  }
  return followed;
}

Result<Revision> TrendingFollower::follow(const FollowCallbacks& callbacks) {
  TRY(const store::Snapshot snapshot, record_.snapshot());
  TRY(const Revision head, record_.head());
  // At least what any time zone has for tomorrow.
  const Day horizon = std::chrono::floor<days>(clock_.now()) + days(2);
  TRY(const std::optional<Day> newest, papers::newest_edition(record_, horizon));
  TRY(const bool follows, follows_on(head, newest.value_or(horizon)));
  if (follows && head == published()) return head;
  if (follows) {
    TRY(const std::vector<PaperNumber> changed, changed_papers(head, callbacks));
    TRY_VOID(take_up(changed, callbacks));
  } else {
    TRY_VOID(build(newest.value_or(horizon), callbacks));
  }
  const Day kept = newest.value_or(horizon) - kDaysKept;
  if (table_.first() + kSpareDays < kept) {
    table_.forget_before(kept);
    std::erase_if(day_of_, [&](const auto& paper) { return paper.second < kept; });
  }
  TRY_VOID(publish(head));
  return head;
}

Result<Revision> TrendingFollower::rebuild(const FollowCallbacks& callbacks) {
  uuid_.clear();
  return catch_up(callbacks);
}

// Whether the table is of this record's past, goes back far enough, and is not so far behind that reading the
// papers of a year costs less.
Result<bool> TrendingFollower::follows_on(Revision head, Day newest) {
  TRY(const std::string uuid, record_.uuid());
  TRY(const std::optional<std::uint64_t> stamp, record_.stamp_of(published()));
  if (uuid_ != uuid || stamp.value_or(0) != stamp_) return false;
  return newest - days(papers::kTrendingDaysMax) >= table_.first() &&
         head.value() - published().value() <= kTrendingFollowsMax;
}

Result<void> TrendingFollower::build(Day newest, const FollowCallbacks& callbacks) {
  uuid_.clear();  // until it is whole
  TRY(table_, papers::read_trending_table(record_, newest - kDaysKept, Day::max(), callbacks.stop));
  day_of_.clear();
  for (const TrendingPaper* paper : table_.between(table_.first(), Day::max()))
    day_of_.emplace(paper->row.number.value(), paper->row.edition.day);
  return {};
}

Result<std::vector<PaperNumber>> TrendingFollower::changed_papers(Revision head,
                                                                  const FollowCallbacks& callbacks) {
  std::vector<PaperNumber> changed;
  for (Revision at = published(); at < head;) {
    if (callbacks.stop && callbacks.stop()) return Error(ErrorCode::kInterrupted, "following was stopped");
    TRY(const std::vector<store::Change> changes, record_.changes_after(at, kFeedBatch));
    if (changes.empty()) break;
    for (const store::Change& change : changes) changed.emplace_back(static_cast<std::uint32_t>(change.key));
    at = changes.back().revision;
  }
  std::ranges::sort(changed);
  changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
  return changed;
}

Result<void> TrendingFollower::take_up(std::span<const PaperNumber> changed,
                                       const FollowCallbacks& callbacks) {
  TRY(std::vector<store::EditionRow> rows, record_.edition_rows(changed));
  std::erase_if(rows, [&](const store::EditionRow& row) {
    return row.edition.precision != DatePrecision::kDay || row.edition.day < table_.first();
  });
  TRY(std::vector<TrendingPaper> papers,
      papers::read_trending_papers(record_, std::move(rows), callbacks.stop));
  std::map<Day, DayUpdate> updates;
  for (const PaperNumber number : changed) {
    const auto known = day_of_.find(number.value());
    if (known == day_of_.end()) continue;
    updates[known->second].gone.insert(number.value());
    day_of_.erase(known);
  }
  for (TrendingPaper& paper : papers) {
    const Day day = paper.row.edition.day;
    day_of_.emplace(paper.row.number.value(), day);
    updates[day].come.push_back(std::move(paper));
  }
  for (auto& [day, update] : updates) apply(std::move(update), day, table_);
  return {};
}

Result<void> TrendingFollower::publish(Revision head) {
  TRY(std::string uuid, record_.uuid());
  TRY(const std::optional<std::uint64_t> stamp, record_.stamp_of(head));
  table_.set_revision(head);
  uuid_ = std::move(uuid);
  stamp_ = stamp.value_or(0);
  auto table = std::make_shared<const TrendingTable>(table_);
  const std::lock_guard lock(mutex_);
  published_ = std::move(table);
  return {};
}

}  // namespace broadsheet::follow
