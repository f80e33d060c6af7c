// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/claiming.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <string>
#include <vector>

#include "papers/commenting.h"
#include "papers/testing.h"
#include "papers/voting.h"
#include "store/moderation.h"
#include "store/notices.h"

namespace broadsheet::papers {
namespace {

using store::AccountNumber;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kOne = "arxiv:2608.00001";
constexpr const char* kOther = "acl:2026.acl-long.1";

class ClaimingTest : public testing::Test {
 protected:
  ClaimingTest() {
    bench_.add(
        record_of("arxiv", {kOne}, "Small tides of the north", {"Mina Okafor", "Jun Roh"}, "2026-08-18"));
    bench_.add(record_of("acl-anthology", {kOther}, "Large tides and all else", {"Mina Okafor"}, "2026-08"));
    mina_ = reader("mina");
    jun_ = reader("jun");
    ada_ = reader("ada");
  }

  template <class Act>
  auto act(const Act& acts) {
    return bench_.act(acts);
  }
  AccountNumber reader(const std::string& name) { return bench_.add_reader(name, now_); }
  PaperNumber number(const char* id) { return record().number_of(id).value().value(); }
  Result<void> claim(AccountNumber who, const char* id, std::string_view author) {
    return act([&](store::Transaction& transaction) {
      return claim_author(record(), transaction, number(id), author, {who}, now_);
    });
  }
  Result<void> decide(AccountNumber who, const char* id, bool accept) {
    const auto claim = claim_on(record(), number(id), who).value();
    EXPECT_TRUE(claim);
    return act([&](store::Transaction& transaction) {
      return decide_claim(record(), transaction, *claim, accept, {ada_}, now_);
    });
  }
  std::vector<std::string> claimed(const char* id) {
    std::vector<std::string> names;
    const store::PaperView view = bench_.paper(id);
    for (const store::ClaimedAuthor& one : view.claimed) names.push_back(one.author + " is " + one.name);
    return names;
  }
  store::Record& record() { return bench_.record(); }

  const Instant now_ = Instant(std::chrono::milliseconds(1'800'000'000'000));
  const AccountRules rules_;
  Bench bench_;
  AccountNumber mina_, jun_, ada_;
};

TEST_F(ClaimingTest, AClaimStandsOnceAModeratorAgrees) {
  ASSERT_TRUE(claim(mina_, kOne, "Mina Okafor").ok());
  EXPECT_THAT(claimed(kOne), IsEmpty());
  EXPECT_THAT(store::Claims(record()).pending(10).value(), SizeIs(1));
  ASSERT_TRUE(decide(mina_, kOne, true).ok());
  EXPECT_EQ(claimed(kOne), std::vector<std::string>{"Mina Okafor is mina"});
  EXPECT_THAT(store::Claims(record()).pending(10).value(), IsEmpty());
  constexpr store::NoticeNumber kNewest(std::numeric_limits<std::uint32_t>::max());
  EXPECT_EQ(store::Notices(record()).notices_of(mina_, kNewest, 10).value().front().kind,
            store::NoticeKind::kClaimAccepted);
  EXPECT_EQ(store::Moderation(record()).log(store::LogEntryNumber(100), 1).value().front().act,
            store::ModerationAct::kAcceptClaim);
}

TEST_F(ClaimingTest, ARejectedClaimCanBeMadeAgainAndADecisionTakenBack) {
  ASSERT_TRUE(claim(mina_, kOne, "Jun Roh").ok());
  ASSERT_TRUE(decide(mina_, kOne, false).ok());
  ASSERT_TRUE(claim(mina_, kOne, "Mina Okafor").ok());
  ASSERT_TRUE(decide(mina_, kOne, true).ok());
  EXPECT_EQ(claimed(kOne), std::vector<std::string>{"Mina Okafor is mina"});
  ASSERT_TRUE(decide(mina_, kOne, false).ok());
  EXPECT_THAT(claimed(kOne), IsEmpty());
  ASSERT_TRUE(claim(mina_, kOne, "Mina Okafor").ok());
  ASSERT_TRUE(decide(mina_, kOne, true).ok());
  act([&](store::Transaction& transaction) {
    return take_claim_back(record(), transaction, number(kOne), {mina_}).ok();
  });
  EXPECT_THAT(claimed(kOne), IsEmpty());
}

TEST_F(ClaimingTest, AnAuthorIsOneReader) {
  EXPECT_EQ(claim(mina_, kOne, "Somebody Else").error().code(), ErrorCode::kInvalid);
  ASSERT_TRUE(claim(mina_, kOne, "Mina Okafor").ok());
  ASSERT_TRUE(claim(jun_, kOne, "Mina Okafor").ok());  // who of them is for a moderator to say
  ASSERT_TRUE(decide(mina_, kOne, true).ok());
  EXPECT_EQ(decide(jun_, kOne, true).error().code(), ErrorCode::kInvalid);
  ASSERT_TRUE(decide(jun_, kOne, false).ok());
  EXPECT_EQ(claim(jun_, kOne, "Mina Okafor").error().code(), ErrorCode::kInvalid);
  EXPECT_TRUE(claim(jun_, kOne, "Jun Roh").ok());
}

TEST_F(ClaimingTest, MergesMoveNoClaim) {
  ASSERT_TRUE(claim(mina_, kOther, "Mina Okafor").ok());
  ASSERT_TRUE(decide(mina_, kOther, true).ok());
  ASSERT_TRUE(bench_.merge(kOne, kOther).ok());
  EXPECT_EQ(claimed(kOne), std::vector<std::string>{"Mina Okafor is mina"});
  ASSERT_TRUE(bench_.undo(kOther).ok());
  EXPECT_THAT(claimed(kOne), IsEmpty());
  EXPECT_EQ(claimed(kOther), std::vector<std::string>{"Mina Okafor is mina"});
}

TEST_F(ClaimingTest, ABannedAccountIsNobodysAuthorAndWhoSpeaksTakesPart) {
  ASSERT_TRUE(claim(mina_, kOne, "Mina Okafor").ok());
  ASSERT_TRUE(decide(mina_, kOne, true).ok());
  EXPECT_FALSE(bench_.paper(kOne).author_takes_part);
  text::Typesetter typesetter;
  const CommentText text = comment_text("I wrote this.", typesetter).value();
  act([&](store::Transaction& transaction) {
    return add_comment(record(), transaction, number(kOne), "", text, {mina_}, now_).ok();
  });
  EXPECT_TRUE(bench_.paper(kOne).author_takes_part);
  const auto set_banned = [&](std::optional<Instant> when) {
    store::Account account = *store::Accounts(record()).account(mina_).value();
    account.banned_at = when;
    act([&](store::Transaction& transaction) {
      EXPECT_TRUE(store::AccountChanges(transaction).replace(account).ok());
      return settle_account(record(), transaction, account, rules_, now_).ok();
    });
  };
  set_banned(now_);
  EXPECT_THAT(claimed(kOne), IsEmpty());
  EXPECT_FALSE(bench_.paper(kOne).author_takes_part);
  set_banned(std::nullopt);
  EXPECT_THAT(claimed(kOne), SizeIs(1));
}

TEST_F(ClaimingTest, ModeratorsAreNotFlooded) {
  for (std::size_t i = 0; i <= kPendingClaimsMax; ++i) {
    const std::string id = "arxiv:2609.0" + std::to_string(1000 + i);
    bench_.add(record_of("arxiv", {id}, "Tides number " + std::to_string(i) + " of all", {"Mina Okafor"},
                         "2026-09-01"));
    EXPECT_EQ(claim(mina_, id.c_str(), "Mina Okafor").ok(), i < kPendingClaimsMax) << i;
  }
}

}  // namespace
}  // namespace broadsheet::papers
