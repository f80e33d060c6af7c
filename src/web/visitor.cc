// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/visitor.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "base/ascii.h"
#include "base/log.h"
#include "base/secrets.h"
#include "papers/second_factor.h"
#include "papers/single_reader.h"
#include "store/second_factor.h"
#include "web/rate_limits.h"
#include "web/single_reader.h"

namespace broadsheet::web {
namespace {

// Written down no more often than this: a page is no reason to write.
constexpr std::chrono::minutes kSeenEvery{10};

bool is_secure(const Site& site) {
  return site.public_url.starts_with("https://");
}

std::string_view bearer_token(const http::Request& request) {
  std::string_view value = request.header("authorization");
  return take_prefix(value, "bearer ") ? trimmed(value) : std::string_view();
}

// When somebody was last seen is of use to them, and no reason to fail.
template <class Write>
void note_seen(Backend& backend, const Write& write) {
  const auto noted = [&]() -> Result<void> {
    TRY(store::Transaction transaction, backend.record().begin(store::Durability::kInteractive));
    store::AccountChanges changes(transaction);
    TRY_VOID(write(changes));
    TRY_VOID(transaction.commit());
    return {};
  }();
  if (!noted.ok()) log_warning("a session was not marked as seen", {{"because", noted.error().message()}});
}

Result<store::Role> role_of(Backend& backend, const store::Account& account) {
  if (account.role == store::Role::kReader) return account.role;
  TRY(const bool has_second_factor, store::SecondFactors(backend.record()).is_on(account.number));
  return papers::acting_role(account, has_second_factor, backend.site().account_rules);
}

Result<std::optional<Visitor>> by_token(Backend& backend, std::string_view secret) {
  const Instant now = backend.site().clock.now();
  TRY(std::optional<papers::ActingByToken> acting, papers::acting_by_token(backend.record(), secret));
  if (!acting) return std::optional<Visitor>();
  const store::ApiToken& token = acting->token;
  if (!token.used_at || *token.used_at + kSeenEvery <= now)
    note_seen(backend, [&](store::AccountChanges& changes) { return changes.see_token(token.number, now); });
  TRY(const store::Role role, role_of(backend, acting->account));
  return std::optional(Visitor{.account = std::move(acting->account),
                               .role = role,
                               .means = Visitor::Means::kToken,
                               .hash = token.hash,
                               .token = token.number,
                               .token_name = token.name,
                               .token_made = token.created_at,
                               .scope = token.scope});
}

Result<std::optional<Visitor>> by_session(Backend& backend, std::string_view secret) {
  const Site& site = backend.site();
  const Instant now = site.clock.now();
  TRY(std::optional<papers::Acting> acting,
      papers::acting_in_session(backend.record(), secret, site.account_rules, now));
  if (!acting) return std::optional<Visitor>();
  const store::Session& session = acting->session;
  if (session.seen_at + kSeenEvery <= now)
    note_seen(backend,
              [&](store::AccountChanges& changes) { return changes.see_session(session.hash, now); });
  TRY(const store::Role role, role_of(backend, acting->account));
  return std::optional(Visitor{.account = std::move(acting->account),
                               .role = role,
                               .means = Visitor::Means::kSession,
                               .hash = session.hash,
                               .form_key = keyed_digest(secret, "forms")});
}

Result<std::optional<Visitor>> by_presence(Backend& backend) {
  TRY(std::optional<store::Account> account,
      store::Accounts(backend.record()).account_by_name(papers::kSingleReaderName));
  if (!account) return std::optional<Visitor>();
  return std::optional(Visitor{.account = *std::move(account),
                               .role = store::Role::kAdmin,
                               .means = Visitor::Means::kSingle,
                               .form_key = keyed_digest(backend.site().single_reader_key, "forms")});
}

}  // namespace

Result<std::optional<Visitor>> visitor_of(Backend& backend, const http::Request& request) {
  if (const std::string_view token = bearer_token(request); !token.empty()) return by_token(backend, token);
  const std::string_view session = session_cookie(backend.site(), request);
  if (!session.empty()) return by_session(backend, session);
  return is_single_reader(backend.site(), request) ? by_presence(backend) : std::optional<Visitor>();
}

std::string_view session_cookie_name(const Site& site) {
  return is_secure(site) ? "__Host-session" : "session";
}

std::string_view session_cookie(const Site& site, const http::Request& request) {
  std::string_view cookies = request.header("cookie");
  const std::string_view name = session_cookie_name(site);
  while (!cookies.empty()) {
    std::string_view cookie = trimmed(take_until(cookies, ';'));
    if (cookie.size() > name.size() && cookie.starts_with(name) && cookie[name.size()] == '=')
      return cookie.substr(name.size() + 1);
  }
  return {};
}

std::string cookie_with(const Site& site, std::string_view secret, std::chrono::seconds lasts) {
  return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{}", session_cookie_name(site), secret,
                     lasts.count(), is_secure(site) ? "; Secure" : "");
}

std::string cookie_without(const Site& site) {
  return cookie_with(site, "", std::chrono::seconds(0));
}

}  // namespace broadsheet::web
