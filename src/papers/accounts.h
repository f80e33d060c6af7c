// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The rules of accounts: what names, addresses and passwords may be, who may sign up, how somebody shows that
// it is them, and from when on their votes count. What is read is read from the record; what changes is
// written within the given transaction.

#ifndef BROADSHEET_PAPERS_ACCOUNTS_H_
#define BROADSHEET_PAPERS_ACCOUNTS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "store/accounts.h"
#include "store/record.h"
#include "text/limits.h"

namespace broadsheet::papers {

// Who may make an account: everybody, whoever was invited, or nobody but the operator for them.
enum class SignUp : std::uint8_t { kOpen, kInvitation, kClosed };

// Who may act by their role only with a second factor switched on.
enum class SecondFactorRule : std::uint8_t { kOptional, kAdmins, kModerators };

struct AccountRules {
  SignUp sign_up = SignUp::kInvitation;
  SecondFactorRule second_factor = SecondFactorRule::kAdmins;  // kModerators: admins too
  // An account's votes count from this age on, and not before its address is confirmed.
  std::chrono::days counts_after{3};
  // A session ends when it was not used for so long, and at the latest so long after it began.
  std::chrono::hours session_idle{24 * 14};
  std::chrono::hours session_max{24 * 90};
};

inline constexpr std::size_t kNameBytesMin = text::kCalledBytesMin;
inline constexpr std::size_t kNameBytesMax = text::kCalledBytesMax;
inline constexpr std::size_t kFullNameBytesMax = 120;
inline constexpr std::size_t kAddressBytesMax = 254;  // RFC 5321, 4.5.3.1.3, less its brackets
inline constexpr std::size_t kPasswordBytesMin = 8;
// More is refused, or hashing it would be work for nothing.
inline constexpr std::size_t kPasswordBytesMax = 1024;
inline constexpr std::size_t kTokensOfAccountMax = 50;
inline constexpr std::size_t kTokenNameBytesMax = 60;
inline constexpr std::size_t kDeviceBytesMax = 60;

// Letters and digits of ASCII with single hyphens between them, and no word that is an address of ours or
// could be taken for the operator's. kInvalid says what is wrong.
Result<void> check_name(std::string_view name);
// In the one form in which it is kept and looked for: without blanks around it, in lower case. kInvalid for
// what no mail can be sent to.
Result<std::string> folded_address(std::string_view address);
// Any bytes; refused are short ones, those that everybody tries first, and those made of the name or address.
Result<void> check_password(std::string_view password, std::string_view name, std::string_view address);

struct NewAccount {
  std::string name;
  std::string fullname;
  std::string address;   // may be empty
  std::string password;  // its hash (base/secrets.h)
  store::Role role = store::Role::kReader;
  bool confirmed = false;  // the operator vouches for the address
};

// kInvalid as the checks above say, kConflict if the name is taken, or the address by an account that
// confirmed it where `confirmed` is set.
Result<store::AccountNumber> add_account(store::Transaction& transaction, const NewAccount& account,
                                         Instant now);

// The address that the account claims, if it claims one, is its own from now on. kConflict if another account
// confirmed it before.
Result<void> confirm_address(store::Transaction& transaction, const store::Account& account, Instant now);

// What the holder is given, once; the record keeps its hash.
struct Issued {
  std::string secret;
  Sha256 hash{};
};

// A session of an account that logged in. `device` is cut to what is shown.
Result<Issued> begin_session(store::Transaction& transaction, store::AccountNumber account,
                             std::string_view device, Instant now);
// The account whose session this is, if it is not over and the account may still act; none otherwise.
struct Acting {
  store::Account account;
  store::Session session;
};
Result<std::optional<Acting>> acting_in_session(store::Record& record, std::string_view secret,
                                                const AccountRules& rules, Instant now);

// "bs_" and 64 hex digits. kTooLarge for one token too many, kInvalid for a name that is empty or too long.
Result<Issued> issue_token(store::Record& record, store::Transaction& transaction,
                           store::AccountNumber account, std::string_view name, store::Scope scope,
                           Instant now);
struct ActingByToken {
  store::Account account;
  store::ApiToken token;
};
Result<std::optional<ActingByToken>> acting_by_token(store::Record& record, std::string_view secret);

// Who does something: a reader, or a program with a token of theirs.
struct Actor {
  store::AccountNumber account;
  bool by_token = false;
};

// "reader", "moderator", "admin"; "read", "write", "admin". None for another name.
std::string_view role_name(store::Role role);
std::optional<store::Role> role_named(std::string_view name);
std::string_view scope_name(store::Scope scope);
std::optional<store::Scope> scope_named(std::string_view name);

// Whether a token of the scope may do what needs the other.
bool allows(store::Scope scope, store::Scope needed);

// Whether the votes of an account of this state count at `now`.
bool may_count(const store::Account& account, const AccountRules& rules, Instant now);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_ACCOUNTS_H_
