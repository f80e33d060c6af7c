// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The three properties of a follower, on a real record: what it holds is what the record says, however it
// came there.

#include "follow/trending.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "follow/testing.h"
#include "papers/editions.h"
#include "papers/library.h"

namespace broadsheet::follow {
namespace {

using papers::TrendingPaper;
using papers::TrendingTable;
using std::chrono::days;
using ::testing::ElementsAre;

// World's papers are of this day and later.
constexpr Day kBegin{days(20000)};
constexpr Instant kNow(kBegin + days(300));

// Of the longest window, as an answer takes it.
std::vector<TrendingPaper> window(const TrendingTable& table, Day newest) {
  std::vector<TrendingPaper> papers;
  for (const TrendingPaper* paper : table.between(newest - days(papers::kTrendingDaysMax), newest))
    papers.push_back(*paper);
  return papers;
}

std::vector<std::uint32_t> numbers_of(const TrendingTable& table) {
  std::vector<std::uint32_t> numbers;
  for (const TrendingPaper* paper : table.between(Day::min(), Day::max()))
    numbers.push_back(paper->row.number.value());
  return numbers;
}

RC_GTEST_PROP(TrendingFollower, InPiecesEqualsTheRecordWhateverStopsIt, ()) {
  World world;
  FakeClock clock(kNow);
  auto follower = std::make_unique<TrendingFollower>(world.record(), clock);
  std::vector<PaperNumber> numbers;
  const int steps = *rc::gen::inRange(1, 40);
  for (int step = 0; step < steps; ++step) {
    const auto seed = *rc::gen::inRange<std::uint32_t>(0, 1500);
    const int kind = *rc::gen::inRange(0, 11);
    if (numbers.empty() || kind < 4) {
      numbers.push_back(world.add(seed));
    } else if (kind < 6) {
      world.change(numbers[seed % numbers.size()], *rc::gen::inRange<std::uint32_t>(0, 1500));
    } else if (kind == 6) {
      world.remove(numbers[seed % numbers.size()]);
    } else if (kind == 7) {
      FollowCallbacks callbacks;
      callbacks.stop = [] { return true; };
      const auto stopped = follower->catch_up(callbacks);
      const bool as_promised = stopped.ok() || stopped.error().code() == ErrorCode::kInterrupted;
      RC_ASSERT(as_promised);
    } else if (kind == 8) {
      follower = std::make_unique<TrendingFollower>(world.record(), clock);
    } else if (kind == 9) {
      clock.set(Instant(kBegin + days(seed)));
    } else {
      RC_ASSERT(follower->catch_up({}).value() == world.record().head().value());
    }
  }
  RC_ASSERT(follower->catch_up({}).ok());
  // As the follower has it. Where a reader's newest day is much earlier, the answer is read from the record.
  const Day horizon = std::chrono::floor<days>(clock.now()) + days(2);
  const Day newest = papers::newest_edition(world.record(), horizon).value().value_or(horizon);
  const Day first = newest - days(papers::kTrendingDaysMax);
  const std::shared_ptr<const TrendingTable> table = follower->table();
  RC_ASSERT(table->first() <= first);
  RC_ASSERT(table->revision() == world.record().head().value());
  const TrendingTable anew = papers::read_trending_table(world.record(), first, Day::max()).value();
  RC_ASSERT(window(*table, newest) == window(anew, newest));
  RC_ASSERT(table->papers() == numbers_of(*table).size());
}

TEST(TrendingFollower, FollowingTwiceChangesNothingAndAnswersKeepWhatTheyHave) {
  World world;
  const FakeClock clock(kNow);
  TrendingFollower follower(world.record(), clock);
  EXPECT_EQ(follower.table(), nullptr);
  const PaperNumber one = world.add(2);
  ASSERT_TRUE(follower.catch_up({}).ok());
  const auto before = follower.table();
  ASSERT_TRUE(follower.catch_up({}).ok());
  EXPECT_EQ(follower.table(), before);
  const PaperNumber other = world.add(5);
  ASSERT_TRUE(follower.catch_up({}).ok());
  EXPECT_THAT(numbers_of(*before), ElementsAre(one.value()));
  EXPECT_THAT(numbers_of(*follower.table()), ElementsAre(other.value(), one.value()));
  ASSERT_TRUE(follower.rebuild({}).ok());
  EXPECT_THAT(numbers_of(*follower.table()), ElementsAre(other.value(), one.value()));
}

TEST(TrendingFollower, DaysOlderThanTheLongestWindowAreForgotten) {
  World world;
  FakeClock clock(kNow);
  TrendingFollower follower(world.record(), clock);
  const PaperNumber old = world.add(2);
  const PaperNumber late = world.add(500);
  ASSERT_TRUE(follower.catch_up({}).ok());
  EXPECT_THAT(numbers_of(*follower.table()), ElementsAre(late.value(), old.value()));
  clock.set(Instant(kBegin + days(600)));
  ASSERT_TRUE(follower.catch_up({}).ok());
  EXPECT_THAT(numbers_of(*follower.table()), ElementsAre(late.value(), old.value()))
      << "nothing changed in the record: there is nothing to do";
  const PaperNumber later = world.add(501);
  ASSERT_TRUE(follower.catch_up({}).ok());
  EXPECT_THAT(numbers_of(*follower.table()), ElementsAre(later.value(), late.value()));
}

TEST(TrendingFollower, WhoKeepsAPaperIsCountedAtOnce) {
  World world;
  const FakeClock clock(kNow);
  TrendingFollower follower(world.record(), clock);
  const PaperNumber paper = world.add(2);
  ASSERT_TRUE(follower.catch_up({}).ok());
  EXPECT_EQ(follower.table()->between(kBegin, kBegin + days(9)).front()->keepers, 0U);
  Transaction transaction = world.record().begin(Durability::kInteractive).value();
  store::Account account;
  account.name = "mina";
  account.counts = true;
  const auto reader = store::AccountChanges(transaction).add(account).value();
  ASSERT_TRUE(papers::save(world.record(), transaction, {.account = reader}, paper, {}, clock.now()).ok());
  ASSERT_TRUE(transaction.commit().ok());
  ASSERT_TRUE(follower.catch_up({}).ok());
  EXPECT_EQ(follower.table()->between(kBegin, kBegin + days(9)).front()->keepers, 1U);
}

}  // namespace
}  // namespace broadsheet::follow
