// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <iterator>

#include "store/claims.h"
#include "store/record.h"
#include "store/sql_values.h"

namespace broadsheet::store {
namespace {

#define CLAIM_COLUMNS "claim, account, identity, author, state, claimed_at, decided_at, decided_by"

Result<Claim> claim_of(const Statement& row) {
  return Claim{.number = id_in<ClaimNumber>(row, 0),
               .account = id_in<AccountNumber>(row, 1),
               .identity = id_in<IdentityNumber>(row, 2),
               .author = std::string(row.column_text(3)),
               .state = static_cast<ClaimState>(row.column_int(4)),
               .claimed_at = instant_of(row.column_int(5)),
               .decided_at = optional_instant(row, 6),
               .decided_by = id_in<AccountNumber>(row, 7)};
}

}  // namespace

Claims::Claims(Record& record) : state_(*record.state_) {}

Result<std::optional<Claim>> Claims::claim(ClaimNumber number) {
  TRY(Statement select, state_.connection->prepare("SELECT " CLAIM_COLUMNS " FROM claims WHERE claim = ?1"));
  return one_row<Claim>(select.bind_unsigned(1, number.value()), claim_of);
}

Result<std::vector<Claim>> Claims::claims_of(std::span<const IdentityNumber> identities) {
  std::vector<Claim> all;
  for (const IdentityNumber identity : identities) {
    TRY(Statement select,
        state_.connection->prepare("SELECT " CLAIM_COLUMNS " FROM claims WHERE identity = ?1"));
    TRY(std::vector<Claim> some, all_rows<Claim>(select.bind_unsigned(1, identity.value()), claim_of));
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  std::ranges::sort(all, {}, &Claim::number);
  return all;
}

Result<std::vector<Claim>> Claims::claims_by(AccountNumber account) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " CLAIM_COLUMNS " FROM claims WHERE account = ?1 ORDER BY claim"));
  return all_rows<Claim>(select.bind_unsigned(1, account.value()), claim_of);
}

Result<std::vector<Claim>> Claims::pending(std::size_t limit) {
  TRY(Statement select, state_.connection->prepare("SELECT " CLAIM_COLUMNS
                                                   " FROM claims WHERE state = 0 ORDER BY claim LIMIT ?1"));
  return all_rows<Claim>(select.bind_unsigned(1, limit), claim_of);
}

ClaimChanges::ClaimChanges(Transaction& transaction) : state_(*transaction.record_->state_) {}

Result<void> ClaimChanges::put(const Claim& claim) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT INTO claims(account, identity, author, state, claimed_at)"
                                 " VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(account, identity) DO UPDATE SET"
                                 " author = excluded.author, state = excluded.state,"
                                 " claimed_at = excluded.claimed_at, decided_at = NULL, decided_by = 0"));
  insert.bind_unsigned(1, claim.account.value()).bind_unsigned(2, claim.identity.value());
  insert.bind(3, std::string_view(claim.author)).bind(4, static_cast<std::int64_t>(claim.state));
  return insert.bind(5, instant_number(claim.claimed_at)).run();
}

Result<void> ClaimChanges::decide(ClaimNumber number, ClaimState state, AccountNumber by, Instant now) {
  TRY(Statement update,
      state_.connection->prepare(
          "UPDATE claims SET state = ?2, decided_by = ?3, decided_at = ?4 WHERE claim = ?1"));
  update.bind_unsigned(1, number.value()).bind(2, static_cast<std::int64_t>(state));
  return update.bind_unsigned(3, by.value()).bind(4, instant_number(now)).run();
}

Result<void> ClaimChanges::remove(ClaimNumber number) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM claims WHERE claim = ?1"));
  return remove.bind_unsigned(1, number.value()).run();
}

}  // namespace broadsheet::store
