// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/accounts.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "base/ascii.h"
#include "base/secrets.h"
#include "papers/common_passwords.h"
#include "text/utf8.h"

namespace broadsheet::papers {
namespace {

using store::Account;
using store::AccountNumber;

constexpr std::string_view kTokenPrefix = "bs_";
constexpr std::size_t kSecretDigits = 64;
// By their numbers.
constexpr std::array<std::string_view, 3> kRoles{"reader", "moderator", "admin"};
constexpr std::array<std::string_view, 3> kScopes{"read", "write", "admin"};

// What stands behind "/" in addresses of ours, and what somebody could be taken for.
constexpr std::string_view kReserved[] = {
    "about",    "abuse",     "account",    "accounts",   "admin",      "administrator", "anonymous",
    "api",      "archive",   "author",     "authors",    "broadsheet", "categories",    "deleted",
    "editor",   "everybody", "help",       "hostmaster", "library",    "login",         "logout",
    "me",       "mod",       "moderator",  "nobody",     "none",       "null",          "operator",
    "owner",    "papers",    "postmaster", "reader",     "readers",    "root",          "security",
    "settings", "signup",    "staff",      "subscribe",  "support",    "system",        "undefined",
    "user",     "users",     "venues",     "webmaster",  "you"};

bool is_name_char(char c) {
  return is_ascii_alphanumeric(c) || c == '-';
}

bool is_secret(std::string_view text) {
  return text.size() == kSecretDigits &&
         std::ranges::all_of(text, [](char c) { return is_ascii_digit(c) || (c >= 'a' && c <= 'f'); });
}

bool is_atom_char(char c) {
  constexpr std::string_view kOthers = "!#$%&'*+-/=?^_`{|}~";
  return is_ascii_alphanumeric(c) || kOthers.find(c) != std::string_view::npos;
}

// RFC 5321's Dot-string: quoted local parts can be had nowhere, and read differently everywhere.
bool is_dot_string(std::string_view local) {
  constexpr std::size_t kLocalBytesMax = 64;
  if (local.empty() || local.size() > kLocalBytesMax) return false;
  while (!local.empty()) {
    const bool last = local.find('.') == std::string_view::npos;
    const std::string_view atom = take_until(local, '.');
    if (atom.empty() || !std::ranges::all_of(atom, is_atom_char)) return false;
    if (local.empty() && !last) return false;
  }
  return true;
}

bool is_domain(std::string_view domain) {
  constexpr std::size_t kLabelBytesMax = 63;
  if (domain.find('.') == std::string_view::npos || domain.ends_with('.')) return false;
  while (!domain.empty()) {
    const std::string_view label = take_until(domain, '.');
    if (label.empty() || label.size() > kLabelBytesMax || label.starts_with('-') || label.ends_with('-'))
      return false;
    if (!std::ranges::all_of(label, is_name_char)) return false;
  }
  return true;
}

bool may_act(const Account& account) {
  return !account.banned_at && !account.deleted_at;
}

}  // namespace

// ------------------------------------------------------------------------------- what is allowed

Result<void> check_name(std::string_view name) {
  const auto invalid = [](std::string why) { return Error(ErrorCode::kInvalid, std::move(why)); };
  if (name.size() < kNameBytesMin || name.size() > kNameBytesMax)
    return invalid(fmt::format("a name has {} to {} characters", kNameBytesMin, kNameBytesMax));
  if (!std::ranges::all_of(name, is_name_char) || name.starts_with('-') || name.ends_with('-') ||
      name.find("--") != std::string_view::npos)
    return invalid("a name has letters a to z, digits, and single hyphens between them");
  if (std::ranges::find(kReserved, ascii_lower(name)) != std::end(kReserved))
    return invalid("this name is kept for the operator; choose another");
  return {};
}

Result<std::string> folded_address(std::string_view address) {
  const std::string folded = ascii_lower(trimmed(address));
  const std::size_t at = folded.rfind('@');
  const std::string_view whole = folded;
  if (folded.size() > kAddressBytesMax || at == std::string::npos || !is_dot_string(whole.substr(0, at)) ||
      !is_domain(whole.substr(at + 1)))
    return Error(ErrorCode::kInvalid,
                 "this is no address that mail can be sent to, such as mina@tides.example");
  return folded;
}

Result<void> check_password(std::string_view password, std::string_view name, std::string_view address) {
  const auto invalid = [](std::string why) { return Error(ErrorCode::kInvalid, std::move(why)); };
  if (password.size() < kPasswordBytesMin)
    return invalid(fmt::format("a password has at least {} characters; 15 are better", kPasswordBytesMin));
  if (password.size() > kPasswordBytesMax)
    return invalid(fmt::format("a password has at most {} bytes", kPasswordBytesMax));
  const std::string lower = ascii_lower(password);
  if (is_common_password(lower)) return invalid("this password is one of those that are tried first");
  for (const std::string& known : {ascii_lower(name), ascii_lower(address.substr(0, address.find('@')))}) {
    constexpr std::size_t kTellingBytes = 4;
    if (known.size() >= kTellingBytes && lower.find(known) != std::string::npos &&
        lower.size() < known.size() + kPasswordBytesMin)
      return invalid("this password is little more than your name or address");
  }
  return {};
}

// ------------------------------------------------------------------------------------- accounts

Result<AccountNumber> add_account(store::Transaction& transaction, const NewAccount& account, Instant now) {
  TRY_VOID(check_name(account.name));
  Account row;
  row.name = account.name;
  row.fullname = text::sanitize_line(account.fullname);
  if (row.fullname.size() > kFullNameBytesMax)
    return Error(ErrorCode::kInvalid, fmt::format("a full name has at most {} bytes", kFullNameBytesMax));
  if (!account.address.empty()) {
    TRY(std::string address, folded_address(account.address));
    (account.confirmed ? row.address : row.claimed_address) = std::move(address);
  }
  row.password = account.password;
  row.role = account.role;
  row.created_at = now;
  if (account.confirmed) row.confirmed_at = now;
  return store::AccountChanges(transaction).add(row);
}

Result<void> confirm_address(store::Transaction& transaction, const Account& account, Instant now) {
  Account confirmed = account;
  if (!account.claimed_address.empty()) confirmed.address = std::exchange(confirmed.claimed_address, {});
  confirmed.confirmed_at = now;
  return store::AccountChanges(transaction).replace(confirmed);
}

bool may_count(const Account& account, const AccountRules& rules, Instant now) {
  return may_act(account) && account.confirmed_at && account.created_at + rules.counts_after <= now;
}

// ------------------------------------------------------------------------------ sessions and tokens

Result<Issued> begin_session(store::Transaction& transaction, AccountNumber account, std::string_view device,
                             Instant now) {
  Issued issued{.secret = new_secret()};
  issued.hash = sha256(issued.secret);
  std::string shown = text::sanitize_line(device.substr(0, 2 * kDeviceBytesMax));
  if (shown.size() > kDeviceBytesMax) shown = text::sanitize_line(shown.substr(0, kDeviceBytesMax));
  TRY_VOID(store::AccountChanges(transaction)
               .add_session({.hash = issued.hash,
                             .account = account,
                             .created_at = now,
                             .seen_at = now,
                             .device = std::move(shown)}));
  return issued;
}

Result<std::optional<Acting>> acting_in_session(store::Record& record, std::string_view secret,
                                                const AccountRules& rules, Instant now) {
  if (!is_secret(secret)) return std::optional<Acting>();
  store::Accounts accounts(record);
  TRY(std::optional<store::Session> session, accounts.session(sha256(secret)));
  if (!session || session->seen_at + rules.session_idle <= now ||
      session->created_at + rules.session_max <= now)
    return std::optional<Acting>();
  TRY(std::optional<Account> account, accounts.account(session->account));
  if (!account || !may_act(*account)) return std::optional<Acting>();
  return std::optional(Acting{*std::move(account), *std::move(session)});
}

Result<Issued> issue_token(store::Record& record, store::Transaction& transaction, AccountNumber account,
                           std::string_view name, store::Scope scope, Instant now) {
  const std::string shown = text::sanitize_line(name);
  if (shown.empty() || shown.size() > kTokenNameBytesMax)
    return Error(ErrorCode::kInvalid,
                 fmt::format("a token has a name of at most {} bytes, so that you know it again: laptop",
                             kTokenNameBytesMax));
  TRY(const std::vector<store::ApiToken> present, store::Accounts(record).tokens_of(account));
  if (present.size() >= kTokensOfAccountMax)
    return Error(ErrorCode::kTooLarge, fmt::format("there are {} tokens; revoke one first", present.size()));
  Issued issued{.secret = std::string(kTokenPrefix) + new_secret()};
  issued.hash = sha256(issued.secret);
  TRY_VOID(store::AccountChanges(transaction)
               .add_token({.number = {},
                           .hash = issued.hash,
                           .account = account,
                           .name = shown,
                           .scope = scope,
                           .created_at = now}));
  return issued;
}

Result<std::optional<ActingByToken>> acting_by_token(store::Record& record, std::string_view secret) {
  if (!secret.starts_with(kTokenPrefix) || !is_secret(secret.substr(kTokenPrefix.size())))
    return std::optional<ActingByToken>();
  store::Accounts accounts(record);
  TRY(std::optional<store::ApiToken> token, accounts.token(sha256(secret)));
  if (!token) return std::optional<ActingByToken>();
  TRY(std::optional<Account> account, accounts.account(token->account));
  if (!account || !may_act(*account)) return std::optional<ActingByToken>();
  return std::optional(ActingByToken{*std::move(account), *std::move(token)});
}

std::string_view role_name(store::Role role) {
  return kRoles[static_cast<std::size_t>(role)];
}

std::optional<store::Role> role_named(std::string_view name) {
  const auto* const found = std::ranges::find(kRoles, name);
  if (found == kRoles.end()) return std::nullopt;
  return static_cast<store::Role>(found - kRoles.begin());
}

std::string_view scope_name(store::Scope scope) {
  return kScopes[static_cast<std::size_t>(scope)];
}

std::optional<store::Scope> scope_named(std::string_view name) {
  const auto* const found = std::ranges::find(kScopes, name);
  if (found == kScopes.end()) return std::nullopt;
  return static_cast<store::Scope>(found - kScopes.begin());
}

bool allows(store::Scope scope, store::Scope needed) {
  return scope >= needed;
}

}  // namespace broadsheet::papers
