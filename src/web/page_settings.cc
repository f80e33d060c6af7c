// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /settings: a reader's password, devices and tokens; the second factor and the end are beside it.

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/digest.h"
#include "base/english.h"
#include "base/secrets.h"
#include "papers/accounts.h"
#include "papers/second_factor.h"
#include "web/doorkeeper.h"
#include "web/entering.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/settings.h"

namespace broadsheet::web {
namespace {

using store::Account;
using store::Scope;
using text::TemplateValues;

std::string day_text(Instant instant) {
  return short_date({.day = std::chrono::floor<std::chrono::days>(instant)});
}

// What a session is called in a form: its hash, which opens nothing.
std::string session_name(const Sha256& hash) {
  return hex(hash.data(), hash.size());
}

std::string counts_text(const Account& account, const papers::AccountRules& rules) {
  if (account.counts) return "Your votes count.";
  const std::string from = day_text(account.created_at + rules.counts_after);
  if (!account.confirmed_at)
    return "Your votes are kept, and count once your address is confirmed, from " + from +
           " on at the earliest.";
  return "Your votes are kept, and count from " + from + " on: accounts have to be " +
         std::to_string(rules.counts_after.count()) + " days old.";
}

void add_devices(TemplateValues body, const std::vector<store::Session>& sessions, const Visitor& visitor) {
  for (const store::Session& session : sessions) {
    TemplateValues device = body.add("DEVICE");
    device.set("DEVICE_NAME",
               session.device.empty() ? "A program that does not say what it is" : session.device);
    const bool here = session.hash == visitor.hash;
    device.set("DEVICE_TEXT",
               (here ? "here, since " : "last seen " + day_text(session.seen_at) + ", since ") +
                   day_text(session.created_at));
    if (!here)
      device.add("OTHER").set("SESSION", session_name(session.hash)).set("FORM_KEY", visitor.form_key);
  }
}

std::string_view scope_text(Scope scope) {
  switch (scope) {
    case Scope::kRead:
      return "reads";
    case Scope::kWrite:
      return "reads and writes";
    case Scope::kAdmin:
      return "reads, writes and administers";
  }
  return {};
}

void add_tokens(TemplateValues body, const std::vector<store::ApiToken>& tokens, const Visitor& visitor) {
  for (const store::ApiToken& token : tokens) {
    body.add("TOKEN")
        .set("TOKEN_NAME", token.name)
        .set("TOKEN_TEXT",
             fmt::format("{}; made {}, {}", scope_text(token.scope), day_text(token.created_at),
                         token.used_at ? "last used " + day_text(*token.used_at) : "never used"))
        .set("TOKEN_NUMBER", std::to_string(token.number.value()))
        .set("FORM_KEY", visitor.form_key);
  }
}

void add_recovery_codes(TemplateValues body, const std::vector<std::string>& codes) {
  if (codes.empty()) return;
  TemplateValues list = body.add("RECOVERY_CODES");
  for (const std::string& code : codes) list.add("RECOVERY_CODE").set("CODE", code);
}

// Whether the role waits for a second factor.
bool needs_second_factor(const Visitor& visitor) {
  return visitor.role < visitor.account.role;
}

void add_address(const Exchange& exchange, TemplateValues body, const Account& account) {
  if (!account.address.empty()) body.add("CONFIRMED").set("ADDRESS", account.address);
  const bool has_one = !account.address.empty() || !account.claimed_address.empty();
  if (has_one) {
    body.show("CHANGE");
  } else {
    body.show("GIVE");
  }
  if (account.claimed_address.empty()) return;
  TemplateValues claimed = body.add("CLAIMED");
  claimed.set("CLAIMED_ADDRESS", account.claimed_address);
  if (!sends_letters(exchange.backend.site())) {
    claimed.show("BY_OPERATOR");
  } else {
    claimed.show("BY_LETTER");
    claimed.add("AGAIN").set("FORM_KEY", exchange.visitor->form_key);
  }
}

Result<void> add_second_factor(Exchange& exchange, TemplateValues body, const Account& account) {
  store::Record& record = exchange.backend.record();
  TRY(const bool is_on, store::SecondFactors(record).is_on(account.number));
  if (is_on) {
    body.show("FACTOR_ON");
    return {};
  }
  if (needs_second_factor(*exchange.visitor)) body.show("FACTOR_NEEDED");
  TRY(const std::optional<std::string> secret, papers::offered_secret(record, account));
  if (secret) body.add("FACTOR_OFFERED").set("FACTOR_SECRET", *secret);
  body.show("FACTOR_OFF");
  return {};
}

Result<http::Response> settings(Exchange& exchange, const Told& told) {
  const Visitor& visitor = *exchange.visitor;
  store::Accounts accounts(exchange.backend.record());
  TRY(const std::optional<Account> account, accounts.account(visitor.account.number));
  if (!account) return Error(ErrorCode::kNotFound, "this account is gone");
  TRY(const std::vector<store::Session> sessions, accounts.sessions_of(account->number));
  TRY(const std::vector<store::ApiToken> tokens, accounts.tokens_of(account->number));
  Page page(exchange, {.title = "Settings", .description = "Your account", .path = "/settings"},
            "settings.html");
  TemplateValues body = page.body();
  body.set("NAME", account->name).set("FORM_KEY", visitor.form_key);
  body.set("COUNTS_TEXT", counts_text(*account, exchange.backend.site().account_rules));
  if (!told.error.empty()) body.add("ERROR").set("ERROR_TEXT", told.error);
  if (!told.done.empty()) body.add("DONE").set("DONE_TEXT", told.done);
  if (!told.new_token.empty()) body.add("NEW_TOKEN").set("NEW_TOKEN_SECRET", told.new_token);
  if (visitor.role == store::Role::kAdmin) body.show("ADMIN_SCOPE");
  add_tokens(body, tokens, visitor);
  // Who alone has this machine logs in nowhere, and needs no password for anything.
  if (!visitor.is_single()) {
    TemplateValues entrance = body.add("ENTRANCE");
    add_address(exchange, entrance, *account);
    add_devices(entrance, sessions, visitor);
    TRY_VOID(add_second_factor(exchange, entrance, *account));
    body.add("LOG_OUT").set("FORM_KEY", visitor.form_key);
    body.add("LEAVING").set("FORM_KEY", visitor.form_key);
  }
  add_recovery_codes(body, told.recovery_codes);
  return page.response(told.error.empty() ? 200 : 400);
}

std::optional<Sha256> named_session(std::string_view name, const std::vector<store::Session>& sessions) {
  for (const store::Session& session : sessions) {
    if (session_name(session.hash) == name) return session.hash;
  }
  return std::nullopt;
}

}  // namespace

http::Response settings_with(Exchange& exchange, const Told& told) {
  return answer_of(settings(exchange, told));
}

std::optional<Told> unproven(const Exchange& exchange) {
  switch (prove_password(exchange, exchange.visitor->account, exchange.field("present"))) {
    case Proof::kRight:
      return std::nullopt;
    case Proof::kWrong:
      return Told{.error = "The present password is another."};
    case Proof::kTooOften:
      return Told{.error = std::string(kTooManyTries)};
  }
  return std::nullopt;
}

http::Response settings_page(Exchange& exchange) {
  return settings_with(exchange, {});
}

http::Response change_password(Exchange& exchange) {
  Account account = exchange.visitor->account;
  const std::string_view wanted = exchange.field("password");
  if (const auto refusal = unproven(exchange)) return settings_with(exchange, *refusal);
  const auto sound = papers::check_password(wanted, account.name, account.address);
  if (!sound.ok()) return settings_with(exchange, {.error = sound.error().message()});
  auto hash = hash_password(wanted);
  if (!hash.ok()) return error_response(hash.error());
  account.password = *std::move(hash);
  return act_on_settings(exchange, [&](store::Transaction& transaction) -> Result<Told> {
    store::AccountChanges changes(transaction);
    TRY_VOID(changes.replace(account));
    TRY_VOID(changes.end_sessions(account.number, exchange.visitor->hash));
    // What was begun with the old one leads nowhere.
    TRY_VOID(changes.forget_codes(account.number, store::CodePurpose::kResetPassword));
    TRY_VOID(changes.forget_codes(account.number, store::CodePurpose::kSecondStep));
    return Told{.done = "The password is changed, and you are logged out everywhere else."};
  });
}

http::Response end_session(Exchange& exchange) {
  return act_on_settings(exchange, [&](store::Transaction& transaction) -> Result<Told> {
    const store::AccountNumber account = exchange.visitor->account.number;
    TRY(const std::vector<store::Session> sessions,
        store::Accounts(exchange.backend.record()).sessions_of(account));
    const std::optional<Sha256> hash = named_session(exchange.field("session"), sessions);
    if (!hash) return Told{.done = "You were logged out there already."};
    TRY_VOID(store::AccountChanges(transaction).end_session(account, *hash));
    return Told{.done = "You are logged out there."};
  });
}

http::Response make_token(Exchange& exchange) {
  const Visitor& visitor = *exchange.visitor;
  return act_on_settings(exchange, [&](store::Transaction& transaction) -> Result<Told> {
    const std::optional<Scope> scope = papers::scope_named(exchange.field("scope"));
    if (!scope || (*scope == Scope::kAdmin && visitor.role != store::Role::kAdmin))
      return Error(ErrorCode::kInvalid, "a token may read, or read and write");
    TRY(papers::Issued issued,
        papers::issue_token(exchange.backend.record(), transaction, visitor.account.number,
                            exchange.field("name"), *scope, exchange.backend.site().clock.now()));
    return Told{.new_token = std::move(issued.secret)};
  });
}

http::Response revoke_token(Exchange& exchange) {
  return act_on_settings(exchange, [&](store::Transaction& transaction) -> Result<Told> {
    TRY(const store::TokenNumber token, id_parameter<store::TokenNumber>(exchange.form, "token"));
    TRY_VOID(store::AccountChanges(transaction).revoke_token(exchange.visitor->account.number, token));
    return Told{.done = "The token is revoked."};
  });
}

}  // namespace broadsheet::web
