// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/subscriptions.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <vector>

#include "base/clock.h"
#include "base/english.h"
#include "base/secrets.h"
#include "papers/category_expression.h"
#include "papers/following.h"
#include "papers/schedule.h"
#include "store/deliveries.h"
#include "store/notices.h"
#include "text/utf8.h"

namespace broadsheet::papers {
namespace {

using store::Cadence;
using store::PartKind;
using store::Record;
using store::Subscriber;
using store::SubscriberChanges;
using store::Subscribers;
using store::Subscription;
using store::SubscriptionPart;
using store::SubscriptionRequest;
using store::Transaction;
using store::WebhookShape;

constexpr std::array<PartKindName, 13> kPartKinds{{
    {PartKind::kFrontPage, "front-page", "The front page", false, false},
    {PartKind::kTrending, "trending", "What is trending", false, false},
    {PartKind::kCategory, "category", "Category", true, false},
    {PartKind::kAuthor, "author", "Author", true, false},
    {PartKind::kKeyword, "keyword", "Keyword", true, false},
    {PartKind::kOrganization, "organization", "Organization", true, false},
    {PartKind::kVenue, "venue", "Venue", true, false},
    {PartKind::kSearch, "search", "Search", true, false},
    {PartKind::kMeaning, "meaning", "Search by meaning", true, false},
    {PartKind::kForYou, "for-you", "For you", false, true},
    {PartKind::kFollowing, "following", "What I follow", false, true},
    {PartKind::kVersions, "versions", "New versions of what I keep", false, true},
    {PartKind::kReplies, "replies", "Replies and mentions", false, true},
}};

constexpr std::array<CadenceName, 4> kCadences{{
    {Cadence::kDaily, "daily", "Every day"},
    {Cadence::kWeekdays, "weekdays", "Monday to Friday"},
    {Cadence::kWeekly, "weekly", "Once a week"},
    {Cadence::kMonthly, "monthly", "Once a month"},
}};

constexpr std::array<WebhookShapeName, 6> kWebhookShapes{{
    {WebhookShape::kNone, "", "Nowhere"},
    {WebhookShape::kSlack, "slack", "Slack"},
    {WebhookShape::kDiscord, "discord", "Discord"},
    {WebhookShape::kMattermost, "mattermost", "Mattermost"},
    {WebhookShape::kTelegram, "telegram", "Telegram"},
    {WebhookShape::kJson, "json", "A program of mine (signed JSON)"},
}};

Error invalid(std::string message) {
  return {ErrorCode::kInvalid, std::move(message)};
}

store::FollowKind follow_kind_of(PartKind kind) {
  switch (kind) {
    case PartKind::kCategory:
      return store::FollowKind::kCategory;
    case PartKind::kAuthor:
      return store::FollowKind::kAuthor;
    case PartKind::kKeyword:
      return store::FollowKind::kKeyword;
    case PartKind::kOrganization:
      return store::FollowKind::kOrganization;
    case PartKind::kVenue:
      return store::FollowKind::kVenue;
    default:
      return store::FollowKind::kSearch;
  }
}

Result<std::vector<SubscriptionPart>> checked_parts(std::vector<SubscriptionPart> parts, bool with_account) {
  std::vector<SubscriptionPart> checked;
  for (SubscriptionPart& part : parts) {
    const PartKindName& kind = part_kind(part.kind);
    if (kind.needs_account && !with_account)
      return invalid(fmt::format("\"{}\" needs an account", kind.title));
    if (kind.takes_target) {
      TRY(part.target, follow_target(follow_kind_of(part.kind), part.target));
    } else {
      part.target.clear();
    }
    if (std::ranges::find(checked, part) == checked.end()) checked.push_back(std::move(part));
  }
  if (checked.size() > kPartsMax)
    return Error(ErrorCode::kTooLarge, fmt::format("a digest has at most {} parts", kPartsMax));
  if (checked.empty()) return invalid("choose at least one thing that the digest is to have in it");
  return checked;
}

Result<void> check_webhook(const store::Webhook& webhook) {
  if (webhook.shape == WebhookShape::kNone) return {};
  if (webhook.url.size() > kWebhookUrlBytesMax || webhook.secret.size() > kWebhookSecretBytesMax)
    return Error(ErrorCode::kTooLarge, "the address of the webhook, or its secret, is too long");
  if (!webhook.url.starts_with("https://") && !webhook.url.starts_with("http://"))
    return invalid("the address of a webhook begins with https://");
  for (const std::string& text : {webhook.url, webhook.secret}) {
    const auto printable = [](char c) { return c > ' ' && c < '\x7F'; };
    if (!std::ranges::all_of(text, printable))
      return invalid("the address of a webhook, and its secret, have letters and signs of ASCII alone");
  }
  if (webhook.shape == WebhookShape::kTelegram && webhook.secret.empty())
    return invalid("for Telegram give the chat to which the bot is to write");
  if (webhook.shape == WebhookShape::kJson && webhook.secret.empty())
    return invalid("give a secret, by which your program knows that it is this server that writes");
  return {};
}

std::string when_text(const Subscription& subscription) {
  switch (subscription.cadence) {
    case Cadence::kDaily:
      return "every day";
    case Cadence::kWeekdays:
      return "Monday to Friday";
    case Cadence::kWeekly:
      return "every " + std::string(weekday_name(std::chrono::weekday(subscription.on_day)));
    case Cadence::kMonthly:
      return fmt::format("on day {} of every month", subscription.on_day);
  }
  return {};
}

// The account to which the address is known to belong.
Result<std::optional<store::Account>> account_with(Record& record, std::string_view address) {
  TRY(std::optional<store::Account> account, store::Accounts(record).account_by_address(address));
  if (account && (account->deleted_at || account->banned_at)) account.reset();
  return account;
}

// When a subscriber's next edition is due who chooses anew.
Result<Instant> next_after_change(const Subscriber& subscriber, const Subscription& wanted, Instant now) {
  TRY(const DueEdition next, next_edition(wanted, now));
  // What they are owed by what they chose before; nothing if the system forgot its time zone meanwhile.
  const Result<DueEdition> owed = subscriber.next_at <= now ? last_edition(subscriber.subscription, now)
                                                            : next_edition(subscriber.subscription, now);
  if (!owed.ok()) return next.at;
  TRY(const DueEdition last, last_edition(wanted, now));
  // An earlier hour that is over today, or a zone where it is tomorrow, must not cost them today's. Due since
  // then and not from now on: a clock that is a second behind ours still finds it due.
  return last.day >= owed->day ? last.at : next.at;
}

Result<Subscriber> put_subscriber(Record& record, Transaction& transaction, std::optional<Subscriber> present,
                                  Subscriber wanted, Instant now) {
  wanted.made_at = present && !present->left_at ? present->made_at : now;
  if (present && !present->left_at) {
    TRY(wanted.next_at, next_after_change(*present, wanted.subscription, now));
    wanted.covered = present->covered;
    wanted.last_paper = present->last_paper;
  } else {
    // What happened before they came, or while they were away, is no news.
    TRY(const DueEdition next, next_edition(wanted.subscription, now));
    wanted.next_at = next.at;
    TRY(wanted.last_paper, record.last_number());
  }
  if (present && !present->left_at && present->account == wanted.account) {
    wanted.last_notice = present->last_notice;
  } else {
    TRY(wanted.last_notice, store::Notices(record).newest_of(wanted.account));
  }
  SubscriberChanges changes(transaction);
  if (present) {
    wanted.number = present->number;
    TRY_VOID(changes.replace(wanted));
  } else {
    TRY(wanted.number, changes.add(wanted));
  }
  return wanted;
}

// One mailbox is one reader: what was subscribed by the account's address is the account's first.
Result<std::optional<Subscriber>> subscriber_of(Record& record, Transaction& transaction,
                                                store::AccountNumber account, Instant now) {
  TRY_VOID(adopt_subscription(record, transaction, account, now));
  return Subscribers(record).of_account(account);
}

// What the account has stays as it is; what was asked for by its address comes to it, as far as there is
// room.
Subscription added_to(Subscription present, const Subscription& wanted) {
  present.by_mail = true;
  for (const SubscriptionPart& part : wanted.parts) {
    if (present.parts.size() < kPartsMax && std::ranges::find(present.parts, part) == present.parts.end())
      present.parts.push_back(part);
  }
  return present;
}

// What forbids more stays: who leaves does not thereby ask for a confirmation letter, and what the operator
// stopped is for the operator to allow.
Result<void> put_stop(Record& record, Transaction& transaction, std::string_view address,
                      store::StopReason reason, Instant now) {
  const Sha256 hash = stopped_address(address);
  TRY(const std::optional<store::MailStop> present, Subscribers(record).stop_of(hash));
  if (present && (reason == store::StopReason::kLeft || present->reason == store::StopReason::kOperator))
    return {};
  return SubscriberChanges(transaction).put_stop({.address = hash, .reason = reason, .stopped_at = now});
}

}  // namespace

std::span<const PartKindName> part_kinds() {
  return kPartKinds;
}

const PartKindName& part_kind(PartKind kind) {
  const auto found = std::ranges::find(kPartKinds, kind, &PartKindName::kind);
  return found == kPartKinds.end() ? kPartKinds.front() : *found;
}

Result<PartKind> part_kind_named(std::string_view name) {
  const auto found = std::ranges::find(kPartKinds, name, &PartKindName::name);
  if (found != kPartKinds.end()) return found->kind;
  return invalid(
      "kind must be front-page, trending, category, author, keyword, organization, venue, search, "
      "meaning, for-you, following, versions or replies");
}

std::span<const CadenceName> cadences() {
  return kCadences;
}

const CadenceName& cadence_name(Cadence cadence) {
  const auto found = std::ranges::find(kCadences, cadence, &CadenceName::cadence);
  return found == kCadences.end() ? kCadences.front() : *found;
}

Result<Cadence> cadence_named(std::string_view name) {
  const auto found = std::ranges::find(kCadences, name, &CadenceName::name);
  if (found != kCadences.end()) return found->cadence;
  return invalid("cadence must be daily, weekdays, weekly or monthly");
}

std::span<const WebhookShapeName> webhook_shapes() {
  return kWebhookShapes;
}

const WebhookShapeName& webhook_shape(WebhookShape shape) {
  const auto found = std::ranges::find(kWebhookShapes, shape, &WebhookShapeName::shape);
  return found == kWebhookShapes.end() ? kWebhookShapes.front() : *found;
}

Result<WebhookShape> webhook_shape_named(std::string_view name) {
  const auto found = std::ranges::find(kWebhookShapes, name, &WebhookShapeName::name);
  if (found != kWebhookShapes.end()) return found->shape;
  return invalid("webhook must be slack, discord, mattermost, telegram, json or nothing");
}

Subscription standard_subscription() {
  Subscription subscription;
  subscription.parts = {{.kind = PartKind::kFrontPage}};
  return subscription;
}

Result<Subscription> checked_subscription(Subscription subscription, bool with_account) {
  if (subscription.at < std::chrono::minutes(0) || subscription.at >= std::chrono::hours(24))
    return invalid("the hour must be between 00:00 and 23:59");
  const std::uint32_t last = subscription.cadence == Cadence::kWeekly ? 7 : 28;
  if (subscription.on_day < 1 || subscription.on_day > last)
    return invalid(fmt::format("the day must be between 1 and {}", last));
  if (subscription.size < kDigestSizeMin || subscription.size > kDigestSizeMax)
    return invalid(fmt::format("a digest has {} to {} papers", kDigestSizeMin, kDigestSizeMax));
  if (!local_day(Instant(), subscription.zone, std::chrono::hours(24)).ok())
    return invalid("there is no time zone of that name; they are written like Europe/Berlin");
  if (!with_account && (!subscription.by_mail || subscription.webhook.shape != WebhookShape::kNone))
    return invalid("a webhook needs an account");
  TRY_VOID(check_webhook(subscription.webhook));
  TRY(subscription.parts, checked_parts(std::move(subscription.parts), with_account));
  return subscription;
}

std::string part_text(const SubscriptionPart& part) {
  const PartKindName& kind = part_kind(part.kind);
  return kind.takes_target ? fmt::format("{} {}", kind.title, part.target) : std::string(kind.title);
}

std::string subscription_text(const Subscription& subscription) {
  std::string text = when_text(subscription);
  text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  text += fmt::format(" at {} ({}), {}: ", format_time_of_day(subscription.at), subscription.zone,
                      counted(subscription.size, "paper"));
  for (const SubscriptionPart& part : subscription.parts) {
    if (&part != &subscription.parts.front()) text += "; ";
    text += part_text(part);
  }
  return text;
}

Result<void> ask_for_subscription(Record& record, Transaction& transaction, std::string_view address,
                                  const Subscription& subscription, Instant now) {
  SubscriberChanges changes(transaction);
  TRY_VOID(changes.forget_requests(now - kConfirmationLasts));
  TRY(const std::optional<SubscriptionRequest> asked, Subscribers(record).request_of(address));
  // The first one stands for the day: whoever asks again can be somebody else. Written anew all the same, so
  // that the answer takes as long.
  if (asked) return changes.put_request(*asked);
  const std::string code = new_secret();
  TRY_VOID(changes.put_request({.address = std::string(address),
                                .code = sha256(code),
                                .subscription = subscription,
                                .asked_at = now}));
  TRY(const bool stopped, is_stopped(record, address, true));
  if (stopped) return {};
  store::Delivery delivery;
  delivery.kind = store::DeliveryKind::kConfirmSubscription;
  delivery.address = address;
  delivery.content = code;
  delivery.message_id = new_message_name();
  delivery.made_at = delivery.next_at = now;
  TRY_VOID(store::DeliveryChanges(transaction).add(delivery));
  return {};
}

Result<std::optional<SubscriptionRequest>> asked_subscription(Record& record, std::string_view code,
                                                              Instant now) {
  TRY(std::optional<SubscriptionRequest> request, Subscribers(record).request_by_code(sha256(code)));
  if (request && now - request->asked_at > kConfirmationLasts) request.reset();
  return request;
}

Result<std::optional<Subscriber>> confirm_subscription(Record& record, Transaction& transaction,
                                                       std::string_view code, Instant now) {
  TRY(const std::optional<SubscriptionRequest> request, asked_subscription(record, code, now));
  if (!request) return std::optional<Subscriber>();
  SubscriberChanges changes(transaction);
  Subscriber wanted;
  wanted.subscription = request->subscription;
  TRY(const std::optional<store::Account> account, account_with(record, request->address));
  std::optional<Subscriber> present;
  if (account) {
    wanted.account = account->number;
    TRY(present, subscriber_of(record, transaction, account->number, now));
    if (present && !present->left_at && present->account == account->number)
      wanted.subscription = added_to(present->subscription, wanted.subscription);
  } else {
    wanted.address = request->address;
    TRY(present, Subscribers(record).of_address(request->address));
  }
  TRY_VOID(changes.remove_request(request->address));
  const Sha256 hash = stopped_address(request->address);
  TRY(const std::optional<store::MailStop> stop, Subscribers(record).stop_of(hash));
  if (stop && stop->reason != store::StopReason::kOperator) TRY_VOID(changes.remove_stop(hash));
  TRY(Subscriber subscriber, put_subscriber(record, transaction, present, wanted, now));
  return std::optional<Subscriber>(std::move(subscriber));
}

Result<Subscriber> subscribe_account(Record& record, Transaction& transaction, const store::Account& account,
                                     const Subscription& subscription, Instant now) {
  if (subscription.by_mail && account.address.empty())
    return invalid("confirm your address first: this account has none that mail can be sent to");
  TRY(std::optional<Subscriber> present, subscriber_of(record, transaction, account.number, now));
  TRY_VOID(welcome_back(record, transaction, account));
  Subscriber wanted;
  wanted.account = account.number;
  wanted.subscription = subscription;
  return put_subscriber(record, transaction, present, wanted, now);
}

Result<void> adopt_subscription(Record& record, Transaction& transaction, store::AccountNumber number,
                                Instant now) {
  TRY(const std::optional<store::Account> account, store::Accounts(record).account(number));
  if (!account || account->address.empty()) return {};
  TRY(std::optional<Subscriber> by_address, Subscribers(record).of_address(account->address));
  if (!by_address) return {};
  TRY(std::optional<Subscriber> own, Subscribers(record).of_account(number));
  SubscriberChanges changes(transaction);
  if (!own) {
    by_address->account = number;
    by_address->address.clear();
    TRY(by_address->last_notice, store::Notices(record).newest_of(number));
    return changes.replace(*by_address);
  }
  TRY_VOID(changes.copy_mailed(by_address->number, own->number));
  if (by_address->left_at) return {};
  // What they get goes on, now as their account's.
  if (own->left_at) {
    Subscriber going_on = *by_address;
    going_on.number = own->number;
    going_on.account = number;
    going_on.address.clear();
    TRY(going_on.last_notice, store::Notices(record).newest_of(number));
    TRY_VOID(changes.replace(going_on));
  }
  by_address->left_at = now;
  TRY_VOID(store::DeliveryChanges(transaction)
               .cancel_waiting_of(by_address->number, std::nullopt, now, "the account gets its own"));
  return changes.replace(*by_address);
}

Result<void> welcome_back(Record& record, Transaction& transaction, const store::Account& account) {
  TRY(const std::optional<store::MailStop> stop,
      Subscribers(record).stop_of(stopped_address(account.address)));
  if (!stop || stop->reason != store::StopReason::kLeft) return {};
  return SubscriberChanges(transaction).remove_stop(stop->address);
}

Result<void> change_subscription(Record& record, Transaction& transaction, store::SubscriberNumber number,
                                 const Subscription& subscription, Instant now) {
  TRY(std::optional<Subscriber> subscriber, Subscribers(record).subscriber(number));
  if (!subscriber || subscriber->left_at)
    return Error(ErrorCode::kConflict, "this subscription has ended; begin it anew");
  TRY(subscriber->next_at, next_after_change(*subscriber, subscription, now));
  subscriber->subscription = subscription;
  subscriber->is_damaged = false;
  return SubscriberChanges(transaction).replace(*subscriber);
}

Result<void> leave(Record& record, Transaction& transaction, store::SubscriberNumber number, Instant now) {
  TRY(std::optional<Subscriber> subscriber, Subscribers(record).subscriber(number));
  if (!subscriber || subscriber->left_at) return {};
  TRY(const std::string address, address_of(record, *subscriber));
  subscriber->left_at = now;
  SubscriberChanges changes(transaction);
  TRY_VOID(changes.replace(*subscriber));
  TRY_VOID(
      store::DeliveryChanges(transaction).cancel_waiting_of(number, std::nullopt, now, "the reader left"));
  if (address.empty()) return {};
  return put_stop(record, transaction, address, store::StopReason::kLeft, now);
}

Result<std::string> address_of(Record& record, const Subscriber& subscriber) {
  if (subscriber.account.value() == 0) return subscriber.address;
  TRY(const std::optional<store::Account> account, store::Accounts(record).account(subscriber.account));
  if (!account || account->deleted_at || account->banned_at) return std::string();
  return account->address;
}

Result<bool> is_stopped(Record& record, std::string_view address, bool asks_to_confirm) {
  TRY(const std::optional<store::MailStop> stop, Subscribers(record).stop_of(stopped_address(address)));
  return stop && !(asks_to_confirm && stop->reason == store::StopReason::kLeft);
}

Result<void> stop_address(Record& record, Transaction& transaction, std::string_view address,
                          store::StopReason reason, Instant now) {
  SubscriberChanges changes(transaction);
  TRY_VOID(put_stop(record, transaction, address, reason, now));
  TRY(std::optional<Subscriber> subscriber, Subscribers(record).of_address(address));
  TRY(const std::optional<store::Account> account, account_with(record, address));
  if (!subscriber && account) {
    TRY(subscriber, Subscribers(record).of_account(account->number));
  }
  if (!subscriber) return {};
  TRY_VOID(store::DeliveryChanges(transaction)
               .cancel_waiting_of(subscriber->number, store::DeliveryChannel::kMail, now,
                                  stop_reason_name(reason)));
  // A webhook goes on; without one there is nothing left to choose for.
  if (subscriber->left_at || subscriber->subscription.webhook.shape != WebhookShape::kNone) return {};
  subscriber->left_at = now;
  return changes.replace(*subscriber);
}

std::string_view stop_reason_name(store::StopReason reason) {
  switch (reason) {
    case store::StopReason::kLeft:
      return "the reader left";
    case store::StopReason::kBounced:
      return "mail to the address comes back";
    case store::StopReason::kComplained:
      return "the reader marked it as spam";
    case store::StopReason::kOperator:
      return "the operator stopped it";
  }
  return {};
}

}  // namespace broadsheet::papers
