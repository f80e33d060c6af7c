// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What an operator or admin does to somebody's account, at the terminal or on a page.

#ifndef BROADSHEET_PAPERS_ACCOUNT_ACTS_H_
#define BROADSHEET_PAPERS_ACCOUNT_ACTS_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "papers/accounts.h"
#include "store/record.h"

namespace broadsheet::papers {

enum class AccountAct : std::uint8_t {
  kSetRole,
  kBan,    // every session and token ends, and its votes leave the numbers
  kUnban,  // they come back
  kConfirm,
  kLogOut,           // every session and token ends
  kSecondFactorOff,  // for who lost the telephone and the recovery codes
};

// "role", "ban", "unban", "confirm", "logout", "second-factor-off".
std::optional<AccountAct> account_act_named(std::string_view name);

// "banned", "counts", "young", "unconfirmed": the first that holds.
std::string_view account_state(const store::Account& account);

// `role` is read for kSetRole alone. kConflict if the address that is to be confirmed is somebody else's.
// What was done stands in the log that everybody can read (papers/moderating.h), as done by `who`; an account
// of number 0 is the operator.
Result<void> act_on_account(store::Record& record, store::Transaction& transaction,
                            const store::Account& account, AccountAct act, store::Role role,
                            const AccountRules& rules, const Actor& who, Instant now);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_ACCOUNT_ACTS_H_
