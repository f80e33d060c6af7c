// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Letters of accounts, with a code that is good once: to confirm an address, and to set a new password. Put
// into the queue here; src/mail writes them. The code lies in the queue as it is until its letter went out:
// the same letter may have to be sent again.

#ifndef BROADSHEET_PAPERS_ACCOUNT_LETTERS_H_
#define BROADSHEET_PAPERS_ACCOUNT_LETTERS_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "store/accounts.h"
#include "store/record.h"

namespace broadsheet::papers {

// Of one account in a day, for whatever purpose: somebody else can ask for them.
inline constexpr std::size_t kAccountLettersMax = 3;

// From now on the account claims the address, folded (papers/accounts.h). The one that is known to be its own
// stays until the new one is confirmed. A code that was sent to an address that it claimed before confirms
// nothing.
Result<void> claim_address(store::Transaction& transaction, const store::Account& account,
                           std::string_view address);

// A letter to the address that the account claims. False if it claims none, or had its letters for today.
Result<bool> send_confirmation(store::Record& record, store::Transaction& transaction,
                               const store::Account& account, Instant now);

// A letter to the account's own address with a code for a new password. Whoever asks is nobody yet: without
// an account, without an address of it, and after its letters for today as much is written, and nothing is
// sent.
Result<void> send_reset(store::Record& record, store::Transaction& transaction,
                        const std::optional<store::Account>& account, Instant now);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_ACCOUNT_LETTERS_H_
