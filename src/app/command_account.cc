// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet account: readers, as their operator sees them. The first admin can be made nowhere else.

#include <algorithm>
#include <array>
#include <iostream>
#include <optional>
#include <string>
#include <termios.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "app/commands.h"
#include "app/layout.h"
#include "app/record_access.h"
#include "base/json_writer.h"
#include "base/secrets.h"
#include "papers/account_acts.h"
#include "papers/account_codes.h"
#include "papers/account_export.h"
#include "papers/accounts.h"
#include "papers/moderating.h"
#include "papers/subscriptions.h"

namespace broadsheet::app {
namespace {

using store::Account;
using store::Role;

constexpr std::array<std::string_view, 15> kActions{
    "list",   "add",          "show",  "password", "role",   "confirm",          "ban", "unban", "logout",
    "invite", "confirm-link", "reset", "export",   "delete", "second-factor-off"};
constexpr std::size_t kAccountsRead = 1000;

// Without an echo where somebody types it.
Result<std::string> read_password(Context& context) {
  const bool typed = isatty(STDIN_FILENO) != 0;
  termios before{};
  if (typed) {
    context.err.write("Password: ");
    (void)context.err.flush();
    tcgetattr(STDIN_FILENO, &before);
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  std::string password;
  const bool read = static_cast<bool>(std::getline(std::cin, password));
  if (typed) {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    context.err.line("");
  }
  if (!read) return Error(ErrorCode::kInvalid, "account: no password on standard input");
  return password;
}

void write_json(JsonWriter& json, const Account& account) {
  json.begin_object().key("name").value(account.name).key("fullname").value(account.fullname);
  json.key("address").value(account.address.empty() ? account.claimed_address : account.address);
  json.key("role").value(papers::role_name(account.role)).key("state").value(papers::account_state(account));
  json.key("created_at").value(format_instant(account.created_at)).end_object();
}

class AccountCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "account",
        .group = "Serving",
        .summary = "readers of this server: who they are and what they may",
        .about =
            "`add` makes an account whatever readers.sign_up says; the password is asked for, or read from "
            "standard input. The first admin is made here, and nowhere else. `invite` prints a code with "
            "which somebody can sign up within two weeks. `confirm` says that an address belongs to its "
            "reader, as they would by answering a mail: votes count from then on, once the account is old "
            "enough. `ban` ends every session and takes the votes out of the counts; `unban` brings them "
            "back. `logout` ends every session and token. `second-factor-off` is for who lost the telephone "
            "and the recovery codes.\n\n"
            "`reset` prints a link with which a new password can be set, once and within an hour; "
            "`confirm-link` one with which the address is confirmed. `export` prints all that the record has "
            "of a reader; `delete` takes it away for ever, and `broadsheet compact` then leaves no trace of "
            "it in the data folder.",
        .examples = {{"broadsheet account add mina --admin", "asks for a password"},
                     {"broadsheet account invite", "prints a code to pass on"},
                     {"broadsheet account ban spammer", "can be taken back with unban"},
                     {"broadsheet account role jun moderator", "what an account may"}},
    };
  }

  void declare(Options& options) override {
    options.word("ACTION",
                 "list (the default), add, show, password, role, confirm, confirm-link, ban, unban, logout, "
                 "invite, reset, second-factor-off, export or delete",
                 Need::kOptional, &action_, [](const std::string& value) -> std::optional<std::string> {
                   if (std::ranges::find(kActions, value) != kActions.end()) return std::nullopt;
                   std::string known;
                   for (const std::string_view action : kActions)
                     known.append(known.empty() ? "" : ", ").append(action);
                   return "'" + value + "' is none of " + known;
                 });
    options.word("NAME", "of the account", Need::kOptional, &name_);
    options.word("ROLE", "with role: reader, moderator or admin", Need::kOptional, &role_);
    options.text("--address", "ADDR", "with add: a mail address, which you vouch for", &address_);
    options.text("--fullname", "NAME", "with add: as others see it", &fullname_);
    options.flag("--admin", "with add: may administer", &admin_);
    options.flag("--json", "prints the answer as JSON", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    if (action_.empty()) action_ = "list";
    const bool needs_name = action_ != "list" && action_ != "invite";
    if (needs_name == name_.empty() || (action_ == "role") == role_.empty()) {
      notice(context, "account: type `broadsheet account --help` for what " + action_ + " takes");
      return ExitStatus::kUsage;
    }
    TRY_VOID(context.folder.create());
    TRY(const std::unique_ptr<store::Record> record, open_record_for_writing(context));
    if (action_ == "list") return list(context, *record);
    if (action_ == "add") return add(context, *record);
    if (action_ == "invite") return invite(context, *record);
    TRY(const std::optional<Account> account, store::Accounts(*record).account_by_name(name_));
    if (!account) return Error(ErrorCode::kNotFound, "no account is called " + name_);
    if (action_ == "export") return print_export(context, *record, *account);
    if (action_ == "delete") return remove(context, *record, *account);
    if (action_ == "reset") return link(context, *record, *account, store::CodePurpose::kResetPassword);
    if (action_ == "confirm-link")
      return link(context, *record, *account, store::CodePurpose::kConfirmAddress);
    if (action_ == "password") TRY_VOID(set_password(context, *record, *account));
    if (papers::account_act_named(action_)) TRY_VOID(change(context, *record, *account));
    return show(context, *record);
  }

 private:
  Result<ExitStatus> list(Context& context, store::Record& record) const {
    JsonWriter json;
    json.begin_array();
    store::AccountNumber after;
    for (;;) {
      TRY(const std::vector<Account> accounts, store::Accounts(record).accounts_after(after, kAccountsRead));
      if (accounts.empty()) break;
      after = accounts.back().number;
      for (const Account& account : accounts) {
        if (json_) {
          write_json(json, account);
        } else {
          context.out.line(context.out.styled(Style::kBold, account.name) + "  " +
                           std::string(papers::role_name(account.role)) + ", " +
                           std::string(papers::account_state(account)) + ", since " +
                           format_instant(account.created_at).substr(0, 10));
        }
      }
    }
    json.end_array();
    if (json_) context.out.line(json.take());
    if (!json_ && after.value() == 0) context.out.line("no accounts: broadsheet account add NAME --admin");
    return ExitStatus::kDone;
  }

  Result<ExitStatus> add(Context& context, store::Record& record) const {
    TRY_VOID(papers::check_name(name_));
    TRY(const std::string password, read_password(context));
    TRY_VOID(papers::check_password(password, name_, address_));
    TRY(std::string hash, hash_password(password));
    TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
    TRY(const store::AccountNumber number, papers::add_account(transaction,
                                                               {.name = name_,
                                                                .fullname = fullname_,
                                                                .address = address_,
                                                                .password = std::move(hash),
                                                                .role = admin_ ? Role::kAdmin : Role::kReader,
                                                                .confirmed = true},
                                                               context.clock.now()));
    TRY_VOID(papers::adopt_subscription(record, transaction, number, context.clock.now()));
    TRY_VOID(transaction.commit());
    return show(context, record);
  }

  Result<ExitStatus> invite(Context& context, store::Record& record) const {
    TRY(const std::string code, issue(context, record, {}, store::CodePurpose::kInvitation));
    const std::string path = "/signup?invitation=" + code;
    context.out.line(context.settings.public_url.empty() ? code : context.settings.public_url + path);
    if (context.settings.public_url.empty())
      notice(context, "whoever opens " + path + " on the server can make one account, within two weeks");
    return ExitStatus::kDone;
  }

  static Result<std::string> issue(const Context& context, store::Record& record,
                                   store::AccountNumber account, store::CodePurpose purpose) {
    TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
    TRY(std::string code, papers::issue_code(transaction, account, purpose, context.clock.now()));
    TRY_VOID(transaction.commit());
    return code;
  }

  static Result<ExitStatus> link(Context& context, store::Record& record, const Account& account,
                                 store::CodePurpose purpose) {
    const bool resets = purpose == store::CodePurpose::kResetPassword;
    if (!resets && account.claimed_address.empty())
      return Error(ErrorCode::kInvalid, account.name + " claims no address that is not confirmed");
    TRY(const std::string code, issue(context, record, account.number, purpose));
    context.out.line(context.settings.public_url + (resets ? "/reset?code=" : "/confirm?code=") + code);
    notice(context, resets ? "good for one new password, within an hour"
                           : "good once, within a day; whoever opens it confirms the address");
    return ExitStatus::kDone;
  }

  static Result<ExitStatus> print_export(Context& context, store::Record& record, const Account& account) {
    TRY(const std::string document, papers::account_document(record, account, context.clock.now()));
    context.out.line(document);
    return ExitStatus::kDone;
  }

  static Result<ExitStatus> remove(Context& context, store::Record& record, const Account& account) {
    TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
    TRY_VOID(
        papers::delete_account(record, transaction, account, context.settings.accounts, context.clock.now()));
    TRY_VOID(papers::log_act(transaction, store::ModerationAct::kDeleteAccount, "", "", papers::Actor{},
                             context.clock.now()));
    TRY_VOID(transaction.commit());
    context.out.line("deleted " + account.name);
    notice(context, "`broadsheet compact` overwrites what is left of it on the disk; backups have it still");
    return ExitStatus::kDone;
  }

  Result<ExitStatus> show(Context& context, store::Record& record) const {
    TRY(const std::optional<Account> account, store::Accounts(record).account_by_name(name_));
    if (!account) return Error(ErrorCode::kNotFound, "no account is called " + name_);
    if (json_) {
      JsonWriter json;
      write_json(json, *account);
      context.out.line(json.take());
      return ExitStatus::kDone;
    }
    Terminal& out = context.out;
    write_fact(out, "name", account->name);
    write_fact(out, "full name", account->fullname);
    write_fact(out, "address", account->address);
    write_fact(out, "claims", account->claimed_address);
    write_fact(out, "role", std::string(papers::role_name(account->role)));
    write_fact(out, "votes", account->counts ? "count" : "are kept and do not count");
    write_fact(out, "since", format_instant(account->created_at).substr(0, 10));
    write_fact(out, "banned", account->banned_at ? format_instant(*account->banned_at).substr(0, 10) : "");
    return ExitStatus::kDone;
  }

  static Result<void> set_password(Context& context, store::Record& record, const Account& account) {
    TRY(const std::string password, read_password(context));
    TRY_VOID(papers::check_password(password, account.name, account.address));
    TRY(const std::string hash, hash_password(password));
    TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
    TRY_VOID(papers::set_password(transaction, account, hash));
    TRY_VOID(transaction.commit());
    return {};
  }

  Result<void> change(const Context& context, store::Record& record, const Account& account) const {
    const std::optional<Role> role = papers::role_named(role_);
    if (action_ == "role" && !role)
      return Error(ErrorCode::kInvalid, "'" + role_ + "' is none of reader, moderator, admin");
    TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
    TRY_VOID(papers::act_on_account(record, transaction, account, *papers::account_act_named(action_),
                                    role.value_or(account.role), context.settings.accounts, papers::Actor{},
                                    context.clock.now()));
    TRY_VOID(transaction.commit());
    return {};
  }

  std::string action_;
  std::string name_;
  std::string role_;
  std::string address_;
  std::string fullname_;
  bool admin_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_account_command() {
  return std::make_unique<AccountCommand>();
}

}  // namespace broadsheet::app
