// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Codes that are good once and for a while: whoever brings one got it from us, at the address that it was
// sent to. What a code is for is done by the functions here, whether a mail, a page or the operator passes it
// on.

#ifndef BROADSHEET_PAPERS_ACCOUNT_CODES_H_
#define BROADSHEET_PAPERS_ACCOUNT_CODES_H_

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"
#include "papers/accounts.h"
#include "store/accounts.h"
#include "store/record.h"

namespace broadsheet::papers {

// "confirm an address", "set a new password", ...
std::string_view code_purpose_name(store::CodePurpose purpose);

// How long a code is good.
std::chrono::seconds code_lasts(store::CodePurpose purpose);

// A new code; of most purposes it is the only one of the account, and those before it are good for nothing.
// Account 0: of nobody yet.
Result<std::string> issue_code(store::Transaction& transaction, store::AccountNumber account,
                               store::CodePurpose purpose, Instant now);

// The account that such a code was issued to, which may act; used up with that. None for any other text.
Result<std::optional<store::Account>> take_code(store::Record& record, store::Transaction& transaction,
                                                std::string_view code, store::CodePurpose purpose,
                                                Instant now);

// Sets the hash of a new password: every session is over, and every code that could set another.
Result<void> set_password(store::Transaction& transaction, const store::Account& account,
                          std::string_view hash);

// By a code for it; false if it is none.
Result<bool> confirm_by_code(store::Record& record, store::Transaction& transaction, std::string_view code,
                             const AccountRules& rules, Instant now);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_ACCOUNT_CODES_H_
