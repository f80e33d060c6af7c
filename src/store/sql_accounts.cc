// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <sqlite3.h>

#include "store/accounts.h"
#include "store/record.h"
#include "store/record_state.h"
#include "store/sql_values.h"

namespace broadsheet::store {
namespace {

Result<Sha256> hash_of(std::string_view bytes) {
  Sha256 hash;
  if (bytes.size() != hash.size()) return Error(ErrorCode::kDamaged, "a hash of the record is cut");
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

// What can be empty in an Account and is to be unique otherwise.
void bind_name(Statement& statement, int index, const std::string& name) {
  if (name.empty()) {
    statement.bind_null(index);
  } else {
    statement.bind(index, std::string_view(name));
  }
}

Account account_of(const Statement& row) {
  return {.number = id_in<AccountNumber>(row, 0),
          .name = std::string(row.column_text(1)),
          .fullname = std::string(row.column_text(2)),
          .address = std::string(row.column_text(3)),
          .claimed_address = std::string(row.column_text(11)),
          .password = std::string(row.column_text(4)),
          .role = static_cast<Role>(row.column_int(5)),
          .created_at = instant_of(row.column_int(6)),
          .confirmed_at = optional_instant(row, 7),
          .banned_at = optional_instant(row, 8),
          .deleted_at = optional_instant(row, 9),
          .counts = row.column_int(10) != 0};
}

Result<Session> session_of(const Statement& row) {
  TRY(const Sha256 hash, hash_of(row.column_blob(0)));
  return Session{.hash = hash,
                 .account = id_in<AccountNumber>(row, 1),
                 .created_at = instant_of(row.column_int(2)),
                 .seen_at = instant_of(row.column_int(3)),
                 .device = std::string(row.column_text(4))};
}

Result<ApiToken> token_of(const Statement& row) {
  TRY(const Sha256 hash, hash_of(row.column_blob(1)));
  return ApiToken{.number = id_in<TokenNumber>(row, 0),
                  .hash = hash,
                  .account = id_in<AccountNumber>(row, 2),
                  .name = std::string(row.column_text(3)),
                  .scope = static_cast<Scope>(row.column_int(4)),
                  .created_at = instant_of(row.column_int(5)),
                  .used_at = optional_instant(row, 6)};
}

Result<AccountNumber> number_in(const Statement& row) {
  return id_in<AccountNumber>(row, 0);
}

// Runs what may meet a name or address of somebody else.
Result<void> run_unique(Connection& connection, Statement& statement) {
  Result<void> ran = statement.run();
  if (!ran.ok() && sqlite3_extended_errcode(connection.handle()) == SQLITE_CONSTRAINT_UNIQUE)
    return Error(ErrorCode::kConflict, "the name or the address belongs to somebody else");
  return ran;
}

}  // namespace

// ------------------------------------------------------------------------------------------- reads

Accounts::Accounts(Record& record) : state_(*record.state_) {}

Result<std::optional<Account>> Accounts::account(AccountNumber number) {
  TRY(Statement select,
      state_.connection->prepare(
          "SELECT account, name, fullname, address, password, role, created_at,"
          " confirmed_at, banned_at, deleted_at, counts, claimed_address FROM accounts WHERE account = ?1"));
  select.bind_unsigned(1, number.value());
  TRY(const bool row, select.step());
  return row ? std::optional(account_of(select)) : std::nullopt;
}

Result<std::optional<Account>> Accounts::account_by_name(std::string_view name) {
  TRY(Statement select, state_.connection->prepare("SELECT account FROM accounts WHERE name = ?1"));
  return account_found(select.bind(1, name));
}

Result<std::optional<Account>> Accounts::account_by_address(std::string_view address) {
  TRY(Statement select, state_.connection->prepare("SELECT account FROM accounts WHERE address = ?1"));
  return account_found(select.bind(1, address));
}

Result<std::optional<Account>> Accounts::account_found(Statement& select) {
  TRY(const bool row, select.step());
  if (!row) return std::optional<Account>();
  TRY(const AccountNumber number, number_in(select));
  return account(number);
}

Result<std::vector<Account>> Accounts::accounts_after(AccountNumber after, std::size_t limit) {
  TRY(Statement select, state_.connection->prepare("SELECT account FROM accounts WHERE account > ?1"
                                                   " AND deleted_at IS NULL ORDER BY account LIMIT ?2"));
  return accounts_found(select.bind_unsigned(1, after.value()).bind_unsigned(2, limit));
}

Result<std::vector<Account>> Accounts::accounts_named(std::string_view beginning, std::string_view after,
                                                      std::size_t limit) {
  // Behind all letters, digits and hyphens that a name may have.
  const std::string end = std::string(beginning) + "~";
  TRY(Statement select,
      state_.connection->prepare("SELECT account FROM accounts WHERE name >= ?1 AND name < ?2"
                                 " AND name > ?3 ORDER BY name LIMIT ?4"));
  select.bind(1, beginning).bind(2, std::string_view(end)).bind(3, after).bind_unsigned(4, limit);
  return accounts_found(select);
}

Result<std::vector<Account>> Accounts::accounts_found(Statement& select) {
  TRY(const std::vector<AccountNumber> numbers, all_rows<AccountNumber>(select, number_in));
  std::vector<Account> accounts;
  for (const AccountNumber number : numbers) {
    TRY(std::optional<Account> one, account(number));
    if (one) accounts.push_back(*std::move(one));
  }
  return accounts;
}

Result<std::uint64_t> Accounts::count() {
  TRY(const std::int64_t count,
      state_.connection->query_int("SELECT COUNT(*) FROM accounts WHERE deleted_at IS NULL"));
  return static_cast<std::uint64_t>(count);
}

Result<std::optional<Session>> Accounts::session(const Sha256& hash) {
  TRY(Statement select,
      state_.connection->prepare(
          "SELECT hash, account, created_at, seen_at, device FROM sessions WHERE hash = ?1"));
  select.bind_blob(1, bytes_of(hash));
  TRY(const bool row, select.step());
  if (!row) return std::optional<Session>();
  TRY(Session session, session_of(select));
  return std::optional(std::move(session));
}

Result<std::vector<Session>> Accounts::sessions_of(AccountNumber account) {
  TRY(Statement select,
      state_.connection->prepare("SELECT hash, account, created_at, seen_at, device FROM sessions"
                                 " WHERE account = ?1 ORDER BY seen_at DESC, hash"));
  select.bind_unsigned(1, account.value());
  return all_rows<Session>(select, session_of);
}

Result<std::optional<ApiToken>> Accounts::token(const Sha256& hash) {
  TRY(Statement select,
      state_.connection->prepare("SELECT token, hash, account, name, scope, created_at, used_at"
                                 " FROM api_tokens WHERE hash = ?1"));
  select.bind_blob(1, bytes_of(hash));
  TRY(const bool row, select.step());
  if (!row) return std::optional<ApiToken>();
  TRY(ApiToken token, token_of(select));
  return std::optional(std::move(token));
}

Result<std::vector<ApiToken>> Accounts::tokens_of(AccountNumber account) {
  TRY(Statement select,
      state_.connection->prepare("SELECT token, hash, account, name, scope, created_at, used_at"
                                 " FROM api_tokens WHERE account = ?1 ORDER BY token"));
  select.bind_unsigned(1, account.value());
  return all_rows<ApiToken>(select, token_of);
}

Result<std::vector<OneTimeCode>> Accounts::codes_of(AccountNumber account) {
  TRY(Statement select,
      state_.connection->prepare("SELECT purpose, expires_at FROM one_time_codes WHERE account = ?1"
                                 " ORDER BY purpose, expires_at"));
  select.bind_unsigned(1, account.value());
  return all_rows<OneTimeCode>(select, [](const Statement& row) -> Result<OneTimeCode> {
    return OneTimeCode{static_cast<CodePurpose>(row.column_int(0)), instant_of(row.column_int(1))};
  });
}

Result<bool> Accounts::is_code(const Sha256& hash, CodePurpose purpose, Instant now) {
  TRY(Statement select,
      state_.connection->prepare("SELECT 1 FROM one_time_codes WHERE hash = ?1 AND purpose = ?2"
                                 " AND expires_at > ?3"));
  select.bind_blob(1, bytes_of(hash)).bind(2, static_cast<std::int64_t>(purpose));
  return select.bind(3, instant_number(now)).step();
}

Result<std::vector<AccountNumber>> Accounts::may_count(Instant created, std::size_t limit) {
  TRY(Statement select,
      state_.connection->prepare("SELECT account FROM accounts WHERE counts = 0 AND confirmed_at IS NOT NULL"
                                 " AND banned_at IS NULL AND deleted_at IS NULL AND created_at <= ?1"
                                 " ORDER BY created_at LIMIT ?2"));
  select.bind(1, instant_number(created)).bind_unsigned(2, limit);
  return all_rows<AccountNumber>(select, number_in);
}

Result<bool> Accounts::any_over(Instant seen, Instant began, Instant now) {
  TRY(Statement select,
      state_.connection->prepare("SELECT EXISTS(SELECT 1 FROM sessions WHERE seen_at < ?1)"
                                 " OR EXISTS(SELECT 1 FROM sessions WHERE created_at < ?2)"
                                 " OR EXISTS(SELECT 1 FROM one_time_codes WHERE expires_at <= ?3)"));
  select.bind(1, instant_number(seen)).bind(2, instant_number(began)).bind(3, instant_number(now));
  TRY(const bool row, select.step());
  return row && select.column_int(0) != 0;
}

// ------------------------------------------------------------------------------------------ writes

AccountChanges::AccountChanges(Transaction& transaction) : state_(*transaction.record_->state_) {}

Result<AccountNumber> AccountChanges::add(const Account& account) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT INTO accounts(name, fullname, address, password, role, created_at,"
                                 " confirmed_at, banned_at, deleted_at, counts, claimed_address)"
                                 " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"));
  bind_name(insert, 1, account.name);
  insert.bind(2, std::string_view(account.fullname));
  bind_name(insert, 3, account.address);
  insert.bind(4, std::string_view(account.password)).bind(5, static_cast<std::int64_t>(account.role));
  insert.bind(6, instant_number(account.created_at)).bind_optional(7, number_of(account.confirmed_at));
  insert.bind_optional(8, number_of(account.banned_at)).bind_optional(9, number_of(account.deleted_at));
  insert.bind(10, std::int64_t{account.counts}).bind(11, std::string_view(account.claimed_address));
  TRY_VOID(run_unique(*state_.connection, insert));
  return AccountNumber(static_cast<std::uint32_t>(state_.connection->last_insert_rowid()));
}

Result<void> AccountChanges::replace(const Account& account) {
  TRY(Statement update,
      state_.connection->prepare("UPDATE accounts SET name = ?1, fullname = ?2, address = ?3, password = ?4,"
                                 " role = ?5, confirmed_at = ?6, banned_at = ?7, deleted_at = ?8,"
                                 " counts = ?9, claimed_address = ?11 WHERE account = ?10"));
  bind_name(update, 1, account.name);
  update.bind(2, std::string_view(account.fullname));
  bind_name(update, 3, account.address);
  update.bind(4, std::string_view(account.password)).bind(5, static_cast<std::int64_t>(account.role));
  update.bind_optional(6, number_of(account.confirmed_at)).bind_optional(7, number_of(account.banned_at));
  update.bind_optional(8, number_of(account.deleted_at)).bind(9, std::int64_t{account.counts});
  update.bind_unsigned(10, account.number.value()).bind(11, std::string_view(account.claimed_address));
  return run_unique(*state_.connection, update);
}

Result<void> AccountChanges::add_session(const Session& session) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT INTO sessions(hash, account, created_at, seen_at, device)"
                                 " VALUES(?1, ?2, ?3, ?4, ?5)"));
  insert.bind_blob(1, bytes_of(session.hash)).bind_unsigned(2, session.account.value());
  insert.bind(3, instant_number(session.created_at)).bind(4, instant_number(session.seen_at));
  return insert.bind(5, std::string_view(session.device)).run();
}

Result<void> AccountChanges::see_session(const Sha256& hash, Instant now) {
  TRY(Statement update, state_.connection->prepare("UPDATE sessions SET seen_at = ?2 WHERE hash = ?1"));
  return update.bind_blob(1, bytes_of(hash)).bind(2, instant_number(now)).run();
}

Result<bool> AccountChanges::end_session(AccountNumber account, const Sha256& hash) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM sessions WHERE hash = ?1 AND account = ?2"));
  TRY_VOID(remove.bind_blob(1, bytes_of(hash)).bind_unsigned(2, account.value()).run());
  return state_.connection->changes() > 0;
}

Result<void> AccountChanges::end_sessions(AccountNumber account, const std::optional<Sha256>& kept) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM sessions WHERE account = ?1 AND hash <> ?2"));
  return remove.bind_unsigned(1, account.value()).bind_blob(2, kept ? bytes_of(*kept) : "").run();
}

Result<void> AccountChanges::forget_sessions(Instant seen, Instant began) {
  TRY(Statement remove,
      state_.connection->prepare("DELETE FROM sessions WHERE seen_at < ?1 OR created_at < ?2"));
  return remove.bind(1, instant_number(seen)).bind(2, instant_number(began)).run();
}

Result<TokenNumber> AccountChanges::add_token(const ApiToken& token) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT INTO api_tokens(hash, account, name, scope, created_at)"
                                 " VALUES(?1, ?2, ?3, ?4, ?5)"));
  insert.bind_blob(1, bytes_of(token.hash)).bind_unsigned(2, token.account.value());
  insert.bind(3, std::string_view(token.name)).bind(4, static_cast<std::int64_t>(token.scope));
  TRY_VOID(insert.bind(5, instant_number(token.created_at)).run());
  return TokenNumber(static_cast<std::uint32_t>(state_.connection->last_insert_rowid()));
}

Result<void> AccountChanges::see_token(TokenNumber number, Instant now) {
  TRY(Statement update, state_.connection->prepare("UPDATE api_tokens SET used_at = ?2 WHERE token = ?1"));
  return update.bind_unsigned(1, number.value()).bind(2, instant_number(now)).run();
}

Result<bool> AccountChanges::revoke_token(AccountNumber account, TokenNumber number) {
  TRY(Statement remove,
      state_.connection->prepare("DELETE FROM api_tokens WHERE token = ?1 AND account = ?2"));
  TRY_VOID(remove.bind_unsigned(1, number.value()).bind_unsigned(2, account.value()).run());
  return state_.connection->changes() > 0;
}

Result<void> AccountChanges::revoke_tokens(AccountNumber account) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM api_tokens WHERE account = ?1"));
  return remove.bind_unsigned(1, account.value()).run();
}

Result<void> AccountChanges::add_code(const Sha256& hash, CodePurpose purpose, AccountNumber account,
                                      Instant expires_at) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT INTO one_time_codes(hash, purpose, account, expires_at)"
                                 " VALUES(?1, ?2, ?3, ?4)"));
  insert.bind_blob(1, bytes_of(hash)).bind(2, static_cast<std::int64_t>(purpose));
  return insert.bind_unsigned(3, account.value()).bind(4, instant_number(expires_at)).run();
}

Result<std::optional<AccountNumber>> AccountChanges::use_code(const Sha256& hash, CodePurpose purpose,
                                                              Instant now) {
  // Found and gone in one statement: of many who bring it at once one is let in.
  TRY(Statement take, state_.connection->prepare("DELETE FROM one_time_codes WHERE hash = ?1 AND purpose = ?2"
                                                 " AND expires_at > ?3 RETURNING account"));
  take.bind_blob(1, bytes_of(hash)).bind(2, static_cast<std::int64_t>(purpose));
  take.bind(3, instant_number(now));
  TRY(const bool row, take.step());
  if (!row) return std::optional<AccountNumber>();
  const auto number = static_cast<std::uint32_t>(take.column_unsigned(0));
  TRY_VOID(take.step());
  return std::optional(AccountNumber(number));
}

Result<void> AccountChanges::forget_codes(AccountNumber account, CodePurpose purpose) {
  TRY(Statement remove,
      state_.connection->prepare("DELETE FROM one_time_codes WHERE account = ?1 AND purpose = ?2"));
  return remove.bind_unsigned(1, account.value()).bind(2, static_cast<std::int64_t>(purpose)).run();
}

Result<void> AccountChanges::forget_all_codes(AccountNumber account) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM one_time_codes WHERE account = ?1"));
  return remove.bind_unsigned(1, account.value()).run();
}

Result<void> AccountChanges::forget_old_codes(Instant now) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM one_time_codes WHERE expires_at <= ?1"));
  return remove.bind(1, instant_number(now)).run();
}

}  // namespace broadsheet::store
