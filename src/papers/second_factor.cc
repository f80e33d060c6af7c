// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/second_factor.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/digest.h"
#include "base/one_time_password.h"
#include "base/secrets.h"
#include "papers/account_codes.h"

namespace broadsheet::papers {
namespace {

using store::Account;
using store::AccountNumber;
using store::CodePurpose;
using store::Role;

// 120 bits, which nobody can try out, neither here nor with the hash.
constexpr std::size_t kRecoveryBytes = 15;
constexpr std::size_t kRecoveryDigits = 24;
constexpr std::size_t kRecoveryGroup = 4;

// As it is compared: without what people put between its groups.
std::string plain(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (c != ' ' && c != '-') kept += ascii_lower(c);
  }
  return kept;
}

// Bound to the account, so that it is good for no other.
Sha256 recovery_hash(AccountNumber account, std::string_view code) {
  return sha256("recovery " + std::to_string(account.value()) + " " + std::string(code));
}

std::string in_groups(std::string_view code) {
  std::string text;
  for (std::size_t at = 0; at < code.size(); at += kRecoveryGroup)
    text.append(text.empty() ? "" : "-").append(code.substr(at, kRecoveryGroup));
  return text;
}

Result<std::vector<std::string>> new_recovery_codes(store::Transaction& transaction, AccountNumber account,
                                                    Instant now) {
  store::AccountChanges changes(transaction);
  TRY_VOID(changes.forget_codes(account, CodePurpose::kRecovery));
  std::vector<std::string> codes;
  while (codes.size() < kRecoveryCodes) {
    const std::string code = ascii_lower(base32(random_bytes(kRecoveryBytes)));
    TRY_VOID(changes.add_code(recovery_hash(account, code), CodePurpose::kRecovery, account,
                              now + code_lasts(CodePurpose::kRecovery)));
    codes.push_back(in_groups(code));
  }
  return codes;
}

}  // namespace

Role acting_role(const Account& account, bool has_second_factor, const AccountRules& rules) {
  if (has_second_factor || rules.second_factor == SecondFactorRule::kOptional) return account.role;
  const Role most = rules.second_factor == SecondFactorRule::kAdmins ? Role::kModerator : Role::kReader;
  return std::min(account.role, most);
}

Result<void> offer_second_factor(store::Record& record, store::Transaction& transaction,
                                 const Account& account) {
  TRY(const bool is_on, store::SecondFactors(record).is_on(account.number));
  if (is_on) return Error(ErrorCode::kConflict, "the second factor is on already");
  return store::SecondFactorChanges(transaction)
      .set({.account = account.number, .secret = new_totp_secret()});
}

Result<std::optional<std::string>> offered_secret(store::Record& record, const Account& account) {
  TRY(const std::optional<store::SecondFactor> factor, store::SecondFactors(record).of(account.number));
  if (!factor || factor->confirmed_at) return std::optional<std::string>();
  return std::optional(base32(factor->secret));
}

Result<std::vector<std::string>> confirm_second_factor(store::Record& record, store::Transaction& transaction,
                                                       const Account& account, std::string_view password,
                                                       Instant now) {
  TRY(std::optional<store::SecondFactor> factor, store::SecondFactors(record).of(account.number));
  if (!factor || factor->confirmed_at)
    return Error(ErrorCode::kInvalid, "there is no second factor to confirm; begin anew");
  const std::optional<std::uint64_t> step = totp_step_of(factor->secret, plain(password), now);
  if (!step)
    return Error(ErrorCode::kInvalid,
                 "these are not the digits that your telephone should show now; is its clock right?");
  factor->confirmed_at = now;
  factor->last_step = *step;
  TRY_VOID(store::SecondFactorChanges(transaction).set(*factor));
  return new_recovery_codes(transaction, account.number, now);
}

Result<bool> passes_second_factor(store::Record& record, store::Transaction& transaction,
                                  const Account& account, std::string_view text, Instant now) {
  TRY(const std::optional<store::SecondFactor> factor, store::SecondFactors(record).of(account.number));
  if (!factor || !factor->confirmed_at) return false;
  const std::string given = plain(text);
  if (given.size() == kRecoveryDigits) {
    TRY(const std::optional<AccountNumber> owner,
        store::AccountChanges(transaction)
            .use_code(recovery_hash(account.number, given), CodePurpose::kRecovery, now));
    return owner.has_value();
  }
  const std::optional<std::uint64_t> step = totp_step_of(factor->secret, given, now);
  if (!step) return false;
  return store::SecondFactorChanges(transaction).take_step(account.number, *step);
}

Result<void> drop_second_factor(store::Transaction& transaction, AccountNumber account) {
  TRY_VOID(store::SecondFactorChanges(transaction).remove(account));
  return store::AccountChanges(transaction).forget_codes(account, CodePurpose::kRecovery);
}

}  // namespace broadsheet::papers
