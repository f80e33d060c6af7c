// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/second_factor.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "base/file.h"
#include "base/one_time_password.h"
#include "base/secrets.h"
#include "papers/account_acts.h"
#include "papers/account_codes.h"
#include "papers/single_reader.h"

namespace broadsheet::papers {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using store::Account;
using store::AccountNumber;
using store::CodePurpose;
using store::Role;

class SecondFactorTest : public testing::Test {
 protected:
  SecondFactorTest() : folder_(make_temporary_folder("factor").value()) {
    record_ = store::Record::open(folder_, store::Record::Mode::kWrite).value();
  }
  ~SecondFactorTest() override {
    record_.reset();
    EXPECT_TRUE(remove_all(folder_).ok());
  }

  template <class Act>
  auto act(const Act& acts) {
    store::Transaction transaction = record_->begin(store::Durability::kInteractive).value();
    auto result = acts(transaction);
    EXPECT_TRUE(transaction.commit().ok());
    return result;
  }
  Account add(const std::string& name) {
    const AccountNumber number =
        act([&](store::Transaction& transaction) {
          return add_account(
              transaction, {.name = name, .fullname = "", .address = name + "@a.bc", .password = "x"}, now_);
        }).value();
    return *store::Accounts(*record_).account(number).value();
  }
  std::string digits(const Account& account, Instant at) {
    return totp_password(store::SecondFactors(*record_).of(account.number).value()->secret, totp_step(at));
  }
  Result<std::vector<std::string>> confirm(const Account& account, const std::string& password) {
    return act([&](store::Transaction& transaction) {
      return confirm_second_factor(*record_, transaction, account, password, now_);
    });
  }
  std::vector<std::string> switch_on(const Account& account) {
    EXPECT_TRUE(act([&](store::Transaction& transaction) {
                  return offer_second_factor(*record_, transaction, account);
                }).ok());
    return confirm(account, digits(account, now_)).value();
  }
  bool passes(const Account& account, const std::string& text, Instant at) {
    return act([&](store::Transaction& transaction) {
             return passes_second_factor(*record_, transaction, account, text, at);
           })
        .value();
  }

  const Instant now_ = Instant(seconds(1'800'000'000));
  const AccountRules rules_;
  std::string folder_;
  std::unique_ptr<store::Record> record_;
};

TEST_F(SecondFactorTest, HoldsOnceItIsConfirmed) {
  const Account mina = add("mina");
  EXPECT_FALSE(confirm(mina, "000000").ok());
  EXPECT_TRUE(act([&](store::Transaction& transaction) {
                return offer_second_factor(*record_, transaction, mina);
              }).ok());
  EXPECT_EQ(offered_secret(*record_, mina).value()->size(), 32U);
  EXPECT_FALSE(store::SecondFactors(*record_).is_on(mina.number).value());
  EXPECT_EQ(confirm(mina, "12345").error().code(), ErrorCode::kInvalid);
  const std::string right = digits(mina, now_);
  EXPECT_EQ(confirm(mina, right.substr(0, 3) + " " + right.substr(3)).value().size(), kRecoveryCodes);
  EXPECT_TRUE(store::SecondFactors(*record_).is_on(mina.number).value());
  EXPECT_FALSE(offered_secret(*record_, mina).value());
  // Who has the session alone can't put another in its place.
  EXPECT_EQ(
      act([&](store::Transaction& transaction) { return offer_second_factor(*record_, transaction, mina); })
          .error()
          .code(),
      ErrorCode::kConflict);
}

TEST_F(SecondFactorTest, APasswordIsTakenOnceAndNoneBeforeIt) {
  const Account mina = add("mina");
  switch_on(mina);
  EXPECT_FALSE(passes(mina, digits(mina, now_), now_)) << "it was taken when it was confirmed";
  const Instant later = now_ + minutes(2);
  EXPECT_TRUE(passes(mina, digits(mina, later), later));
  EXPECT_FALSE(passes(mina, digits(mina, later), later));
  EXPECT_FALSE(passes(mina, digits(mina, later - seconds(30)), later));
  EXPECT_TRUE(passes(mina, digits(mina, later + seconds(30)), later)) << "clocks differ";
  EXPECT_FALSE(passes(mina, digits(mina, later + minutes(5)), later));
  EXPECT_FALSE(passes(add("jun"), digits(mina, later + minutes(5)), later + minutes(5)));
}

TEST_F(SecondFactorTest, ARecoveryCodeIsGoodOnceForItsOwner) {
  const Account mina = add("mina");
  const Account jun = add("jun");
  const std::vector<std::string> codes = switch_on(mina);
  switch_on(jun);
  EXPECT_FALSE(passes(jun, codes[0], now_));
  EXPECT_TRUE(passes(mina, codes[0], now_));
  EXPECT_FALSE(passes(mina, codes[0], now_));
  EXPECT_TRUE(passes(mina, " " + codes[1].substr(0, 9) + codes[1].substr(10), now_)) << "however it is typed";
  for (int i = 0; i < 1000; ++i) ASSERT_FALSE(passes(mina, base32(random_bytes(15)), now_));
  EXPECT_TRUE(act([&](store::Transaction& transaction) {
                return drop_second_factor(transaction, mina.number);
              }).ok());
  EXPECT_FALSE(passes(mina, codes[2], now_));
}

TEST_F(SecondFactorTest, ARoleWaitsForItWhereTheOperatorSaysSo) {
  Account account = add("mina");
  const auto role = [&](Role has, bool on, SecondFactorRule rule) {
    account.role = has;
    AccountRules rules;
    rules.second_factor = rule;
    return acting_role(account, on, rules);
  };
  using enum SecondFactorRule;
  for (const Role has : {Role::kReader, Role::kModerator, Role::kAdmin}) {
    for (const SecondFactorRule rule : {kOptional, kAdmins, kModerators})
      EXPECT_EQ(role(has, true, rule), has);
    EXPECT_EQ(role(has, false, kOptional), has);
    EXPECT_EQ(role(has, false, kModerators), Role::kReader);
  }
  EXPECT_EQ(role(Role::kAdmin, false, kAdmins), Role::kModerator);
  EXPECT_EQ(role(Role::kModerator, false, kAdmins), Role::kModerator);
}

TEST_F(SecondFactorTest, TheOperatorSwitchesItOffForWhoLostIt) {
  const Account mina = add("mina");
  switch_on(mina);
  EXPECT_TRUE(act([&](store::Transaction& transaction) {
                return act_on_account(*record_, transaction, mina, AccountAct::kSecondFactorOff, mina.role,
                                      rules_, Actor{}, now_);
              }).ok());
  EXPECT_FALSE(store::SecondFactors(*record_).is_on(mina.number).value());
  EXPECT_TRUE(store::Accounts(*record_).codes_of(mina.number)->empty());
}

// ----------------------------------------------------------------------------------------- codes

TEST_F(SecondFactorTest, ACodeIsTheLastOfItsKindAndGoodOnce) {
  const Account mina = add("mina");
  const auto issue = [&] {
    return act([&](store::Transaction& transaction) {
             return issue_code(transaction, mina.number, CodePurpose::kResetPassword, now_);
           })
        .value();
  };
  const auto take = [&](const std::string& code, CodePurpose purpose, Instant at) {
    return act([&](store::Transaction& transaction) {
             return take_code(*record_, transaction, code, purpose, at);
           })
        .value()
        .has_value();
  };
  const std::string first = issue();
  const std::string second = issue();
  EXPECT_FALSE(take(first, CodePurpose::kResetPassword, now_));
  EXPECT_FALSE(take(second, CodePurpose::kConfirmAddress, now_));
  EXPECT_FALSE(take(second, CodePurpose::kResetPassword, now_ + std::chrono::hours(1)));
  EXPECT_TRUE(take(" " + second + "\n", CodePurpose::kResetPassword, now_ + minutes(59)));
  EXPECT_FALSE(take(second, CodePurpose::kResetPassword, now_));
}

TEST_F(SecondFactorTest, ANewPasswordEndsSessionsAndOpenCodes) {
  const Account mina = add("mina");
  const Issued session = act([&](store::Transaction& transaction) {
                           return begin_session(transaction, mina.number, "", now_);
                         }).value();
  const std::string step = act([&](store::Transaction& transaction) {
                             return issue_code(transaction, mina.number, CodePurpose::kSecondStep, now_);
                           }).value();
  EXPECT_TRUE(act([&](store::Transaction& transaction) {
                return set_password(transaction, mina, "another hash");
              }).ok());
  EXPECT_FALSE(acting_in_session(*record_, session.secret, rules_, now_).value());
  EXPECT_FALSE(act([&](store::Transaction& transaction) {
                 return take_code(*record_, transaction, step, CodePurpose::kSecondStep, now_);
               }).value());
  EXPECT_EQ(store::Accounts(*record_).account(mina.number).value()->password, "another hash");
}

TEST_F(SecondFactorTest, ACodeConfirmsTheAddressThatIsClaimed) {
  const Account mina = add("mina");
  const std::string code = act([&](store::Transaction& transaction) {
                             return issue_code(transaction, mina.number, CodePurpose::kConfirmAddress, now_);
                           }).value();
  const auto confirm_by = [&](const std::string& text) {
    return act([&](store::Transaction& transaction) {
             return confirm_by_code(*record_, transaction, text, rules_, now_ + std::chrono::hours(1));
           })
        .value();
  };
  EXPECT_FALSE(confirm_by("x"));
  EXPECT_TRUE(confirm_by(code));
  EXPECT_FALSE(confirm_by(code));
  const Account confirmed = *store::Accounts(*record_).account(mina.number).value();
  EXPECT_EQ(confirmed.address, "mina@a.bc");
  EXPECT_EQ(confirmed.claimed_address, "");
  EXPECT_TRUE(confirmed.confirmed_at);
}

// -------------------------------------------------------------------------------- one reader alone

TEST_F(SecondFactorTest, ASingleReaderIsMadeOnceAndOnlyWhereThereIsNobodyElse) {
  EXPECT_TRUE(make_single_reader(*record_, now_).value());
  EXPECT_TRUE(make_single_reader(*record_, now_).value());
  EXPECT_EQ(store::Accounts(*record_).count().value(), 1U);
  const Account you = *store::Accounts(*record_).account_by_name(kSingleReaderName).value();
  EXPECT_EQ(you.role, Role::kAdmin);
  EXPECT_TRUE(you.counts);
  EXPECT_EQ(you.password, "");
  EXPECT_FALSE(check_name(kSingleReaderName).ok()) << "nobody signs up as them";
  add("mina");
  EXPECT_FALSE(make_single_reader(*record_, now_).value());
}

TEST_F(SecondFactorTest, AnAccountWithAPasswordIsNobodysByPresence) {
  EXPECT_TRUE(make_single_reader(*record_, now_).value());
  const Account you = *store::Accounts(*record_).account_by_name(kSingleReaderName).value();
  EXPECT_TRUE(
      act([&](store::Transaction& transaction) { return set_password(transaction, you, "hash"); }).ok());
  EXPECT_FALSE(make_single_reader(*record_, now_).value());
}

TEST_F(SecondFactorTest, OthersAreNeverTheSingleReader) {
  add("mina");
  EXPECT_FALSE(make_single_reader(*record_, now_).value());
  EXPECT_FALSE(store::Accounts(*record_).account_by_name(kSingleReaderName).value());
}

// ------------------------------------------------------------------------------------- forgeries

// What is no secret of ours opens nothing: random ones, and ours with a digit changed.
TEST_F(SecondFactorTest, OfAMillionForgedSecretsNoneActs) {
  const Account mina = add("mina");
  const Issued session = act([&](store::Transaction& transaction) {
                           return begin_session(transaction, mina.number, "", now_);
                         }).value();
  const Issued token =
      act([&](store::Transaction& transaction) {
        return issue_token(*record_, transaction, mina.number, "x", store::Scope::kRead, now_);
      }).value();
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string random;
  for (int i = 0; i < 250'000; ++i) {
    std::string forged_session = session.secret;
    std::string forged_token = token.secret;
    if (i % 64 == 0) random = random_bytes(64);
    for (std::string* forged : {&forged_session, &forged_token}) {
      const std::size_t at = forged->size() - 1 - static_cast<std::size_t>(i % 64);
      const char other = kDigits[static_cast<unsigned char>(random[static_cast<std::size_t>(i % 64)]) % 16];
      (*forged)[at] = other == (*forged)[at] ? (other == '0' ? '1' : '0') : other;
    }
    const std::string made = new_secret();
    ASSERT_FALSE(acting_in_session(*record_, forged_session, rules_, now_).value());
    ASSERT_FALSE(acting_by_token(*record_, forged_token).value());
    ASSERT_FALSE(acting_in_session(*record_, made, rules_, now_).value());
    ASSERT_FALSE(acting_by_token(*record_, "bs_" + made).value());
  }
  EXPECT_TRUE(acting_in_session(*record_, session.secret, rules_, now_).value());
  EXPECT_TRUE(acting_by_token(*record_, token.secret).value());
}

}  // namespace
}  // namespace broadsheet::papers
