// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /admin/readers: who has an account, and what an admin does to it. `broadsheet account` does the same.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/english.h"
#include "papers/account_acts.h"
#include "papers/account_codes.h"
#include "store/second_factor.h"
#include "web/acting.h"
#include "web/admin.h"
#include "web/handlers.h"
#include "web/limits.h"

namespace broadsheet::web {
namespace {

using papers::AccountAct;
using store::Account;
using store::Role;
using text::TemplateValues;

// What a page says of what was just done.
struct Done {
  std::string error = {};
  std::string text = {};
  std::string link = {};  // shown once
};

void tell(TemplateValues body, const Done& done) {
  if (!done.error.empty()) body.add("ERROR").set("ERROR_TEXT", done.error);
  if (!done.text.empty()) body.add("DONE").set("DONE_TEXT", done.text);
  if (!done.link.empty()) body.add("LINK").set("LINK_TEXT", done.link);
}

std::string reader_path(const Account& account) {
  return "/admin/readers/" + account.name;  // letters, digits and hyphens
}

Result<http::Response> readers(Exchange& exchange, const Done& done) {
  const std::string beginning(exchange.target.parameter("q").value_or(""));
  const std::string after(exchange.target.parameter("after").value_or(""));
  TRY(std::vector<Account> accounts,
      store::Accounts(exchange.backend.record()).accounts_named(beginning, after, kReadersOfPage + 1));
  Page page = admin_page(exchange, "Readers", "readers", "admin_readers.html");
  TemplateValues body = page.body();
  body.set("BEGINNING", beginning).set("FORM_KEY", exchange.visitor->form_key);
  tell(body, done);
  const bool more = accounts.size() > kReadersOfPage;
  if (more) accounts.pop_back();
  for (const Account& account : accounts) {
    body.add("ACCOUNT")
        .set("ACCOUNT_NAME", account.name)
        .set("ACCOUNT_URL", reader_path(account))
        .set("ACCOUNT_ROLE", papers::role_name(account.role))
        .set("ACCOUNT_STATE", papers::account_state(account))
        .set("ACCOUNT_SINCE", format_instant(account.created_at).substr(0, 10));
  }
  if (more) body.add("MORE").set("MORE_URL", target_with(exchange, "after", accounts.back().name));
  return page.response();
}

void add_forms(TemplateValues body, const Account& account, bool has_second_factor) {
  constexpr Role kAll[] = {Role::kReader, Role::kModerator, Role::kAdmin};
  for (const Role role : kAll) {
    TemplateValues option = body.add("ROLE");
    option.set("ROLE_NAME", papers::role_name(role));
    if (role == account.role) option.show("ROLE_CURRENT");
  }
  const auto add = [&](std::string_view act, std::string_view text) {
    body.add("ACT").set("ACT_NAME", act).set("ACT_TEXT", text);
  };
  if (account.banned_at) {
    add("unban", "Take the ban back");
  } else {
    add("ban", "Ban");
  }
  if (!account.claimed_address.empty() || !account.confirmed_at) add("confirm", "Confirm the address");
  add("logout", "Log out everywhere, revoke all tokens");
  if (has_second_factor) add("second-factor-off", "Switch the second factor off");
  add("reset", "Make a link that sets a new password");
}

Result<http::Response> reader(Exchange& exchange, const Done& done) {
  store::Record& record = exchange.backend.record();
  TRY(const std::optional<Account> account, store::Accounts(record).account_by_name(exchange.captured[0]));
  if (!account) return error_response(404, "There is no account of this name");
  TRY(const bool has_second_factor, store::SecondFactors(record).is_on(account->number));
  Page page = admin_page(exchange, account->name, "readers", "admin_reader.html");
  TemplateValues body = page.body();
  body.set("NAME", account->name).set("READER_URL", reader_path(*account));
  body.set("FORM_KEY", exchange.visitor->form_key);
  tell(body, done);
  add_fact(body, "State", papers::account_state(*account));
  add_fact(body, "Full name", account->fullname);
  add_fact(body, "Address", account->address);
  add_fact(body, "Claims the address", account->claimed_address);
  add_fact(body, "Since", short_moment(account->created_at));
  add_fact(body, "Second factor", has_second_factor ? "on" : "off");
  add_forms(body, *account, has_second_factor);
  return page.response(done.error.empty() ? 200 : 400);
}

std::string link_to(const Exchange& exchange, std::string_view path, const std::string& code) {
  return exchange.base_url + std::string(path) + code;
}

Result<Done> act(Exchange& exchange, const Account& account, std::string_view name) {
  const Site& site = exchange.backend.site();
  store::Record& record = exchange.backend.record();
  const std::optional<AccountAct> wanted = papers::account_act_named(name);
  const std::optional<Role> role = papers::role_named(exchange.field("role"));
  const bool resets = name == "reset";
  if ((!wanted && !resets) || (wanted == AccountAct::kSetRole && !role))
    return Error(ErrorCode::kInvalid, "this is nothing that can be done to an account");
  // Else the last admin could be none by mistake.
  const bool own = account.number == exchange.visitor->account.number;
  if (own && (wanted == AccountAct::kSetRole || wanted == AccountAct::kBan))
    return Error(ErrorCode::kInvalid, "This is your own account: ask another admin, or use the terminal.");
  TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
  Done done{.text = "Done."};
  if (resets) {
    TRY(const std::string code, papers::issue_code(transaction, account.number,
                                                   store::CodePurpose::kResetPassword, site.clock.now()));
    done = {.text = "Whoever opens this link within an hour can set a new password, once:",
            .link = link_to(exchange, "/reset?code=", code)};
  } else {
    TRY_VOID(papers::act_on_account(record, transaction, account, *wanted, role.value_or(account.role),
                                    site.account_rules, actor_of(exchange), site.clock.now()));
  }
  TRY_VOID(transaction.commit());
  return done;
}

}  // namespace

http::Response admin_readers(Exchange& exchange) {
  return answer_of(readers(exchange, {}));
}

http::Response admin_reader(Exchange& exchange) {
  return answer_of(reader(exchange, {}));
}

http::Response admin_act_on_reader(Exchange& exchange) {
  const auto account = store::Accounts(exchange.backend.record()).account_by_name(exchange.captured[0]);
  if (!account.ok()) return error_response(account.error());
  if (!*account) return error_response(404, "There is no account of this name");
  const auto done = act(exchange, **account, exchange.field("act"));
  if (done.ok()) return answer_of(reader(exchange, *done));
  if (is_askers(done.error())) return answer_of(reader(exchange, {.error = done.error().message()}));
  return error_response(done.error());
}

http::Response admin_invite(Exchange& exchange) {
  const auto code = acted(exchange, [&](store::Transaction& transaction) {
    return papers::issue_code(transaction, {}, store::CodePurpose::kInvitation,
                              exchange.backend.site().clock.now());
  });
  if (!code.ok()) return error_response(code.error());
  return answer_of(
      readers(exchange, {.text = "Whoever opens this link within two weeks can make one account:",
                         .link = link_to(exchange, "/signup?invitation=", *code)}));
}

}  // namespace broadsheet::web
