// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/lockstep.h"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numeric>
#include <random>
#include <vector>

#include "papers/lockstep_pair.h"

namespace broadsheet::papers {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t kDay = 86400;
constexpr int kDays = 60;
constexpr std::uint32_t kReaders = 300;
constexpr std::uint32_t kPapers = 900;
// Planted accounts and papers come after those of the readers.
constexpr std::uint32_t kFirst = 1000;
constexpr std::uint32_t kFirstPaper = 2000;

std::chrono::sys_seconds instant(std::int64_t seconds) {
  return std::chrono::sys_days{std::chrono::year{2026} / 1 / 5} + std::chrono::seconds(seconds);
}

std::vector<std::uint32_t> numbers(const std::vector<store::AccountNumber>& voters) {
  std::vector<std::uint32_t> numbers;
  for (const store::AccountNumber voter : voters) numbers.push_back(voter.value());
  return numbers;
}

class Votes {
 public:
  explicit Votes(std::uint64_t seed) : random_(seed) {}

  std::int64_t between(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
  }
  void add(std::uint32_t voter, std::uint32_t paper, std::int64_t at) {
    votes.push_back({store::AccountNumber(voter), PaperNumber(paper), instant(at)});
  }
  // Independent votes of `voter`, the first papers much preferred, mostly in the evening.
  void honest(std::uint32_t voter, int count) {
    for (int i = 0; i < count; ++i) {
      const auto paper = static_cast<std::uint32_t>(
          std::pow(static_cast<double>(between(1, 1'000'000)) / 1e6, 3.0) * (kPapers - 1));
      add(voter, paper + 1, between(0, kDays - 1) * kDay + between(0, 8) * 3600 + between(12, 15) * 3600);
    }
  }
  void honest_crowd() {
    for (std::uint32_t voter = 1; voter <= kReaders; ++voter) honest(voter, static_cast<int>(between(1, 80)));
  }
  // `members` accounts vote for each of `targets` papers within `spread` seconds, at any time.
  void ring(std::uint32_t members, std::uint32_t targets, std::int64_t spread) {
    for (std::uint32_t target = 0; target < targets; ++target) {
      const std::int64_t at = between(0, kDays * kDay);
      for (std::uint32_t member = 0; member < members; ++member)
        add(kFirst + member, kFirstPaper + target, at + between(0, spread));
    }
  }
  std::vector<CastVote> votes;

 private:
  std::mt19937_64 random_;
};

std::vector<std::uint32_t> from_first(std::uint32_t count) {
  std::vector<std::uint32_t> all(count);
  std::iota(all.begin(), all.end(), kFirst);
  return all;
}

TEST(Lockstep, OfNothingIsNothing) {
  EXPECT_THAT(find_lockstep({}), IsEmpty());
  Votes one(1);
  one.add(1, 1, 0);
  EXPECT_THAT(find_lockstep(one.votes), IsEmpty());
}

TEST(Lockstep, NamesCamouflagedRingsAndWhatTheyVoteFor) {
  for (const std::uint32_t members : {4U, 8U}) {
    Votes world(members);
    world.honest_crowd();
    world.ring(members, 15, 600);
    for (std::uint32_t member = 0; member < members; ++member) world.honest(kFirst + member, 40);
    const auto groups = find_lockstep(world.votes);
    ASSERT_THAT(groups, SizeIs(1));
    EXPECT_EQ(numbers(groups[0].accounts), from_first(members));
    ASSERT_THAT(groups[0].papers, SizeIs(15));
    for (const LockstepPaper& paper : groups[0].papers) {
      EXPECT_GE(paper.paper.value(), kFirstPaper);
      EXPECT_EQ(paper.accounts, members);
    }
    EXPECT_THAT(groups[0].evidence, SizeIs(members * (members - 1) / 2));
    for (const LockstepPair& pair : groups[0].evidence) {
      EXPECT_GE(pair.papers_together, 15U);
      EXPECT_GE(pair.papers_in_common, pair.papers_together);
      EXPECT_LT(pair.sittings_by_chance, 2);
      EXPECT_LT(pair.chance_log10, -8);
    }
    EXPECT_GT(groups[0].together_share, 0.9);
  }
}

TEST(Lockstep, TellsTwoRingsApart) {
  Votes world(3);
  world.honest_crowd();
  world.ring(5, 15, 600);
  for (std::uint32_t target = 0; target < 15; ++target) {
    const std::int64_t at = world.between(0, kDays * kDay);
    for (std::uint32_t member = 0; member < 4; ++member)
      world.add(5000 + member, 7000 + target, at + world.between(0, 600));
  }
  const auto groups = find_lockstep(world.votes);
  ASSERT_THAT(groups, SizeIs(2));
  std::vector<std::size_t> sizes{groups[0].accounts.size(), groups[1].accounts.size()};
  std::sort(sizes.begin(), sizes.end());
  EXPECT_THAT(sizes, ElementsAre(4, 5));
}

TEST(Lockstep, NeedsSixPapers) {
  for (const std::uint32_t papers : {5U, 12U}) {
    Votes world(papers);
    world.honest_crowd();
    world.ring(8, papers, 60);
    EXPECT_THAT(find_lockstep(world.votes), SizeIs(papers < 6 ? 0 : 1)) << papers;
  }
}

TEST(Lockstep, TakesOneEveningTogetherForOneOccasion) {
  Votes world(5);
  world.honest_crowd();
  for (std::uint32_t paper = 0; paper < 20; ++paper)
    for (std::uint32_t member = 0; member < 8; ++member)
      world.add(kFirst + member, kFirstPaper + paper, 20 * kDay + paper * 60 + world.between(0, 300));
  EXPECT_THAT(find_lockstep(world.votes), IsEmpty());
}

TEST(Lockstep, AccusesNobodyForIndependentVotes) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Votes world(seed);
    world.honest_crowd();
    EXPECT_THAT(find_lockstep(world.votes), IsEmpty()) << "seed " << seed;
  }
}

// Eight who read two papers a day that few others read, some time from nine to six.
TEST(Lockstep, DoesNotAccuseALabThatReadsTheSamePapers) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    Votes world(seed);
    world.honest_crowd();
    for (std::uint32_t day = 0; day < kDays; ++day)
      for (std::uint32_t paper = 0; paper < 2; ++paper)
        for (std::uint32_t member = 0; member < 8; ++member)
          world.add(kFirst + member, kFirstPaper + 2 * day + paper,
                    day * kDay + world.between(9 * 3600, 18 * 3600));
    EXPECT_THAT(find_lockstep(world.votes), IsEmpty()) << "seed " << seed;
  }
}

// They vote for a paper within the hour after each of 17 meetings; within ten minutes it would be a ring.
TEST(Lockstep, DoesNotAccuseAJournalClubForTheHourAfterItsMeetings) {
  for (const std::int64_t spread : {3600, 600}) {
    Votes world(7);
    world.honest_crowd();
    for (std::uint32_t meeting = 0; meeting < 17; ++meeting)
      for (std::uint32_t member = 0; member < 8; ++member)
        world.add(kFirst + member, kFirstPaper + meeting,
                  meeting * 3 * kDay + 15 * 3600 + world.between(0, spread));
    for (std::uint32_t member = 0; member < 8; ++member) world.honest(kFirst + member, 20);
    EXPECT_THAT(find_lockstep(world.votes), SizeIs(spread > 600 ? 0 : 1)) << spread;
  }
}

TEST(Lockstep, DoesNotAccuseTheReadersOfANewsletter) {
  Votes world(8);
  world.honest_crowd();
  for (std::uint32_t day = 0; day < kDays; ++day)
    for (std::uint32_t reader = 0; reader < 100; ++reader) {
      const std::int64_t opened = day * kDay + 8 * 3600 + world.between(0, 900);
      if (world.between(1, 10) > 6) continue;
      for (std::uint32_t paper = 0; paper < 5; ++paper)
        world.add(kFirst + reader, kFirstPaper + 5 * day + paper, opened + paper * 20);
    }
  EXPECT_THAT(find_lockstep(world.votes), IsEmpty());
}

// Both look through the same thirty new papers at the same minutes each morning, and hardly anybody else
// does.
TEST(Lockstep, DoesNotAccuseTwoWithTheSameHabit) {
  Votes world(9);
  world.honest_crowd();
  for (std::uint32_t day = 0; day < kDays; ++day)
    for (std::uint32_t reader = 0; reader < 2; ++reader) {
      const std::int64_t came = day * kDay + 8 * 3600 + world.between(-500, 500);
      if (world.between(1, 10) == 1) continue;
      for (int i = 0; i < 6; ++i)
        world.add(kFirst + reader, kFirstPaper + 30 * day + static_cast<std::uint32_t>(world.between(0, 29)),
                  came + i);
    }
  EXPECT_THAT(find_lockstep(world.votes), IsEmpty());
}

TEST(Lockstep, FindsTheSameInAnyOrderAndNumberingOfTheVotes) {
  Votes world(10);
  world.honest_crowd();
  world.ring(6, 12, 600);
  for (std::uint32_t member = 0; member < 6; ++member) world.honest(kFirst + member, 30);
  const auto before = find_lockstep(world.votes);
  ASSERT_THAT(before, SizeIs(1));
  std::mt19937_64 random(11);
  for (int round = 0; round < 5; ++round) {
    std::vector<std::uint32_t> renamed(kFirst + 6);
    std::iota(renamed.begin(), renamed.end(), std::uint32_t{1} << 30);
    std::shuffle(renamed.begin(), renamed.end(), random);
    std::vector<CastVote> votes = world.votes;
    for (CastVote& vote : votes) {
      vote.voter = store::AccountNumber(renamed[vote.voter.value()]);
      vote.paper = PaperNumber(100'000 - vote.paper.value());
    }
    std::shuffle(votes.begin(), votes.end(), random);
    const auto after = find_lockstep(votes);
    ASSERT_THAT(after, SizeIs(1));
    std::vector<std::uint32_t> expected;
    for (const store::AccountNumber voter : before[0].accounts) expected.push_back(renamed[voter.value()]);
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(numbers(after[0].accounts), expected);
    EXPECT_EQ(after[0].papers.size(), before[0].papers.size());
    ASSERT_EQ(after[0].evidence.size(), before[0].evidence.size());
    EXPECT_NEAR(after[0].evidence[0].chance_log10, before[0].evidence[0].chance_log10, 1e-9);
    EXPECT_NEAR(after[0].together_share, before[0].together_share, 1e-9);
  }
}

TEST(Lockstep, CountsTheFirstOfSeveralVotesForAPaper) {
  Votes world(12);
  world.honest_crowd();
  world.ring(4, 15, 600);
  const auto once = find_lockstep(world.votes);
  const std::vector<CastVote> copies = world.votes;
  for (CastVote vote : copies)
    world.votes.push_back({vote.voter, vote.paper, vote.at + std::chrono::days(1)});
  const auto twice = find_lockstep(world.votes);
  ASSERT_THAT(once, SizeIs(1));
  ASSERT_THAT(twice, SizeIs(1));
  EXPECT_EQ(once[0].accounts, twice[0].accounts);
}

TEST(Lockstep, TakesInstantsFromTheEndsOfTime) {
  Votes world(13);
  world.ring(8, 15, 600);
  for (std::uint32_t voter = 0; voter < 8; ++voter) {
    world.add(kFirst + voter, 1, -100'000'000'000);
    world.add(kFirst + voter, 2, 100'000'000'000);
  }
  EXPECT_LE(find_lockstep(world.votes).size(), 1U);
}

TEST(Lockstep, LooksAwayFromCrowds) {
  Votes world(14);
  for (std::uint32_t paper = 0; paper < 40; ++paper)
    for (std::uint32_t voter = 0; voter < 2000; ++voter)
      world.add(voter, paper, paper * kDay + world.between(0, 600));
  EXPECT_THAT(find_lockstep(world.votes), IsEmpty());
}

TEST(Lockstep, IsSaidInWords) {
  LockstepGroup group;
  group.accounts = {store::AccountNumber(1), store::AccountNumber(2), store::AccountNumber(3)};
  group.papers = {{PaperNumber(7), 3}, {PaperNumber(8), 2}};
  group.evidence = {{store::AccountNumber(1), store::AccountNumber(2), 9, 11, 7, 0.234, -12}};
  group.together_share = 0.97;
  group.honest_share = 0.6;
  const std::string words = lockstep_in_words(group);
  EXPECT_THAT(words, HasSubstr("3 accounts"));
  EXPECT_THAT(words, HasSubstr("2 papers"));
  EXPECT_THAT(words, HasSubstr("15 minutes"));
  EXPECT_THAT(words, HasSubstr("9 of 11 papers"));
  EXPECT_THAT(words, HasSubstr("7 occasions"));
  EXPECT_THAT(words, HasSubstr("0.2 by chance"));
  EXPECT_THAT(words, HasSubstr("97 %"));
  EXPECT_THAT(words, HasSubstr("60 %"));
  EXPECT_THAT(words, HasSubstr("not a proof"));
}

// The bounds beside exact sums.
TEST(LockstepBounds, AreAboveTheExactTails) {
  EXPECT_DOUBLE_EQ(binomial_tail_log(10, 0.5, 0.6), 0);
  EXPECT_DOUBLE_EQ(binomial_tail_log(0, 1, 0.6), 0);
  EXPECT_NEAR(binomial_tail_log(15, 1, 0.6), 15 * std::log(0.6), 1e-12);  // exact where all succeed
  double exact = 0;
  for (int hits = 18; hits <= 20; ++hits) {
    exact += std::exp(std::lgamma(21) - std::lgamma(hits + 1) - std::lgamma(21 - hits)) *
             std::pow(0.6, hits) * std::pow(0.4, 20 - hits);
  }
  EXPECT_GE(binomial_tail_log(20, 0.9, 0.6), std::log(exact));
  EXPECT_LE(binomial_tail_log(20, 0.9, 0.6), std::log(exact) + 2);
}

TEST(LockstepBounds, WeighRareEventsMost) {
  std::mt19937_64 random(15);
  std::vector<ChanceEvent> common(12, {0.4, true});
  std::vector<ChanceEvent> rare(12, {0.01, true});
  EXPECT_LT(weighed_tail_log(rare), 3 * weighed_tail_log(common));
  EXPECT_DOUBLE_EQ(weighed_tail_log({}), 0);
  // Every outcome of ten events, against the bound of one.
  std::vector<ChanceEvent> events;
  for (int i = 0; i < 10; ++i) events.push_back({0.02 + 0.05 * i, i % 3 == 0});
  const auto weight = [&](unsigned outcome) {
    double sum = 0;
    for (unsigned i = 0; i < 10; ++i) sum -= (outcome >> i & 1U) != 0 ? std::log(events[i].probability) : 0;
    return sum;
  };
  unsigned happened = 0;
  for (unsigned i = 0; i < 10; ++i) happened |= (events[i].happened ? 1U : 0U) << i;
  double tail = 0;
  for (unsigned outcome = 0; outcome < 1024; ++outcome) {
    if (weight(outcome) < weight(happened)) continue;
    double probability = 1;
    for (unsigned i = 0; i < 10; ++i)
      probability *= (outcome >> i & 1U) != 0 ? events[i].probability : 1 - events[i].probability;
    tail += probability;
  }
  EXPECT_GE(weighed_tail_log(events), std::log(tail));
}

}  // namespace
}  // namespace broadsheet::papers
