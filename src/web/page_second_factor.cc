// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /settings/second-factor: switched on in two steps, so that nobody is locked out by a telephone that did not
// take it, and off again.

#include "papers/second_factor.h"
#include "web/entering.h"
#include "web/handlers.h"
#include "web/settings.h"

namespace broadsheet::web {

http::Response begin_second_factor(Exchange& exchange) {
  if (const auto refusal = unproven(exchange)) return settings_with(exchange, *refusal);
  return act_on_settings(exchange, [&](store::Transaction& transaction) -> Result<Told> {
    TRY_VOID(papers::offer_second_factor(exchange.backend.record(), transaction, exchange.visitor->account));
    return Told{.done = "Tell your telephone the secret, and type the digits that it shows."};
  });
}

http::Response confirm_second_factor(Exchange& exchange) {
  return act_on_settings(exchange, [&](store::Transaction& transaction) -> Result<Told> {
    TRY(std::vector<std::string> codes,
        papers::confirm_second_factor(exchange.backend.record(), transaction, exchange.visitor->account,
                                      exchange.field("digits"), exchange.backend.site().clock.now()));
    return Told{.done = "The second factor is on.", .recovery_codes = std::move(codes)};
  });
}

http::Response drop_second_factor(Exchange& exchange) {
  if (const auto refusal = unproven(exchange)) return settings_with(exchange, *refusal);
  return act_on_settings(exchange, [&](store::Transaction& transaction) -> Result<Told> {
    const store::Account& account = exchange.visitor->account;
    TRY(const Proof proof, prove_second_factor(exchange, transaction, account, exchange.field("digits")));
    if (proof == Proof::kTooOften) return Error(ErrorCode::kInvalid, std::string(kTooManyTries));
    if (proof == Proof::kWrong)
      return Error(ErrorCode::kInvalid, "These digits are not right, or were used before.");
    TRY_VOID(papers::drop_second_factor(transaction, account.number));
    return Told{.done = "The second factor is off."};
  });
}

}  // namespace broadsheet::web
