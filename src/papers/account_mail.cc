// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/account_mail.h"

#include <optional>
#include <vector>

#include "papers/account_export.h"
#include "papers/comment_names.h"
#include "papers/subscriptions.h"
#include "store/deliveries.h"
#include "store/not_for_me.h"
#include "store/notices.h"
#include "store/subscribers.h"

namespace broadsheet::papers {
namespace {

// Of what was sent the record keeps a while, and of that so much is shown.
constexpr std::size_t kDeliveriesShown = 1000;
constexpr std::size_t kDigestsShown = 1000;

}  // namespace

Result<void> write_digest_settings(store::Record& record, const store::Account& account, JsonWriter& json) {
  TRY(const std::optional<store::Subscriber> subscriber,
      store::Subscribers(record).of_account(account.number));
  if (!subscriber) {
    json.null();
    return {};
  }
  json.begin_object().key("subscription").value(subscription_text(subscriber->subscription));
  json.key("webhook").value(subscriber->subscription.webhook.url);
  json.key("made_at").value(format_instant(subscriber->made_at)).key("left_at");
  if (subscriber->left_at) {
    json.value(format_instant(*subscriber->left_at));
  } else {
    json.null();
  }
  TRY(const std::vector<store::Digest> digests,
      store::Deliveries(record).digests_of(subscriber->number, kDigestsShown));
  json.key("digests").begin_array();
  for (const store::Digest& digest : digests) {
    json.begin_object().key("edition").value(format_day(digest.edition)).key("papers").begin_array();
    for (const store::DigestItem& item : digest.items) {
      json.begin_object();
      TRY_VOID(write_paper(record, item.identity, json));
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return {};
}

Result<void> forget_digest(store::Record& record, store::Transaction& transaction,
                           const store::Account& account, Instant /*now*/) {
  TRY(const std::optional<store::Subscriber> subscriber,
      store::Subscribers(record).of_account(account.number));
  if (!subscriber) return {};
  return store::SubscriberChanges(transaction).remove(subscriber->number);
}

Result<void> write_deliveries(store::Record& record, const store::Account& account, JsonWriter& json) {
  TRY(const std::vector<store::Delivery> deliveries,
      store::Deliveries(record).of_account(account.number, kDeliveriesShown));
  json.begin_array();
  for (const store::Delivery& delivery : deliveries) {
    json.begin_object().key("made_at").value(format_instant(delivery.made_at));
    json.key("outcome").value(delivery.outcome).end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_deliveries(store::Record& /*record*/, store::Transaction& transaction,
                               const store::Account& account, Instant /*now*/) {
  return store::DeliveryChanges(transaction).forget_account(account.number);
}

Result<void> write_refusals(store::Record& record, const store::Account& account, JsonWriter& json) {
  TRY(const std::vector<store::NotForMe> refusals, store::Refusals(record).of(account.number));
  json.begin_array();
  for (const store::NotForMe& refusal : refusals) {
    json.begin_object();
    TRY_VOID(write_paper(record, refusal.identity, json));
    json.key("said_at").value(format_instant(refusal.said_at)).end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_refusals(store::Record& /*record*/, store::Transaction& transaction,
                             const store::Account& account, Instant /*now*/) {
  return store::RefusalChanges(transaction).remove_all_of(account.number);
}

Result<void> write_notice_switches(store::Record& record, const store::Account& account, JsonWriter& json) {
  TRY(const std::vector<store::NoticeSwitch> switches, store::Notices(record).switches_of(account.number));
  json.begin_array();
  for (const store::NoticeSwitch& one : switches) {
    json.begin_object().key("kind").value(notice_kind_name(one.kind)).key("page").value(one.on_page);
    json.key("mail").value(notice_mail_name(one.mail)).end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_notice_switches(store::Record& /*record*/, store::Transaction& transaction,
                                    const store::Account& account, Instant /*now*/) {
  return store::NoticeChanges(transaction).remove_switches_of(account.number);
}

}  // namespace broadsheet::papers
