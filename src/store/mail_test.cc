// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the record has of mail: subscribers, digests, the queue.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "store/deliveries.h"
#include "store/not_for_me.h"
#include "store/own_record_testing.h"
#include "store/record.h"
#include "store/subscribers.h"

namespace broadsheet::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const Instant kNow = *parse_instant("2026-11-27T07:00:00Z");
constexpr std::chrono::hours kHour{1};

class MailTest : public OwnRecordTest {
 protected:
  template <class Act>
  auto act(const Act& acts) {
    Transaction transaction = record_->begin(Durability::kInteractive).value();
    auto result = acts(transaction);
    EXPECT_TRUE(transaction.commit().ok());
    return result;
  }
  SubscriberNumber add_subscriber(const std::string& address, Instant next_at) {
    Subscriber subscriber;
    subscriber.address = address;
    subscriber.next_at = next_at;
    return act(
        [&](Transaction& transaction) { return SubscriberChanges(transaction).add(subscriber).value(); });
  }
  DeliveryNumber add_delivery(const Delivery& delivery) {
    return act([&](Transaction& transaction) { return DeliveryChanges(transaction).add(delivery).value(); });
  }
};

RC_GTEST_PROP(Subscription, IsReadAsItWasPacked, ()) {
  Subscription subscription;
  subscription.cadence = *rc::gen::element(Cadence::kDaily, Cadence::kWeekly, Cadence::kMonthly);
  subscription.on_day = *rc::gen::inRange(1U, 29U);
  subscription.at = std::chrono::minutes(*rc::gen::inRange(0, 1440));
  subscription.zone = *rc::gen::element<std::string>("UTC", "Asia/Tokyo");
  subscription.size = *rc::gen::inRange(1U, 51U);
  subscription.tells_quiet = *rc::gen::arbitrary<bool>();
  subscription.by_mail = *rc::gen::arbitrary<bool>();
  subscription.webhook = {*rc::gen::element(WebhookShape::kNone, WebhookShape::kJson),
                          *rc::gen::arbitrary<std::string>(), *rc::gen::arbitrary<std::string>()};
  for (const std::string& target : *rc::gen::arbitrary<std::vector<std::string>>())
    subscription.parts.push_back({*rc::gen::element(PartKind::kSearch, PartKind::kReplies), target});
  const std::string bytes = pack_subscription(subscription);
  RC_ASSERT(unpack_subscription(bytes).value() == subscription);
  // What is cut is damaged or is fewer fields, never something else.
  const std::size_t cut = *rc::gen::inRange<std::size_t>(0, bytes.size() + 1);
  const auto rest = unpack_subscription(std::string_view(bytes).substr(0, cut));
  const bool fewer = !rest.ok() || rest->parts.size() <= subscription.parts.size();
  RC_ASSERT(fewer);
}

TEST_F(MailTest, SubscribersAreFoundByWhatTheyAre) {
  const SubscriberNumber one = add_subscriber("one@x.test", kNow);
  const SubscriberNumber two = add_subscriber("two@x.test", kNow + kHour);
  Subscribers subscribers(*record_);
  EXPECT_EQ(subscribers.of_address("one@x.test").value()->number, one);
  EXPECT_FALSE(subscribers.of_address("three@x.test").value());
  EXPECT_FALSE(subscribers.of_account(AccountNumber(0)).value());
  const auto due = subscribers.due(kNow, 10).value();
  ASSERT_THAT(due, SizeIs(1));
  EXPECT_EQ(due[0].number, one);
  // Who left is never due; the address can be taken by one subscriber alone.
  act([&](Transaction& transaction) {
    Subscriber left = due[0];
    left.left_at = kNow;
    EXPECT_TRUE(SubscriberChanges(transaction).replace(left).ok());
    Subscriber again;
    again.address = "two@x.test";
    EXPECT_FALSE(SubscriberChanges(transaction).add(again).ok());
    return 0;
  });
  EXPECT_THAT(subscribers.due(kNow + kHour, 10).value(), SizeIs(1));
  EXPECT_EQ(subscribers.count()->active, 1U);
  EXPECT_EQ(subscribers.count()->left, 1U);
  EXPECT_GT(two, one);
}

TEST_F(MailTest, WhoLeftLongAgoIsForgotten) {
  const SubscriberNumber stays = add_subscriber("one@x.test", kNow);
  const SubscriberNumber left = add_subscriber("two@x.test", kNow);
  act([&](Transaction& transaction) {
    SubscriberChanges changes(transaction);
    Subscriber gone = *Subscribers(*record_).subscriber(left).value();
    gone.left_at = kNow;
    EXPECT_TRUE(changes.replace(gone).ok());
    EXPECT_TRUE(changes.add_mailed(left, IdentityNumber(7)).ok());
    EXPECT_TRUE(changes.forget_left(kNow).ok());
    return 0;
  });
  EXPECT_TRUE(Subscribers(*record_).of_address("two@x.test").value());
  act([&](Transaction& transaction) {
    return SubscriberChanges(transaction).forget_left(kNow + kHour).ok();
  });
  EXPECT_FALSE(Subscribers(*record_).of_address("two@x.test").value());
  EXPECT_FALSE(Subscribers(*record_).was_mailed(left, std::vector{IdentityNumber(7)}).value());
  EXPECT_TRUE(Subscribers(*record_).subscriber(stays).value());
}

TEST_F(MailTest, OfAnEditionThereIsOneDigest) {
  const SubscriberNumber reader = add_subscriber("one@x.test", kNow);
  Digest digest;
  digest.subscriber = reader;
  digest.edition = *parse_day("2026-11-27");
  digest.chosen_at = kNow;
  digest.message_id = "a@b.test";
  digest.items = {
      {IdentityNumber(7), {{PartKind::kForYou, "close to what you keep", 0.25}}},
      {IdentityNumber(9), {{PartKind::kCategory, "cs.AI", 0}, {PartKind::kTrending, "no. 1", 0}}}};
  digest.notices = {NoticeNumber(3)};
  act([&](Transaction& transaction) {
    digest.number = *DeliveryChanges(transaction).add_digest(digest).value();
    EXPECT_FALSE(DeliveryChanges(transaction).add_digest(digest).value());
    EXPECT_TRUE(SubscriberChanges(transaction).add_mailed(reader, IdentityNumber(7)).ok());
    return 0;
  });
  EXPECT_EQ(Deliveries(*record_).digest(digest.number).value(), digest);
  EXPECT_EQ(Deliveries(*record_).digest_of(reader, digest.edition).value(), digest);
  const std::vector<IdentityNumber> other = {IdentityNumber(8), IdentityNumber(9)};
  const std::vector<IdentityNumber> merged = {IdentityNumber(8), IdentityNumber(7)};
  EXPECT_FALSE(Subscribers(*record_).was_mailed(reader, other).value());
  EXPECT_TRUE(Subscribers(*record_).was_mailed(reader, merged).value());
  EXPECT_FALSE(Subscribers(*record_).was_mailed(SubscriberNumber(99), merged).value());
}

TEST_F(MailTest, WhoWaitsForACodeGoesFirst) {
  Delivery digest;
  digest.made_at = digest.next_at = kNow - kHour;
  const DeliveryNumber first = add_delivery(digest);
  Delivery code;
  code.kind = DeliveryKind::kAccountCode;
  code.made_at = code.next_at = kNow;
  const DeliveryNumber second = add_delivery(code);
  Delivery later = digest;
  later.next_at = kNow + kHour;
  add_delivery(later);
  std::vector<DeliveryNumber> due;
  const auto waiting = Deliveries(*record_).due(kNow, 10);
  for (const Delivery& one : *waiting) due.push_back(one.number);
  EXPECT_THAT(due, ElementsAre(second, first));
  EXPECT_EQ(Deliveries(*record_).next_due().value(), kNow - kHour);
}

TEST_F(MailTest, WhatWasInHandWaitsAgain) {
  Delivery delivery;
  delivery.next_at = kNow;
  delivery.state = DeliveryState::kInHand;
  add_delivery(delivery);
  delivery.state = DeliveryState::kMaybeSent;
  add_delivery(delivery);
  delivery.state = DeliveryState::kSent;
  add_delivery(delivery);
  EXPECT_THAT(Deliveries(*record_).due(kNow, 10).value(), IsEmpty());
  EXPECT_EQ(act([&](Transaction& transaction) {
              return DeliveryChanges(transaction).release_in_hand(kNow).value();
            }),
            2U);
  EXPECT_THAT(Deliveries(*record_).due(kNow, 10).value(), SizeIs(2));
  EXPECT_EQ(Deliveries(*record_).count_in(DeliveryState::kSent).value(), 1U);
}

TEST_F(MailTest, WhoeverAskedToBeLeftAloneIsLeftAloneAfterARestore) {
  add_subscriber("one@x.test", kNow);
  const std::string backup = folder_ + "/backup.db";
  ASSERT_TRUE(record_->backup(backup).ok());
  const MailStop stop{.address = sha256("one@x.test"), .reason = StopReason::kLeft, .stopped_at = kNow};
  act([&](Transaction& transaction) {
    EXPECT_TRUE(SubscriberChanges(transaction).put_stop(stop).ok());
    return 0;
  });
  ASSERT_TRUE(Record::restore(folder_, backup).ok());
  const auto restored = Record::open(folder_, Record::Mode::kWrite).value();
  EXPECT_EQ(Subscribers(*restored).stop_of(stop.address).value(), stop);
  EXPECT_NE(restored->progress(kMailHeld).value(), "");
}

TEST_F(MailTest, ARefusalIsOfThePaperUnderAnyOfItsIds) {
  const AccountNumber reader(4);
  const std::vector<IdentityNumber> paper = {IdentityNumber(2), IdentityNumber(5)};
  act([&](Transaction& transaction) {
    EXPECT_TRUE(RefusalChanges(transaction).add({reader, IdentityNumber(5), kNow}).ok());
    EXPECT_TRUE(RefusalChanges(transaction).add({reader, IdentityNumber(5), kNow + kHour}).ok());
    return 0;
  });
  EXPECT_THAT(Refusals(*record_).of(reader).value(), ElementsAre(NotForMe{reader, IdentityNumber(5), kNow}));
  EXPECT_TRUE(Refusals(*record_).has(reader, paper).value());
  EXPECT_FALSE(Refusals(*record_).has(AccountNumber(5), paper).value());
  EXPECT_TRUE(act(
      [&](Transaction& transaction) { return RefusalChanges(transaction).remove(reader, paper).value(); }));
  EXPECT_FALSE(Refusals(*record_).has(reader, paper).value());
}

}  // namespace
}  // namespace broadsheet::store
