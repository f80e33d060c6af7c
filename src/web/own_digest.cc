// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/own_digest.h"

#include "papers/subscriptions.h"
#include "web/subscribing.h"

namespace broadsheet::web {

using store::Subscriber;
using store::Subscription;

namespace {

Subscription standard_of(const Exchange& exchange) {
  Subscription subscription = standard_choices(exchange);
  subscription.parts.push_back({.kind = store::PartKind::kForYou});
  subscription.parts.push_back({.kind = store::PartKind::kFollowing});
  subscription.parts.push_back({.kind = store::PartKind::kVersions});
  subscription.parts.push_back({.kind = store::PartKind::kReplies});
  return subscription;
}

}  // namespace

Result<std::optional<Subscriber>> own_subscriber(const Exchange& exchange) {
  return store::Subscribers(exchange.backend.record()).of_account(exchange.visitor->account.number);
}

Subscriber shown_subscriber(const Exchange& exchange, const std::optional<Subscriber>& present) {
  if (present) return *present;
  Subscriber standard;
  standard.account = exchange.visitor->account.number;
  standard.subscription = standard_of(exchange);
  return standard;
}

Result<void> begin_digest(const Exchange& exchange, store::Transaction& transaction,
                          const Subscription& subscription) {
  TRY_VOID(papers::subscribe_account(exchange.backend.record(), transaction, exchange.visitor->account,
                                     subscription, exchange.backend.site().clock.now()));
  return {};
}

Result<void> end_digest(const Exchange& exchange, store::Transaction& transaction) {
  TRY(const std::optional<Subscriber> present, own_subscriber(exchange));
  if (!present) return {};
  return papers::leave(exchange.backend.record(), transaction, present->number,
                       exchange.backend.site().clock.now());
}

}  // namespace broadsheet::web
