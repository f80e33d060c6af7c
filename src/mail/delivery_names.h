// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What states and kinds of deliveries are called, in JSON and for operators.

#ifndef BROADSHEET_MAIL_DELIVERY_NAMES_H_
#define BROADSHEET_MAIL_DELIVERY_NAMES_H_

#include <array>
#include <string_view>

#include "store/deliveries.h"

namespace broadsheet::mail {

// By the numbers of store::DeliveryState.
inline constexpr std::array<std::string_view, store::kDeliveryStates> kDeliveryStateNames{
    "waiting", "in_hand", "maybe_sent", "sent", "failed", "cancelled"};

constexpr std::string_view delivery_state_name(store::DeliveryState state) {
  return kDeliveryStateNames.at(static_cast<std::size_t>(state));
}

constexpr std::string_view delivery_kind_name(store::DeliveryKind kind) {
  switch (kind) {
    case store::DeliveryKind::kConfirmSubscription:
      return "confirm_subscription";
    case store::DeliveryKind::kDigest:
      return "digest";
    case store::DeliveryKind::kNotices:
      return "notices";
    case store::DeliveryKind::kAccountCode:
      return "account_code";
    case store::DeliveryKind::kTest:
      return "test";
  }
  return {};
}

constexpr std::string_view delivery_channel_name(store::DeliveryChannel channel) {
  return channel == store::DeliveryChannel::kMail ? "mail" : "webhook";
}

}  // namespace broadsheet::mail

#endif  // BROADSHEET_MAIL_DELIVERY_NAMES_H_
