// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /login, /logout and /signup: how strangers become readers, and readers strangers.

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "base/digest.h"
#include "base/secrets.h"
#include "papers/account_codes.h"
#include "papers/accounts.h"
#include "store/second_factor.h"
#include "web/account_letters.h"
#include "web/acting.h"
#include "web/doorkeeper.h"
#include "web/entering.h"
#include "web/handlers.h"
#include "web/links.h"
#include "web/page.h"
#include "web/rate_limits.h"

namespace broadsheet::web {
namespace {

using papers::SignUp;
using store::Account;
using text::TemplateValues;

constexpr std::string_view kNoSuchPair = "There is no account with this name and password.";

http::Response signup_page(const Exchange& exchange, std::uint16_t status, std::string_view error) {
  Page page(
      exchange,
      {.title = "Make an account", .description = "Make an account of this Broadsheet", .path = "/signup"},
      "signup.html");
  TemplateValues body = page.body();
  if (!error.empty()) body.add("ERROR").set("ERROR_TEXT", error);
  const SignUp rule = exchange.backend.site().account_rules.sign_up;
  if (rule == SignUp::kClosed) {
    body.show("CLOSED");
    return page.response(status);
  }
  TemplateValues form = body.add("FORM");
  form.set("NAME", exchange.field("name")).set("ADDRESS", exchange.field("address"));
  if (rule == SignUp::kInvitation) {
    std::string_view code = exchange.field("invitation");
    if (code.empty()) code = exchange.target.parameter("invitation").value_or("");
    form.add("INVITATION").set("INVITATION_CODE", code);
  }
  return page.response(status);
}

// What a password is compared with where there is no account: a stranger learns nothing from the time it
// takes.
const std::string& nobodys_hash() {
  static const std::string hash = hash_password(new_secret()).value();
  return hash;
}

// The account, if the password is its own and it may act.
Result<std::optional<Account>> proven(store::Record& record, std::string_view name,
                                      std::string_view password) {
  if (password.size() > papers::kPasswordBytesMax) return std::optional<Account>();
  TRY(std::optional<Account> account, account_named(record, name));
  const bool may_log_in = account && !account->password.empty();
  const bool right = is_password(may_log_in ? account->password : nobodys_hash(), password);
  if (!may_log_in || !right || account->banned_at || account->deleted_at) return std::optional<Account>();
  return account;
}

// The password was right: it is hashed anew if that is done otherwise today.
Result<void> refresh_hash(store::Transaction& transaction, const Account& account,
                          const std::optional<std::string>& newer) {
  if (!newer) return {};
  Account changed = account;
  changed.password = *newer;
  return store::AccountChanges(transaction).replace(changed);
}

// In, or on to the second step, of which a stranger who guesses learns by having the password alone.
Result<http::Response> let_in(Exchange& exchange, const Account& account, std::string_view password,
                              std::string_view next, const std::string& client) {
  store::Record& record = exchange.backend.record();
  const Site& site = exchange.backend.site();
  std::optional<std::string> newer;
  if (is_old_hash(account.password)) {
    TRY(newer, hash_password(password));
  }
  TRY(const bool two_steps, store::SecondFactors(record).is_on(account.number));
  TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
  TRY_VOID(refresh_hash(transaction, account, newer));
  if (two_steps) {
    TRY(const std::string code,
        papers::issue_code(transaction, account.number, store::CodePurpose::kSecondStep, site.clock.now()));
    TRY_VOID(transaction.commit());
    return second_step_page(exchange, 200, "", code, next);
  }
  TRY(const papers::Issued session, begin_session(exchange, transaction, account.number));
  TRY_VOID(transaction.commit());
  if (site.login_limits != nullptr)
    site.login_limits->succeeded(client, ascii_lower(trimmed(exchange.field("name"))));
  return handed_over(exchange, session, safe_next(next));
}

// Nothing of the account but its hash is known before the password is right, and nothing is said.
Result<http::Response> enter(Exchange& exchange, const std::string& client, std::string_view name) {
  LoginLimits* const limits = exchange.backend.site().login_limits;
  const std::string key = ascii_lower(trimmed(name));
  const auto now = std::chrono::steady_clock::now();
  const std::string_view next = exchange.field("next");
  if (limits != nullptr && !limits->may_try(client, key, now)) {
    http::Response response = login_page(exchange, 429, kTooManyTries, name, next);
    return std::move(response.set("Retry-After", std::string(kTriesAgainAfter)));
  }
  const std::string_view password = exchange.field("password");
  TRY(const std::optional<Account> account, proven(exchange.backend.record(), name, password));
  if (!account) {
    if (limits != nullptr) limits->failed(client, key, now);
    return login_page(exchange, 403, kNoSuchPair, name, next);
  }
  return let_in(exchange, *account, password, next, client);
}

// Checked, with its password hashed.
Result<papers::NewAccount> wanted_account(const Exchange& exchange) {
  papers::NewAccount account;
  account.name = exchange.field("name");
  TRY_VOID(papers::check_name(account.name));
  TRY(account.address, papers::folded_address(exchange.field("address")));
  const std::string_view password = exchange.field("password");
  TRY_VOID(papers::check_password(password, account.name, account.address));
  TRY(account.password, hash_password(password));
  return account;
}

// The invitation is used up with the account that it makes, or not at all.
Result<papers::Issued> make_account(Exchange& exchange, const papers::NewAccount& wanted) {
  const Site& site = exchange.backend.site();
  const Instant now = site.clock.now();
  TRY(store::Transaction transaction, exchange.backend.record().begin(store::Durability::kInteractive));
  if (site.account_rules.sign_up == SignUp::kInvitation) {
    const Sha256 code = sha256(trimmed(exchange.field("invitation")));
    TRY(const std::optional<store::AccountNumber> inviter,
        store::AccountChanges(transaction).use_code(code, store::CodePurpose::kInvitation, now));
    if (!inviter)
      return Error(ErrorCode::kInvalid, "This invitation was used, is too old, or never was one.");
  }
  TRY(const store::AccountNumber account, papers::add_account(transaction, wanted, now));
  TRY_VOID(ask_to_confirm(exchange, transaction, account));
  TRY(papers::Issued session, begin_session(exchange, transaction, account));
  TRY_VOID(transaction.commit());
  return session;
}

}  // namespace

http::Response login_page(const Exchange& exchange, std::uint16_t status, std::string_view error,
                          std::string_view name, std::string_view next) {
  Page page(exchange, {.title = "Log in", .description = "Log in to this Broadsheet", .path = "/login"},
            "login.html");
  TemplateValues body = page.body();
  body.set("NAME", name).set("NEXT", safe_next(next));
  if (!error.empty()) body.add("ERROR").set("ERROR_TEXT", error);
  if (exchange.backend.site().account_rules.sign_up == SignUp::kClosed) {
    body.show("CLOSED");
  } else {
    body.show("SIGN_UP");
  }
  if (sends_letters(exchange.backend.site())) body.show("FORGOT");
  return page.response(status);
}

http::Response login_form(Exchange& exchange) {
  if (exchange.visitor) return redirect("/settings");
  return login_page(exchange, 200, "", "", exchange.target.parameter("next").value_or(""));
}

http::Response log_in(Exchange& exchange) {
  const Site& site = exchange.backend.site();
  const std::string client = rate_client(exchange.request, site.trusted_proxies);
  return answer_of(enter(exchange, client, exchange.field("name")));
}

http::Response log_out(Exchange& exchange) {
  const auto ended = acted(exchange, [&](store::Transaction& transaction) {
    return store::AccountChanges(transaction)
        .end_session(exchange.visitor->account.number, exchange.visitor->hash);
  });
  if (!ended.ok()) return error_response(ended.error());
  http::Response response = see_other("/papers");
  response.set("Set-Cookie", cookie_without(exchange.backend.site()));
  return std::move(response.set("Clear-Site-Data", "\"cache\", \"storage\""));
}

http::Response signup_form(Exchange& exchange) {
  if (exchange.visitor) return redirect("/settings");
  return signup_page(exchange, 200, "");
}

http::Response sign_up(Exchange& exchange) {
  const auto refused_with = [&](const Error& error) {
    if (error.code() == ErrorCode::kInvalid) return signup_page(exchange, 400, error.message());
    if (error.code() == ErrorCode::kConflict)
      return signup_page(exchange, 409, "This name is taken; choose another.");
    return error_response(error);
  };
  if (exchange.backend.site().account_rules.sign_up == SignUp::kClosed) return signup_page(exchange, 403, "");
  const auto wanted = wanted_account(exchange);
  if (!wanted.ok()) return refused_with(wanted.error());
  const auto session = make_account(exchange, *wanted);
  if (!session.ok()) return refused_with(session.error());
  return handed_over(exchange, *session, "/settings");
}

}  // namespace broadsheet::web
