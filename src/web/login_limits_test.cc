// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/login_limits.h"

#include <gtest/gtest.h>
#include <string>

namespace broadsheet::web {
namespace {

const LoginLimits::Time kNow = LoginLimits::Time(std::chrono::hours(1));

TEST(LoginLimits, AClientTriesTenTimesAndWaits) {
  LoginLimits limits;
  for (std::uint32_t i = 0; i < LoginLimits::kOfClientMax; ++i) {
    ASSERT_TRUE(limits.may_try("192.0.2.1", "reader-" + std::to_string(i), kNow));
    limits.failed("192.0.2.1", "reader-" + std::to_string(i), kNow);
  }
  EXPECT_FALSE(limits.may_try("192.0.2.1", "another", kNow));
  EXPECT_TRUE(limits.may_try("192.0.2.2", "another", kNow));
  EXPECT_TRUE(limits.may_try("192.0.2.1", "another", kNow + LoginLimits::kWindow));
}

TEST(LoginLimits, StrangersDoNotLockAnOwnerOut) {
  LoginLimits limits;
  limits.succeeded("192.0.2.7", "mina");
  for (std::uint32_t i = 0; i < LoginLimits::kOfAccountMax; ++i)
    limits.failed("198.51.100." + std::to_string(i), "mina", kNow);
  EXPECT_FALSE(limits.may_try("192.0.2.8", "mina", kNow));
  EXPECT_TRUE(limits.may_try("192.0.2.7", "mina", kNow));
  EXPECT_TRUE(limits.may_try("192.0.2.8", "jun", kNow));
}

TEST(LoginLimits, KeepNoMoreThanTheyMay) {
  LoginLimits limits;
  for (std::size_t i = 0; i < LoginLimits::kKept + 10; ++i)
    limits.failed("client-" + std::to_string(i), "mina", kNow);
  EXPECT_TRUE(limits.may_try("client-0", "jun", kNow));
}

}  // namespace
}  // namespace broadsheet::web
