// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/vote_book.h"

#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>
#include <vector>

namespace broadsheet::papers {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;

constexpr std::chrono::sys_seconds kMonday = std::chrono::sys_days{std::chrono::year{2026} / 1 / 5};

CastVote cast(std::uint32_t voter, std::uint32_t paper, seconds after) {
  return {store::AccountNumber(voter), PaperNumber(paper), kMonday + after};
}

TEST(VoteBook, CountsTheSameCrowdsAsAComparisonOfAll) {
  std::mt19937_64 random(1);
  std::vector<CastVote> votes;
  for (std::uint32_t voter = 0; voter < 200; ++voter)
    for (std::uint32_t paper = 0; paper < 4; ++paper)
      votes.push_back(cast(voter, paper, seconds(random() % 20'000)));
  const VoteBook book(votes, minutes(15));
  ASSERT_EQ(book.votes().size(), votes.size());
  for (std::uint32_t one = 0; one < book.votes().size(); ++one) {
    std::uint32_t crowd = 0;
    for (const VoteBook::Vote& other : book.votes())
      if (other.paper == book.votes()[one].paper && std::abs(other.at - book.votes()[one].at) <= 900) ++crowd;
    EXPECT_EQ(book.crowd(one), crowd - 1);
  }
}

TEST(VoteBook, KeepsTheFirstVoteOfAnAccountForAPaper) {
  const std::vector<CastVote> votes{cast(5, 9, hours(3)), cast(5, 9, hours(1)), cast(6, 9, hours(2))};
  const VoteBook book(votes, minutes(15));
  ASSERT_EQ(book.votes().size(), 2U);
  EXPECT_EQ(book.voters_of(0), 2U);
  EXPECT_EQ(VoteBook::second_of_day(book.votes()[0].at), 3600);
  EXPECT_EQ(book.voter(book.votes()[0].account).value(), 5U);
}

TEST(VoteBook, BeginsASittingAfterHalfAnHourOrFourHours) {
  std::vector<CastVote> votes{cast(1, 1, minutes(0)), cast(1, 2, minutes(30)), cast(1, 3, minutes(61))};
  for (std::uint32_t i = 0; i < 30; ++i) votes.push_back(cast(2, i, minutes(20 * i)));
  const VoteBook book(votes, minutes(15));
  std::vector<std::uint32_t> sittings;
  for (const std::uint32_t vote : book.votes_of(0)) sittings.push_back(book.sitting(vote));
  EXPECT_THAT(sittings, ElementsAre(0, 0, 1));
  EXPECT_EQ(book.sittings_of(1), 3U);  // 13 votes in the first four hours
}

TEST(VoteBook, SharesOfAnHourAreMoreForThoseWhoComeThenAndNeverAllOfIt) {
  std::vector<CastVote> votes;
  for (std::uint32_t day = 0; day < 24; ++day) {
    votes.push_back(cast(1, day, hours(24 * day + 3)));  // alone at three
    for (std::uint32_t voter = 2; voter < 12; ++voter)
      votes.push_back(cast(voter, day, hours(24 * day + 9 + voter % 3)));
  }
  const VoteBook book(votes, minutes(15));
  const std::int64_t at_three = (kMonday + hours(3)).time_since_epoch().count();
  EXPECT_NEAR(book.share(0), 1.0 / 11, 1e-12);
  // 24 votes of 24, and 1 of 11 more of an average hour.
  EXPECT_NEAR(book.hour_share(0, 3), 25.0 / 35, 1e-12);
  EXPECT_NEAR(book.share(0, at_three), 25.0 / 35, 1e-12);
  EXPECT_LT(book.hour_share(0, 9), book.share(0));
  EXPECT_LT(book.hour_share(1, 3), book.share(1));
}

TEST(VoteBook, KnowsDaysBeforeTheEpoch) {
  EXPECT_EQ(VoteBook::day_of(-1), -1);
  EXPECT_EQ(VoteBook::second_of_day(-1), 86399);
  EXPECT_EQ(VoteBook::hour_of(-1), 23U);
  EXPECT_EQ(VoteBook::day_of(0), 0);
  EXPECT_EQ(VoteBook::day_of(86400), 1);
}

}  // namespace
}  // namespace broadsheet::papers
