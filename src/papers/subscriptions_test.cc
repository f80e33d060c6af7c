// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The rules of subscribing. That they hold while letters are chosen for a month:
// src/app/mail_simulation_test.cc.

#include "papers/subscriptions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "papers/schedule.h"
#include "papers/testing.h"
#include "store/deliveries.h"
#include "store/notices.h"

namespace broadsheet::papers {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using store::Cadence;
using store::Deliveries;
using store::Delivery;
using store::DeliveryNumber;
using store::DeliveryState;
using store::MailStop;
using store::PartKind;
using store::StopReason;
using store::Subscriber;
using store::Subscribers;
using store::Subscription;
using store::Transaction;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kAddress = "mina@x.test";

Subscription daily_at(minutes at, const std::string& zone = "UTC") {
  Subscription subscription = standard_subscription();
  subscription.at = at;
  subscription.zone = zone;
  return subscription;
}

class SubscriptionsTest : public testing::Test {
 protected:
  void ask(const Subscription& subscription = standard_subscription(), const char* address = kAddress) {
    ASSERT_TRUE(bench_.act([&](Transaction& transaction) {
      return ask_for_subscription(record(), transaction, address, subscription, now_).ok();
    }));
  }
  std::optional<Subscriber> confirm(const std::string& code) {
    return bench_
        .act(
            [&](Transaction& transaction) { return confirm_subscription(record(), transaction, code, now_); })
        .value();
  }
  // Asks and confirms.
  Subscriber join(const Subscription& subscription, const char* address = kAddress) {
    ask(subscription, address);
    return confirm(code()).value();
  }
  Result<Subscriber> subscribe(store::AccountNumber account, const Subscription& subscription) {
    return bench_.act([&](Transaction& transaction) {
      return subscribe_account(record(), transaction, *store::Accounts(record()).account(account).value(),
                               subscription, now_);
    });
  }
  void change(const Subscriber& subscriber, const Subscription& subscription) {
    ASSERT_TRUE(bench_.act([&](Transaction& transaction) {
      return change_subscription(record(), transaction, subscriber.number, subscription, now_).ok();
    }));
  }
  void leave_now(const Subscriber& subscriber) {
    ASSERT_TRUE(bench_.act([&](Transaction& transaction) {
      return leave(record(), transaction, subscriber.number, now_).ok();
    }));
  }
  void stop(const char* address, StopReason reason) {
    ASSERT_TRUE(bench_.act([&](Transaction& transaction) {
      return stop_address(record(), transaction, address, reason, now_).ok();
    }));
  }
  store::AccountNumber add_account_at(const char* name, const char* address) {
    return bench_.act([&](Transaction& transaction) {
      return add_account(
                 transaction,
                 {.name = name, .fullname = "", .address = address, .password = "", .confirmed = true}, now_)
          .value();
    });
  }
  // The newest one's number.
  store::NoticeNumber add_notices(store::AccountNumber account, int count) {
    store::NoticeNumber last;
    for (int i = 0; i < count; ++i) {
      last = bench_.act([&](Transaction& transaction) {
        store::Notice notice;
        notice.account = account;
        notice.made_at = now_;
        return store::NoticeChanges(transaction).add(notice, 100).value();
      });
    }
    return last;
  }
  void adopt(store::AccountNumber account) {
    ASSERT_TRUE(bench_.act([&](Transaction& transaction) {
      return adopt_subscription(record(), transaction, account, now_).ok();
    }));
  }
  // As one that was there before the account had the address.
  Subscriber add_by_address() {
    Subscriber subscriber;
    subscriber.address = kAddress;
    subscriber.subscription = standard_subscription();
    subscriber.made_at = subscriber.next_at = now_;
    subscriber.number = bench_.act([&](Transaction& transaction) {
      return store::SubscriberChanges(transaction).add(subscriber).value();
    });
    return subscriber;
  }
  Delivery enqueue_digest(const Subscriber& subscriber, DeliveryState state, store::DeliveryChannel channel) {
    Delivery delivery;
    delivery.subscriber = subscriber.number;
    delivery.channel = channel;
    delivery.state = state;
    delivery.made_at = delivery.next_at = now_;
    delivery.number = bench_.act(
        [&](Transaction& transaction) { return store::DeliveryChanges(transaction).add(delivery).value(); });
    return delivery;
  }
  void add_mailed(const Subscriber& subscriber, std::uint32_t identity) {
    ASSERT_TRUE(bench_.act([&](Transaction& transaction) {
      return store::SubscriberChanges(transaction)
          .add_mailed(subscriber.number, store::IdentityNumber(identity))
          .ok();
    }));
  }
  bool was_mailed(const Subscriber& subscriber, std::uint32_t identity) {
    const store::IdentityNumber number(identity);
    return Subscribers(record()).was_mailed(subscriber.number, std::span(&number, 1)).value();
  }

  // Of the newest letter that asks to confirm.
  std::string code() { return letters().front().content; }
  std::vector<Delivery> letters() {
    return Deliveries(record()).newest(DeliveryNumber::highest(), 100).value();
  }
  DeliveryState state_of(const Delivery& delivery) {
    return Deliveries(record()).delivery(delivery.number).value()->state;
  }
  Subscriber present(const Subscriber& subscriber) {
    return *Subscribers(record()).subscriber(subscriber.number).value();
  }
  std::optional<MailStop> stop_of(const char* address) {
    return Subscribers(record()).stop_of(stopped_address(address)).value();
  }
  void at(const char* time) { now_ = *parse_instant(time); }
  store::Record& record() { return bench_.record(); }

  Instant now_ = *parse_instant("2026-08-20T12:00:00Z");
  Bench bench_;
};

// ------------------------------------------------------------------------------------- what may be chosen

TEST(Subscriptions, NamesAreTheirKinds) {
  for (const PartKindName& kind : part_kinds()) {
    EXPECT_EQ(part_kind_named(kind.name).value(), kind.kind);
    EXPECT_EQ(part_kind(kind.kind).title, kind.title);
  }
  for (const CadenceName& cadence : cadences())
    EXPECT_EQ(cadence_named(cadence.name).value(), cadence.cadence);
  for (const WebhookShapeName& shape : webhook_shapes())
    EXPECT_EQ(webhook_shape_named(shape.name).value(), shape.shape);
  EXPECT_EQ(part_kind_named("Front-Page").error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(cadence_named("hourly").error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(webhook_shape_named("irc").error().code(), ErrorCode::kInvalid);
}

ErrorCode refused(const Subscription& subscription, bool with_account = true) {
  const auto checked = checked_subscription(subscription, with_account);
  return checked.ok() ? ErrorCode{} : checked.error().code();
}

TEST(Subscriptions, WhatIsChosenHasBounds) {
  EXPECT_TRUE(checked_subscription(standard_subscription(), false).ok());
  const auto with = [](auto set) {
    Subscription subscription = standard_subscription();
    set(subscription);
    return refused(subscription);
  };
  EXPECT_EQ(with([](Subscription& s) { s.at = minutes(-1); }), ErrorCode::kInvalid);
  EXPECT_EQ(with([](Subscription& s) { s.at = minutes(1440); }), ErrorCode::kInvalid);
  EXPECT_EQ(with([](Subscription& s) { s.size = 0; }), ErrorCode::kInvalid);
  EXPECT_EQ(with([](Subscription& s) { s.size = kDigestSizeMax + 1; }), ErrorCode::kInvalid);
  EXPECT_EQ(with([](Subscription& s) { s.on_day = 0; }), ErrorCode::kInvalid);
  EXPECT_EQ(with([](Subscription& s) { s.cadence = Cadence::kWeekly, s.on_day = 8; }), ErrorCode::kInvalid);
  EXPECT_EQ(with([](Subscription& s) { s.cadence = Cadence::kMonthly, s.on_day = 29; }), ErrorCode::kInvalid);
  EXPECT_EQ(with([](Subscription& s) { s.parts.clear(); }), ErrorCode::kInvalid);
  EXPECT_EQ(with([](Subscription& s) { s.by_mail = false; }), ErrorCode::kInvalid) << "nowhere to go";
  for (const char* zone : {"", "Mars/Phobos", "../../etc/passwd", "/etc/localtime", "Europe/Berlin\n"})
    EXPECT_EQ(with([&](Subscription& s) { s.zone = zone; }), ErrorCode::kInvalid) << zone;
  EXPECT_EQ(with([](Subscription& s) { s.zone = std::string("UTC\0x", 5); }), ErrorCode::kInvalid);
}

TEST(Subscriptions, PartsAreTidiedAndEachIsThereOnce) {
  Subscription subscription;
  subscription.parts = {{PartKind::kFrontPage, "nothing"},
                        {PartKind::kCategory, " CS.ai "},
                        {PartKind::kCategory, "cs.AI"},
                        {PartKind::kSearch, "small\n tides"},
                        {PartKind::kFrontPage, ""}};
  const auto checked = checked_subscription(subscription, false);
  ASSERT_TRUE(checked.ok()) << checked.error().message();
  EXPECT_THAT(checked->parts, ElementsAre(store::SubscriptionPart{PartKind::kFrontPage, ""},
                                          store::SubscriptionPart{PartKind::kCategory, "cs.AI"},
                                          store::SubscriptionPart{PartKind::kSearch, "small tides"}));
  EXPECT_EQ(subscription_text(*checked),
            "Every day at 07:00 (UTC), 10 papers: The front page; Category cs.AI; Search small tides");
  subscription.parts = {{PartKind::kAuthor, " \t"}};
  EXPECT_EQ(refused(subscription), ErrorCode::kInvalid);
  subscription.parts = {{PartKind::kForYou, ""}};
  EXPECT_EQ(refused(subscription, false), ErrorCode::kInvalid) << "needs an account";
  EXPECT_TRUE(checked_subscription(subscription, true).ok());
  subscription.parts.clear();
  for (std::size_t i = 0; i <= kPartsMax; ++i)
    subscription.parts.push_back({PartKind::kKeyword, "word" + std::to_string(i)});
  EXPECT_EQ(refused(subscription), ErrorCode::kTooLarge);
  subscription.parts.pop_back();
  EXPECT_TRUE(checked_subscription(subscription, false).ok());
}

TEST(Subscriptions, AWebhookIsAnAddressOfTheWeb) {
  Subscription subscription = standard_subscription();
  subscription.webhook = {store::WebhookShape::kSlack, "https://hooks.test/a", ""};
  EXPECT_TRUE(checked_subscription(subscription, true).ok());
  EXPECT_EQ(refused(subscription, false), ErrorCode::kInvalid);
  for (const char* url : {"", "ftp://x.test/", "https://x.test/a b", "https://x.test/\r\nHost: y",
                          "javascript:1", "https://x.test/\xC3\xA4", " https://x.test"}) {
    subscription.webhook.url = url;
    EXPECT_EQ(refused(subscription), ErrorCode::kInvalid) << url;
  }
  subscription.webhook.url = "https://" + std::string(kWebhookUrlBytesMax, 'a');
  EXPECT_EQ(refused(subscription), ErrorCode::kTooLarge);
  subscription.webhook = {store::WebhookShape::kTelegram, "https://x.test/", ""};
  EXPECT_EQ(refused(subscription), ErrorCode::kInvalid) << "no chat";
}

// Whatever is refused or kept, nothing breaks, and what was kept is kept again as it is.
RC_GTEST_PROP(Subscriptions, OfAnyTextIsKeptWhatIsKeptAgain, ()) {
  Subscription subscription;
  subscription.cadence = *rc::gen::element(Cadence::kDaily, Cadence::kWeekly, Cadence::kMonthly);
  subscription.on_day = *rc::gen::inRange<std::uint32_t>(1, 8);
  subscription.zone = *rc::gen::element<std::string>("UTC", "Asia/Tokyo");
  for (const auto& target : *rc::gen::arbitrary<std::vector<std::string>>())
    subscription.parts.push_back(
        {*rc::gen::element(PartKind::kAuthor, PartKind::kCategory, PartKind::kSearch, PartKind::kVersions),
         target});
  const auto checked = checked_subscription(subscription, true);
  if (!checked.ok()) {
    RC_ASSERT(!checked.error().message().empty());
    return;
  }
  RC_ASSERT(checked_subscription(*checked, true).value() == *checked);
  RC_ASSERT(store::unpack_subscription(store::pack_subscription(*checked)).value() == *checked);
  RC_ASSERT(subscription_text(*checked).find('\n') == std::string::npos);
}

// ---------------------------------------------------------------------------------------- by address alone

TEST_F(SubscriptionsTest, NobodyGetsMailWhoDidNotConfirm) {
  ask();
  ASSERT_THAT(letters(), SizeIs(1));
  EXPECT_EQ(letters()[0].kind, store::DeliveryKind::kConfirmSubscription);
  EXPECT_EQ(letters()[0].address, kAddress);
  EXPECT_THAT(Subscribers(record()).after({}, 10).value(), IsEmpty());
  EXPECT_EQ(Subscribers(record()).count()->asked, 1U);
}

TEST_F(SubscriptionsTest, AnAddressGetsOneLetterADayWhateverIsAskedFor) {
  ask();
  const std::string first = code();
  now_ += hours(23);
  ask(daily_at(hours(9)));
  EXPECT_THAT(letters(), SizeIs(1));
  EXPECT_EQ(asked_subscription(record(), first, now_).value()->subscription, standard_subscription())
      << "the first one stands: the second can be anybody's";
  now_ += hours(2);
  ask(daily_at(hours(9)));
  EXPECT_THAT(letters(), SizeIs(2));
  EXPECT_FALSE(confirm(first)) << "another one is in its place";
  EXPECT_TRUE(confirm(code()));
}

TEST_F(SubscriptionsTest, ACodeConfirmsOnceAndADayLong) {
  ask();
  EXPECT_FALSE(confirm(""));
  EXPECT_FALSE(confirm(code() + "x"));
  EXPECT_FALSE(confirm(code().substr(1)));
  const std::string code = this->code();
  now_ += kConfirmationLasts;
  EXPECT_TRUE(confirm(code));
  EXPECT_FALSE(confirm(code));
  EXPECT_THAT(Subscribers(record()).after({}, 10).value(), SizeIs(1));
  ask(standard_subscription(), "late@x.test");
  now_ += kConfirmationLasts + std::chrono::milliseconds(1);
  EXPECT_FALSE(confirm(this->code()));
  EXPECT_THAT(Subscribers(record()).after({}, 10).value(), SizeIs(1));
}

TEST_F(SubscriptionsTest, WhoAsksAgainAndConfirmsHasOneSubscription) {
  const Subscriber first = join(daily_at(hours(7)));
  const Subscriber second = join(daily_at(hours(18)));
  EXPECT_EQ(second.number, first.number);
  EXPECT_EQ(second.made_at, first.made_at);
  EXPECT_EQ(present(first), second);
}

// ---------------------------------------------------------------------------------------------- leaving

TEST_F(SubscriptionsTest, WhoLeavesHasLeftAtOnceAndWhatWaitsIsCancelled) {
  const Subscriber subscriber = join(daily_at(hours(7)));
  const Delivery waits = enqueue_digest(subscriber, DeliveryState::kWaiting, store::DeliveryChannel::kMail);
  const Delivery sent = enqueue_digest(subscriber, DeliveryState::kSent, store::DeliveryChannel::kMail);
  leave_now(subscriber);
  EXPECT_EQ(state_of(waits), DeliveryState::kCancelled);
  EXPECT_EQ(state_of(sent), DeliveryState::kSent);
  EXPECT_TRUE(is_stopped(record(), kAddress, false).value());
  EXPECT_FALSE(is_stopped(record(), kAddress, true).value());
  EXPECT_THAT(Subscribers(record()).due(now_ + hours(100), 10).value(), IsEmpty());
  const Subscriber left = present(subscriber);
  EXPECT_EQ(left.left_at, now_);
  now_ += hours(1);
  leave_now(subscriber);
  EXPECT_EQ(present(subscriber), left) << "again it changes nothing";
  EXPECT_EQ(stop_of(kAddress)->stopped_at, *left.left_at);
  ASSERT_TRUE(bench_.act([&](Transaction& transaction) {
    return leave(record(), transaction, store::SubscriberNumber(99), now_).ok();
  }));
}

TEST_F(SubscriptionsTest, AChangeThatComesTooLateDoesNotBringBackWhoLeft) {
  const Subscriber reader = join(standard_subscription());
  leave_now(reader);
  Subscription wanted = reader.subscription;
  wanted.size = 20;
  const auto changed = bench_.act([&](Transaction& transaction) {
    return change_subscription(record(), transaction, reader.number, wanted, now_);
  });
  EXPECT_EQ(changed.error().code(), ErrorCode::kConflict);
  EXPECT_TRUE(present(reader).left_at);
}

TEST_F(SubscriptionsTest, WhoLeftAndConfirmsAnewIsBack) {
  const Subscriber subscriber = join(daily_at(hours(7)));
  add_mailed(subscriber, 5);
  leave_now(subscriber);
  bench_.add(record_of("arxiv", {"arxiv:2608.00001"}, "Small tides", {"Mina Okafor"}, "2026-08-18"));
  now_ += hours(48);
  const Subscriber back = join(daily_at(hours(7)));
  EXPECT_EQ(back.number, subscriber.number);
  EXPECT_FALSE(back.left_at);
  EXPECT_EQ(back.made_at, now_);
  EXPECT_EQ(present(back), back);
  EXPECT_EQ(back.covered, std::nullopt);
  EXPECT_EQ(back.last_paper, *record().number_of("arxiv:2608.00001").value())
      << "what came while they were away is no news";
  EXPECT_TRUE(was_mailed(back, 5)) << "nor is what they got before";
  EXPECT_FALSE(stop_of(kAddress));
}

// ------------------------------------------------------------------------------------------------ stops

TEST_F(SubscriptionsTest, AStoppedAddressGetsNoLetterAndNobodyIsTold) {
  for (const StopReason reason : {StopReason::kBounced, StopReason::kComplained, StopReason::kOperator}) {
    stop(kAddress, reason);
    EXPECT_EQ(stop_of(kAddress)->reason, reason);
    ask();
    EXPECT_THAT(letters(), IsEmpty());
    EXPECT_TRUE(Subscribers(record()).request_of(kAddress).value()) << "who asks sees no difference";
  }
}

TEST_F(SubscriptionsTest, AWeakerStopDoesNotReplaceAStrongerOne) {
  const Subscriber subscriber = join(daily_at(hours(7)));
  stop(kAddress, StopReason::kComplained);
  leave_now(subscriber);
  EXPECT_EQ(stop_of(kAddress)->reason, StopReason::kComplained);
  stop(kAddress, StopReason::kOperator);
  stop(kAddress, StopReason::kBounced);
  EXPECT_EQ(stop_of(kAddress)->reason, StopReason::kOperator);
}

TEST_F(SubscriptionsTest, ACodeFromBeforeLiftsABounceAndNotTheOperatorsStop) {
  ask();
  const std::string mine = code();
  stop(kAddress, StopReason::kBounced);
  EXPECT_TRUE(confirm(mine));
  EXPECT_FALSE(stop_of(kAddress));
  ask(standard_subscription(), "other@x.test");
  const std::string other = code();
  stop("other@x.test", StopReason::kOperator);
  EXPECT_TRUE(confirm(other));
  EXPECT_TRUE(is_stopped(record(), "other@x.test", true).value());
}

TEST_F(SubscriptionsTest, AComplaintEndsLettersAndLeavesAWebhook) {
  const Subscriber by_mail = join(daily_at(hours(7)));
  const Delivery waits = enqueue_digest(by_mail, DeliveryState::kWaiting, store::DeliveryChannel::kMail);
  stop(kAddress, StopReason::kComplained);
  EXPECT_EQ(state_of(waits), DeliveryState::kCancelled);
  EXPECT_TRUE(present(by_mail).left_at);
  Subscription both = daily_at(hours(7));
  both.webhook = {store::WebhookShape::kSlack, "https://hooks.test/", ""};
  const Subscriber hooked = subscribe(add_account_at("jun", "jun@x.test"), both).value();
  const Delivery letter = enqueue_digest(hooked, DeliveryState::kWaiting, store::DeliveryChannel::kMail);
  const Delivery post = enqueue_digest(hooked, DeliveryState::kWaiting, store::DeliveryChannel::kWebhook);
  stop("jun@x.test", StopReason::kComplained);
  EXPECT_EQ(state_of(letter), DeliveryState::kCancelled);
  EXPECT_EQ(state_of(post), DeliveryState::kWaiting);
  EXPECT_FALSE(present(hooked).left_at);
}

// --------------------------------------------------------------------------------------------- accounts

TEST_F(SubscriptionsTest, AnAccountTakesOverWhatItsAddressHad) {
  const Subscriber before = join(daily_at(hours(7)));
  add_mailed(before, 5);
  const store::AccountNumber account = add_account_at("mina", kAddress);
  const Subscriber after = subscribe(account, daily_at(hours(18))).value();
  EXPECT_EQ(after.number, before.number);
  EXPECT_EQ(after.account, account);
  EXPECT_EQ(after.address, "");
  EXPECT_EQ(address_of(record(), after).value(), kAddress);
  EXPECT_TRUE(was_mailed(after, 5));
  EXPECT_FALSE(Subscribers(record()).of_address(kAddress).value());
  EXPECT_EQ(present(after), after);
}

TEST_F(SubscriptionsTest, OneMailboxIsOneReader) {
  // The account had a subscription before it had the address.
  const store::AccountNumber number = add_account_at("mina", "old@x.test");
  const Subscriber own = subscribe(number, daily_at(hours(7))).value();
  const Subscriber by_address = join(daily_at(hours(7)));
  add_mailed(by_address, 5);
  const Delivery waits = enqueue_digest(by_address, DeliveryState::kWaiting, store::DeliveryChannel::kMail);
  bench_.act([&](Transaction& transaction) {
    store::Account account = *store::Accounts(record()).account(number).value();
    account.address = kAddress;
    return store::AccountChanges(transaction).replace(account).ok();
  });
  const Subscriber after = subscribe(number, daily_at(hours(8))).value();
  EXPECT_EQ(after.number, own.number);
  EXPECT_TRUE(present(by_address).left_at);
  EXPECT_EQ(state_of(waits), DeliveryState::kCancelled);
  EXPECT_TRUE(was_mailed(after, 5));
  EXPECT_FALSE(stop_of(kAddress));
}

TEST_F(SubscriptionsTest, WhatIsConfirmedByAddressAddsToTheAccount) {
  const store::AccountNumber number = add_account_at("mina", kAddress);
  Subscription had = daily_at(hours(7));
  had.parts = {{PartKind::kForYou}, {PartKind::kTrending}};
  had.webhook = {store::WebhookShape::kSlack, "https://hooks.test/", ""};
  const Subscriber own = subscribe(number, had).value();
  Subscription asked = daily_at(hours(8));
  asked.parts = {{PartKind::kTrending}, {PartKind::kFrontPage}};
  const Subscriber after = join(asked);
  EXPECT_EQ(after.number, own.number);
  EXPECT_EQ(after.subscription.at, hours(7));
  EXPECT_EQ(after.subscription.webhook, had.webhook);
  EXPECT_THAT(after.subscription.parts, ElementsAre(store::SubscriptionPart{PartKind::kForYou},
                                                    store::SubscriptionPart{PartKind::kTrending},
                                                    store::SubscriptionPart{PartKind::kFrontPage}));
}

TEST_F(SubscriptionsTest, AnAccountWithoutAnAddressGetsNoLetters) {
  const store::AccountNumber number = bench_.add_reader("mina", now_);
  EXPECT_EQ(subscribe(number, standard_subscription()).error().code(), ErrorCode::kInvalid);
  Subscription hooked = standard_subscription();
  hooked.by_mail = false;
  hooked.webhook = {store::WebhookShape::kSlack, "https://hooks.test/", ""};
  EXPECT_TRUE(subscribe(number, hooked).ok());
}

TEST_F(SubscriptionsTest, ABannedAccountHasNowhereToGo) {
  const store::AccountNumber number = add_account_at("mina", kAddress);
  const Subscriber subscriber = subscribe(number, standard_subscription()).value();
  bench_.act([&](Transaction& transaction) {
    store::Account account = *store::Accounts(record()).account(number).value();
    account.banned_at = now_;
    return store::AccountChanges(transaction).replace(account).ok();
  });
  EXPECT_EQ(address_of(record(), subscriber).value(), "");
}

TEST_F(SubscriptionsTest, WhoLeftComesBackByTheirAccountAndABounceStays) {
  const store::AccountNumber number = add_account_at("mina", kAddress);
  const Subscriber subscriber = subscribe(number, standard_subscription()).value();
  leave_now(subscriber);
  EXPECT_EQ(subscribe(number, standard_subscription())->number, subscriber.number);
  EXPECT_FALSE(stop_of(kAddress));
  stop(kAddress, StopReason::kBounced);
  ASSERT_TRUE(subscribe(number, standard_subscription()).ok());
  EXPECT_EQ(stop_of(kAddress)->reason, StopReason::kBounced);
}

TEST_F(SubscriptionsTest, OldNoticesAreNoNewsToANewSubscriber) {
  const store::AccountNumber mina = add_account_at("mina", kAddress);
  const store::NoticeNumber last = add_notices(mina, 3);
  EXPECT_EQ(subscribe(mina, standard_subscription())->last_notice, last);
}

TEST_F(SubscriptionsTest, NorToAnAccountThatTakesOverWhatItsAddressGets) {
  const Subscriber before = join(standard_subscription());
  const store::AccountNumber mina = add_account_at("mina", kAddress);
  store::NoticeNumber last = add_notices(mina, 3);
  adopt(mina);
  EXPECT_EQ(present(before).account, mina);
  EXPECT_EQ(present(before).last_notice, last);

  // Who left and is written to by the address alone since.
  leave_now(present(before));
  const Subscriber again = add_by_address();
  last = add_notices(mina, 2);
  adopt(mina);
  EXPECT_TRUE(present(again).left_at);
  EXPECT_FALSE(present(before).left_at);
  EXPECT_EQ(present(before).last_notice, last);
}

// ----------------------------------------------------------------------------------------- other hours

TEST_F(SubscriptionsTest, AnEarlierHourDoesNotLoseTodays) {
  const Subscriber subscriber = join(daily_at(hours(20)));
  change(subscriber, daily_at(hours(7)));
  EXPECT_EQ(format_instant(present(subscriber).next_at).substr(0, 16), "2026-08-20T07:00");
  const store::AccountNumber account = add_account_at("jun", "jun@x.test");
  const Subscriber own = subscribe(account, daily_at(hours(20))).value();
  EXPECT_EQ(subscribe(account, daily_at(hours(7)))->next_at, present(subscriber).next_at);
  EXPECT_EQ(present(own).next_at, present(subscriber).next_at);
}

TEST_F(SubscriptionsTest, AnHourThatWasTodayIsNotTodayAgain) {
  at("2026-08-19T12:00:00Z");
  Subscriber subscriber = join(daily_at(hours(7)));
  at("2026-08-20T12:00:00Z");
  subscriber.next_at = *parse_instant("2026-08-21T07:00:00Z");  // today's was chosen
  bench_.act([&](Transaction& transaction) {
    return store::SubscriberChanges(transaction).replace(subscriber).ok();
  });
  change(subscriber, daily_at(hours(9)));
  EXPECT_EQ(format_instant(present(subscriber).next_at).substr(0, 16), "2026-08-21T09:00");
  // A later hour: today's edition is there already when it comes, so that it is chosen once.
  change(present(subscriber), daily_at(hours(18)));
  EXPECT_EQ(format_instant(present(subscriber).next_at).substr(0, 16), "2026-08-20T18:00");
}

TEST_F(SubscriptionsTest, WhatIsOverdueStaysSo) {
  at("2026-08-19T12:00:00Z");
  const Subscriber subscriber = join(daily_at(hours(7)));
  at("2026-08-20T12:00:00Z");  // and nobody chose at seven
  change(subscriber, daily_at(hours(8)));
  EXPECT_EQ(format_instant(present(subscriber).next_at).substr(0, 16), "2026-08-20T08:00");
  change(present(subscriber), daily_at(hours(18)));
  EXPECT_EQ(format_instant(present(subscriber).next_at).substr(0, 16), "2026-08-20T18:00")
      << "today's is still to come";
}

TEST_F(SubscriptionsTest, WhoMovesOverTheDateLineLosesNoDay) {
  at("2026-08-20T01:00:00Z");  // three in the afternoon of the 19th in Honolulu, ten of the 20th in Tokyo
  const Subscriber subscriber = join(daily_at(hours(20), "Pacific/Honolulu"));
  change(subscriber, daily_at(hours(7), "Asia/Tokyo"));
  EXPECT_EQ(format_instant(present(subscriber).next_at).substr(0, 16), "2026-08-19T22:00");
  const Subscriber other = join(daily_at(hours(20), "Asia/Tokyo"), "other@x.test");
  change(other, daily_at(hours(7), "Pacific/Honolulu"));
  EXPECT_EQ(format_instant(present(other).next_at).substr(0, 16), "2026-08-20T17:00");
}

TEST_F(SubscriptionsTest, AZoneThatIsGoneCanBeLeft) {
  Subscriber subscriber = join(daily_at(hours(7)));
  subscriber.subscription.zone = "Europe/Atlantis";
  change(subscriber, daily_at(hours(18)));
  EXPECT_EQ(format_instant(present(subscriber).next_at).substr(0, 16), "2026-08-20T18:00");
}

}  // namespace
}  // namespace broadsheet::papers
