// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Accounts: readers, and what shows that it is them. Of passwords, sessions, tokens and codes the record has
// hashes alone: whoever reads it can't act as anybody.

#ifndef BROADSHEET_STORE_ACCOUNTS_H_
#define BROADSHEET_STORE_ACCOUNTS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/digest.h"
#include "base/result.h"
#include "base/strong_id.h"

namespace broadsheet::store {

class Record;
class Statement;
class Transaction;
struct RecordState;

using AccountNumber = StrongId<struct AccountNumberTag, std::uint32_t>;  // from 1, never given twice
using TokenNumber = StrongId<struct TokenNumberTag, std::uint32_t>;      // likewise

// The numbers are stored: never reuse one. Each may what those before it may.
enum class Role : std::uint8_t { kReader = 0, kModerator = 1, kAdmin = 2 };
enum class Scope : std::uint8_t { kRead = 0, kWrite = 1, kAdmin = 2 };
enum class CodePurpose : std::uint8_t {
  kConfirmAddress = 1,
  kResetPassword = 2,
  kInvitation = 3,
  kRecovery = 4,    // instead of the second factor, if the telephone is lost
  kSecondStep = 5,  // the password was right, the second factor is still to come
};

struct Account {
  AccountNumber number;
  std::string name;      // as it was chosen; unique whatever its case (ASCII); empty once deleted
  std::string fullname;  // may be empty
  std::string address;   // of mail, as papers/accounts.h folds it, known to be theirs; unique; empty: none
  // What they say is theirs: anybody's until it is confirmed, so that nobody learns who has an account.
  std::string claimed_address = {};
  std::string password;  // its hash; empty: nobody can log in with one
  Role role = Role::kReader;
  Instant created_at;
  std::optional<Instant> confirmed_at = {};  // when the address was
  std::optional<Instant> banned_at = {};
  std::optional<Instant> deleted_at = {};
  bool counts = false;  // whether its votes are part of the numbers that are shown
};

struct Session {
  Sha256 hash;  // of what the browser holds
  AccountNumber account;
  Instant created_at;
  Instant seen_at;
  std::string device;  // for its owner's list: "Firefox on Linux"
};

struct ApiToken {
  TokenNumber number;
  Sha256 hash;
  AccountNumber account;
  std::string name;
  Scope scope = Scope::kRead;
  Instant created_at;
  std::optional<Instant> used_at = {};
};

// What is known of a code that was not used yet.
struct OneTimeCode {
  CodePurpose purpose = CodePurpose::kConfirmAddress;
  Instant expires_at;
};

// Reads. Borrows the Record.
class Accounts {
 public:
  explicit Accounts(Record& record);

  Result<std::optional<Account>> account(AccountNumber number);
  Result<std::optional<Account>> account_by_name(std::string_view name);
  Result<std::optional<Account>> account_by_address(std::string_view address);
  // Ascending numbers above `after`, at most `limit`, deleted ones left out.
  Result<std::vector<Account>> accounts_after(AccountNumber after, std::size_t limit);
  // Those whose names begin so, whatever their case, by name above `after`.
  Result<std::vector<Account>> accounts_named(std::string_view beginning, std::string_view after,
                                              std::size_t limit);
  Result<std::uint64_t> count();  // deleted ones left out

  Result<std::optional<Session>> session(const Sha256& hash);
  Result<std::vector<Session>> sessions_of(AccountNumber account);  // the last seen first
  Result<std::optional<ApiToken>> token(const Sha256& hash);
  Result<std::vector<ApiToken>> tokens_of(AccountNumber account);  // ascending

  Result<std::vector<OneTimeCode>> codes_of(AccountNumber account);  // by purpose
  // Whether the code would be taken; it stays.
  Result<bool> is_code(const Sha256& hash, CodePurpose purpose, Instant now);

  // Accounts that may count from now on: confirmed, made at or before `created`, neither banned nor counted.
  Result<std::vector<AccountNumber>> may_count(Instant created, std::size_t limit);

  // Whether forget_sessions(seen, began) or forget_old_codes(now) would find anything.
  Result<bool> any_over(Instant seen, Instant began, Instant now);

 private:
  // That whose number a query gives.
  Result<std::optional<Account>> account_found(Statement& select);
  Result<std::vector<Account>> accounts_found(Statement& select);

  RecordState& state_;
};

// Writes, within a transaction.
class AccountChanges {
 public:
  explicit AccountChanges(Transaction& transaction);

  // `number` is not read. kConflict if the name or the address is taken.
  Result<AccountNumber> add(const Account& account);
  // All but its number and the moment it was made. Errors as above.
  Result<void> replace(const Account& account);

  Result<void> add_session(const Session& session);
  Result<void> see_session(const Sha256& hash, Instant now);
  Result<bool> end_session(AccountNumber account, const Sha256& hash);  // false if there was none
  // All of the account but `kept`.
  Result<void> end_sessions(AccountNumber account, const std::optional<Sha256>& kept);
  // Those not seen since `seen`, and those that began before `began`.
  Result<void> forget_sessions(Instant seen, Instant began);

  Result<TokenNumber> add_token(const ApiToken& token);  // `number` is not read
  Result<void> see_token(TokenNumber number, Instant now);
  Result<bool> revoke_token(AccountNumber account, TokenNumber number);  // false if it has no such token
  Result<void> revoke_tokens(AccountNumber account);

  Result<void> add_code(const Sha256& hash, CodePurpose purpose, AccountNumber account, Instant expires_at);
  // Whose code it is, once: none for a code that is not there, was used, is of another purpose or too old.
  Result<std::optional<AccountNumber>> use_code(const Sha256& hash, CodePurpose purpose, Instant now);
  Result<void> forget_codes(AccountNumber account, CodePurpose purpose);
  Result<void> forget_all_codes(AccountNumber account);
  Result<void> forget_old_codes(Instant now);

 private:
  RecordState& state_;
};

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_ACCOUNTS_H_
