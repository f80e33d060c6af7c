// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The parts of an account that are talk (papers/account_export.h): what it said, reported, moderated, claims
// and is told.

#ifndef BROADSHEET_PAPERS_ACCOUNT_TALK_H_
#define BROADSHEET_PAPERS_ACCOUNT_TALK_H_

#include "base/json_writer.h"
#include "base/result.h"
#include "store/accounts.h"
#include "store/record.h"

namespace broadsheet::papers {

Result<void> write_comments(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_comments(store::Record& record, store::Transaction& transaction,
                             const store::Account& account, Instant now);
Result<void> write_reactions(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_reactions(store::Record& record, store::Transaction& transaction,
                              const store::Account& account, Instant now);
Result<void> write_reports(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_reports(store::Record& record, store::Transaction& transaction,
                            const store::Account& account, Instant now);
// What the account did to others stays in the log, without a name; what was done to it loses its name there.
Result<void> write_moderation(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_moderation(store::Record& record, store::Transaction& transaction,
                               const store::Account& account, Instant now);
Result<void> write_claims(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_claims(store::Record& record, store::Transaction& transaction,
                           const store::Account& account, Instant now);
Result<void> write_notices(store::Record& record, const store::Account& account, JsonWriter& json);
Result<void> forget_notices(store::Record& record, store::Transaction& transaction,
                            const store::Account& account, Instant now);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_ACCOUNT_TALK_H_
