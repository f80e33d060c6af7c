// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "store/follows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

#include "store/own_record_testing.h"
#include "store/record.h"

namespace broadsheet::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class FollowStoreTest : public OwnRecordTest {
 protected:
  FollowStoreTest() {
    for (const char* id : {"arxiv:2607.00001", "arxiv:2607.00002"})
      act([&](Transaction& transaction) {
        identities_.push_back(transaction.add_identity(id, true).value());
      });
    for (const char* name : {"mina", "jun"}) accounts_.push_back(add_account(name));
  }

  Follows follows() { return Follows(*record_); }
  FollowNumber add(const Follow& follow) {
    FollowNumber number;
    act([&](Transaction& transaction) { number = FollowChanges(transaction).add(follow).value(); });
    return number;
  }
  Follow paper(std::size_t account, std::size_t identity) {
    return {.number = {},
            .account = accounts_[account],
            .kind = FollowKind::kPaper,
            .identity = identities_[identity],
            .made_at = Instant()};
  }
  Follow author(std::size_t account, const char* name) {
    return {.number = {},
            .account = accounts_[account],
            .kind = FollowKind::kAuthor,
            .target = name,
            .by_token = true,
            .made_at = Instant(std::chrono::milliseconds(7))};
  }
  void set_feed(const PrivateFeed& feed, const std::optional<Sha256>& secret) {
    act([&](Transaction& transaction) {
      ASSERT_TRUE(FollowChanges(transaction).set_feed(feed, secret).ok());
    });
  }

  std::vector<IdentityNumber> identities_;
  std::vector<AccountNumber> accounts_;
};

TEST_F(FollowStoreTest, WhatIsFollowedIsThereAsItWasWritten) {
  Follow written = author(0, "Mina Okafor");
  written.number = add(written);
  add(author(1, "Mina Okafor"));
  EXPECT_THAT(follows().follows_of(accounts_[0]).value(), ElementsAre(written));
  EXPECT_EQ(follows().follow(written.number).value(), written);
  act([&](Transaction& transaction) { ASSERT_TRUE(FollowChanges(transaction).remove(written.number).ok()); });
  EXPECT_THAT(follows().follows_of(accounts_[0]).value(), IsEmpty());
  // A number is never given twice.
  EXPECT_GT(add(written), written.number);
}

TEST_F(FollowStoreTest, FollowersOfAPaperAreFoundByAnyOfItsIdentitiesOnce) {
  add(paper(0, 0));
  add(paper(0, 1));
  add(paper(1, 1));
  add(author(1, "Mina Okafor"));
  EXPECT_THAT(follows().followers_of(identities_).value(), ElementsAre(accounts_[0], accounts_[1]));
  EXPECT_THAT(follows().followers_of(std::span(identities_).first(1)).value(), ElementsAre(accounts_[0]));
}

TEST_F(FollowStoreTest, AListHasOneSecretWhichGoesWithWhatIsFollowed) {
  const FollowNumber number = add(author(0, "Mina Okafor"));
  const PrivateFeed library{.account = accounts_[0], .made_at = Instant(std::chrono::milliseconds(3))};
  const PrivateFeed of_author{.account = accounts_[0],
                              .list = PrivateList::kFollow,
                              .follow = number,
                              .made_at = Instant(std::chrono::milliseconds(4))};
  set_feed(library, sha256("one"));
  set_feed(of_author, sha256("two"));
  EXPECT_THAT(follows().feeds_of(accounts_[0]).value(), ElementsAre(library, of_author));
  EXPECT_EQ(follows().feed_by_secret(sha256("one")).value(), library);
  set_feed(library, sha256("three"));
  EXPECT_EQ(follows().feed_by_secret(sha256("one")).value(), std::nullopt);
  EXPECT_EQ(follows().feed_by_secret(sha256("three")).value(), library);
  set_feed(library, std::nullopt);
  act([&](Transaction& transaction) { ASSERT_TRUE(FollowChanges(transaction).remove(number).ok()); });
  EXPECT_THAT(follows().feeds_of(accounts_[0]).value(), IsEmpty());
  EXPECT_EQ(follows().feed_by_secret(sha256("two")).value(), std::nullopt);
}

TEST_F(FollowStoreTest, AllOfAnAccountIsRemoved) {
  for (const std::size_t account : {std::size_t{0}, std::size_t{1}}) {
    add(author(account, "Mina Okafor"));
    set_feed({.account = accounts_[account], .made_at = Instant()}, sha256(std::to_string(account)));
  }
  act([&](Transaction& transaction) {
    ASSERT_TRUE(FollowChanges(transaction).remove_follows_of(accounts_[0]).ok());
    ASSERT_TRUE(FollowChanges(transaction).remove_feeds_of(accounts_[0]).ok());
  });
  EXPECT_THAT(follows().follows_of(accounts_[0]).value(), IsEmpty());
  EXPECT_THAT(follows().feeds_of(accounts_[0]).value(), IsEmpty());
  EXPECT_EQ(follows().follows_of(accounts_[1]).value().size(), 1U);
  EXPECT_EQ(follows().feeds_of(accounts_[1]).value().size(), 1U);
}

}  // namespace
}  // namespace broadsheet::store
