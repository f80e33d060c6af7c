// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/voting.h"

#include <algorithm>
#include <array>
#include <gtest/gtest.h>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "papers/testing.h"

namespace broadsheet::papers {
namespace {

using std::chrono::hours;
using store::AccountNumber;

constexpr const char* kOne = "arxiv:2608.00001";
constexpr const char* kOther = "acl:2026.acl-long.1";

class VotingTest : public testing::Test {
 protected:
  VotingTest() {
    bench_.add(record_of("arxiv", {kOne}, "Small tides of the north", {"Mina Okafor"}, "2026-08-18"));
    bench_.add(record_of("acl-anthology", {kOther}, "Large tides and all else", {"Jun Roh"}, "2026-08"));
  }

  template <class Act>
  auto act(const Act& acts) {
    return bench_.act(acts);
  }
  // Of an account whose votes count, unless it is told to be a new one.
  AccountNumber reader(const std::string& name, bool counts = true) {
    const AccountNumber number = bench_.add_reader(name, made_);
    if (counts) {
      act([&](store::Transaction& transaction) {
        settle(transaction, number, made_ + rules_.counts_after);
        return true;
      });
    }
    return number;
  }
  bool settle(store::Transaction& transaction, AccountNumber number, Instant now) {
    const store::Account account = *store::Accounts(record()).account(number).value();
    return settle_account(record(), transaction, account, rules_, now).value();
  }
  VoteState votes(AccountNumber who, const char* id, bool up = true, bool by_token = false) {
    return act([&](store::Transaction& transaction) {
             return vote(record(), transaction, number(id), {who, by_token}, up, made_);
           })
        .value();
  }
  // 0 for an id that no paper has.
  PaperNumber number(const char* id) { return record().number_of(id).value().value_or(PaperNumber()); }
  std::int64_t shown(const char* id) { return record().paper_by_id(id).value()->own_votes; }
  store::Record& record() { return bench_.record(); }

  const Instant made_ = Instant(std::chrono::milliseconds(1'800'000'000'000));
  const AccountRules rules_;
  Bench bench_;
};

TEST_F(VotingTest, EachReaderHasOneVote) {
  const AccountNumber mina = reader("mina");
  const AccountNumber jun = reader("jun");
  EXPECT_TRUE(votes(mina, kOne).changed);
  const VoteState again = votes(mina, kOne);
  EXPECT_FALSE(again.changed);
  EXPECT_TRUE(again.voted);
  EXPECT_EQ(again.upvotes, 1);
  EXPECT_EQ(votes(jun, kOne).upvotes, 2);
  EXPECT_EQ(votes(mina, kOne, false).upvotes, 1);
  EXPECT_FALSE(votes(mina, kOne, false).changed);
  EXPECT_EQ(shown(kOne), 1);
  EXPECT_TRUE(has_voted(record(), jun, record().paper_by_id(kOne).value()->number).value());
}

TEST_F(VotingTest, APaperThatIsNotThereOrWithdrawnTakesNone) {
  const AccountNumber mina = reader("mina");
  votes(mina, kOne);
  const auto refused = [&](const char* id, bool up) {
    return act([&](store::Transaction& transaction) {
      return vote(record(), transaction, number(id), {mina, false}, up, made_);
    });
  };
  EXPECT_EQ(refused("arxiv:2608.99999", true).error().code(), ErrorCode::kNotFound);
  formats::SourceRecord gone = record_of("arxiv", {kOne}, "", {}, "");
  gone.deleted = true;
  bench_.add(gone);
  EXPECT_EQ(refused(kOne, true).error().code(), ErrorCode::kInvalid);
  EXPECT_TRUE(refused(kOne, false).value().changed);
}

TEST_F(VotingTest, MergesMoveNoVote) {
  const AccountNumber both = reader("both");
  const AccountNumber one = reader("one");
  votes(both, kOne);
  votes(both, kOther);
  votes(one, kOther);
  EXPECT_EQ(shown(kOne), 1);
  EXPECT_EQ(shown(kOther), 2);
  ASSERT_TRUE(bench_.merge(kOne, kOther).ok());
  EXPECT_EQ(shown(kOne), 2);
  // Voting on it by its other id is no second vote; taking it back takes both.
  EXPECT_FALSE(votes(one, kOne).changed);
  EXPECT_EQ(votes(both, kOne, false).upvotes, 1);
  votes(both, kOne);
  ASSERT_TRUE(bench_.undo(kOther).ok());
  EXPECT_EQ(shown(kOne), 1);
  EXPECT_EQ(shown(kOther), 1);
}

TEST_F(VotingTest, WhatASourceSaysAnewKeepsTheVotes) {
  votes(reader("mina"), kOne);
  formats::SourceRecord newer =
      record_of("arxiv", {kOne}, "Small tides of the north, again", {"Mina Okafor"}, "2026-08-18");
  newer.updated = parse_day("2026-08-20").value();
  bench_.add(newer);
  EXPECT_EQ(record().paper_by_id(kOne).value()->title, "Small tides of the north, again");
  EXPECT_EQ(shown(kOne), 1);
}

TEST_F(VotingTest, VotesOfProgramsStandApartUntilTheirReaderVotes) {
  const AccountNumber mina = reader("mina");
  EXPECT_TRUE(votes(mina, kOne, true, true).changed);
  EXPECT_EQ(shown(kOne), 0);
  const auto counts = [&] {
    const store::IdentityNumber identity = record().identity_by_id(kOne).value()->number;
    return store::Votes(record()).counts({&identity, 1}).value();
  };
  EXPECT_EQ(counts().programs, 1);
  EXPECT_TRUE(votes(mina, kOne).changed);
  EXPECT_EQ(shown(kOne), 1);
  EXPECT_EQ(counts().programs, 0);
  // A program that votes again takes nothing from its reader.
  EXPECT_FALSE(votes(mina, kOne, true, true).changed);
  EXPECT_EQ(shown(kOne), 1);
}

TEST_F(VotingTest, VotesCountFromTheDayOnWhichTheAccountDoes) {
  const AccountNumber young = reader("young", false);
  EXPECT_TRUE(votes(young, kOne).voted);
  EXPECT_EQ(shown(kOne), 0);
  const auto settle_at = [&](Instant now) {
    return act([&](store::Transaction& transaction) { return settle(transaction, young, now); });
  };
  EXPECT_FALSE(settle_at(made_ + rules_.counts_after - hours(1)));
  EXPECT_EQ(store::Accounts(record()).may_count(made_, 10).value(), std::vector{young});
  EXPECT_TRUE(settle_at(made_ + rules_.counts_after));
  EXPECT_EQ(shown(kOne), 1);
  EXPECT_TRUE(store::Accounts(record()).may_count(made_, 10).value().empty());

  store::Account banned = *store::Accounts(record()).account(young).value();
  banned.banned_at = made_;
  ASSERT_TRUE(act([&](store::Transaction& transaction) {
                return store::AccountChanges(transaction).replace(banned);
              }).ok());
  EXPECT_TRUE(settle_at(made_ + rules_.counts_after));
  EXPECT_EQ(shown(kOne), 0);
}

// Whatever is voted, merged and undone in whatever order: what is shown is what the rows say.
TEST_F(VotingTest, CountsAreThoseOfTheRowsWhateverHappens) {
  std::vector<AccountNumber> readers;
  for (int i = 0; i < 6; ++i) readers.push_back(reader("reader-" + std::to_string(i), i != 0));
  std::mt19937 random(7);
  std::array<std::vector<bool>, 2> expected = {std::vector<bool>(6), std::vector<bool>(6)};
  const std::array<const char*, 2> ids = {kOne, kOther};
  bool merged = false;
  for (int step = 0; step < 200; ++step) {
    if (random() % 10 == 0) {
      ASSERT_TRUE((merged ? bench_.undo(kOther) : bench_.merge(kOne, kOther)).ok());
      merged = !merged;
      continue;
    }
    const std::size_t who = random() % 6;
    const std::size_t which = random() % 2;
    const bool up = random() % 2 == 0;
    votes(readers[who], ids[which], up);
    const bool has = expected[0][who] || expected[1][who];
    if (up && !(merged && has)) expected[merged ? 0 : which][who] = true;
    if (!up) expected[which][who] = false;
    if (!up && merged) expected[1 - which][who] = false;
    for (std::size_t paper = 0; paper < 2; ++paper) {
      std::int64_t count = 0;
      for (std::size_t each = 1; each < 6; ++each)
        count += expected[paper][each] || (merged && expected[1 - paper][each]) ? 1 : 0;
      ASSERT_EQ(shown(ids[paper]), count) << "step " << step;
    }
  }
}

TEST_F(VotingTest, TimeLetsAccountsCountAndEndsSessions) {
  const AccountNumber young = reader("young", false);
  votes(young, kOne);
  const Issued session = act([&](store::Transaction& transaction) {
                           return begin_session(transaction, young, "", made_);
                         }).value();
  ASSERT_TRUE(keep_up(record(), rules_, made_ + rules_.counts_after - hours(1)).ok());
  EXPECT_EQ(shown(kOne), 0);
  ASSERT_TRUE(keep_up(record(), rules_, made_ + rules_.counts_after).ok());
  EXPECT_EQ(shown(kOne), 1);
  EXPECT_TRUE(store::Accounts(record()).session(session.hash).value().has_value());
  ASSERT_TRUE(keep_up(record(), rules_, made_ + rules_.session_idle + hours(1)).ok());
  EXPECT_FALSE(store::Accounts(record()).session(session.hash).value().has_value());
}

TEST_F(VotingTest, RacingVotesAreCountedExactly) {
  constexpr std::size_t kReaders = 10;
  constexpr int kRounds = 20;
  std::vector<AccountNumber> readers;
  for (std::size_t i = 0; i < kReaders; ++i) readers.push_back(reader("reader-" + std::to_string(i)));
  const PaperNumber paper = number(kOne);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      const auto own = store::Record::open(bench_.folder(), store::Record::Mode::kWrite).value();
      std::mt19937 random(static_cast<unsigned>(thread));
      for (int round = 0; round < kRounds; ++round) {
        auto transaction = own->begin(store::Durability::kInteractive).value();
        const AccountNumber who = readers[random() % kReaders];
        ASSERT_TRUE(vote(*own, transaction, paper, {who, false}, random() % 3 != 0, made_).ok());
        ASSERT_TRUE(transaction.commit().ok());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::int64_t rows = 0;
  for (const AccountNumber who : readers)
    rows += static_cast<std::int64_t>(store::Votes(record()).votes_of(who, {}, 10).value().size());
  EXPECT_EQ(shown(kOne), rows);
}

}  // namespace
}  // namespace broadsheet::papers
