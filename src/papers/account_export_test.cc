// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/account_export.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <string>

#include "papers/account_codes.h"
#include "papers/claiming.h"
#include "papers/commenting.h"
#include "papers/contributing.h"
#include "papers/moderating.h"
#include "papers/second_factor.h"
#include "papers/subscriptions.h"
#include "papers/telling.h"
#include "papers/testing.h"
#include "papers/voting.h"
#include "store/deliveries.h"
#include "store/follows.h"
#include "store/library.h"
#include "store/moderation.h"
#include "store/not_for_me.h"
#include "store/notices.h"
#include "store/testing.h"

namespace broadsheet::papers {
namespace {

using store::Account;
using store::AccountNumber;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class AccountExportTest : public testing::Test {
 protected:
  AccountExportTest() {
    bench_.add(record_of("arxiv", {"arxiv:2607.00001"}, "Small tides", {"A B"}, "2026-07-01"));
    bench_.add(record_of("arxiv", {"arxiv:2607.00002"}, "Large tides", {"A B"}, "2026-07-01"));
  }

  template <class Act>
  void act(const Act& acts) {
    auto transaction = bench_.record().begin(store::Durability::kInteractive).value();
    acts(transaction);
    ASSERT_TRUE(transaction.commit().ok());
  }
  // A reader with something in each part.
  Account add(const std::string& name) {
    AccountNumber number;
    act([&](store::Transaction& transaction) {
      number = add_account(transaction,
                           {.name = name,
                            .fullname = "",
                            .address = name + "@tides.example",
                            .password = "x",
                            .confirmed = true},
                           now_)
                   .value();
      EXPECT_TRUE(begin_session(transaction, number, "Firefox of " + name, now_).ok());
      EXPECT_TRUE(
          issue_token(bench_.record(), transaction, number, "laptop of " + name, store::Scope::kWrite, now_)
              .ok());
      EXPECT_TRUE(issue_code(transaction, number, store::CodePurpose::kResetPassword, now_).ok());
      const Account account = *store::Accounts(bench_.record()).account(number).value();
      EXPECT_TRUE(offer_second_factor(bench_.record(), transaction, account).ok());
      EXPECT_TRUE(
          settle_account(bench_.record(), transaction, account, rules_, now_ + std::chrono::days(9)).ok());
      for (const char* id : {"arxiv:2607.00001", "arxiv:2607.00002"}) {
        const PaperNumber paper = bench_.record().number_of(id).value().value();
        EXPECT_TRUE(vote(bench_.record(), transaction, paper, {number}, true, now_).ok());
      }
      talk(transaction, name, number);
      keep(transaction, name, number);
      get_mail(transaction, number);
    });
    return account(number);
  }
  // Says something, edits it, reacts to and reports a comment, claims a paper, and does somebody else
  // something.
  void talk(store::Transaction& transaction, const std::string& name, AccountNumber number) {
    store::Record& record = bench_.record();
    const PaperNumber paper = record.number_of("arxiv:2607.00001").value().value();
    const CommentText first = comment_text("First words of " + name, typesetter_).value();
    const CommentText then = comment_text("Then other words of " + name, typesetter_).value();
    const store::Comment comment = add_comment(record, transaction, paper, "", first, {number}, now_).value();
    EXPECT_TRUE(edit_comment(record, transaction, comment, then, now_).ok());
    for (const store::Reaction reaction : {store::Reaction::kHeart, store::Reaction::kRocket})
      EXPECT_TRUE(react(record, transaction, comment, reaction, {number}, true, now_).ok());
    EXPECT_TRUE(
        report_comment(record, transaction, comment, store::HiddenReason::kSpam, "by " + name, {number}, now_)
            .ok());
    EXPECT_TRUE(claim_author(record, transaction, paper, "A B", {number}, now_).ok());
    EXPECT_TRUE(log_act(transaction, store::ModerationAct::kUnbanAccount, name, "", {number}, now_).ok());
    EXPECT_TRUE(store::NoticeChanges(transaction)
                    .add({.number = {},
                          .account = number,
                          .kind = store::NoticeKind::kReply,
                          .actor = number,
                          .comment = comment.number,
                          .identity = comment.identity,
                          .made_at = now_},
                         kNoticesKept)
                    .ok());
  }
  void get_mail(store::Transaction& transaction, AccountNumber number) {
    const Account account = *store::Accounts(bench_.record()).account(number).value();
    ASSERT_TRUE(subscribe_account(bench_.record(), transaction, account, standard_subscription(), now_).ok());
    store::Delivery delivery;
    delivery.account = number;
    delivery.outcome = "sent";
    ASSERT_TRUE(store::DeliveryChanges(transaction).add(delivery).ok());
    const store::IdentityNumber identity = bench_.record().identity_by_id("arxiv:2607.00002").value()->number;
    ASSERT_TRUE(store::RefusalChanges(transaction).add({number, identity, now_}).ok());
    ASSERT_TRUE(store::NoticeChanges(transaction).set_switch(number, {}).ok());
  }
  void keep(store::Transaction& transaction, const std::string& name, AccountNumber number) {
    store::LibraryChanges changes(transaction);
    const store::IdentityNumber identity = bench_.record().identity_by_id("arxiv:2607.00001").value()->number;
    EXPECT_TRUE(changes
                    .put_entry({.account = number,
                                .identity = identity,
                                .saved_at = now_,
                                .changed_at = now_,
                                .note = "Note of " + name,
                                .tags = {"tag of " + name}})
                    .ok());
    const store::FolderNumber folder = changes
                                           .add_folder({.number = {},
                                                        .account = number,
                                                        .title = "Folder of " + name,
                                                        .description = "",
                                                        .public_id = "id of " + name,
                                                        .made_at = now_,
                                                        .changed_at = now_})
                                           .value();
    EXPECT_TRUE(
        changes
            .put_item({.folder = folder, .identity = identity, .note = "Item of " + name, .added_at = now_})
            .ok());
    store::FollowChanges following(transaction);
    EXPECT_TRUE(following
                    .add({.number = {},
                          .account = number,
                          .kind = store::FollowKind::kKeyword,
                          .target = "Keyword of " + name,
                          .made_at = now_})
                    .ok());
    EXPECT_TRUE(following.set_feed({.account = number, .made_at = now_}, sha256(name)).ok());
    const std::string id = "arxiv:2608.0000" + std::to_string(number.value());
    EXPECT_TRUE(ask_for_paper(bench_.record(), transaction, id, {number}, false, now_).ok());
    EXPECT_TRUE(store::JobChanges(transaction)
                    .put_submission({store::IdentityNumber(number.value()), number, false, now_})
                    .ok());
  }
  Account account(AccountNumber number) { return *store::Accounts(bench_.record()).account(number).value(); }
  std::string document(const Account& account) {
    return account_document(bench_.record(), account, now_).value();
  }

  const Instant now_ = *parse_instant("2026-07-01T12:00:00Z");
  const AccountRules rules_;
  Bench bench_;
  text::Typesetter typesetter_;
};

TEST_F(AccountExportTest, EveryTableThatKnowsAnAccountIsInAPart) {
  std::set<std::string> covered;
  std::set<std::string_view> names;
  for (const AccountPart& part : account_parts()) {
    EXPECT_TRUE(names.insert(part.name).second) << part.name;
    for (const std::string_view table : part.tables) EXPECT_TRUE(covered.emplace(table).second) << table;
  }
  const std::vector<std::string> known = store::tables_with(bench_.folder(), "account");
  EXPECT_GE(known.size(), 6U);
  for (const std::string& table : known)
    EXPECT_TRUE(covered.contains(table)) << table << " knows accounts: give it a part in account_export.cc";
}

TEST_F(AccountExportTest, ADocumentHasEverythingOfItsReaderAndNothingOfOthers) {
  const Account mina = add("mina");
  add("jun");
  const std::string text = document(mina);
  EXPECT_THAT(
      text, AllOf(HasSubstr("\"name\":\"mina\""), HasSubstr("mina@tides.example"),
                  HasSubstr("Firefox of mina"), HasSubstr("laptop of mina"), HasSubstr("set a new password"),
                  HasSubstr("\"paper\":\"arxiv:2607.00001\""), HasSubstr("\"paper\":\"arxiv:2607.00002\""),
                  HasSubstr("First words of mina"), HasSubstr("Then other words of mina"),
                  HasSubstr("\"reaction\":\"heart\""), HasSubstr("\"reaction\":\"rocket\""),
                  HasSubstr("by mina"), HasSubstr("\"author\":\"A B\""), HasSubstr("unban_account"),
                  HasSubstr("\"kind\":\"reply\""), HasSubstr("Note of mina"), HasSubstr("tag of mina"),
                  HasSubstr("Folder of mina"), HasSubstr("Item of mina"), HasSubstr("Keyword of mina"),
                  HasSubstr("fetch a paper"), HasSubstr("submitted_at")));
  EXPECT_THAT(text, Not(HasSubstr("jun")));
  // Nothing that opens a door: the one long run of hexadecimal digits or base32 would be a key.
  std::size_t run = 0;
  for (const char c : text) {
    run = std::isalnum(static_cast<unsigned char>(c)) != 0 ? run + 1 : 0;
    ASSERT_LT(run, 25U) << text;  // the id of a comment has 24
  }
}

TEST_F(AccountExportTest, OfADeletedReaderANumberIsLeft) {
  const Account mina = add("mina");
  const Account jun = add("jun");
  EXPECT_EQ(bench_.paper("arxiv:2607.00001").own_votes, 2);
  act([&](store::Transaction& transaction) {
    ASSERT_TRUE(delete_account(bench_.record(), transaction, account(mina.number), rules_, now_).ok());
  });
  EXPECT_EQ(bench_.paper("arxiv:2607.00001").own_votes, 1);
  EXPECT_EQ(bench_.paper("arxiv:2607.00002").own_votes, 1);
  // What is kept has a number and no words: a comment for its replies, and what was done to others.
  const std::set<std::string> kept = {"accounts", "comments", "moderation_log"};
  for (const std::string& table : store::tables_with(bench_.folder(), "account")) {
    EXPECT_EQ(store::rows_with(bench_.folder(), table, "account", mina.number.value()), kept.count(table))
        << table;
    EXPECT_GT(store::rows_with(bench_.folder(), table, "account", jun.number.value()), 0) << table;
  }
  EXPECT_EQ(bench_.paper("arxiv:2607.00001").own_comments, 1U);
  const auto log = store::Moderation(bench_.record()).log(store::LogEntryNumber(100), 100).value();
  EXPECT_EQ(log.size(), 2U);
  for (const store::LogEntry& entry : log) EXPECT_NE(entry.subject, "mina");
  const Account left = account(mina.number);
  EXPECT_EQ(left.name, "");
  EXPECT_EQ(left.address, "");
  EXPECT_EQ(left.claimed_address, "");
  EXPECT_EQ(left.password, "");
  EXPECT_EQ(left.role, store::Role::kReader);
  EXPECT_EQ(left.deleted_at, now_);
  EXPECT_FALSE(left.counts);
  EXPECT_TRUE(bench_.record().check(true)->empty());
  // The name and the address are free again, the number is not.
  EXPECT_GT(add("mina").number, jun.number);
}

}  // namespace
}  // namespace broadsheet::papers
