// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Of a reader's data (papers/account_export.h): what they get by mail, and what they said about it.

#ifndef BROADSHEET_PAPERS_ACCOUNT_MAIL_H_
#define BROADSHEET_PAPERS_ACCOUNT_MAIL_H_

#include "base/json_writer.h"
#include "base/result.h"
#include "store/accounts.h"
#include "store/record.h"

namespace broadsheet::papers {

Result<void> write_digest_settings(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_digest(store::Record& record, store::Transaction& transaction,
                           const store::Account& account, Instant now);

Result<void> write_deliveries(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_deliveries(store::Record& record, store::Transaction& transaction,
                               const store::Account& account, Instant now);

Result<void> write_refusals(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_refusals(store::Record& record, store::Transaction& transaction,
                             const store::Account& account, Instant now);

Result<void> write_notice_switches(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_notice_switches(store::Record& record, store::Transaction& transaction,
                                    const store::Account& account, Instant now);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_ACCOUNT_MAIL_H_
