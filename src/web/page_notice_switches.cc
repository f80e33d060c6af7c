// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /settings/notifications: of what a reader is told, and how. The same of the API.

#include <optional>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "papers/comment_names.h"
#include "papers/mail_links.h"
#include "papers/notice_lines.h"
#include "papers/subscriptions.h"
#include "papers/telling.h"
#include "store/notices.h"
#include "store/subscribers.h"
#include "web/acting.h"
#include "web/handlers.h"
#include "web/own_digest.h"
#include "web/page.h"
#include "web/public_switches.h"

namespace broadsheet::web {
namespace {

using store::NoticeKind;
using store::NoticeMail;
using store::NoticeSwitch;
using text::TemplateValues;

constexpr NoticeMail kMails[] = {NoticeMail::kNone, NoticeMail::kInDigest, NoticeMail::kAtOnce};

std::string_view mail_title(NoticeMail mail) {
  switch (mail) {
    case NoticeMail::kNone:
      return "no mail";
    case NoticeMail::kInDigest:
      return "in my digest";
    case NoticeMail::kAtOnce:
      return "a letter at once";
  }
  return {};
}

Result<void> say_whether_letters_go(const Exchange& exchange, TemplateValues body) {
  const std::string& address = exchange.visitor->account.address;
  if (!sends_letters(exchange.backend.site())) {
    body.show("NO_MAIL");
  } else if (address.empty()) {
    body.show("NO_ADDRESS");
  } else {
    TRY(const auto stop,
        store::Subscribers(exchange.backend.record()).stop_of(papers::stopped_address(address)));
    if (!stop) return {};
    const bool left = stop->reason == store::StopReason::kLeft;
    TemplateValues stopped = body.add("STOPPED");
    stopped.set("STOPPED_WHY", left ? "you have left" : papers::stop_reason_name(stop->reason));
    if (left) stopped.show("COMES_BACK");
  }
  return {};
}

Result<std::vector<NoticeSwitch>> own_switches(const Exchange& exchange) {
  return store::Notices(exchange.backend.record()).switches_of(exchange.visitor->account.number);
}

Result<http::Response> switches_page(Exchange& exchange, std::string_view done) {
  Page page(
      exchange,
      {.title = "Notifications", .description = "", .path = "/settings/notifications", .unlisted = true},
      "notice_switches.html");
  TemplateValues body = page.body();
  body.set("FORM_KEY", exchange.visitor->form_key);
  if (!done.empty()) body.add("DONE").set("DONE_TEXT", done);
  TRY_VOID(say_whether_letters_go(exchange, body));
  TRY(const std::vector<NoticeSwitch> switches, own_switches(exchange));
  for (const NoticeKind kind : papers::notice_kinds()) {
    const NoticeSwitch present = papers::switch_in(switches, kind);
    TemplateValues row = body.add("KIND");
    row.set("KIND_NAME", papers::notice_kind_name(kind)).set("KIND_TITLE", papers::notice_kind_title(kind));
    if (present.on_page) row.show("ON_PAGE");
    for (const NoticeMail mail : kMails) {
      TemplateValues option = row.add("MAIL");
      option.set("MAIL_NAME", papers::notice_mail_name(mail)).set("MAIL_TITLE", mail_title(mail));
      if (mail == present.mail) option.show("MAIL_NOW");
    }
  }
  return page.response();
}

struct AskedSwitches {
  std::vector<NoticeSwitch> changed = {};
  bool wants_letters = false;  // at once, of something of which none came
  std::optional<bool> digest = {};
};

// "page.KIND" and "mail.KIND" of a form, where a box that is off is not sent; in JSON the same with dots, or
// objects in one another. The names of the public API say first what these may say otherwise.
Result<AskedSwitches> asked_switches(const Exchange& exchange) {
  const bool form = exchange.form.parameter("switches").has_value();
  TRY(const std::vector<NoticeSwitch> switches, own_switches(exchange));
  TRY(const PublicSwitches by_public_names, PublicSwitches::read(exchange.form));
  AskedSwitches asked{.digest = by_public_names.digest()};
  for (const NoticeKind kind : papers::notice_kinds()) {
    NoticeSwitch one = papers::switch_in(switches, kind);
    const bool named = by_public_names.apply_to(one);
    const std::string name(papers::notice_kind_name(kind));
    const auto page = exchange.form.parameter("page." + name);
    const auto mail = exchange.form.parameter("mail." + name);
    if (!form && !page && !mail && !named) continue;
    if (form || page) one.on_page = page && box_is_on(*page);
    if (mail) {
      const auto wanted = papers::notice_mail_named(*mail);
      if (!wanted) return Error(ErrorCode::kInvalid, "mail." + name + " must be none, digest or at_once");
      asked.wants_letters = asked.wants_letters || (*wanted == NoticeMail::kAtOnce && one.mail != *wanted);
      one.mail = *wanted;
    }
    asked.changed.push_back(one);
  }
  return asked;
}

// Begins the digest as /settings/mail proposes it, or leaves the one that comes as it is; or ends it.
Result<void> switch_digest(const Exchange& exchange, store::Transaction& transaction, bool on) {
  if (!on) return end_digest(exchange, transaction);
  TRY(const std::optional<store::Subscriber> present, own_subscriber(exchange));
  if (present && !present->left_at) return {};
  return begin_digest(exchange, transaction, shown_subscriber(exchange, present).subscription);
}

Result<void> set_switches(const Exchange& exchange) {
  TRY(const AskedSwitches asked, asked_switches(exchange));
  return acted(exchange, [&](store::Transaction& transaction) -> Result<void> {
    store::NoticeChanges changes(transaction);
    for (const NoticeSwitch& one : asked.changed)
      TRY_VOID(changes.set_switch(exchange.visitor->account.number, one));
    if (asked.digest) TRY_VOID(switch_digest(exchange, transaction, *asked.digest));
    // Behind the end of a digest, which stops all letters.
    if (!asked.wants_letters) return {};
    return papers::welcome_back(exchange.backend.record(), transaction, exchange.visitor->account);
  });
}

Result<http::Response> switches_body(Exchange& exchange) {
  TRY(const std::vector<NoticeSwitch> switches, own_switches(exchange));
  JsonWriter json;
  json.begin_object().key("switches").begin_array();
  for (const NoticeKind kind : papers::notice_kinds()) {
    const NoticeSwitch present = papers::switch_in(switches, kind);
    json.begin_object().key("reason").value(papers::notice_kind_name(kind));
    json.key("page").value(present.on_page).key("mail").value(papers::notice_mail_name(present.mail));
    json.end_object();
  }
  json.end_array().end_object();
  return json_response(json.take());
}

}  // namespace

http::Response notice_switches_page(Exchange& exchange) {
  return answer_of(switches_page(exchange, ""));
}
http::Response change_notice_switches(Exchange& exchange) {
  const Result<void> done = set_switches(exchange);
  if (!done.ok()) return error_response(done.error());
  return answer_of(switches_page(exchange, "Kept."));
}

http::Response api_notice_switches(Exchange& exchange) {
  return answer_of(switches_body(exchange));
}
http::Response api_change_notice_switches(Exchange& exchange) {
  const Result<void> done = set_switches(exchange);
  if (!done.ok()) return error_response(done.error());
  return answer_of(switches_body(exchange));
}

}  // namespace broadsheet::web
