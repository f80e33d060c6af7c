// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /subscribe and what its letters link to: asking by address alone, confirming, changing, leaving.
//
// Programs that look at links in letters open them with GET, which changes nothing. Who asks is told the same
// whatever is known of the address. Leaving takes a POST without cookies, as mail programs send it (RFC
// 8058).

#include <optional>
#include <string>
#include <string_view>

#include "papers/accounts.h"
#include "papers/mail_links.h"
#include "papers/subscriptions.h"
#include "store/subscribers.h"
#include "web/account_letters.h"
#include "web/acting.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/subscribing.h"

namespace broadsheet::web {
namespace {

using store::Subscriber;
using store::Subscription;
using text::TemplateValues;

constexpr std::string_view kNoCode = "This link was used, is too old, or never was one. Ask for another.";
constexpr std::string_view kNoMail = "This server sends no mail";

PageHead head_of(std::string title, bool unlisted) {
  PageHead head;
  head.title = std::move(title);
  head.description = "Papers that matter to you, by mail, at your hour";
  if (!unlisted) head.path = "/subscribe";
  head.unlisted = unlisted;
  return head;
}

http::Response ask_page(const Exchange& exchange, std::uint16_t status, std::string_view error,
                        const Subscription& subscription) {
  Page page(exchange, head_of("By mail", false), "subscribe.html");
  TemplateValues body = page.body();
  if (!error.empty()) body.add("ERROR").set("ERROR_TEXT", error);
  TemplateValues form = body.add("FORM");
  form.set("ADDRESS", exchange.field("address"));
  if (exchange.visitor) form.add("KEY").set("FORM_KEY", exchange.visitor->form_key);
  add_choices(form, subscription, false, exchange.request.method != "POST");
  return page.response(status);
}

http::Response said_page(const Exchange& exchange, std::uint16_t status, std::string_view title,
                         std::string_view words, const std::string& change_path = "") {
  Page page(exchange, head_of(std::string(title), true), "subscribed.html");
  TemplateValues body = page.body();
  body.set("TITLE", title).set("WORDS", words);
  if (!change_path.empty()) body.add("CHANGE").set("CHANGE_URL", change_path);
  return page.response(status);
}

Result<void> ask(const Exchange& exchange, const Subscription& subscription) {
  TRY(const std::string address, papers::folded_address(exchange.field("address")));
  const Instant now = exchange.backend.site().clock.now();
  return acted(exchange, [&](store::Transaction& transaction) {
    return papers::ask_for_subscription(exchange.backend.record(), transaction, address, subscription, now);
  });
}

// ----------------------------------------------------------------------------------- who has the letter

Result<std::optional<Subscriber>> subscriber_of(const Exchange& exchange) {
  store::Record& record = exchange.backend.record();
  const Result<papers::MailLinks> links = papers::MailLinks::open(record);
  // Without a key no letter was ever written.
  if (!links.ok() && links.error().code() == ErrorCode::kNotFound) return std::optional<Subscriber>();
  if (!links.ok()) return links.error();
  const auto number = links->number_in(papers::LinkPurpose::kSubscription, exchange.captured[0]);
  if (!number) return std::optional<Subscriber>();
  return store::Subscribers(record).subscriber(store::SubscriberNumber(*number));
}

http::Response nobody(const Exchange& exchange) {
  return error_page(exchange, 404,
                    "This link is of no subscription. It ended long ago, or the link was cut: try the whole "
                    "one.");
}

http::Response manage_page(const Exchange& exchange, const Subscriber& subscriber, std::uint16_t status,
                           std::string_view error, std::string_view done) {
  Page page(exchange, head_of("Your subscription", true), "subscription.html");
  TemplateValues body = page.body();
  if (!error.empty()) body.add("ERROR").set("ERROR_TEXT", error);
  if (!done.empty()) body.add("DONE").set("DONE_TEXT", done);
  body.set("SUMMARY", papers::subscription_text(subscriber.subscription));
  body.set("SELF", "/subscription/" + exchange.captured[0]);
  body.set("LEAVE", "/unsubscribe/" + exchange.captured[0]);
  if (subscriber.left_at) body.show("LEFT");
  // Whose account it is changes it there: the letter may lie in somebody else's hands.
  if (subscriber.account.value() != 0) {
    body.show("OF_ACCOUNT");
  } else {
    TemplateValues form = body.add("FORM");
    form.set("SELF", "/subscription/" + exchange.captured[0]);
    add_choices(form, subscriber.subscription, false, false);
  }
  return page.response(status);
}

// Where whoever has shown that the address is theirs changes what they get; empty where that is elsewhere.
Result<std::string> change_path_of(const Exchange& exchange, const Subscriber& subscriber) {
  if (subscriber.account.value() != 0) return std::string("/settings/mail");
  const Result<papers::MailLinks> links = papers::MailLinks::open(exchange.backend.record());
  if (!links.ok() && links.error().code() == ErrorCode::kNotFound) return std::string();
  if (!links.ok()) return links.error();
  return "/subscription/" + links->token(papers::LinkPurpose::kSubscription, subscriber.number.value());
}

Result<http::Response> change(Exchange& exchange) {
  TRY(std::optional<Subscriber> subscriber, subscriber_of(exchange));
  if (!subscriber) return nobody(exchange);
  if (subscriber->account.value() != 0 || subscriber->left_at)
    return manage_page(exchange, *subscriber, 409, "This subscription can't be changed here.", "");
  Subscriber asked = *subscriber;
  const Result<void> read = read_choices(exchange, false, asked.subscription);
  if (!read.ok()) return manage_page(exchange, asked, 400, read.error().message(), "");
  const Instant now = exchange.backend.site().clock.now();
  TRY_VOID(acted(exchange, [&](store::Transaction& transaction) {
    return papers::change_subscription(exchange.backend.record(), transaction, subscriber->number,
                                       asked.subscription, now);
  }));
  subscriber->subscription = asked.subscription;
  return manage_page(exchange, *subscriber, 200, "", "Changed.");
}

Result<http::Response> leave_now(Exchange& exchange) {
  TRY(const std::optional<Subscriber> subscriber, subscriber_of(exchange));
  if (!subscriber) return nobody(exchange);
  const Instant now = exchange.backend.site().clock.now();
  TRY_VOID(acted(exchange, [&](store::Transaction& transaction) {
    return papers::leave(exchange.backend.record(), transaction, subscriber->number, now);
  }));
  return said_page(exchange, 200, "You are unsubscribed",
                   "Nothing more is sent to you, and what waited to be sent is not sent either.");
}

Result<http::Response> confirm(Exchange& exchange) {
  store::Record& record = exchange.backend.record();
  const Instant now = exchange.backend.site().clock.now();
  // Codes that nobody gave out make no writer wait.
  TRY(const auto request, papers::asked_subscription(record, exchange.field("code"), now));
  if (!request) return said_page(exchange, 403, "Nothing to confirm", kNoCode);
  TRY(const std::optional<Subscriber> subscriber, acted(exchange, [&](store::Transaction& transaction) {
        return papers::confirm_subscription(record, transaction, exchange.field("code"), now);
      }));
  if (!subscriber) return said_page(exchange, 403, "Nothing to confirm", kNoCode);
  TRY(const std::string change_path, change_path_of(exchange, *subscriber));
  return said_page(exchange, 200, "You are subscribed",
                   papers::subscription_text(subscriber->subscription) +
                       ". Every letter has a link with which to change that, and one to leave.",
                   change_path);
}

}  // namespace

http::Response subscribe_page(Exchange& exchange) {
  if (!sends_letters(exchange.backend.site())) return error_page(exchange, 404, kNoMail);
  if (exchange.visitor) return redirect("/settings/mail");
  return ask_page(exchange, 200, "", standard_choices(exchange));
}

http::Response subscribe_form(Exchange& exchange) {
  const Site& site = exchange.backend.site();
  if (!sends_letters(site)) return error_page(exchange, 404, kNoMail);
  Subscription asked = standard_choices(exchange);
  const Result<void> read = read_choices(exchange, false, asked);
  if (!read.ok()) return ask_page(exchange, 400, read.error().message(), asked);
  if (!may_ask_for_letter(exchange)) {
    http::Response response = ask_page(
        exchange, 429, "From here letters were asked for many times today; try again tomorrow.", asked);
    return std::move(response.set("Retry-After", "3600"));
  }
  const Result<void> done = ask(exchange, asked);
  if (!done.ok() && is_askers(done.error())) return ask_page(exchange, 400, done.error().message(), asked);
  if (!done.ok()) return error_response(done.error());
  return said_page(exchange, 200, "Look into your mail",
                   "If that address takes mail, a letter is on its way that asks you to confirm. Nothing is "
                   "sent before you do. An address gets one such letter a day.");
}

http::Response confirm_subscription_page(Exchange& exchange) {
  const std::string_view code = exchange.target.parameter("code").value_or("");
  Page page(exchange, head_of("Confirm your subscription", true), "confirm_subscription.html");
  TemplateValues form = page.body();
  form.set("CODE", code);
  if (exchange.visitor) form.add("KEY").set("FORM_KEY", exchange.visitor->form_key);
  return page.response();
}

http::Response confirm_subscription_form(Exchange& exchange) {
  return answer_of(confirm(exchange));
}

http::Response subscription_page(Exchange& exchange) {
  const auto subscriber = subscriber_of(exchange);
  if (!subscriber.ok()) return error_response(subscriber.error());
  return *subscriber ? manage_page(exchange, **subscriber, 200, "", "") : nobody(exchange);
}

http::Response change_subscription(Exchange& exchange) {
  return answer_of(change(exchange));
}

http::Response unsubscribe_page(Exchange& exchange) {
  const auto subscriber = subscriber_of(exchange);
  if (!subscriber.ok()) return error_response(subscriber.error());
  if (!*subscriber) return nobody(exchange);
  Page page(exchange, head_of("Unsubscribe", true), "unsubscribe.html");
  page.body().set("LEAVE", "/unsubscribe/" + exchange.captured[0]);
  page.body().set("SUMMARY", papers::subscription_text((*subscriber)->subscription));
  if ((*subscriber)->left_at) page.body().show("LEFT");
  return page.response();
}

http::Response unsubscribe(Exchange& exchange) {
  return answer_of(leave_now(exchange));
}

}  // namespace broadsheet::web
