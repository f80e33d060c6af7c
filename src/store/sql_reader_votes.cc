// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <map>

#include "store/reader_votes.h"
#include "store/record.h"
#include "store/sql_values.h"

namespace broadsheet::store {

Votes::Votes(Record& record) : state_(*record.state_) {}

Result<VoteCounts> Votes::counts(std::span<const IdentityNumber> identities) {
  std::map<std::int64_t, bool> by_token;  // by account; false if any of its votes is its own
  for (const IdentityNumber identity : identities) {
    TRY(Statement select,
        state_.connection->prepare("SELECT votes.account, votes.by_token FROM votes JOIN accounts"
                                   " ON accounts.account = votes.account WHERE votes.identity = ?1"
                                   " AND accounts.counts = 1"));
    select.bind_unsigned(1, identity.value());
    for (;;) {
      TRY(const bool row, select.step());
      if (!row) break;
      const bool token = select.column_int(1) != 0;
      const auto [place, is_new] = by_token.emplace(select.column_int(0), token);
      if (!is_new) place->second = place->second && token;
    }
  }
  VoteCounts counts;
  for (const auto& [account, token] : by_token) ++(token ? counts.programs : counts.people);
  return counts;
}

Result<std::optional<IdentityNumber>> Votes::voted_on(AccountNumber account,
                                                      std::span<const IdentityNumber> identities) {
  for (const IdentityNumber identity : identities) {
    TRY(Statement select,
        state_.connection->prepare("SELECT 1 FROM votes WHERE account = ?1 AND identity = ?2"));
    select.bind_unsigned(1, account.value()).bind_unsigned(2, identity.value());
    TRY(const bool row, select.step());
    if (row) return std::optional(identity);
  }
  return std::optional<IdentityNumber>();
}

Result<std::vector<ReaderVote>> Votes::votes_of(AccountNumber account, IdentityNumber after,
                                                std::size_t limit) {
  TRY(Statement select,
      state_.connection->prepare("SELECT identity, by_token, voted_at FROM votes"
                                 " WHERE account = ?1 AND identity > ?2 ORDER BY identity LIMIT ?3"));
  select.bind_unsigned(1, account.value()).bind_unsigned(2, after.value()).bind_unsigned(3, limit);
  std::vector<ReaderVote> votes;
  for (;;) {
    TRY(const bool row, select.step());
    if (!row) return votes;
    votes.push_back({account, IdentityNumber(static_cast<std::uint32_t>(select.column_unsigned(0))),
                     select.column_int(1) != 0, instant_of(select.column_int(2))});
  }
}

Result<std::vector<PaperVote>> Votes::newest_votes(Instant since, std::size_t limit) {
  TRY(Statement select, state_.connection->prepare(
                            "SELECT votes.account, identities.paper, votes.voted_at FROM votes"
                            " JOIN identities ON identities.identity = votes.identity"
                            " WHERE votes.voted_at >= ?1 AND votes.by_token = 0 AND identities.paper <> 0"
                            " ORDER BY votes.voted_at DESC LIMIT ?2"));
  select.bind(1, instant_number(since)).bind_unsigned(2, limit);
  return all_rows<PaperVote>(select, [](const Statement& row) -> Result<PaperVote> {
    return PaperVote{id_in<AccountNumber>(row, 0), id_in<PaperNumber>(row, 1), instant_of(row.column_int(2))};
  });
}

Result<std::vector<Instant>> Votes::times_of(AccountNumber account, std::size_t limit) {
  TRY(Statement select,
      state_.connection->prepare("SELECT voted_at FROM votes WHERE account = ?1 AND by_token = 0"
                                 " ORDER BY voted_at DESC LIMIT ?2"));
  select.bind_unsigned(1, account.value()).bind_unsigned(2, limit);
  return all_rows<Instant>(
      select, [](const Statement& row) -> Result<Instant> { return instant_of(row.column_int(0)); });
}

VoteChanges::VoteChanges(Transaction& transaction) : state_(*transaction.record_->state_) {}

Result<bool> VoteChanges::add(const ReaderVote& vote) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT INTO votes(account, identity, by_token, voted_at)"
                                 " VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET by_token = 0"
                                 " WHERE by_token > excluded.by_token"));
  insert.bind_unsigned(1, vote.account.value()).bind_unsigned(2, vote.identity.value());
  insert.bind(3, std::int64_t{vote.by_token}).bind(4, instant_number(vote.voted_at));
  TRY_VOID(insert.run());
  return state_.connection->changes() > 0;
}

Result<bool> VoteChanges::remove(AccountNumber account, std::span<const IdentityNumber> identities) {
  bool removed = false;
  for (const IdentityNumber identity : identities) {
    TRY(Statement remove,
        state_.connection->prepare("DELETE FROM votes WHERE account = ?1 AND identity = ?2"));
    TRY_VOID(remove.bind_unsigned(1, account.value()).bind_unsigned(2, identity.value()).run());
    removed = removed || state_.connection->changes() > 0;
  }
  return removed;
}

Result<void> VoteChanges::remove_all(AccountNumber account) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM votes WHERE account = ?1"));
  return remove.bind_unsigned(1, account.value()).run();
}

}  // namespace broadsheet::store
