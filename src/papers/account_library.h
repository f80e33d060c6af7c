// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The part of an account that is its library (papers/account_export.h).

#ifndef BROADSHEET_PAPERS_ACCOUNT_LIBRARY_H_
#define BROADSHEET_PAPERS_ACCOUNT_LIBRARY_H_

#include "base/json_writer.h"
#include "base/result.h"
#include "store/accounts.h"
#include "store/record.h"

namespace broadsheet::papers {

Result<void> write_library(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_library(store::Record& record, store::Transaction& transaction,
                            const store::Account& account, Instant now);

// What is followed, and the private feeds of both; of these when they were made, never their secrets.
Result<void> write_following(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_following(store::Record& record, store::Transaction& transaction,
                              const store::Account& account, Instant now);
Result<void> write_feeds(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_feeds(store::Record& record, store::Transaction& transaction,
                          const store::Account& account, Instant now);

// What was put on daily pages, and the papers that were asked for.
Result<void> write_submissions(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_submissions(store::Record& record, store::Transaction& transaction,
                                const store::Account& account, Instant now);
Result<void> write_jobs(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_jobs(store::Record& record, store::Transaction& transaction,
                         const store::Account& account, Instant now);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_ACCOUNT_LIBRARY_H_
