// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/lockstep_pair.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>

namespace broadsheet::papers {
namespace {

// Shared interests make meetings likelier than activity alone does.
constexpr double kInterests = 2;
// A paper for which chance brings an account's vote so often counts half as a paper read together.
constexpr double kHalfTelling = 0.1;
constexpr std::int64_t kDaySeconds = 86400;
constexpr std::int64_t kHabitDaysMin = 5;
constexpr double kHonestShareMax = 0.95;

double chance_of_vote(const VoteBook& book, std::uint32_t account, std::uint32_t paper) {
  return std::min(1.0, book.voters_of(paper) * book.share(account));
}

double telling(double chance) {
  return 1 / (1 + chance / kHalfTelling);
}

ChanceAnswer ask_chance_of_own(const VoteBook& book, const LockstepOptions& options, std::uint32_t own,
                               std::uint32_t other, std::span<const CommonVote> common) {
  std::vector<ChanceEvent> sittings(book.sittings_of(own), {0, false});
  for (const std::uint32_t vote : book.votes_of(own)) {
    const std::uint32_t crowd = book.crowd(vote);
    if (crowd == 0 || crowd > options.crowd_max) continue;
    sittings[book.sitting(vote)].probability += kInterests * crowd * book.share(other, book.votes()[vote].at);
  }
  for (const CommonVote& vote : common)
    if (vote.together) sittings[book.sitting(vote.own)].happened = true;
  ChanceAnswer answer;
  for (ChanceEvent& sitting : sittings) {
    sitting.probability = -std::expm1(-sitting.probability);
    answer.expected += sitting.probability;
    answer.sittings += sitting.happened ? 1 : 0;
  }
  answer.log = weighed_tail_log(sittings);
  return answer;
}

// Of the days on which `account` votes and the two do not meet, the share on which it does so within the
// window of the time of day at which they do meet. A reader of a daily mail has a habit; who keeps an
// appointment has none.
double habit(const VoteBook& book, const LockstepOptions& options, std::uint32_t account,
             std::span<const std::int64_t> meetings) {
  std::vector<std::int64_t> met_days;
  for (const std::int64_t at : meetings) met_days.push_back(VoteBook::day_of(at));
  std::sort(met_days.begin(), met_days.end());
  std::vector<std::int64_t> others;
  std::int64_t days = 0;
  for (const std::uint32_t vote : book.votes_of(account)) {
    const std::int64_t at = book.votes()[vote].at;
    if (std::binary_search(met_days.begin(), met_days.end(), VoteBook::day_of(at))) continue;
    if (others.empty() || VoteBook::day_of(others.back()) != VoteBook::day_of(at)) ++days;
    others.push_back(at);
  }
  std::int64_t habitual = 0;
  for (const std::int64_t meeting : meetings) {
    std::int64_t counted = std::numeric_limits<std::int64_t>::min();
    for (const std::int64_t at : others) {
      const std::int64_t apart = std::abs(VoteBook::second_of_day(at) - VoteBook::second_of_day(meeting));
      const bool near = std::min(apart, kDaySeconds - apart) <= options.window.count();
      if (!near || VoteBook::day_of(at) == counted) continue;
      counted = VoteBook::day_of(at);
      ++habitual;
    }
  }
  return static_cast<double>(habitual) /
         static_cast<double>(std::max(days, kHabitDaysMin) * static_cast<std::int64_t>(meetings.size()));
}

ReadingAnswer ask_reading_of_own(const VoteBook& book, const LockstepOptions& options, std::uint32_t own,
                                 std::uint32_t other, std::span<const CommonVote> common) {
  struct Sitting {
    double together = 0;
    double all = 0;
    double most_telling = 0;
    std::int64_t met_at = std::numeric_limits<std::int64_t>::min();
  };
  std::vector<Sitting> sittings(book.sittings_of(own));
  for (const CommonVote& vote : common) {
    Sitting& sitting = sittings[book.sitting(vote.own)];
    const double weight = telling(chance_of_vote(book, other, book.votes()[vote.own].paper));
    sitting.all += weight;
    sitting.most_telling = std::max(sitting.most_telling, weight);
    if (!vote.together) continue;
    sitting.together += weight;
    sitting.met_at = std::max(sitting.met_at, book.votes()[vote.other].at);
  }
  double by_chance = 0;
  for (const std::uint32_t vote : book.votes_of(own)) {
    const double chance = chance_of_vote(book, other, book.votes()[vote].paper);
    by_chance += telling(chance) * chance;
  }
  ReadingAnswer answer;
  double apart = 0;
  std::vector<std::int64_t> meetings;
  for (const Sitting& sitting : sittings) {
    if (sitting.all <= 0) continue;
    const double share = sitting.together / sitting.all;
    answer.together += share * sitting.most_telling;
    apart += (1 - share) * sitting.most_telling;
    if (sitting.together > 0) meetings.push_back(sitting.met_at);
  }
  answer.all = answer.together + std::max(0.0, apart - by_chance);
  answer.honest_share = options.together_share;
  if (!meetings.empty())
    answer.honest_share = std::max(answer.honest_share, habit(book, options, other, meetings));
  answer.honest_share = std::min(answer.honest_share, kHonestShareMax);
  return answer;
}

}  // namespace

CommonVotes::CommonVotes(const VoteBook& book, const LockstepOptions& options)
    : book_(book), options_(options), looked_at_by_(book.papers(), kNobody), own_vote_(book.papers()) {}

void CommonVotes::look_at(std::uint32_t own) {
  if (own == own_) return;
  own_ = own;
  for (const std::uint32_t vote : book_.votes_of(own)) {
    const std::uint32_t paper = book_.votes()[vote].paper;
    looked_at_by_[paper] = own;
    own_vote_[paper] = vote;
  }
}

std::span<const CommonVote> CommonVotes::with(std::uint32_t other) {
  common_.clear();
  for (const std::uint32_t vote : book_.votes_of(other)) {
    const std::uint32_t paper = book_.votes()[vote].paper;
    if (looked_at_by_[paper] != own_) continue;
    const std::uint32_t own = own_vote_[paper];
    const bool together =
        std::abs(book_.votes()[own].at - book_.votes()[vote].at) <= options_.window.count() &&
        std::max(book_.crowd(own), book_.crowd(vote)) <= options_.crowd_max;
    common_.push_back({own, vote, together});
  }
  return common_;
}

std::vector<CommonVote> CommonVotes::turned(std::span<const CommonVote> common) {
  std::vector<CommonVote> turned;
  turned.reserve(common.size());
  for (const CommonVote& vote : common) turned.push_back({vote.other, vote.own, vote.together});
  return turned;
}

ChanceAnswer ask_chance(const VoteBook& book, const LockstepOptions& options, std::uint32_t own,
                        std::uint32_t other, std::span<const CommonVote> common) {
  const ChanceAnswer one = ask_chance_of_own(book, options, own, other, common);
  const ChanceAnswer two = ask_chance_of_own(book, options, other, own, CommonVotes::turned(common));
  return {std::min(one.sittings, two.sittings), std::max(one.expected, two.expected),
          std::max(one.log, two.log)};
}

ReadingAnswer ask_reading(const VoteBook& book, const LockstepOptions& options, std::uint32_t own,
                          std::uint32_t other, std::span<const CommonVote> common) {
  const ReadingAnswer one = ask_reading_of_own(book, options, own, other, common);
  const ReadingAnswer two = ask_reading_of_own(book, options, other, own, CommonVotes::turned(common));
  ReadingAnswer milder = std::pair(one.share(), one.all) < std::pair(two.share(), two.all) ? one : two;
  milder.honest_share = std::max(one.honest_share, two.honest_share);
  return milder;
}

double binomial_tail_log(double trials, double share, double each) {
  if (share <= each || trials <= 0) return 0;
  if (each <= 0) return -INFINITY;
  const double lost = share >= 1 ? 0 : (1 - share) * std::log((1 - share) / (1 - each));
  return -trials * (share * std::log(share / each) + lost);
}

double weighed_tail_log(std::span<const ChanceEvent> events) {
  // Any exponent gives a bound; nine are near enough to the best one. With weights of -ln p, an event's
  // moment at the exponent x is 1 - p + p^(1 - x).
  constexpr int kExponents = 10;
  double lowest = 0;
  for (int step = 1; step < kExponents; ++step) {
    const double exponent = static_cast<double>(step) / kExponents;
    double log = 0;
    for (const ChanceEvent& event : events) {
      if (event.probability <= 0) continue;
      const double weight = -std::log(event.probability);
      log += std::log1p(event.probability * std::expm1(exponent * weight));
      if (event.happened) log -= exponent * weight;
    }
    lowest = std::min(lowest, log);
  }
  return lowest;
}

}  // namespace broadsheet::papers
