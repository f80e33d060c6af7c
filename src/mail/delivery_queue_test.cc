// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/delivery_queue.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "papers/testing.h"

namespace broadsheet::mail {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using store::Delivery;
using store::DeliveryKind;
using store::DeliveryNumber;

const Instant kNow = *parse_instant("2026-11-27T07:00:00Z");

class DeliveryQueueTest : public testing::Test {
 protected:
  // One whose domain is what it says.
  DeliveryNumber add(const std::string& domain, DeliveryKind kind = DeliveryKind::kDigest,
                     Instant next_at = kNow) {
    Delivery delivery;
    delivery.kind = kind;
    delivery.content = domain;
    delivery.made_at = delivery.next_at = next_at;
    return bench_.act([&](store::Transaction& transaction) {
      return store::DeliveryChanges(transaction).add(delivery).value();
    });
  }
  void end(DeliveryNumber number) {
    bench_.act([&](store::Transaction& transaction) {
      Delivery delivery = *store::Deliveries(bench_.record()).delivery(number).value();
      delivery.state = store::DeliveryState::kSent;
      return store::DeliveryChanges(transaction).replace(delivery).ok();
    });
  }
  // 0: none.
  std::uint32_t next(DeliveryQueue& queue, Instant now) {
    const auto given = queue.next(bench_.record(), now,
                                  [](const Delivery& one) { return Result<std::string>(one.content); });
    EXPECT_TRUE(given.ok());
    return *given ? (*given)->number.value() : 0;
  }
  static DeliveryRules paced(std::uint32_t per_minute) {
    DeliveryRules rules;
    rules.per_domain_per_minute = per_minute;
    return rules;
  }

  papers::Bench bench_;
};

TEST_F(DeliveryQueueTest, GivesEachToOneOnly) {
  DeliveryQueue queue(paced(0));
  add("a.test");
  add("a.test");
  EXPECT_EQ(next(queue, kNow), 1U);
  EXPECT_EQ(next(queue, kNow), 2U);
  EXPECT_EQ(next(queue, kNow), 0U);
  EXPECT_EQ(next(queue, kNow + seconds(2)), 0U) << "they still wait in the record, and are in hand";
  end(DeliveryNumber(1));
  queue.done(DeliveryNumber(1));
  queue.done(DeliveryNumber(2));  // could not be delivered, and waits in the record
  EXPECT_EQ(next(queue, kNow + seconds(4)), 2U);
}

TEST_F(DeliveryQueueTest, GivesNoneBeforeItIsDue) {
  DeliveryQueue queue(paced(0));
  add("a.test", DeliveryKind::kDigest, kNow + seconds(60));
  EXPECT_EQ(next(queue, kNow), 0U);
  EXPECT_EQ(next(queue, kNow + seconds(59)), 0U);
  EXPECT_EQ(next(queue, kNow + seconds(61)), 1U);
}

TEST_F(DeliveryQueueTest, GivesFirstWhatPeopleWaitFor) {
  DeliveryQueue queue(paced(0));
  for (int i = 0; i < 3; ++i) add("a.test");
  EXPECT_EQ(next(queue, kNow), 1U);
  const DeliveryNumber asked = add("b.test", DeliveryKind::kConfirmSubscription, kNow + seconds(1));
  EXPECT_EQ(next(queue, kNow + seconds(1)), asked.value());
  EXPECT_EQ(next(queue, kNow + seconds(1)), 2U);
}

TEST_F(DeliveryQueueTest, KeepsToThePaceOfEachDomain) {
  DeliveryQueue queue(paced(60));
  for (const char* domain : {"a.test", "a.test", "b.test", ""}) add(domain);
  add("");
  EXPECT_EQ(next(queue, kNow), 1U);
  EXPECT_EQ(next(queue, kNow), 3U);
  EXPECT_EQ(next(queue, kNow), 4U) << "what goes to no domain has no pace";
  EXPECT_EQ(next(queue, kNow), 5U);
  EXPECT_EQ(next(queue, kNow + milliseconds(999)), 0U);
  EXPECT_EQ(next(queue, kNow + milliseconds(1000)), 2U);
}

// A domain with more than are read at once must not keep those behind them from going.
TEST_F(DeliveryQueueTest, LooksBehindADomainThatManyWaitFor) {
  DeliveryQueue queue(paced(1));
  bench_.act([&](store::Transaction& transaction) {
    Delivery delivery;
    delivery.content = "large.test";
    delivery.made_at = delivery.next_at = kNow;
    for (int i = 0; i < 1600; ++i) EXPECT_TRUE(store::DeliveryChanges(transaction).add(delivery).ok());
    return true;
  });
  const DeliveryNumber other = add("small.test");
  EXPECT_EQ(next(queue, kNow), 1U);
  std::uint32_t given = 0;
  int looks = 0;
  while (given == 0 && ++looks < 10) given = next(queue, kNow + seconds(looks));
  EXPECT_EQ(given, other.value());
}

TEST_F(DeliveryQueueTest, WaitsForNoClockThatWentBack) {
  DeliveryQueue queue(paced(60));
  add("a.test");
  add("a.test", DeliveryKind::kDigest, kNow - std::chrono::hours(48));
  EXPECT_EQ(next(queue, kNow), 2U);
  EXPECT_EQ(next(queue, kNow - std::chrono::hours(24)), 1U);
  for (int i = 0; i < 3; ++i) queue.unreachable(kNow);
  add("b.test", DeliveryKind::kDigest, kNow - std::chrono::hours(48));
  EXPECT_EQ(next(queue, kNow), 0U);
  EXPECT_EQ(next(queue, kNow - std::chrono::hours(23)), 3U);
}

TEST_F(DeliveryQueueTest, RestsWhileTheServerIsNotThere) {
  DeliveryQueue queue(paced(0));
  for (int i = 0; i < 20; ++i) add("a.test");
  queue.unreachable(kNow);
  queue.unreachable(kNow);
  EXPECT_NE(next(queue, kNow), 0U) << "twice may be chance";
  Instant now = kNow;
  for (const int rests : {1, 2, 4, 8, 16, 30, 30}) {
    queue.unreachable(now);
    queue.unreachable(now);  // another one, which tried at the same time
    EXPECT_EQ(next(queue, now), 0U);
    EXPECT_EQ(next(queue, now + seconds(rests) - milliseconds(1)), 0U) << rests;
    now += seconds(rests);
    EXPECT_NE(next(queue, now), 0U) << rests;
  }
  queue.reachable();
  queue.unreachable(now);
  queue.unreachable(now);
  EXPECT_NE(next(queue, now), 0U);
  queue.unreachable(now);
  EXPECT_EQ(next(queue, now), 0U);
  EXPECT_NE(next(queue, now + seconds(1)), 0U);
}

TEST_F(DeliveryQueueTest, CountsWhatCameOfIt) {
  DeliveryQueue queue(paced(0));
  queue.count(TryOutcome::kSent);
  queue.count(TryOutcome::kSent);
  queue.count(TryOutcome::kGaveUp);
  const auto counts = queue.counts();
  EXPECT_EQ(counts.at(static_cast<std::size_t>(TryOutcome::kSent)), 2U);
  EXPECT_EQ(counts.at(static_cast<std::size_t>(TryOutcome::kGaveUp)), 1U);
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < kTryOutcomes; ++i)
    names.push_back(try_outcome_name(static_cast<TryOutcome>(i)));
  std::ranges::sort(names);
  EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
  EXPECT_NE(names.front(), "");
}

}  // namespace
}  // namespace broadsheet::mail
