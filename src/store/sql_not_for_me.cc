// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "store/not_for_me.h"
#include "store/record.h"
#include "store/sql_values.h"

namespace broadsheet::store {

Refusals::Refusals(Record& record) : state_(*record.state_) {}

Result<std::vector<NotForMe>> Refusals::of(AccountNumber account) {
  TRY(Statement select,
      state_.connection->prepare("SELECT identity, said_at FROM not_for_me WHERE account = ?1"
                                 " ORDER BY identity"));
  select.bind_unsigned(1, account.value());
  const auto read = [&](const Statement& row) -> Result<NotForMe> {
    return NotForMe{account, id_in<IdentityNumber>(row, 0), instant_of(row.column_int(1))};
  };
  return all_rows<NotForMe>(select, read);
}

Result<bool> Refusals::has(AccountNumber account, std::span<const IdentityNumber> identities) {
  TRY(Statement select,
      state_.connection->prepare("SELECT 1 FROM not_for_me WHERE account = ?1 AND identity = ?2"));
  for (const IdentityNumber identity : identities) {
    select.bind_unsigned(1, account.value()).bind_unsigned(2, identity.value());
    TRY(const bool row, select.step());
    if (row) return true;
    select.reset();
  }
  return false;
}

RefusalChanges::RefusalChanges(Transaction& transaction) : state_(*transaction.record_->state_) {}

Result<void> RefusalChanges::add(const NotForMe& refusal) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT OR IGNORE INTO not_for_me(account, identity, said_at)"
                                 " VALUES(?1, ?2, ?3)"));
  insert.bind_unsigned(1, refusal.account.value()).bind_unsigned(2, refusal.identity.value());
  return insert.bind(3, instant_number(refusal.said_at)).run();
}

Result<bool> RefusalChanges::remove(AccountNumber account, std::span<const IdentityNumber> identities) {
  TRY(Statement remove,
      state_.connection->prepare("DELETE FROM not_for_me WHERE account = ?1 AND identity = ?2"));
  bool any = false;
  for (const IdentityNumber identity : identities) {
    TRY_VOID(remove.bind_unsigned(1, account.value()).bind_unsigned(2, identity.value()).run());
    any = any || state_.connection->changes() > 0;
    remove.reset();
  }
  return any;
}

Result<void> RefusalChanges::remove_all_of(AccountNumber account) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM not_for_me WHERE account = ?1"));
  return remove.bind_unsigned(1, account.value()).run();
}

}  // namespace broadsheet::store
