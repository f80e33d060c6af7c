// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// When a page has a letter sent to an address that is perhaps not that of who asks.

#ifndef BROADSHEET_WEB_ACCOUNT_LETTERS_H_
#define BROADSHEET_WEB_ACCOUNT_LETTERS_H_

#include "base/result.h"
#include "store/accounts.h"
#include "store/record.h"
#include "web/exchange.h"

namespace broadsheet::web {

// Whether the client that asks may have one more letter sent today, which is counted.
bool may_ask_for_letter(const Exchange& exchange);

// The letter with which the account confirms the address that it claims; false where no mail is sent, and
// where the client, the account or the address had as many as there may be today.
Result<bool> ask_to_confirm(const Exchange& exchange, store::Transaction& transaction,
                            store::AccountNumber account);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_ACCOUNT_LETTERS_H_
