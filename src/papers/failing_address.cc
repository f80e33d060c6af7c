// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/failing_address.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/enhanced_status.h"
#include "papers/subscriptions.h"
#include "store/accounts.h"
#include "store/deliveries.h"

namespace broadsheet::papers {
namespace {

using store::Delivery;
using store::DeliveryChannel;
using store::DeliveryState;

// Some of the newest digests may still wait, or were cancelled, or went to a webhook.
constexpr std::size_t kDigestsRead = 3 * kFailuresMax;
constexpr std::size_t kSentRead = 100;

bool is_of_trust(const Delivery& delivery) {
  const std::string_view status = enhanced_status_in(delivery.outcome, "45");
  return !status.empty() && status.substr(1).starts_with(".7.");
}

// Since when letters go to the present address: before that it was another one's, or was given up already.
Result<Instant> written_to_since(store::Record& record, const store::Subscriber& subscriber) {
  if (subscriber.account.value() == 0) return subscriber.made_at;
  TRY(const std::optional<store::Account> account, store::Accounts(record).account(subscriber.account));
  return account && account->confirmed_at ? std::max(*account->confirmed_at, subscriber.made_at)
                                          : subscriber.made_at;
}

// When the first of the last kFailuresMax digests was to be delivered, if all of them failed.
Result<std::optional<Instant>> failing_since(store::Record& record, const store::Subscriber& subscriber) {
  store::Deliveries deliveries(record);
  TRY(const Instant begin, written_to_since(record, subscriber));
  TRY(const std::vector<store::Digest> digests, deliveries.digests_of(subscriber.number, kDigestsRead));
  std::size_t failed = 0;
  for (const store::Digest& digest : digests) {
    TRY(const std::optional<Delivery> delivery, deliveries.delivery_by_message_id(digest.message_id));
    if (!delivery || delivery->channel != DeliveryChannel::kMail) continue;
    if (delivery->state == DeliveryState::kSent || delivery->made_at < begin) return std::optional<Instant>();
    if (delivery->state != DeliveryState::kFailed) continue;
    if (is_of_trust(*delivery)) return std::optional<Instant>();
    if (++failed == kFailuresMax) return std::optional<Instant>(delivery->made_at);
  }
  return std::optional<Instant>();
}

// Else it is our server that nobody trusts, or that is set up wrongly.
Result<bool> are_others_reached(store::Record& record, store::SubscriberNumber number, Instant since) {
  TRY(const std::vector<Delivery> sent,
      store::Deliveries(record).newest(store::DeliveryNumber::highest(), kSentRead, DeliveryState::kSent));
  return std::ranges::any_of(sent, [&](const Delivery& delivery) {
    return delivery.channel == DeliveryChannel::kMail && delivery.subscriber != number && delivery.ended_at &&
           *delivery.ended_at >= since;
  });
}

}  // namespace

Result<bool> stop_if_failing(store::Record& record, store::Transaction& transaction,
                             store::SubscriberNumber number, Instant now) {
  TRY(const std::optional<store::Subscriber> subscriber, store::Subscribers(record).subscriber(number));
  if (!subscriber || subscriber->left_at) return false;
  TRY(const std::optional<Instant> since, failing_since(record, *subscriber));
  if (!since || now - *since < kFailingFor) return false;
  TRY(const bool others_are_reached, are_others_reached(record, number, *since));
  TRY(const std::string address, address_of(record, *subscriber));
  if (!others_are_reached || address.empty()) return false;
  TRY_VOID(stop_address(record, transaction, address, store::StopReason::kBounced, now));
  return true;
}

}  // namespace broadsheet::papers
