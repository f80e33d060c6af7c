// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// All that the record has of one reader: to take along, and to take away. It is a list of parts, each of
// which knows some tables; every table with a column `account` is of one of them, or a test fails.

#ifndef BROADSHEET_PAPERS_ACCOUNT_EXPORT_H_
#define BROADSHEET_PAPERS_ACCOUNT_EXPORT_H_

#include <span>
#include <string>
#include <string_view>

#include "base/json_writer.h"
#include "base/result.h"
#include "papers/accounts.h"
#include "store/record.h"

namespace broadsheet::papers {

struct AccountPart {
  std::string_view name;  // its key in the document
  std::span<const std::string_view> tables;
  // Writes one value: what is the reader's own, and nothing of others or that opens a door.
  Result<void> (*write)(store::Record& record, const store::Account& account, JsonWriter& json);
  // Nothing of it is left, within the transaction. The account's votes don't count any more.
  Result<void> (*forget)(store::Record& record, store::Transaction& transaction,
                         const store::Account& account, Instant now);
};

// The account itself comes first in a document, and is forgotten last.
std::span<const AccountPart> account_parts();

// "paper": the id under which something was done to one. For the parts.
Result<void> write_paper(store::Record& record, store::IdentityNumber identity, JsonWriter& json);

// One JSON document.
Result<std::string> account_document(store::Record& record, const store::Account& account, Instant now);

// The account's row stays, a number without a name, so that its number is never given to somebody else;
// everything else goes.
Result<void> delete_account(store::Record& record, store::Transaction& transaction,
                            const store::Account& account, const AccountRules& rules, Instant now);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_ACCOUNT_EXPORT_H_
