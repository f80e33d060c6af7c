// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The second factor: passwords of the moment from a reader's telephone (base/one_time_password.h), and
// recovery codes for who lost it. What is written is written within the given transaction.

#ifndef BROADSHEET_PAPERS_SECOND_FACTOR_H_
#define BROADSHEET_PAPERS_SECOND_FACTOR_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "papers/accounts.h"
#include "store/record.h"
#include "store/second_factor.h"

namespace broadsheet::papers {

inline constexpr std::size_t kRecoveryCodes = 8;

// What somebody may do now: their role, or as much of it as needs no second factor.
store::Role acting_role(const store::Account& account, bool has_second_factor, const AccountRules& rules);

// A new secret, which holds once it is confirmed. kConflict if there is one that is confirmed.
Result<void> offer_second_factor(store::Record& record, store::Transaction& transaction,
                                 const store::Account& account);
// That which was offered last, in base32, as a telephone is told it; none if there is none, or it is
// confirmed.
Result<std::optional<std::string>> offered_secret(store::Record& record, const store::Account& account);

// From now on it is asked for. The recovery codes, which are shown once; kInvalid if nothing was offered, or
// the password is not one of it.
Result<std::vector<std::string>> confirm_second_factor(store::Record& record, store::Transaction& transaction,
                                                       const store::Account& account,
                                                       std::string_view password, Instant now);

// Whether the text is a password of the moment that was not taken before, or a recovery code, which is used
// up with that.
Result<bool> passes_second_factor(store::Record& record, store::Transaction& transaction,
                                  const store::Account& account, std::string_view text, Instant now);

// With its recovery codes; no error where there is none.
Result<void> drop_second_factor(store::Transaction& transaction, store::AccountNumber account);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_SECOND_FACTOR_H_
