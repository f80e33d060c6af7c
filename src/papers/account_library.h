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

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_ACCOUNT_LIBRARY_H_
