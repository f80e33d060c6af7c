// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/accounts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "base/file.h"
#include "papers/common_passwords.h"

namespace broadsheet::papers {
namespace {

using std::chrono::hours;
using store::AccountNumber;
using testing::HasSubstr;

class AccountsTest : public testing::Test {
 protected:
  AccountsTest() {
    folder_ = std::move(make_temporary_folder("accounts")).value();
    record_ = std::move(store::Record::open(folder_, store::Record::Mode::kWrite)).value();
  }
  ~AccountsTest() override {
    record_.reset();
    EXPECT_TRUE(remove_all(folder_).ok());
  }

  // Within a transaction of its own.
  template <class Act>
  auto act(const Act& acts) {
    store::Transaction transaction = std::move(record_->begin(store::Durability::kInteractive)).value();
    auto result = acts(transaction);
    EXPECT_TRUE(transaction.commit().ok());
    return result;
  }
  AccountNumber add(const std::string& name, const std::string& address = "") {
    return act([&](store::Transaction& transaction) {
             return add_account(
                 transaction,
                 {.name = name, .fullname = "", .address = address, .password = "x", .confirmed = true},
                 now_);
           })
        .value();
  }
  Issued session_of(AccountNumber account) {
    return act([&](store::Transaction& transaction) {
             return begin_session(transaction, account, "Firefox\n on <b>Linux", now_);
           })
        .value();
  }
  bool is_acting(const std::string& secret, Instant now) {
    const auto acting = acting_in_session(*record_, secret, rules_, now);
    EXPECT_TRUE(acting.ok());
    return acting->has_value();
  }
  template <class Change>
  void change(AccountNumber number, const Change& changes) {
    store::Account account = *store::Accounts(*record_).account(number).value();
    changes(account);
    EXPECT_TRUE(act([&](store::Transaction& transaction) {
                  return store::AccountChanges(transaction).replace(account);
                }).ok());
  }

  const Instant now_ = Instant(std::chrono::milliseconds(1'800'000'000'000));
  const AccountRules rules_;
  std::string folder_;
  std::unique_ptr<store::Record> record_;
};

TEST(AccountNames, AreWordsThatNobodyTakesForUs) {
  for (const char* name : {"mina", "Mina-Okafor", "ab", "x1", "a-b-c"})
    EXPECT_TRUE(check_name(name).ok()) << name;
  for (const char* name : {"", "a", "-mina", "mina-", "mi--na", "mi na", "mína", "mina/x", "<b>", "Admin",
                           "papers", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    EXPECT_FALSE(check_name(name).ok()) << name;
}

TEST(Addresses, AreFolded) {
  EXPECT_EQ(folded_address(" Mina.O+papers@Tides.Example \n").value(), "mina.o+papers@tides.example");
  for (const char* address :
       {"", "mina", "@tides.example", "mina@", "mina@tides", "mi na@tides.example", ".mina@tides.example",
        "mina.@tides.example", "mi..na@tides.example", "mina@tides..example", "mina@-tides.example",
        "mina@tides.example.", "mina@tides.example\r\nBcc: x@y.z", "\"mi na\"@tides.example",
        "mina@[127.0.0.1]", "mina,x@y.z"})
    EXPECT_FALSE(folded_address(address).ok()) << address;
  EXPECT_FALSE(folded_address(std::string(250, 'a') + "@b.cd").ok());
}

TEST(Passwords, ThatEverybodyTriesAreRefused) {
  for (const char* password :
       {"correct horse battery staple", "pä\tss wörd", "        x", "mina-likes-long-walks"})
    EXPECT_TRUE(check_password(password, "mina", "mina@tides.example").ok()) << password;
  EXPECT_TRUE(check_password(std::string("nul\0nul\0nul", 11), "mina", "").ok());
  for (const char* password : {"", "short", "password1", "PassWord1", "12345678", "Mina12345", "okafor-1"})
    EXPECT_FALSE(check_password(password, "mina", "okafor@tides.example").ok()) << password;
  EXPECT_FALSE(check_password(std::string(1'000'000, 'a'), "mina", "").ok());
  EXPECT_TRUE(is_common_password("password"));
  EXPECT_FALSE(is_common_password("correct horse battery staple"));
}

TEST_F(AccountsTest, NamesAndAddressesBelongToOne) {
  const AccountNumber mina = add("Mina", "Mina@tides.example");
  const auto again = [&](const std::string& name, const std::string& address) {
    return act([&](store::Transaction& transaction) {
      return add_account(transaction, {.name = name, .fullname = "", .address = address, .password = "x"},
                         now_);
    });
  };
  EXPECT_EQ(again("mina", "").error().code(), ErrorCode::kConflict);
  // Nobody learns that an address has an account, but whoever gets its mail.
  const AccountNumber jun = again("jun", " MINA@tides.example").value();
  const auto confirmed = act([&](store::Transaction& transaction) {
    return confirm_address(transaction, *store::Accounts(*record_).account(jun).value(), now_);
  });
  EXPECT_EQ(confirmed.error().code(), ErrorCode::kConflict);
  EXPECT_TRUE(again("kim", "").ok());
  store::Accounts accounts(*record_);
  EXPECT_EQ(accounts.account_by_name("MINA").value()->number, mina);
  EXPECT_EQ(accounts.account_by_address("mina@tides.example").value()->number, mina);
  EXPECT_EQ(accounts.count().value(), 3U);
}

TEST_F(AccountsTest, ANumberIsNeverGivenTwice) {
  add("mina");
  const AccountNumber jun = add("jun");
  change(jun, [&](store::Account& account) {
    account.name.clear();
    account.deleted_at = now_;
  });
  EXPECT_GT(add("jun"), jun);
  EXPECT_EQ(store::Accounts(*record_).accounts_after({}, 10).value().size(), 2U);
}

TEST_F(AccountsTest, ASessionLastsWhileItIsUsed) {
  const AccountNumber mina = add("mina");
  const Issued session = session_of(mina);
  EXPECT_TRUE(is_acting(session.secret, now_ + rules_.session_idle - hours(1)));
  EXPECT_FALSE(is_acting(session.secret, now_ + rules_.session_idle));
  EXPECT_TRUE(act([&](store::Transaction& transaction) {
                return store::AccountChanges(transaction).see_session(session.hash, now_ + hours(24 * 10));
              }).ok());
  EXPECT_TRUE(is_acting(session.secret, now_ + hours(24 * 20)));
  EXPECT_FALSE(is_acting(session.secret, now_ + rules_.session_max));
  EXPECT_EQ(store::Accounts(*record_).sessions_of(mina).value().front().device, "Firefox on <b>Linux");
}

TEST_F(AccountsTest, OnlyTheSecretItselfActs) {
  const Issued session = session_of(add("mina"));
  std::string other = session.secret;
  other.front() = other.front() == 'a' ? 'b' : 'a';
  const std::string hash(session.hash.begin(), session.hash.end());
  for (const std::string& forged : {std::string(), other, session.secret + "0", "bs_" + session.secret, hash})
    EXPECT_FALSE(is_acting(forged, now_));
}

TEST_F(AccountsTest, NobodyActsWhoIsBannedOrGone) {
  const AccountNumber mina = add("mina");
  const Issued session = session_of(mina);
  const Issued token =
      act([&](store::Transaction& transaction) {
        return issue_token(*record_, transaction, mina, "laptop", store::Scope::kWrite, now_);
      }).value();
  const auto acts_by_token = [&] { return acting_by_token(*record_, token.secret).value().has_value(); };
  EXPECT_TRUE(acts_by_token());
  change(mina, [&](store::Account& account) { account.banned_at = now_; });
  EXPECT_FALSE(is_acting(session.secret, now_));
  EXPECT_FALSE(acts_by_token());
  change(mina, [&](store::Account& account) { account.banned_at.reset(); });
  EXPECT_TRUE(is_acting(session.secret, now_));
  change(mina, [&](store::Account& account) { account.deleted_at = now_; });
  EXPECT_FALSE(is_acting(session.secret, now_));
  EXPECT_FALSE(acts_by_token());
}

TEST_F(AccountsTest, TokensHaveNamesAndAnEnd) {
  const AccountNumber mina = add("mina");
  const auto issue = [&](const std::string& name) {
    return act([&](store::Transaction& transaction) {
      return issue_token(*record_, transaction, mina, name, store::Scope::kRead, now_);
    });
  };
  EXPECT_EQ(issue("").error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(issue(std::string(100, 'x')).error().code(), ErrorCode::kInvalid);
  for (std::size_t i = 0; i < kTokensOfAccountMax; ++i) EXPECT_TRUE(issue("laptop").ok());
  EXPECT_THAT(issue("laptop").error().message(), HasSubstr("revoke"));
  const auto tokens = store::Accounts(*record_).tokens_of(mina).value();
  const auto revoke = [&](AccountNumber who) {
    return act([&](store::Transaction& transaction) {
             return store::AccountChanges(transaction).revoke_token(who, tokens.front().number);
           })
        .value();
  };
  EXPECT_FALSE(revoke(add("jun")));
  EXPECT_TRUE(revoke(mina));
  EXPECT_FALSE(revoke(mina));
  EXPECT_TRUE(issue("laptop").ok());
}

TEST_F(AccountsTest, ScopesAreSteps) {
  using enum store::Scope;
  EXPECT_TRUE(allows(kWrite, kRead));
  EXPECT_TRUE(allows(kWrite, kWrite));
  EXPECT_FALSE(allows(kWrite, kAdmin));
  EXPECT_FALSE(allows(kRead, kWrite));
}

TEST_F(AccountsTest, ACodeIsUsedOnceInTimeForItsPurpose) {
  const AccountNumber mina = add("mina");
  using enum store::CodePurpose;
  const Sha256 code = sha256("code");
  EXPECT_TRUE(
      act([&](store::Transaction& transaction) {
        return store::AccountChanges(transaction).add_code(code, kConfirmAddress, mina, now_ + hours(1));
      }).ok());
  const auto use = [&](store::CodePurpose purpose, Instant now) {
    return act([&](store::Transaction& transaction) {
             return store::AccountChanges(transaction).use_code(code, purpose, now);
           })
        .value();
  };
  EXPECT_FALSE(use(kResetPassword, now_));
  EXPECT_FALSE(use(kConfirmAddress, now_ + hours(1)));
  EXPECT_EQ(use(kConfirmAddress, now_), mina);
  EXPECT_FALSE(use(kConfirmAddress, now_));
}

TEST_F(AccountsTest, VotesCountOnceTheAddressIsConfirmedAndTheAccountIsOldEnough) {
  store::Account account{
      .number = {}, .name = "mina", .fullname = "", .address = "", .password = "", .created_at = now_};
  EXPECT_FALSE(may_count(account, rules_, now_ + hours(24 * 365)));
  account.confirmed_at = now_;
  EXPECT_FALSE(may_count(account, rules_, now_ + rules_.counts_after - hours(1)));
  EXPECT_TRUE(may_count(account, rules_, now_ + rules_.counts_after));
  account.banned_at = now_;
  EXPECT_FALSE(may_count(account, rules_, now_ + rules_.counts_after));
}

}  // namespace
}  // namespace broadsheet::papers
