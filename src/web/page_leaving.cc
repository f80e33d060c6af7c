// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /settings/export and /settings/delete: a reader takes everything along, and goes.

#include "papers/account_export.h"
#include "web/acting.h"
#include "web/handlers.h"
#include "web/settings.h"

namespace broadsheet::web {

http::Response export_account(Exchange& exchange) {
  const store::Account& account = exchange.visitor->account;
  auto document =
      papers::account_document(exchange.backend.record(), account, exchange.backend.site().clock.now());
  if (!document.ok()) return error_response(document.error());
  http::Response response = json_response(*std::move(document));
  // A name has letters, digits and hyphens alone.
  return std::move(
      response.set("Content-Disposition", "attachment; filename=\"broadsheet-" + account.name + ".json\""));
}

http::Response delete_account(Exchange& exchange) {
  if (const auto refusal = unproven(exchange)) return settings_with(exchange, *refusal);
  const Site& site = exchange.backend.site();
  const auto deleted = acted(exchange, [&](store::Transaction& transaction) {
    return papers::delete_account(exchange.backend.record(), transaction, exchange.visitor->account,
                                  site.account_rules, site.clock.now());
  });
  if (!deleted.ok()) return error_response(deleted.error());
  http::Response response = see_other("/papers");
  response.set("Set-Cookie", cookie_without(site));
  return std::move(response.set("Clear-Site-Data", "\"cache\", \"storage\""));
}

}  // namespace broadsheet::web
