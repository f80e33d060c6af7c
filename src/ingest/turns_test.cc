// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/turns.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <mutex>
#include <thread>
#include <vector>

#include "ingest/limits.h"

namespace broadsheet::ingest {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

class TurnsTest : public ::testing::Test {
 protected:
  TurnsTest() : folder_(make_temporary_folder("turns").value()) {}
  ~TurnsTest() override { (void)remove_all(folder_); }
  const std::string folder_;
};

TEST_F(TurnsTest, NoTwoRequestsBeginCloserThanTheInterval) {
  constexpr milliseconds kInterval{40};
  std::mutex mutex;
  std::vector<steady_clock::time_point> begun;
  int at_once = 0;
  std::vector<std::thread> askers;
  const auto start = steady_clock::now();
  for (int i = 0; i < 4; ++i) {
    askers.emplace_back([&] {
      const Turns turns(folder_, kInterval);  // as another process has its own
      for (int n = 0; n < 3; ++n) {
        const Turn turn = turns.take("example.org", nullptr).value();
        const std::lock_guard lock(mutex);
        EXPECT_EQ(++at_once, 1);
        begun.push_back(steady_clock::now());
        --at_once;
      }
    });
  }
  for (std::thread& asker : askers) asker.join();
  std::ranges::sort(begun);
  ASSERT_EQ(begun.size(), 12U);
  // However late a beginning is written down: the i-th is i intervals behind the start of all, to the
  // millisecond.
  for (std::size_t i = 1; i < begun.size(); ++i)
    EXPECT_GE(begun[i] - start, static_cast<int>(i) * (kInterval - milliseconds(1))) << i;
}

TEST_F(TurnsTest, HostsDoNotWaitForEachOther) {
  const Turns turns(folder_, std::chrono::hours(1));
  for (const char* host : {"a.example.org", "b.example.org", "localhost", "::1", "xn--bcher-kva.example"})
    EXPECT_TRUE(turns.take(host, nullptr).ok()) << host;
}

TEST_F(TurnsTest, AHostThatAsksToBeLeftAloneIs) {
  const Turns turns(folder_, milliseconds(0));
  {
    const Turn turn = turns.take("example.org", nullptr).value();
    ASSERT_TRUE(turn.put_off(milliseconds(120)).ok());
  }
  const auto before = steady_clock::now();
  EXPECT_TRUE(turns.take("example.org", nullptr).ok());
  EXPECT_GE(steady_clock::now() - before, milliseconds(100));
}

TEST_F(TurnsTest, WaitingEndsWhenItIsToStop) {
  const Turns turns(folder_, std::chrono::minutes(30));
  ASSERT_TRUE(turns.take("example.org", nullptr).ok());
  const std::atomic<bool> stop = true;
  EXPECT_EQ(turns.take("example.org", &stop).error().code(), ErrorCode::kInterrupted);
}

TEST_F(TurnsTest, WhatWasWrittenBeforeTheMachineStartedHoldsNoLonger) {
  ASSERT_TRUE(write_file_atomically(folder_ + "/example.org", "99999999999999\n").ok());
  const std::atomic<bool> stop = true;
  EXPECT_TRUE(Turns(folder_, milliseconds(0)).take("example.org", &stop).ok());
}

TEST_F(TurnsTest, ArxivHasOneBudgetForAllItsServices) {
  EXPECT_EQ(Turns::budget_of("oaipmh.arxiv.org"), "arxiv.org");
  EXPECT_EQ(Turns::budget_of("rss.arxiv.org"), "arxiv.org");
  EXPECT_EQ(Turns::budget_of("arxiv.org"), "arxiv.org");
  EXPECT_EQ(Turns::budget_of("notarxiv.org"), "notarxiv.org");
  EXPECT_EQ(Turns::budget_of("arxiv.org.example"), "arxiv.org.example");
  const Turns turns(folder_, milliseconds(0));
  EXPECT_EQ(turns.interval_of("export.arxiv.org"), kArxivInterval);
  EXPECT_EQ(turns.interval_of("example.org"), milliseconds(0));
}

}  // namespace
}  // namespace broadsheet::ingest
