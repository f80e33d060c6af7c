// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /reset and /confirm: what somebody does with a code that came to them by link. Programs that look at links
// in mails open them with GET, which shows a form, the same for every code; only who sends it uses the code.

#include <optional>
#include <string>
#include <string_view>

#include "base/secrets.h"
#include "papers/account_codes.h"
#include "web/handlers.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

using store::Account;

constexpr std::string_view kNoCode = "This link was used, is too old, or never was one. Ask for another.";

struct CodePage {
  PageHead head;
  std::string_view body;  // a template's name
};

CodePage reset_page() {
  return {{.title = "A new password", .description = "Set a new password"}, "reset.html"};
}
CodePage confirm_page() {
  return {{.title = "Confirm your address", .description = "Confirm that a mail address is yours"},
          "confirm.html"};
}

http::Response form_page(const Exchange& exchange, const CodePage& what, std::uint16_t status,
                         std::string_view error) {
  std::string_view code = exchange.field("code");
  if (code.empty()) code = exchange.target.parameter("code").value_or("");
  Page page(exchange, what.head, what.body);
  text::TemplateValues body = page.body();
  if (!error.empty()) body.add("ERROR").set("ERROR_TEXT", error);
  text::TemplateValues form = body.add("FORM");
  form.set("CODE", code);
  if (exchange.visitor) form.add("KEY").set("FORM_KEY", exchange.visitor->form_key);
  return page.response(status);
}

http::Response done_page(const Exchange& exchange, const CodePage& what) {
  Page page(exchange, what.head, what.body);
  page.body().show("DONE");
  return page.response();
}

// As long for every code: the password is hashed before the code is looked for.
Result<bool> set_new_password(Exchange& exchange) {
  const std::string_view password = exchange.field("password");
  TRY_VOID(papers::check_password(password, "", ""));
  TRY(const std::string hash, hash_password(password));
  store::Record& record = exchange.backend.record();
  TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
  TRY(const std::optional<Account> account,
      papers::take_code(record, transaction, exchange.field("code"), store::CodePurpose::kResetPassword,
                        exchange.backend.site().clock.now()));
  if (!account) return false;
  // Without a commit the code can be used again.
  TRY_VOID(papers::check_password(password, account->name, account->address));
  TRY_VOID(papers::set_password(transaction, *account, hash));
  TRY_VOID(transaction.commit());
  return true;
}

Result<bool> confirm(Exchange& exchange) {
  const Site& site = exchange.backend.site();
  store::Record& record = exchange.backend.record();
  TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
  TRY(const bool confirmed, papers::confirm_by_code(record, transaction, exchange.field("code"),
                                                    site.account_rules, site.clock.now()));
  if (!confirmed) return false;
  TRY_VOID(transaction.commit());
  return true;
}

http::Response told(const Exchange& exchange, const CodePage& what, const Result<bool>& done) {
  if (done.ok()) return *done ? done_page(exchange, what) : form_page(exchange, what, 403, kNoCode);
  const ErrorCode code = done.error().code();
  if (code == ErrorCode::kInvalid) return form_page(exchange, what, 400, done.error().message());
  // Somebody else confirmed the address first.
  if (code == ErrorCode::kConflict) return form_page(exchange, what, 403, kNoCode);
  return error_response(done.error());
}

}  // namespace

http::Response reset_form(Exchange& exchange) {
  return form_page(exchange, reset_page(), 200, "");
}
http::Response reset_password(Exchange& exchange) {
  return told(exchange, reset_page(), set_new_password(exchange));
}
http::Response confirm_form(Exchange& exchange) {
  return form_page(exchange, confirm_page(), 200, "");
}
http::Response confirm_address(Exchange& exchange) {
  return told(exchange, confirm_page(), confirm(exchange));
}

}  // namespace broadsheet::web
