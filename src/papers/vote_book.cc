// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/vote_book.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "base/check.h"

namespace broadsheet::papers {
namespace {

constexpr std::int64_t kDaySeconds = 86400;
constexpr std::int64_t kWeekSeconds = 7 * kDaySeconds;
// Votes with shorter pauses between them are one sitting, which ends after four hours all the same: else
// somebody who votes every 20 minutes for weeks would have had one.
constexpr std::int64_t kPauseSeconds = 30 * 60;
constexpr std::int64_t kSittingSeconds = 4 * 3600;

std::int64_t floor_divided(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

template <typename T>
std::uint32_t index_in(const std::vector<T>& sorted, T value) {
  return static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin());
}

template <typename T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  values.shrink_to_fit();
}

double ratio(std::uint32_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

std::int64_t VoteBook::day_of(std::int64_t at) {
  return floor_divided(at, kDaySeconds);
}

std::int64_t VoteBook::second_of_day(std::int64_t at) {
  return at - day_of(at) * kDaySeconds;
}

VoteBook::VoteBook(std::span<const CastVote> votes, std::chrono::seconds window) {
  CHECK(votes.size() < std::numeric_limits<std::uint32_t>::max());
  number_densely(votes);
  keep_first_votes();
  order_by_account();
  count_crowds(window.count());
  count_sittings();
  count_times();
}

void VoteBook::number_densely(std::span<const CastVote> votes) {
  voters_.reserve(votes.size());
  for (const CastVote& vote : votes) voters_.push_back(vote.voter);
  sort_unique(voters_);
  numbers_.reserve(votes.size());
  for (const CastVote& vote : votes) numbers_.push_back(vote.paper);
  sort_unique(numbers_);
  votes_.reserve(votes.size());
  for (const CastVote& vote : votes) {
    votes_.push_back(
        {vote.at.time_since_epoch().count(), index_in(voters_, vote.voter), index_in(numbers_, vote.paper)});
  }
}

void VoteBook::keep_first_votes() {
  const auto of = [](const Vote& vote) { return std::tie(vote.paper, vote.account, vote.at); };
  std::sort(votes_.begin(), votes_.end(),
            [&](const auto& one, const auto& two) { return of(one) < of(two); });
  const auto same = [](const Vote& one, const Vote& two) {
    return one.paper == two.paper && one.account == two.account;
  };
  votes_.erase(std::unique(votes_.begin(), votes_.end(), same), votes_.end());
  paper_begins_.assign(numbers_.size() + 1, 0);
  for (const Vote& vote : votes_) ++paper_begins_[vote.paper + 1];
  for (std::size_t paper = 0; paper < numbers_.size(); ++paper) {
    paper_begins_[paper + 1] += paper_begins_[paper];
    std::sort(votes_.begin() + paper_begins_[paper], votes_.begin() + paper_begins_[paper + 1],
              [](const auto& one, const auto& two) {
                return std::tie(one.at, one.account) < std::tie(two.at, two.account);
              });
  }
}

void VoteBook::order_by_account() {
  account_begins_.assign(voters_.size() + 1, 0);
  for (const Vote& vote : votes_) ++account_begins_[vote.account + 1];
  for (std::size_t account = 0; account < voters_.size(); ++account)
    account_begins_[account + 1] += account_begins_[account];
  by_account_.resize(votes_.size());
  std::vector<std::uint32_t> next(account_begins_.begin(), account_begins_.end() - 1);
  for (std::uint32_t vote = 0; vote < votes_.size(); ++vote) by_account_[next[votes_[vote].account]++] = vote;
  for (std::size_t account = 0; account < voters_.size(); ++account) {
    std::stable_sort(by_account_.begin() + account_begins_[account],
                     by_account_.begin() + account_begins_[account + 1],
                     [&](std::uint32_t one, std::uint32_t two) { return votes_[one].at < votes_[two].at; });
  }
}

void VoteBook::count_crowds(std::int64_t window) {
  crowds_.resize(votes_.size());
  for (std::size_t paper = 0; paper < numbers_.size(); ++paper) {
    const std::uint32_t end = paper_begins_[paper + 1];
    std::uint32_t first = paper_begins_[paper];
    std::uint32_t past = first;
    for (std::uint32_t vote = first; vote < end; ++vote) {
      while (votes_[vote].at - votes_[first].at > window) ++first;
      while (past < end && votes_[past].at - votes_[vote].at <= window) ++past;
      crowds_[vote] = past - first - 1;
    }
  }
}

void VoteBook::count_sittings() {
  sittings_.resize(votes_.size());
  for (std::uint32_t account = 0; account < accounts(); ++account) {
    std::uint32_t sitting = 0;
    std::int64_t began = 0;
    std::int64_t before = 0;
    bool first = true;
    for (const std::uint32_t vote : votes_of(account)) {
      const std::int64_t at = votes_[vote].at;
      if (first) began = at;
      if (!first && (at - before > kPauseSeconds || at - began > kSittingSeconds)) {
        ++sitting;
        began = at;
      }
      sittings_[vote] = sitting;
      before = at;
      first = false;
    }
  }
}

void VoteBook::count_times() {
  account_hours_.assign(voters_.size(), {});
  std::vector<std::int64_t> weeks;
  weeks.reserve(votes_.size());
  for (const Vote& vote : votes_) {
    ++account_hours_[vote.account][hour_of(vote.at)];
    ++hours_[hour_of(vote.at)];
    weeks.push_back(floor_divided(vote.at, kWeekSeconds));
  }
  std::sort(weeks.begin(), weeks.end());
  for (const std::int64_t week : weeks) {
    if (weeks_.empty() || weeks_.back().number != week) weeks_.push_back({week, 0});
    ++weeks_.back().votes;
  }
}

std::span<const std::uint32_t> VoteBook::votes_of(std::uint32_t account) const {
  return std::span(by_account_)
      .subspan(account_begins_[account], account_begins_[account + 1] - account_begins_[account]);
}

std::uint32_t VoteBook::sittings_of(std::uint32_t account) const {
  return sittings_[votes_of(account).back()] + 1;
}

double VoteBook::share(std::uint32_t account) const {
  return ratio(static_cast<std::uint32_t>(votes_of(account).size()), votes_.size());
}

double VoteBook::smoothed_share(std::uint32_t account, std::uint32_t own, std::uint32_t all,
                                std::size_t times) const {
  const double usual = static_cast<double>(votes_.size()) / static_cast<double>(times);
  return (own + usual * share(account)) / (all + usual);
}

double VoteBook::hour_share(std::uint32_t account, unsigned hour) const {
  return smoothed_share(account, account_hours_[account][hour], hours_[hour], kHours);
}

double VoteBook::week_share(std::uint32_t account, std::int64_t at) const {
  const std::int64_t week = floor_divided(at, kWeekSeconds);
  const auto before = [&](std::uint32_t vote, std::int64_t instant) { return votes_[vote].at < instant; };
  const auto votes = votes_of(account);
  const auto first = std::lower_bound(votes.begin(), votes.end(), week * kWeekSeconds, before);
  const auto last = std::lower_bound(first, votes.end(), (week + 1) * kWeekSeconds, before);
  const auto all = std::lower_bound(weeks_.begin(), weeks_.end(), week,
                                    [](const Week& one, std::int64_t number) { return one.number < number; });
  CHECK(all != weeks_.end() && all->number == week);
  return smoothed_share(account, static_cast<std::uint32_t>(last - first), all->votes, weeks_.size());
}

double VoteBook::share(std::uint32_t account, std::int64_t at) const {
  return std::max(hour_share(account, hour_of(at)), week_share(account, at));
}

}  // namespace broadsheet::papers
