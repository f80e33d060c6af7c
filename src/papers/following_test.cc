// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What is followed, and who is told. The papers that it brings need an index: src/web/following_test.cc.

#include "papers/following.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

#include "papers/commenting.h"
#include "papers/testing.h"
#include "store/notices.h"

namespace broadsheet::papers {
namespace {

using store::AccountNumber;
using store::Follow;
using store::FollowKind;
using store::NoticeKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kOne = "arxiv:2608.00001";
constexpr const char* kOther = "acl:2026.acl-long.1";

class FollowingTest : public testing::Test {
 protected:
  FollowingTest() {
    bench_.add(version(1, "2026-08-18"));
    bench_.add(record_of("acl-anthology", {kOther}, "Large waves and all else", {"Jun Roh"}, "2026-08"));
    mina_ = bench_.add_reader("mina", now_);
    jun_ = bench_.add_reader("jun", now_);
  }

  static formats::SourceRecord version(int number, const char* day) {
    auto tides = record_of("arxiv", {kOne}, "Small tides of the north", {"Mina Okafor"}, "2026-08-18");
    tides.abstract = "We forecast harbours with " + std::to_string(number) + " sensors.";
    tides.updated = *parse_day(day);
    return tides;
  }
  Result<Follow> follows(AccountNumber who, FollowKind kind, std::string_view text) {
    return bench_.act([&](store::Transaction& transaction) {
      return follow_text(record(), transaction, {.account = who}, kind, text, now_);
    });
  }
  Follow follows_paper(AccountNumber who, const char* id) {
    return bench_
        .act([&](store::Transaction& transaction) {
          return follow_paper(record(), transaction, {.account = who}, number(id), now_);
        })
        .value();
  }
  void says(AccountNumber who, const char* id, const char* words) {
    bench_.act([&](store::Transaction& transaction) {
      const CommentText text = comment_text(words, typesetter_).value();
      return add_comment(record(), transaction, number(id), "", text, {.account = who}, now_).ok();
    });
  }
  std::vector<NoticeKind> told(AccountNumber who) {
    const auto notices = store::Notices(record()).notices_of(who, store::NoticeNumber::highest(), 100);
    std::vector<NoticeKind> kinds;
    for (const store::Notice& notice : notices.value()) kinds.push_back(notice.kind);
    return kinds;
  }
  PaperNumber number(const char* id) { return *record().number_of(id).value(); }
  store::Record& record() { return bench_.record(); }

  const Instant now_ = *parse_instant("2026-08-20T12:00:00Z");
  Bench bench_;
  text::Typesetter typesetter_;
  AccountNumber mina_, jun_;
};

TEST_F(FollowingTest, WhatIsWrittenIsKeptInOneForm) {
  EXPECT_EQ(follow_target(FollowKind::kAuthor, "  Mina \n Okafor ").value(), "Mina Okafor");
  EXPECT_EQ(follow_target(FollowKind::kCategory, "CS.ai+cs.lg").value(), "cs.AI+cs.LG");
  EXPECT_EQ(follow_target(FollowKind::kCategory, "cs.AI cs.LG").error().code(), ErrorCode::kInvalid);
  EXPECT_THAT(follow_target(FollowKind::kKeyword, " \t").error().message(), HasSubstr("which keyword?"));
  EXPECT_EQ(follow_target(FollowKind::kSearch, std::string(kFollowTargetBytesMax + 1, 'a')).error().code(),
            ErrorCode::kTooLarge);
  for (const FollowKindName& kind : follow_kinds())
    EXPECT_EQ(follow_kind_named(kind.name).value(), kind.kind);
  EXPECT_EQ(follow_kind_named("person").error().code(), ErrorCode::kInvalid);
}

TEST_F(FollowingTest, OfAFollowedSearchEveryWordCounts) {
  EXPECT_EQ(with_all_words("graph networks -survey"), "+graph +networks -survey");
  EXPECT_EQ(with_all_words("+graph title:tides \"small tides\" cs.LG"),
            "+graph title:tides \"small tides\" +cs.LG");
  EXPECT_EQ(with_all_words("(tides OR waves) date:2026.. author:roh"),
            "(tides OR waves) date:2026.. author:roh")
      << "who writes OR says what must be there";
}

TEST_F(FollowingTest, TheSameIsFollowedOnce) {
  const Follow first = follows(mina_, FollowKind::kKeyword, "harbours").value();
  EXPECT_EQ(follows(mina_, FollowKind::kKeyword, " harbours ").value(), first);
  EXPECT_NE(follows(mina_, FollowKind::kSearch, "harbours").value().number, first.number);
  EXPECT_EQ(followed_text(record(), mina_, FollowKind::kKeyword, "harbours").value(), first);
  EXPECT_EQ(followed_text(record(), jun_, FollowKind::kKeyword, "harbours").value(), std::nullopt);
  EXPECT_EQ(followed_text(record(), mina_, FollowKind::kCategory, "no expression").value(), std::nullopt);
}

TEST_F(FollowingTest, ThereIsALimit) {
  for (std::size_t i = 0; i < kFollowsMax; ++i)
    ASSERT_TRUE(follows(mina_, FollowKind::kKeyword, "word" + std::to_string(i)).ok());
  EXPECT_EQ(follows(mina_, FollowKind::kKeyword, "another").error().code(), ErrorCode::kTooLarge);
  EXPECT_TRUE(follows(mina_, FollowKind::kKeyword, "word0").ok()) << "is followed already";
  EXPECT_TRUE(follows(jun_, FollowKind::kKeyword, "another").ok());
}

TEST_F(FollowingTest, APaperIsFollowedUnderAllOfItsIds) {
  const Follow of_one = follows_paper(mina_, kOne);
  follows_paper(mina_, kOther);
  ASSERT_TRUE(bench_.merge(kOne, kOther).ok());
  EXPECT_EQ(followed_paper(record(), mina_, number(kOther)).value(), of_one);
  EXPECT_EQ(paper_of_follow(record(), of_one).value()->title, "Small tides of the north");
  EXPECT_TRUE(bench_
                  .act([&](store::Transaction& transaction) {
                    return unfollow_paper(record(), transaction, mina_, number(kOne));
                  })
                  .value());
  EXPECT_EQ(followed_paper(record(), mina_, number(kOne)).value(), std::nullopt);
  EXPECT_THAT(store::Follows(record()).follows_of(mina_).value(), IsEmpty());
  EXPECT_EQ(bench_
                .act([&](store::Transaction& transaction) {
                  return follow_paper(record(), transaction, {.account = mina_}, PaperNumber(999), now_);
                })
                .error()
                .code(),
            ErrorCode::kNotFound);
}

TEST_F(FollowingTest, WhoFollowsAPaperIsToldOfItsVersionsAndItsEnd) {
  follows_paper(mina_, kOne);
  bench_.add(version(1, "2026-08-18"));
  EXPECT_THAT(told(mina_), IsEmpty()) << "it was read again";
  bench_.add(version(2, "2026-08-19"));
  EXPECT_THAT(told(mina_), ElementsAre(NoticeKind::kVersion));
  EXPECT_THAT(told(jun_), IsEmpty());
  auto gone = version(3, "2026-08-20");
  gone.deleted = true;
  bench_.add(gone);
  EXPECT_THAT(told(mina_), ElementsAre(NoticeKind::kWithdrawn, NoticeKind::kVersion));
}

TEST_F(FollowingTest, WhoFollowsAPaperIsToldOfComments) {
  follows_paper(mina_, kOne);
  says(jun_, kOne, "Nice");
  says(mina_, kOne, "It is");
  says(jun_, kOther, "Another");
  EXPECT_THAT(told(mina_), ElementsAre(NoticeKind::kThread));
}

}  // namespace
}  // namespace broadsheet::papers
