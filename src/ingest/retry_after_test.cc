// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/retry_after.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "ingest/limits.h"

namespace broadsheet::ingest {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

const Instant kNow = parse_instant("2026-06-01T12:00:00Z").value();

TEST(RetryAfter, IsSecondsOrADate) {
  EXPECT_EQ(read_retry_after("120", kNow), seconds(120));
  EXPECT_EQ(read_retry_after(" 0 ", kNow), seconds(0));
  EXPECT_EQ(read_retry_after("Mon, 01 Jun 2026 12:05:00 GMT", kNow), seconds(300));
  EXPECT_EQ(read_retry_after("Wed, 21 Oct 2015 07:28:00 GMT", kNow), seconds(0)) << "it has passed";
  EXPECT_GT(read_retry_after("99999999999999999999999999", kNow), hours(1));
}

TEST(RetryAfter, IsNothingElse) {
  for (const char* value : {"", "-5", "+5", "1.5", "soon", "12 s", "0x10"})
    EXPECT_FALSE(read_retry_after(value, kNow)) << value;
}

RC_GTEST_PROP(BackOff, DoublesWithinItsBounds, ()) {
  const int tries = *rc::gen::inRange(1, 60);
  const milliseconds first(*rc::gen::inRange(1, 100'000));
  const double chance = *rc::gen::inRange(0, 1000) / 1000.0;
  const milliseconds wait = back_off(tries, first, chance);
  RC_ASSERT(wait <= kBackOffMax);
  RC_ASSERT(2 * wait + milliseconds(1) >= std::min(first, kBackOffMax));
  RC_ASSERT(back_off(tries + 1, first, chance) >= wait);
}

}  // namespace
}  // namespace broadsheet::ingest
