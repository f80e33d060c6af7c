// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/account_codes.h"

#include "base/ascii.h"
#include "base/digest.h"
#include "base/secrets.h"
#include "papers/subscriptions.h"
#include "papers/voting.h"

namespace broadsheet::papers {

using store::Account;
using store::AccountNumber;
using store::CodePurpose;

std::string_view code_purpose_name(CodePurpose purpose) {
  switch (purpose) {
    case CodePurpose::kConfirmAddress:
      return "confirm an address";
    case CodePurpose::kResetPassword:
      return "set a new password";
    case CodePurpose::kInvitation:
      return "make an account";
    case CodePurpose::kRecovery:
      return "instead of a telephone";
    case CodePurpose::kSecondStep:
      return "log in";
  }
  return "";
}

std::chrono::seconds code_lasts(CodePurpose purpose) {
  using std::chrono::hours;
  switch (purpose) {
    case CodePurpose::kConfirmAddress:
      return hours(24);
    case CodePurpose::kResetPassword:
      return hours(1);
    case CodePurpose::kInvitation:
      return hours(24 * 14);
    case CodePurpose::kRecovery:
      return hours(24 * 366 * 100);  // until it is used
    case CodePurpose::kSecondStep:
      return std::chrono::minutes(5);
  }
  return {};
}

Result<std::string> issue_code(store::Transaction& transaction, AccountNumber account, CodePurpose purpose,
                               Instant now) {
  store::AccountChanges changes(transaction);
  if (purpose == CodePurpose::kConfirmAddress || purpose == CodePurpose::kResetPassword)
    TRY_VOID(changes.forget_codes(account, purpose));
  std::string code = new_secret();
  TRY_VOID(changes.add_code(sha256(code), purpose, account, now + code_lasts(purpose)));
  return code;
}

Result<std::optional<Account>> take_code(store::Record& record, store::Transaction& transaction,
                                         std::string_view code, CodePurpose purpose, Instant now) {
  TRY(const std::optional<AccountNumber> number,
      store::AccountChanges(transaction).use_code(sha256(trimmed(code)), purpose, now));
  if (!number) return std::optional<Account>();
  TRY(std::optional<Account> account, store::Accounts(record).account(*number));
  if (!account || account->banned_at || account->deleted_at) return std::optional<Account>();
  return account;
}

Result<void> set_password(store::Transaction& transaction, const Account& account, std::string_view hash) {
  store::AccountChanges changes(transaction);
  Account changed = account;
  changed.password = hash;
  TRY_VOID(changes.replace(changed));
  TRY_VOID(changes.end_sessions(account.number, std::nullopt));
  TRY_VOID(changes.forget_codes(account.number, CodePurpose::kSecondStep));
  return changes.forget_codes(account.number, CodePurpose::kResetPassword);
}

Result<bool> confirm_by_code(store::Record& record, store::Transaction& transaction, std::string_view code,
                             const AccountRules& rules, Instant now) {
  TRY(const std::optional<Account> account,
      take_code(record, transaction, code, CodePurpose::kConfirmAddress, now));
  if (!account) return false;
  TRY_VOID(confirm_address(transaction, *account, now));
  TRY_VOID(adopt_subscription(record, transaction, account->number, now));
  TRY(const std::optional<Account> confirmed, store::Accounts(record).account(account->number));
  TRY_VOID(settle_account(record, transaction, *confirmed, rules, now));
  return true;
}

}  // namespace broadsheet::papers
