// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The part of an account that is what it follows (papers/account_export.h).

#ifndef BROADSHEET_PAPERS_ACCOUNT_FOLLOWING_H_
#define BROADSHEET_PAPERS_ACCOUNT_FOLLOWING_H_

#include "base/json_writer.h"
#include "base/result.h"
#include "store/accounts.h"
#include "store/record.h"

namespace broadsheet::papers {

Result<void> write_following(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_following(store::Record& record, store::Transaction& transaction,
                              const store::Account& account, Instant now);

// Its private feeds, also of its library: when they were made, never their secrets.
Result<void> write_feeds(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_feeds(store::Record& record, store::Transaction& transaction,
                          const store::Account& account, Instant now);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_ACCOUNT_FOLLOWING_H_
