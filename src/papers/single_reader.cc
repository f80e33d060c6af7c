// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/single_reader.h"

#include <optional>
#include <string>

namespace broadsheet::papers {

Result<bool> make_single_reader(store::Record& record, Instant now) {
  TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
  store::Accounts accounts(record);
  TRY(const std::uint64_t count, accounts.count());
  TRY(const std::optional<store::Account> present, accounts.account_by_name(kSingleReaderName));
  if (present) return count == 1 && present->password.empty();
  if (count != 0) return false;
  store::Account account;
  account.name = kSingleReaderName;
  account.role = store::Role::kAdmin;
  account.created_at = now;
  account.confirmed_at = now;
  account.counts = true;
  TRY_VOID(store::AccountChanges(transaction).add(account));
  TRY_VOID(transaction.commit());
  return true;
}

}  // namespace broadsheet::papers
