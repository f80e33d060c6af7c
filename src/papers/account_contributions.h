// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The part of an account that is what it added to papers and asked for (papers/account_export.h).

#ifndef BROADSHEET_PAPERS_ACCOUNT_CONTRIBUTIONS_H_
#define BROADSHEET_PAPERS_ACCOUNT_CONTRIBUTIONS_H_

#include "base/json_writer.h"
#include "base/result.h"
#include "store/accounts.h"
#include "store/record.h"

namespace broadsheet::papers {

// What it put on daily pages.
Result<void> write_submissions(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_submissions(store::Record& record, store::Transaction& transaction,
                                const store::Account& account, Instant now);

// The papers that it asked for.
Result<void> write_jobs(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_jobs(store::Record& record, store::Transaction& transaction,
                         const store::Account& account, Instant now);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_ACCOUNT_CONTRIBUTIONS_H_
