// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /login/second: the second factor, behind a password that was right.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "papers/account_codes.h"
#include "web/entering.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/rate_limits.h"

namespace broadsheet::web {
namespace {

using store::Account;
using store::CodePurpose;

constexpr std::string_view kAnew = "Log in again: the digits have to follow within five minutes.";
constexpr std::string_view kWrongDigits =
    "These digits are not right, or were used before. Wait for the next ones.";

http::Response too_often(const Exchange& exchange, std::string_view next) {
  http::Response response = login_page(exchange, 429, kTooManyTries, "", next);
  return std::move(response.set("Retry-After", std::string(kTriesAgainAfter)));
}

Result<http::Response> step(Exchange& exchange) {
  const Site& site = exchange.backend.site();
  store::Record& record = exchange.backend.record();
  const Instant now = site.clock.now();
  const std::string_view next = exchange.field("next");
  TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
  TRY(const std::optional<Account> account,
      papers::take_code(record, transaction, exchange.field("step"), CodePurpose::kSecondStep, now));
  if (!account) return login_page(exchange, 403, kAnew, "", next);
  TRY(const Proof proof, prove_second_factor(exchange, transaction, *account, exchange.field("digits")));
  if (proof == Proof::kRight) {
    TRY(const papers::Issued session, begin_session(exchange, transaction, account->number));
    TRY_VOID(transaction.commit());
    if (site.login_limits != nullptr)
      site.login_limits->succeeded(rate_client(exchange.request, site.trusted_proxies),
                                   ascii_lower(account->name));
    return handed_over(exchange, session, safe_next(next));
  }
  // Each code is good for one try.
  std::string code;
  if (proof == Proof::kWrong) {
    TRY(code, papers::issue_code(transaction, account->number, CodePurpose::kSecondStep, now));
  }
  TRY_VOID(transaction.commit());
  if (proof == Proof::kTooOften) return too_often(exchange, next);
  return second_step_page(exchange, 403, kWrongDigits, code, next);
}

}  // namespace

http::Response second_step_page(const Exchange& exchange, std::uint16_t status, std::string_view error,
                                std::string_view code, std::string_view next) {
  Page page(exchange, {.title = "Log in", .description = "The second step of logging in"},
            "second_step.html");
  text::TemplateValues body = page.body();
  body.set("STEP", code).set("NEXT", safe_next(next));
  if (!error.empty()) body.add("ERROR").set("ERROR_TEXT", error);
  return page.response(status);
}

http::Response second_step(Exchange& exchange) {
  return answer_of(step(exchange));
}

}  // namespace broadsheet::web
