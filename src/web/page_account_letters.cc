// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /forgot, and what /settings does about the address of the account: letters with a code in them
// (papers/account_letters.h). What /forgot answers, and how long that takes, tells nobody who has an account.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "papers/account_letters.h"
#include "papers/accounts.h"
#include "web/account_letters.h"
#include "web/acting.h"
#include "web/entering.h"
#include "web/handlers.h"
#include "web/letter_limits.h"
#include "web/page.h"
#include "web/rate_limits.h"
#include "web/settings.h"

namespace broadsheet::web {
namespace {

using store::Account;
using text::TemplateValues;

http::Response forgot_page(const Exchange& exchange, std::uint16_t status, std::string_view error,
                           bool done) {
  Page page(exchange,
            {.title = "A forgotten password", .description = "Ask for a new password", .path = "/forgot"},
            "forgot.html");
  TemplateValues body = page.body();
  if (!error.empty()) body.add("ERROR").set("ERROR_TEXT", error);
  if (!sends_letters(exchange.backend.site())) {
    body.show("NO_MAIL");
  } else if (done) {
    body.show("DONE");
  } else {
    TemplateValues form = body.add("FORM");
    if (exchange.visitor) form.add("KEY").set("FORM_KEY", exchange.visitor->form_key);
  }
  return page.response(status);
}

Result<Told> change_address(const Exchange& exchange, store::Transaction& transaction) {
  const Account& account = exchange.visitor->account;
  TRY(const std::string address, papers::folded_address(exchange.field("address")));
  TRY_VOID(papers::claim_address(transaction, account, address));
  if (address == account.address) return Told{.done = "It is that address already."};
  TRY(const bool sent, ask_to_confirm(exchange, transaction, account.number));
  return Told{.done = sent ? "A letter is on its way there: confirm with its link that it is yours."
                           : "Until it is confirmed the address is not used."};
}

}  // namespace

bool may_ask_for_letter(const Exchange& exchange) {
  const Site& site = exchange.backend.site();
  if (site.asked_letters == nullptr) return true;
  return site.asked_letters->add(rate_client(exchange.request, site.trusted_proxies),
                                 std::chrono::steady_clock::now());
}

Result<bool> ask_to_confirm(const Exchange& exchange, store::Transaction& transaction,
                            store::AccountNumber number) {
  const Site& site = exchange.backend.site();
  if (!sends_letters(site)) return false;
  store::Record& record = exchange.backend.record();
  TRY(const std::optional<Account> account, store::Accounts(record).account(number));
  if (!account || account->claimed_address.empty() || !may_ask_for_letter(exchange)) return false;
  if (site.asked_letters != nullptr &&
      !site.asked_letters->add_to(account->claimed_address, std::chrono::steady_clock::now()))
    return false;
  return papers::send_confirmation(record, transaction, *account, site.clock.now());
}

http::Response forgot_form(Exchange& exchange) {
  return forgot_page(exchange, 200, "", false);
}

http::Response ask_for_reset(Exchange& exchange) {
  const Site& site = exchange.backend.site();
  if (!sends_letters(site)) return forgot_page(exchange, 404, "", false);
  if (!may_ask_for_letter(exchange)) {
    http::Response response = forgot_page(
        exchange, 429, "From here letters were asked for many times today; try again tomorrow.", false);
    return std::move(response.set("Retry-After", "3600"));
  }
  store::Record& record = exchange.backend.record();
  const auto asked = acted(exchange, [&](store::Transaction& transaction) -> Result<void> {
    TRY(const std::optional<Account> account, account_named(record, exchange.field("name")));
    return papers::send_reset(record, transaction, account, site.clock.now());
  });
  return asked.ok() ? forgot_page(exchange, 200, "", true) : error_response(asked.error());
}

http::Response change_own_address(Exchange& exchange) {
  if (const auto refusal = unproven(exchange)) return settings_with(exchange, *refusal);
  return act_on_settings(
      exchange, [&](store::Transaction& transaction) { return change_address(exchange, transaction); });
}

http::Response send_confirmation_again(Exchange& exchange) {
  return act_on_settings(exchange, [&](store::Transaction& transaction) -> Result<Told> {
    TRY(const bool sent, ask_to_confirm(exchange, transaction, exchange.visitor->account.number));
    if (sent)
      return Told{.done = "Another letter is on its way. The links of those before it are good for nothing."};
    return Error(ErrorCode::kInvalid, "No letter was sent: an address gets three of them in a day at most.");
  });
}

}  // namespace broadsheet::web
