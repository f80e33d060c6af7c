// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /settings/mail: what a reader with an account gets, when and where; the letter as it would be now. The same
// of the API.

#include <optional>
#include <string>
#include <vector>

#include "base/english.h"
#include "base/json_writer.h"
#include "papers/digest_choosing.h"
#include "papers/digest_reasons.h"
#include "papers/schedule.h"
#include "papers/subscriptions.h"
#include "store/subscribers.h"
#include "web/acting.h"
#include "web/handlers.h"
#include "web/own_digest.h"
#include "web/page.h"
#include "web/subscribing.h"

namespace broadsheet::web {
namespace {

using store::Subscriber;
using store::Subscription;
using text::TemplateValues;

// A letter has its styles in itself, and nothing else: it may fetch and run nothing.
constexpr std::string_view kLetterPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'none'; sandbox allow-popups allow-top-navigation-by-user-activation";

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

// Changes what there is, or begins. What was asked for is in `asked`, also if it is refused.
Result<void> keep_asked(const Exchange& exchange, Subscription& asked) {
  TRY(const std::optional<Subscriber> present, own_subscriber(exchange));
  asked = shown_subscriber(exchange, present).subscription;
  TRY_VOID(read_choices(exchange, true, asked));
  if (!present || present->left_at) {
    return acted(exchange,
                 [&](store::Transaction& transaction) { return begin_digest(exchange, transaction, asked); });
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
  return acted(exchange, [&](store::Transaction& transaction) { return end_digest(exchange, transaction); });
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

}  // namespace

http::Response mail_settings_page(Exchange& exchange) {
  return answer_of(settings_with(exchange, {}));
}
http::Response change_mail_settings(Exchange& exchange) {
  return answer_of(kept(exchange));
}
http::Response preview_digest(Exchange& exchange) {
  return answer_of_search(exchange, preview_page(exchange));
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
  return answer_of_search(exchange, preview_body(exchange));
}
}  // namespace broadsheet::web
