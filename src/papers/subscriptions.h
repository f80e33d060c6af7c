// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The rules of subscribing: what may be chosen, that nobody gets mail who did not ask for it, and that
// whoever leaves has left at once. Answers to who asks never tell whether an address is known here.

#ifndef BROADSHEET_PAPERS_SUBSCRIPTIONS_H_
#define BROADSHEET_PAPERS_SUBSCRIPTIONS_H_

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "papers/accounts.h"
#include "papers/mail_links.h"
#include "store/record.h"
#include "store/subscribers.h"

namespace broadsheet::papers {

inline constexpr std::size_t kPartsMax = 30;  // of a subscription
inline constexpr std::uint32_t kDigestSizeMin = 1;
inline constexpr std::uint32_t kDigestSizeMax = 50;
inline constexpr std::size_t kWebhookUrlBytesMax = 1000;
inline constexpr std::size_t kWebhookSecretBytesMax = 200;
// How long a confirmation is good, and for how long an address gets no other.
inline constexpr std::chrono::hours kConfirmationLasts{24};

struct PartKindName {
  store::PartKind kind;
  std::string_view name;   // in the API, in a form: "front-page"
  std::string_view title;  // for people: "The front page"
  bool takes_target;       // a category, a name, words
  bool needs_account;
};
std::span<const PartKindName> part_kinds();
const PartKindName& part_kind(store::PartKind kind);
Result<store::PartKind> part_kind_named(std::string_view name);

struct CadenceName {
  store::Cadence cadence;
  std::string_view name;   // "daily"
  std::string_view title;  // "Every day"
};
std::span<const CadenceName> cadences();
const CadenceName& cadence_name(store::Cadence cadence);
Result<store::Cadence> cadence_named(std::string_view name);

struct WebhookShapeName {
  store::WebhookShape shape;
  std::string_view name;   // "slack"; "" of none
  std::string_view title;  // "Slack"
};
std::span<const WebhookShapeName> webhook_shapes();
const WebhookShapeName& webhook_shape(store::WebhookShape shape);
Result<store::WebhookShape> webhook_shape_named(std::string_view name);

// What somebody who chose nothing else gets: the front page, every day.
store::Subscription standard_subscription();

// As it is kept: parts tidied, each once. kInvalid says what is wrong; kTooLarge for too many parts.
Result<store::Subscription> checked_subscription(store::Subscription subscription, bool with_account);

// In words: "Every day at 07:00 (Europe/Berlin), 10 papers: the front page, cs.AI".
std::string subscription_text(const store::Subscription& subscription);
std::string part_text(const store::SubscriptionPart& part);

// By address alone: what is asked for is kept until whoever reads mail there confirms it, with the code of
// a letter that is put into the queue. One letter for an address and day, whatever is asked for meanwhile,
// and none to an address that is to be left alone; the caller can't tell. `address` is folded.
Result<void> ask_for_subscription(store::Record& record, store::Transaction& transaction,
                                  std::string_view address, const store::Subscription& subscription,
                                  Instant now);

// What the code would confirm; none for any other text and when it is too old.
Result<std::optional<store::SubscriptionRequest>> asked_subscription(store::Record& record,
                                                                     std::string_view code, Instant now);
// Confirms it. The subscriber, whose account it is if the address is that of one: what the account gets
// already stays, and the parts that were asked for come to it. None as above.
Result<std::optional<store::Subscriber>> confirm_subscription(store::Record& record,
                                                              store::Transaction& transaction,
                                                              std::string_view code, Instant now);

// Of an account, whose address is known to be its own. kInvalid without an address where it is to be mailed.
Result<store::Subscriber> subscribe_account(store::Record& record, store::Transaction& transaction,
                                            const store::Account& account,
                                            const store::Subscription& subscription, Instant now);

// The address is known to be the account's from now on: what was subscribed by it alone is the account's.
// Where both get a digest, that of the account goes on alone, so that nobody gets two.
Result<void> adopt_subscription(store::Record& record, store::Transaction& transaction,
                                store::AccountNumber account, Instant now);

// From now on what they get, or when, is another. kConflict for who left: what was done since somebody looked
// stays done.
Result<void> change_subscription(store::Record& record, store::Transaction& transaction,
                                 store::SubscriberNumber number, const store::Subscription& subscription,
                                 Instant now);

// Nothing more is sent, what waits neither; and the address is not written to until it is confirmed anew.
// Doing it again changes nothing.
Result<void> leave(store::Record& record, store::Transaction& transaction, store::SubscriberNumber number,
                   Instant now);

// Where the subscriber's letters go; empty if nowhere.
Result<std::string> address_of(store::Record& record, const store::Subscriber& subscriber);

// Whether an address is to be left alone now. kLeft does not hold for the letter that asks to confirm.
Result<bool> is_stopped(store::Record& record, std::string_view address, bool asks_to_confirm);

// The account asks for letters again; an address that does not take mail stays as it is.
Result<void> welcome_back(store::Record& record, store::Transaction& transaction,
                          const store::Account& account);

// The address bounced, or its reader complained: nothing is sent there any more.
Result<void> stop_address(store::Record& record, store::Transaction& transaction, std::string_view address,
                          store::StopReason reason, Instant now);

std::string_view stop_reason_name(store::StopReason reason);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_SUBSCRIPTIONS_H_
