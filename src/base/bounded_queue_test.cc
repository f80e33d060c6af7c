// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/bounded_queue.h"

#include <chrono>
#include <gtest/gtest.h>
#include <optional>
#include <thread>

namespace broadsheet {
namespace {

TEST(BoundedQueue, GivesValuesInOrderAndEndsWhenClosed) {
  BoundedQueue<int> queue(2);
  EXPECT_TRUE(queue.push(1));
  EXPECT_TRUE(queue.push(2));
  EXPECT_EQ(queue.pop(), 1);
  queue.close();
  EXPECT_FALSE(queue.push(3));
  EXPECT_FALSE(queue.finished());
  EXPECT_EQ(queue.pop_until(std::chrono::steady_clock::now()), 2);
  EXPECT_EQ(queue.pop(), std::nullopt);
  EXPECT_TRUE(queue.finished());
}

TEST(BoundedQueue, GivesUpAtTheDeadline) {
  BoundedQueue<int> queue(1);
  EXPECT_EQ(queue.pop_until(std::chrono::steady_clock::now()), std::nullopt);
  EXPECT_FALSE(queue.finished());
}

TEST(BoundedQueue, AbandonedLetsGoWhoWaitsForRoom) {
  BoundedQueue<int> queue(1);
  EXPECT_TRUE(queue.push(1));
  std::optional<bool> pushed;
  std::thread waiting([&] { pushed = queue.push(2); });
  queue.abandon();
  waiting.join();
  EXPECT_EQ(pushed, false);
  EXPECT_TRUE(queue.finished());
}

TEST(BoundedQueue, PassesEveryValueOnceThroughALittleRoom) {
  constexpr int kValues = 20'000;
  BoundedQueue<int> queue(3);
  std::thread producer([&] {
    for (int value = 0; value < kValues; ++value) queue.push(value);
    queue.close();
  });
  int wanted = 0;
  while (const std::optional<int> value = queue.pop()) EXPECT_EQ(*value, wanted++);
  producer.join();
  EXPECT_EQ(wanted, kValues);
}

}  // namespace
}  // namespace broadsheet
