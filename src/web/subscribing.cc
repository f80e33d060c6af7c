// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/subscribing.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "base/english.h"
#include "papers/subscriptions.h"

namespace broadsheet::web {
namespace {

using papers::PartKindName;
using store::Cadence;
using store::Subscription;
using store::SubscriptionPart;
using text::TemplateValues;

constexpr std::array<std::uint32_t, 6> kSizes{3, 5, 10, 20, 30, 50};
// Says in a form that its boxes were shown, so that one that was not sent is off.
constexpr std::string_view kBoxesShown = "choices";

Result<std::uint32_t> number_of(const Exchange& exchange, std::string_view name, std::uint32_t missing) {
  const auto given = exchange.form.parameter(name);
  if (!given || given->empty()) return missing;
  TRY(const std::uint64_t number, number_parameter(exchange.form, name, missing, 0, 1'000'000));
  return static_cast<std::uint32_t>(number);
}

// A box is on if it was sent, whatever its value but "false".
bool box(const Exchange& exchange, std::string_view name, bool present) {
  const auto given = exchange.form.parameter(name);
  if (given) return box_is_on(*given);
  return exchange.form.parameter(kBoxesShown) ? false : present;
}

// One a line.
void add_lines(std::vector<SubscriptionPart>& parts, store::PartKind kind, std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find_first_of("\r\n"), lines.size());
    const std::string_view line = trimmed(lines.substr(0, end));
    if (!line.empty()) parts.push_back({.kind = kind, .target = std::string(line)});
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

// "front-page", "category:cs.AI": as a program gives them, one a value of `parts`.
Result<SubscriptionPart> part_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  TRY(const store::PartKind kind, papers::part_kind_named(text.substr(0, colon)));
  const std::string_view target = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  return SubscriptionPart{.kind = kind, .target = std::string(target)};
}

Result<std::vector<SubscriptionPart>> asked_parts(const Exchange& exchange,
                                                  std::vector<SubscriptionPart> present) {
  std::vector<SubscriptionPart> parts;
  bool given = exchange.form.parameter(kBoxesShown).has_value();
  for (const auto& [name, value] : exchange.form.parameters) {
    if (name != "parts") continue;
    given = true;
    if (value.empty()) continue;  // a list of none
    TRY(SubscriptionPart part, part_of(value));
    parts.push_back(std::move(part));
  }
  for (const PartKindName& kind : papers::part_kinds()) {
    const auto value = exchange.form.parameter(kind.name);
    if (!value) continue;
    given = true;
    if (kind.takes_target) {
      add_lines(parts, kind.kind, *value);
    } else if (box(exchange, kind.name, false)) {
      parts.push_back({.kind = kind.kind});
    }
  }
  return given ? std::move(parts) : std::move(present);
}

Result<store::Webhook> asked_webhook(const Exchange& exchange, store::Webhook webhook) {
  if (const auto named = exchange.form.parameter("webhook")) {
    TRY(const store::WebhookShape shape, papers::webhook_shape_named(*named));
    // The name of a chat signs nothing, and what signs names no chat.
    if (shape != webhook.shape) webhook.secret.clear();
    webhook.shape = shape;
  }
  if (const auto url = exchange.form.parameter("webhook_url")) webhook.url = trimmed(*url);
  // What is secret is not shown again, so that an empty field says nothing.
  const std::string_view secret = trimmed(exchange.field("webhook_secret"));
  if (!secret.empty()) webhook.secret = secret;
  if (webhook.shape == store::WebhookShape::kNone) webhook = {};
  return webhook;
}

}  // namespace

Subscription standard_choices(const Exchange& exchange) {
  Subscription subscription = papers::standard_subscription();
  subscription.zone = exchange.backend.site().day_rule.time_zone;
  return subscription;
}

Result<void> read_choices(const Exchange& exchange, bool with_account, Subscription& choices) {
  Result<void> first;
  // The first complaint; what comes behind it is read all the same.
  const auto read = [&](auto result, auto& to) {
    if (result.ok()) {
      to = *std::move(result);
    } else if (first.ok()) {
      first = result.error();
    }
  };
  if (const auto cadence = exchange.form.parameter("cadence"))
    read(papers::cadence_named(*cadence), choices.cadence);
  const std::string_view day = choices.cadence == Cadence::kWeekly ? "weekday" : "day";
  read(number_of(exchange, day, choices.on_day), choices.on_day);
  // A day of the month means nothing in a week, and is not shown then.
  if (choices.cadence == Cadence::kDaily || choices.cadence == Cadence::kWeekdays) choices.on_day = 1;
  if (const auto at = exchange.form.parameter("at")) read(parse_time_of_day(trimmed(*at)), choices.at);
  if (const auto zone = exchange.form.parameter("zone")) choices.zone = trimmed(*zone);
  read(number_of(exchange, "size", choices.size), choices.size);
  choices.tells_quiet = box(exchange, "quiet", choices.tells_quiet);
  read(asked_parts(exchange, choices.parts), choices.parts);
  if (with_account) {
    choices.by_mail = box(exchange, "by_mail", choices.by_mail);
    read(asked_webhook(exchange, choices.webhook), choices.webhook);
  }
  TRY_VOID(first);
  TRY(choices, papers::checked_subscription(choices, with_account));
  return {};
}

namespace {

// A cadence has the fields that it alone takes beside it.
void add_cadences(TemplateValues& form, const Subscription& subscription) {
  for (const papers::CadenceName& cadence : papers::cadences()) {
    TemplateValues option = form.add("CADENCE");
    option.set("CADENCE_NAME", cadence.name).set("CADENCE_TITLE", cadence.title);
    const bool is_now = cadence.cadence == subscription.cadence;
    if (is_now) option.show("CADENCE_NOW");
    if (cadence.cadence == Cadence::kWeekly) {
      TemplateValues weekly = option.add("WEEKLY");
      for (std::uint32_t i = 0; i < 7; ++i) {
        TemplateValues day = weekly.add("WEEKDAY");
        day.set("WEEKDAY_NUMBER", i + 1).set("WEEKDAY_NAME", weekday_name(std::chrono::weekday(i + 1)));
        if (is_now && subscription.on_day == i + 1) day.show("WEEKDAY_NOW");
      }
    }
    if (cadence.cadence == Cadence::kMonthly)
      option.add("MONTHLY").set("MONTH_DAY", is_now ? subscription.on_day : 1);
  }
}

void add_when(TemplateValues& form, const Subscription& subscription) {
  add_cadences(form, subscription);
  form.set("AT", format_time_of_day(subscription.at)).set("ZONE", subscription.zone);
  bool known = false;
  for (const std::uint32_t size : kSizes) {
    TemplateValues option = form.add("SIZE");
    option.set("SIZE_NUMBER", size);
    known = known || size == subscription.size;
    if (size == subscription.size) option.show("SIZE_NOW");
  }
  if (!known) form.add("SIZE").set("SIZE_NUMBER", subscription.size).show("SIZE_NOW");
  if (subscription.tells_quiet) form.show("QUIET_NOW");
}

// What there is of most of these, and how it is written.
std::string_view part_hint(store::PartKind kind) {
  switch (kind) {
    case store::PartKind::kCategory:
      return "cs.CL, or cs.AI+cs.LG-cs.CY";
    case store::PartKind::kAuthor:
      return "a name, as papers have it";
    case store::PartKind::kKeyword:
      return "words that stand together in title or abstract";
    case store::PartKind::kOrganization:
      return "its name, as papers have it";
    case store::PartKind::kVenue:
      return "ACL, NeurIPS";
    case store::PartKind::kSearch:
      return "papers that have all of its words";
    case store::PartKind::kMeaning:
      return "a sentence; papers that are about the same";
    default:
      return {};
  }
}

void add_parts(TemplateValues& form, const Subscription& subscription, bool with_account) {
  // The first that takes lines stands open; the others fold away until there is something in one of them.
  TemplateValues more = form.add("MORE");
  for (const PartKindName& kind : papers::part_kinds()) {
    if (kind.needs_account && !with_account) continue;
    std::string lines;
    bool on = false;
    for (const SubscriptionPart& part : subscription.parts) {
      if (part.kind != kind.kind) continue;
      on = true;
      lines += part.target + "\n";
    }
    const bool is_common = kind.kind == store::PartKind::kCategory;
    TemplateValues row = !kind.takes_target ? form.add("BOX")
                         : is_common        ? form.add("LINES")
                                            : more.add("LINES");
    row.set("PART_NAME", kind.name).set("PART_TITLE", kind.title);
    if (kind.takes_target) {
      // A template's own escaping makes blanks of line ends.
      row.set("PART_LINES_HTML", text::SafeHtml(text::escape_html(lines)));
      row.set("PART_HINT", part_hint(kind.kind));
      if (on && !is_common) more.show("MORE_OPEN");
    } else if (on) {
      row.show("PART_ON");
    }
  }
}

void add_where(TemplateValues where, const Subscription& subscription) {
  if (subscription.by_mail) where.show("BY_MAIL_NOW");
  const store::Webhook& webhook = subscription.webhook;
  for (const papers::WebhookShapeName& shape : papers::webhook_shapes()) {
    TemplateValues option = where.add("SHAPE");
    option.set("SHAPE_NAME", shape.name).set("SHAPE_TITLE", shape.title);
    if (shape.shape == webhook.shape) option.show("SHAPE_NOW");
  }
  if (webhook.shape != store::WebhookShape::kNone) where.show("HOOK_OPEN");
  where.set("WEBHOOK_URL", webhook.url);
  if (!webhook.secret.empty()) where.show("SECRET_THERE");
}

}  // namespace

void add_choices(TemplateValues& values, const Subscription& subscription, bool with_account, bool is_new) {
  TemplateValues form = values.include("CHOICES", "choices.html");
  add_when(form, subscription);
  if (is_new) form.show("ZONE_OPEN");
  add_parts(form, subscription, with_account);
  if (with_account) add_where(form.add("WHERE"), subscription);
}

void write_subscription(JsonWriter& json, const Subscription& subscription) {
  json.begin_object().key("cadence").value(papers::cadence_name(subscription.cadence).name);
  const bool weekly = subscription.cadence == Cadence::kWeekly;
  if (weekly) json.key("weekday").value(std::uint64_t{subscription.on_day});
  if (subscription.cadence == Cadence::kMonthly) json.key("day").value(std::uint64_t{subscription.on_day});
  json.key("at").value(format_time_of_day(subscription.at)).key("zone").value(subscription.zone);
  json.key("size").value(std::uint64_t{subscription.size}).key("quiet").value(subscription.tells_quiet);
  json.key("by_mail").value(subscription.by_mail).key("parts").begin_array();
  for (const SubscriptionPart& part : subscription.parts) {
    const PartKindName& kind = papers::part_kind(part.kind);
    json.value(kind.takes_target ? std::string(kind.name) + ":" + part.target : std::string(kind.name));
  }
  json.end_array().key("webhook").value(papers::webhook_shape(subscription.webhook.shape).name);
  json.key("webhook_url").value(subscription.webhook.url).end_object();
}

}  // namespace broadsheet::web
