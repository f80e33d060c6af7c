// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/failing_address.h"

#include <gtest/gtest.h>
#include <string>

#include "papers/subscriptions.h"
#include "papers/testing.h"
#include "store/deliveries.h"

namespace broadsheet::papers {
namespace {

using std::chrono::days;
using store::DeliveryState;
using store::Subscriber;
using store::Transaction;

class FailingAddressTest : public testing::Test {
 protected:
  FailingAddressTest() : mina_(add("mina@x.test")), jun_(add("jun@x.test")) {}

  Subscriber add(const std::string& address) {
    Subscriber subscriber;
    subscriber.address = address;
    subscriber.subscription = standard_subscription();
    subscriber.number = bench_.act([&](Transaction& transaction) {
      return store::SubscriberChanges(transaction).add(subscriber).value();
    });
    return subscriber;
  }
  // The digest of so many days after the first.
  void deliver(const Subscriber& to, int day, DeliveryState state, const std::string& outcome) {
    bench_.act([&](Transaction& transaction) {
      store::DeliveryChanges changes(transaction);
      store::Digest digest;
      digest.subscriber = to.number;
      digest.edition = kFirst + days(day);
      digest.chosen_at = digest.edition;
      digest.message_id = std::to_string(to.number.value()) + "." + std::to_string(day) + "@x.test";
      store::Delivery delivery;
      delivery.subscriber = to.number;
      delivery.digest = changes.add_digest(digest).value().value();
      delivery.message_id = digest.message_id;
      delivery.state = state;
      delivery.outcome = outcome;
      delivery.made_at = delivery.next_at = digest.chosen_at;
      if (state == DeliveryState::kSent || state == DeliveryState::kFailed)
        delivery.ended_at = delivery.made_at;
      return changes.add(delivery).ok();
    });
  }
  void fail(int from, int to, const std::string& outcome = "550 no such user") {
    for (int day = from; day <= to; ++day) deliver(mina_, day, DeliveryState::kFailed, outcome);
  }
  bool is_stopped_on(int day) {
    return bench_.act([&](Transaction& transaction) {
      return stop_if_failing(bench_.record(), transaction, mina_.number, kFirst + days(day)).value();
    });
  }
  bool has_left() {
    return store::Subscribers(bench_.record()).subscriber(mina_.number).value()->left_at.has_value();
  }

  static constexpr Day kFirst{std::chrono::year{2026} / 11 / 1};
  Bench bench_;
  Subscriber mina_, jun_;
};

TEST_F(FailingAddressTest, IsStoppedOnceNothingArrivedForAWeek) {
  deliver(mina_, 0, DeliveryState::kSent, "accepted");
  deliver(jun_, 5, DeliveryState::kSent, "accepted");
  fail(1, 6);
  EXPECT_FALSE(is_stopped_on(8));
  fail(7, 7, "gave up: 451 4.3.0 later");
  EXPECT_FALSE(is_stopped_on(7)) << "not a week yet";
  EXPECT_FALSE(has_left());
  deliver(mina_, 8, DeliveryState::kWaiting, "");
  EXPECT_TRUE(is_stopped_on(8));
  EXPECT_TRUE(has_left());
  EXPECT_TRUE(is_stopped(bench_.record(), "mina@x.test", true).value());
  EXPECT_FALSE(is_stopped_on(9)) << "once";
}

TEST_F(FailingAddressTest, IsWrittenToAgainAfterAnythingArrived) {
  deliver(jun_, 5, DeliveryState::kSent, "accepted");
  fail(0, 3);
  deliver(mina_, 4, DeliveryState::kSent, "accepted");
  fail(5, 10);
  EXPECT_FALSE(is_stopped_on(12));
}

TEST_F(FailingAddressTest, IsJudgedAnewOnceItsReaderIsBack) {
  deliver(jun_, 12, DeliveryState::kSent, "accepted");
  fail(0, 8);
  EXPECT_TRUE(is_stopped_on(9));
  bench_.act([&](Transaction& transaction) {
    Subscriber back = *store::Subscribers(bench_.record()).subscriber(mina_.number).value();
    back.left_at.reset();
    back.made_at = kFirst + days(10);
    return store::SubscriberChanges(transaction).replace(back).ok();
  });
  fail(11, 12);
  EXPECT_FALSE(is_stopped_on(13));
}

TEST_F(FailingAddressTest, IsNotToBlameForTheOneThatItsReaderHadBefore) {
  deliver(jun_, 9, DeliveryState::kSent, "accepted");
  fail(0, 8);
  bench_.act([&](Transaction& transaction) {
    const auto account =
        add_account(
            transaction,
            {.name = "mina", .fullname = "", .address = "new@x.test", .password = "", .confirmed = true},
            kFirst + days(9))
            .value();
    Subscriber moved = *store::Subscribers(bench_.record()).subscriber(mina_.number).value();
    moved.account = account;
    moved.address.clear();
    return store::SubscriberChanges(transaction).replace(moved).ok();
  });
  fail(10, 10);
  EXPECT_FALSE(is_stopped_on(11));
}

TEST_F(FailingAddressTest, IsNotToBlameWhereNobodyTrustsUs) {
  deliver(jun_, 9, DeliveryState::kSent, "accepted");
  fail(0, 8);
  fail(9, 9, "came back: 5.7.1: smtp; 550 5.7.1 on a black list");
  EXPECT_FALSE(is_stopped_on(10));
}

TEST_F(FailingAddressTest, IsNotToBlameWhereNothingArrivesAnywhere) {
  deliver(jun_, 0, DeliveryState::kSent, "accepted");
  fail(1, 9);
  EXPECT_FALSE(is_stopped_on(10));
  deliver(jun_, 9, DeliveryState::kSent, "accepted");
  EXPECT_TRUE(is_stopped_on(10));
}

}  // namespace
}  // namespace broadsheet::papers
