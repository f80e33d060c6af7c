// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/entering.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/ascii.h"
#include "base/secrets.h"
#include "papers/second_factor.h"
#include "web/device_name.h"
#include "web/rate_limits.h"

namespace broadsheet::web {
namespace {

// Counts a try of the client for the key; `proves` is asked only if it may try.
template <class Proves>
Result<Proof> counted(const Exchange& exchange, const std::string& key, const Proves& proves) {
  const Site& site = exchange.backend.site();
  const std::string client = rate_client(exchange.request, site.trusted_proxies);
  const auto now = std::chrono::steady_clock::now();
  if (site.login_limits != nullptr && !site.login_limits->may_try(client, key, now)) return Proof::kTooOften;
  TRY(const bool right, proves());
  if (!right && site.login_limits != nullptr) site.login_limits->failed(client, key, now);
  return right ? Proof::kRight : Proof::kWrong;
}

}  // namespace

std::string safe_next(std::string_view next) {
  const bool ours = next.starts_with('/') && !next.starts_with("//") && !next.starts_with("/\\") &&
                    std::ranges::none_of(next, [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
  return ours ? std::string(next) : "/papers";
}

Result<std::optional<store::Account>> account_named(store::Record& record, std::string_view name) {
  store::Accounts accounts(record);
  if (name.find('@') == std::string_view::npos) return accounts.account_by_name(trimmed(name));
  const Result<std::string> address = papers::folded_address(name);
  if (!address.ok()) return std::optional<store::Account>();
  return accounts.account_by_address(*address);
}

Result<papers::Issued> begin_session(const Exchange& exchange, store::Transaction& transaction,
                                     store::AccountNumber account) {
  return papers::begin_session(transaction, account, device_name(exchange.request.header("user-agent")),
                               exchange.backend.site().clock.now());
}

http::Response handed_over(const Exchange& exchange, const papers::Issued& session, std::string path) {
  const Site& site = exchange.backend.site();
  http::Response response = see_other(std::move(path));
  response.set("Set-Cookie", cookie_with(site, session.secret, site.account_rules.session_max));
  return response;
}

Proof prove_password(const Exchange& exchange, const store::Account& account, std::string_view password) {
  const auto proves = [&]() -> Result<bool> { return is_password(account.password, password); };
  return counted(exchange, ascii_lower(account.name), proves).value();
}

Result<Proof> prove_second_factor(const Exchange& exchange, store::Transaction& transaction,
                                  const store::Account& account, std::string_view text) {
  // A name has no blank: this is nobody's.
  const std::string key = "second factor " + std::to_string(account.number.value());
  return counted(exchange, key, [&] {
    return papers::passes_second_factor(exchange.backend.record(), transaction, account, text,
                                        exchange.backend.site().clock.now());
  });
}

}  // namespace broadsheet::web
