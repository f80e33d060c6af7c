// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Letters of accounts: to confirm an address, to set a new password.

#include "papers/account_letters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/percent.h"
#include "web/mail_testing.h"

namespace broadsheet::web {
namespace {

using store::Delivery;
using store::DeliveryKind;
using store::DeliveryState;
using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;

TEST_F(MailPagesTest, ASignUpSendsALetterToTheAddressThatIsClaimed) {
  const std::string cookie = sign_up("mina");
  const std::vector<Delivery> letters = deliveries(DeliveryKind::kAccountCode);
  ASSERT_THAT(letters, SizeIs(1));
  EXPECT_EQ(letters.front().address, "mina@tides.example");
  EXPECT_THAT(get("/settings", cookie).body, AllOf(HasSubstr("mina@tides.example waits to be confirmed"),
                                                   HasSubstr("Send me the letter again")));
  const auto again = [&] {
    return post("/settings/address/letter", "form_key=" + form_key(cookie), cookie).status;
  };
  EXPECT_EQ(again(), 200);
  EXPECT_EQ(again(), 200);
  EXPECT_EQ(again(), 400) << "three in a day";
  EXPECT_THAT(deliveries(DeliveryKind::kAccountCode), SizeIs(papers::kAccountLettersMax));
  clock_.set(clock_.now() + std::chrono::hours(25));
  EXPECT_EQ(again(), 200);
}

TEST_F(MailPagesTest, AnAddressGetsThreeOfThemFromWhicheverAccounts) {
  site_.asked_letters = &letters_;
  for (const char* name : {"one", "two", "three", "four"})
    post("/signup",
         std::string("name=") + name + "&address=ada%40readers.test&password=" + percent_encode(kPassword));
  EXPECT_THAT(deliveries(DeliveryKind::kAccountCode), SizeIs(LetterLimits::kToAddressMax));
}

TEST_F(MailPagesTest, AnotherAddressIsTheAccountsOnceItIsConfirmed) {
  const std::string cookie = confirmed("mina");
  const auto change = [&](const std::string& address, const std::string& password) {
    return post("/settings/address",
                "form_key=" + form_key(cookie) + "&address=" + percent_encode(address) +
                    "&present=" + percent_encode(password),
                cookie);
  };
  EXPECT_EQ(change("new@readers.test", "another password").status, 400);
  EXPECT_EQ(change("nonsense", kPassword).status, 400);
  EXPECT_EQ(change("new@readers.test", kPassword).status, 200);
  const std::string to_new = content(DeliveryKind::kAccountCode);
  EXPECT_EQ(account("mina").address, "mina@tides.example");
  EXPECT_EQ(account("mina").claimed_address, "new@readers.test");
  // A link that went to one address confirms no other.
  EXPECT_EQ(change("other@readers.test", kPassword).status, 200);
  EXPECT_EQ(post("/confirm", "code=" + to_new.substr(to_new.find(' ') + 1)).status, 403);
  EXPECT_THAT(change("MINA@tides.example", kPassword).body, HasSubstr("It is that address already"));
  EXPECT_EQ(account("mina").claimed_address, "");
  EXPECT_EQ(account("mina").address, "mina@tides.example");
}

TEST_F(MailPagesTest, ForgettingAPasswordTellsNothing) {
  confirmed("mina");
  sign_up("young");
  confirmed("banned");
  store::Account banned = account("banned");
  banned.banned_at = clock_.now();
  act([&](store::Transaction& transaction) {
    ASSERT_TRUE(store::AccountChanges(transaction).replace(banned).ok());
  });
  std::set<std::string> bodies;
  for (const char* name : {"mina", "MINA", "mina%40tides.example", "young", "young%40tides.example", "banned",
                           "nobody", "nobody%40tides.example", "", "%40", "mina", "mina"}) {
    const http::Response response = post("/forgot", std::string("name=") + name);
    EXPECT_EQ(response.status, 200) << name;
    bodies.insert(response.body);
  }
  EXPECT_THAT(bodies, SizeIs(1));
  std::map<std::string, int> sent;
  int to_nobody = 0;
  for (const Delivery& one : deliveries(DeliveryKind::kAccountCode)) {
    if (one.content.starts_with("reset ")) ++sent[one.address];
    if (one.state == DeliveryState::kCancelled) ++to_nobody;
  }
  // One letter of today's three confirmed the address.
  EXPECT_EQ(sent, (std::map<std::string, int>{{"mina@tides.example", 2}}));
  EXPECT_EQ(to_nobody, 10);
}

TEST_F(MailPagesTest, OnlyTheLastLinkSetsANewPasswordAndOnce) {
  confirmed("mina");
  post("/forgot", "name=mina");
  const std::string first = content(DeliveryKind::kAccountCode).substr(6);
  post("/forgot", "name=mina");
  const std::string second = content(DeliveryKind::kAccountCode).substr(6);
  // What nobody was sent opens nothing.
  post("/forgot", "name=nobody");
  const auto set = [&](const std::string& code) {
    return post("/reset", "password=another+fine+password&code=" + code).status;
  };
  EXPECT_EQ(set(first), 403);
  EXPECT_EQ(set(second), 200);
  EXPECT_EQ(set(second), 403);
  EXPECT_EQ(post("/login", login("mina", kPassword)).status, 403);
  EXPECT_EQ(post("/login", login("mina", "another fine password")).status, 303);
}

}  // namespace
}  // namespace broadsheet::web
