// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /settings/mail: what a reader with an account gets, when and where; the letter as it would be now; and
// /settings/notifications: of what they are told, and how. The same of the API.

#include <optional>
#include <string>
#include <vector>

#include "base/english.h"
#include "base/json_writer.h"
#include "papers/comment_names.h"
#include "papers/digest_choosing.h"
#include "papers/digest_reasons.h"
#include "papers/mail_links.h"
#include "papers/notice_lines.h"
#include "papers/paper_view.h"
#include "papers/schedule.h"
#include "papers/subscriptions.h"
#include "papers/telling.h"
#include "store/notices.h"
#include "store/subscribers.h"
#include "web/acting.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/subscribing.h"

namespace broadsheet::web {
namespace {

using store::NoticeKind;
using store::NoticeMail;
using store::NoticeSwitch;
using store::Subscriber;
using store::Subscription;
using text::TemplateValues;

// A letter has its styles in itself, and nothing else: it may fetch and run nothing.
constexpr std::string_view kLetterPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'none'; sandbox allow-popups allow-top-navigation-by-user-activation";

Subscription standard_of(const Exchange& exchange) {
  Subscription subscription = standard_choices(exchange);
  subscription.parts.push_back({.kind = store::PartKind::kForYou});
  subscription.parts.push_back({.kind = store::PartKind::kFollowing});
  subscription.parts.push_back({.kind = store::PartKind::kVersions});
  subscription.parts.push_back({.kind = store::PartKind::kReplies});
  return subscription;
}

Result<std::optional<Subscriber>> own_subscriber(const Exchange& exchange) {
  return store::Subscribers(exchange.backend.record()).of_account(exchange.visitor->account.number);
}

// The subscriber that there is, or the one that there would be.
Subscriber shown_subscriber(const Exchange& exchange, const std::optional<Subscriber>& present) {
  if (present) return *present;
  Subscriber standard;
  standard.account = exchange.visitor->account.number;
  standard.subscription = standard_of(exchange);
  return standard;
}

// ---------------------------------------------------------------------------------------- the digest

struct Said {
  std::string error = {};
  std::string done = {};
  std::optional<Subscription> asked = {};  // that was refused, to be changed
};

Result<http::Response> settings_with(Exchange& exchange, const Said& said) {
  TRY(const std::optional<Subscriber> present, own_subscriber(exchange));
  Page page(exchange, {.title = "By mail", .description = "", .path = "/settings/mail", .unlisted = true},
            "mail_settings.html");
  TemplateValues body = page.body();
  if (!said.error.empty()) body.add("ERROR").set("ERROR_TEXT", said.error);
  if (!said.done.empty()) body.add("DONE").set("DONE_TEXT", said.done);
  const store::Account& account = exchange.visitor->account;
  if (!sends_letters(exchange.backend.site())) body.show("NO_MAIL");
  if (account.address.empty()) body.show("NO_ADDRESS");
  if (!account.address.empty()) body.add("TO").set("ADDRESS", account.address);
  const bool on = present && !present->left_at;
  if (on) {
    body.add("ON")
        .set("SUMMARY", papers::subscription_text(present->subscription))
        .set("NEXT", short_moment(present->next_at))
        .set("FORM_KEY", exchange.visitor->form_key);
  } else {
    body.show("OFF");
  }
  TemplateValues form = body.add("FORM");
  form.set("FORM_KEY", exchange.visitor->form_key);
  if (on) {
    form.show("KEEP");
  } else {
    form.show("BEGIN");
  }
  add_choices(form, said.asked.value_or(shown_subscriber(exchange, present).subscription), true,
              !present && !said.asked);
  return page.response(said.error.empty() ? 200 : 400);
}

Result<Subscriber> subscribe(const Exchange& exchange, const Subscription& subscription) {
  return acted(exchange, [&](store::Transaction& transaction) {
    return papers::subscribe_account(exchange.backend.record(), transaction, exchange.visitor->account,
                                     subscription, exchange.backend.site().clock.now());
  });
}

// Changes what there is, or begins. What was asked for is in `asked`, also if it is refused.
Result<void> keep_asked(const Exchange& exchange, Subscription& asked) {
  TRY(const std::optional<Subscriber> present, own_subscriber(exchange));
  asked = shown_subscriber(exchange, present).subscription;
  TRY_VOID(read_choices(exchange, true, asked));
  if (!present || present->left_at) {
    TRY_VOID(subscribe(exchange, asked));
    return {};
  }
  if (asked.by_mail && exchange.visitor->account.address.empty())
    return Error(ErrorCode::kInvalid, "confirm your address first: this account has none that takes mail");
  return acted(exchange, [&](store::Transaction& transaction) {
    return papers::change_subscription(exchange.backend.record(), transaction, present->number, asked,
                                       exchange.backend.site().clock.now());
  });
}

Result<void> keep(const Exchange& exchange) {
  Subscription asked;
  return keep_asked(exchange, asked);
}

Result<void> leave(const Exchange& exchange) {
  TRY(const std::optional<Subscriber> present, own_subscriber(exchange));
  if (!present) return {};
  return acted(exchange, [&](store::Transaction& transaction) {
    return papers::leave(exchange.backend.record(), transaction, present->number,
                         exchange.backend.site().clock.now());
  });
}

Result<http::Response> kept(Exchange& exchange) {
  if (exchange.field("act") == "leave") {
    TRY_VOID(leave(exchange));
    return settings_with(exchange, {.done = "Nothing more is sent."});
  }
  Subscription asked;
  const Result<void> done = keep_asked(exchange, asked);
  if (!done.ok() && is_askers(done.error()))
    return settings_with(exchange, {.error = done.error().message(), .asked = asked});
  if (!done.ok()) return done.error();
  return settings_with(exchange, {.done = "Kept."});
}

// ------------------------------------------------------------------------------------------ a preview

struct Previewed {
  Subscriber subscriber;
  store::Digest digest;
};
Result<Previewed> preview(Exchange& exchange) {
  Backend& backend = exchange.backend;
  TRY(const std::optional<Subscriber> present, own_subscriber(exchange));
  Previewed previewed{.subscriber = shown_subscriber(exchange, present), .digest = {}};
  const auto searcher = backend.site().searcher();
  papers::DigestChooser chooser({.record = backend.record(),
                                 .clock = backend.site().clock,
                                 .day_rule = backend.site().day_rule,
                                 .trending = backend.site().trending,
                                 .trending_table = backend.site().trending_table,
                                 .searcher = searcher.get(),
                                 .encode_query = backend.encode_query()});
  TRY(const papers::ChosenDigest chosen, chooser.choose(previewed.subscriber));
  const Instant now = backend.site().clock.now();
  TRY(const papers::DueEdition next, papers::next_edition(previewed.subscriber.subscription, now));
  previewed.digest.edition = next.day;
  previewed.digest.chosen_at = now;
  previewed.digest.items = chosen.items;
  previewed.digest.notices = chosen.notices;
  previewed.digest.sent_quiet = chosen.empty();
  return previewed;
}

Result<http::Response> preview_page(Exchange& exchange) {
  Mailing* const mailing = exchange.backend.site().mailing;
  if (mailing == nullptr) return error_page(exchange, 404, "This server makes no letters");
  TRY(const Previewed previewed, preview(exchange));
  TRY(LetterShown letter, mailing->letter(exchange.backend.record(), previewed.subscriber, previewed.digest));
  const bool plain = exchange.target.parameter("as") == "text";
  http::Response response = text_response(plain ? std::move(letter.text) : std::move(letter.html),
                                          plain ? "text/plain; charset=utf-8" : "text/html; charset=utf-8");
  return std::move(response.set("Content-Security-Policy", std::string(kLetterPolicy)));
}

Result<http::Response> preview_body(Exchange& exchange) {
  TRY(const Previewed previewed, preview(exchange));
  JsonWriter json;
  json.begin_object().key("edition").value(format_day(previewed.digest.edition)).key("papers");
  TRY_VOID(papers::write_digest_papers(exchange.backend.record(), previewed.digest.items, json));
  json.key("notices").value(std::uint64_t{previewed.digest.notices.size()}).end_object();
  return json_response(json.take());
}

Result<http::Response> digest_body(Exchange& exchange) {
  TRY(const std::optional<Subscriber> present, own_subscriber(exchange));
  const Subscriber shown = shown_subscriber(exchange, present);
  const bool on = present && !present->left_at;
  JsonWriter json;
  json.begin_object().key("on").value(on).key("next");
  if (on) {
    json.value(format_instant(shown.next_at));
  } else {
    json.null();
  }
  json.key("subscription");
  write_subscription(json, shown.subscription);
  json.end_object();
  return json_response(json.take());
}

Result<http::Response> digest_changed(Exchange& exchange, Result<void> (*change)(const Exchange&)) {
  TRY_VOID(change(exchange));
  return digest_body(exchange);
}

// ------------------------------------------------------------------------------------ notifications

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

// "page.KIND" and "mail.KIND" of a form, where a box that is off is not sent; in JSON the same with dots, or
// objects in one another.
Result<void> set_switches(const Exchange& exchange) {
  const bool form = exchange.form.parameter("switches").has_value();
  TRY(const std::vector<NoticeSwitch> switches, own_switches(exchange));
  store::Record& record = exchange.backend.record();
  const store::AccountNumber account = exchange.visitor->account.number;
  std::vector<NoticeSwitch> changed;
  bool wants_letters = false;
  for (const NoticeKind kind : papers::notice_kinds()) {
    NoticeSwitch one = papers::switch_in(switches, kind);
    const std::string name(papers::notice_kind_name(kind));
    const auto page = exchange.form.parameter("page." + name);
    const auto mail = exchange.form.parameter("mail." + name);
    if (!form && !page && !mail) continue;
    if (form || page) one.on_page = page && *page != "false" && *page != "0";
    if (mail) {
      const auto wanted = papers::notice_mail_named(*mail);
      if (!wanted) return Error(ErrorCode::kInvalid, "mail." + name + " must be none, digest or at_once");
      wants_letters = wants_letters || (*wanted == NoticeMail::kAtOnce && one.mail != *wanted);
      one.mail = *wanted;
    }
    changed.push_back(one);
  }
  return acted(exchange, [&](store::Transaction& transaction) -> Result<void> {
    store::NoticeChanges changes(transaction);
    for (const NoticeSwitch& one : changed) TRY_VOID(changes.set_switch(account, one));
    return wants_letters ? papers::welcome_back(record, transaction, exchange.visitor->account)
                         : Result<void>();
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

http::Response mail_settings_page(Exchange& exchange) {
  return answer_of(settings_with(exchange, {}));
}
http::Response change_mail_settings(Exchange& exchange) {
  return answer_of(kept(exchange));
}
http::Response preview_digest(Exchange& exchange) {
  return answer_of(preview_page(exchange));
}
http::Response notice_switches_page(Exchange& exchange) {
  return answer_of(switches_page(exchange, ""));
}
http::Response change_notice_switches(Exchange& exchange) {
  const Result<void> done = set_switches(exchange);
  if (!done.ok()) return error_response(done.error());
  return answer_of(switches_page(exchange, "Kept."));
}

http::Response api_digest(Exchange& exchange) {
  return answer_of(digest_body(exchange));
}
http::Response api_change_digest(Exchange& exchange) {
  return answer_of(digest_changed(exchange, keep));
}
http::Response api_leave_digest(Exchange& exchange) {
  return answer_of(digest_changed(exchange, leave));
}
http::Response api_preview_digest(Exchange& exchange) {
  return answer_of(preview_body(exchange));
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
