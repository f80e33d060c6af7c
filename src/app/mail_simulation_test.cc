// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A month of mail; `make soak` has a year of it.

#include <gtest/gtest.h>

#include "app/mail_simulation_testing.h"

namespace broadsheet::app {
namespace {

void expect_right(const MailSimulation& simulation) {
  for (const std::string& failure : simulation.oracle().failures()) ADD_FAILURE() << failure;
  EXPECT_EQ(simulation.oracle().failed(), 0U);
}

// March, in which the clocks of America and of Europe are put forward, and the first days of April, when
// those of Australia are put back.
TEST(MailSimulation, InAMonthEachReaderHasOneDigestOfEachEdition) {
  MailSimulation simulation({.seed = 20260305, .begin = "2026-03-05", .days = 34, .readers = 500});
  while (!simulation.over()) simulation.step();
  expect_right(simulation);
  // What was to happen did.
  EXPECT_GT(simulation.oracle().digests(), 8'000U);
  EXPECT_GT(simulation.oracle().sent(), 8'000U);
  EXPECT_GT(simulation.oracle().items(), 20'000U);
  EXPECT_GT(simulation.oracle().quiet(), 0U);
  EXPECT_GT(simulation.outages(), 0U);
  EXPECT_GT(simulation.clock_steps(), 0U);
  EXPECT_GT(simulation.merges(), 10U);
}

}  // namespace
}  // namespace broadsheet::app
