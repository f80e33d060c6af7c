// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/account_letters.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "papers/account_codes.h"
#include "papers/mail_links.h"
#include "store/deliveries.h"

namespace broadsheet::papers {
namespace {

using store::Account;
using store::CodePurpose;
using store::Delivery;
using store::DeliveryKind;

constexpr std::chrono::hours kDay{24};
// An account gets a digest, and at most a letter of notices in five minutes, in a day.
constexpr std::size_t kLettersLookedAt = 300;

Result<bool> had_its_letters(store::Record& record, store::AccountNumber account, Instant now) {
  TRY(const std::vector<Delivery> letters, store::Deliveries(record).of_account(account, kLettersLookedAt));
  const auto counts = [&](const Delivery& letter) {
    return letter.kind == DeliveryKind::kAccountCode && now - letter.made_at < kDay;
  };
  return static_cast<std::size_t>(std::ranges::count_if(letters, counts)) >= kAccountLettersMax;
}

Delivery letter_at(Instant now) {
  Delivery letter;
  letter.kind = DeliveryKind::kAccountCode;
  letter.message_id = new_message_name();
  letter.made_at = letter.next_at = now;
  return letter;
}

}  // namespace

Result<void> claim_address(store::Transaction& transaction, const Account& account,
                           std::string_view address) {
  store::AccountChanges changes(transaction);
  TRY_VOID(changes.forget_codes(account.number, CodePurpose::kConfirmAddress));
  Account changed = account;
  changed.claimed_address = address == account.address ? "" : address;
  return changes.replace(changed);
}

Result<bool> send_confirmation(store::Record& record, store::Transaction& transaction, const Account& account,
                               Instant now) {
  if (account.claimed_address.empty()) return false;
  TRY(const bool enough, had_its_letters(record, account.number, now));
  if (enough) return false;
  TRY(const std::string code, issue_code(transaction, account.number, CodePurpose::kConfirmAddress, now));
  Delivery letter = letter_at(now);
  letter.account = account.number;
  letter.address = account.claimed_address;
  letter.content = "confirm " + code;
  TRY_VOID(store::DeliveryChanges(transaction).add(letter));
  return true;
}

Result<void> send_reset(store::Record& record, store::Transaction& transaction,
                        const std::optional<Account>& account, Instant now) {
  const bool there = account && !account->address.empty() && !account->banned_at && !account->deleted_at;
  const store::AccountNumber number = there ? account->number : store::AccountNumber();
  TRY(const bool enough, had_its_letters(record, number, now));
  const bool sent = there && !enough;
  // A code of nobody opens nothing; a letter that has ended is sent to nobody.
  TRY(const std::string code,
      issue_code(transaction, sent ? number : store::AccountNumber(), CodePurpose::kResetPassword, now));
  Delivery letter = letter_at(now);
  if (sent) {
    letter.account = number;
    letter.address = account->address;
    letter.content = "reset " + code;
  } else {
    letter.state = store::DeliveryState::kCancelled;
    letter.ended_at = now;
    letter.outcome = "there is nobody to write to";
  }
  TRY_VOID(store::DeliveryChanges(transaction).add(letter));
  return {};
}

}  // namespace broadsheet::papers
