// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/account_acts.h"

#include <algorithm>
#include <array>

#include "papers/moderating.h"
#include "papers/second_factor.h"
#include "papers/subscriptions.h"
#include "papers/voting.h"

namespace broadsheet::papers {
namespace {

using store::Account;

// By their numbers.
constexpr std::array<std::string_view, 6> kActs{"role",    "ban",    "unban",
                                                "confirm", "logout", "second-factor-off"};

// Sessions are their owner's affair.
std::optional<store::ModerationAct> logged_act(AccountAct act) {
  switch (act) {
    case AccountAct::kSetRole:
      return store::ModerationAct::kSetRole;
    case AccountAct::kBan:
      return store::ModerationAct::kBanAccount;
    case AccountAct::kUnban:
      return store::ModerationAct::kUnbanAccount;
    case AccountAct::kConfirm:
      return store::ModerationAct::kConfirmAddress;
    case AccountAct::kSecondFactorOff:
      return store::ModerationAct::kSecondFactorOff;
    case AccountAct::kLogOut:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<AccountAct> account_act_named(std::string_view name) {
  const auto* const found = std::ranges::find(kActs, name);
  if (found == kActs.end()) return std::nullopt;
  return static_cast<AccountAct>(found - kActs.begin());
}

std::string_view account_state(const Account& account) {
  if (account.banned_at) return "banned";
  if (account.counts) return "counts";
  return account.confirmed_at ? "young" : "unconfirmed";
}

Result<void> act_on_account(store::Record& record, store::Transaction& transaction, const Account& account,
                            AccountAct act, store::Role role, const AccountRules& rules, const Actor& who,
                            Instant now) {
  store::AccountChanges changes(transaction);
  Account changed = account;
  if (act == AccountAct::kSetRole) changed.role = role;
  if (act == AccountAct::kBan) changed.banned_at = now;
  if (act == AccountAct::kUnban) changed.banned_at.reset();
  TRY_VOID(changes.replace(changed));
  if (act == AccountAct::kBan || act == AccountAct::kLogOut) {
    TRY_VOID(changes.end_sessions(account.number, std::nullopt));
    TRY_VOID(changes.revoke_tokens(account.number));
  }
  if (act == AccountAct::kConfirm) TRY_VOID(confirm_address(transaction, changed, now));
  if (act == AccountAct::kConfirm || act == AccountAct::kUnban)
    TRY_VOID(adopt_subscription(record, transaction, account.number, now));
  if (act == AccountAct::kSecondFactorOff) TRY_VOID(drop_second_factor(transaction, account.number));
  TRY(const std::optional<Account> settled, store::Accounts(record).account(account.number));
  TRY_VOID(settle_account(record, transaction, *settled, rules, now));
  const auto logged = logged_act(act);
  if (!logged) return {};
  return log_act(transaction, *logged, account.name, act == AccountAct::kSetRole ? role_name(role) : "", who,
                 now);
}

}  // namespace broadsheet::papers
