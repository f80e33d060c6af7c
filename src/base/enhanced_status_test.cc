// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/enhanced_status.h"

#include <gtest/gtest.h>

namespace broadsheet {
namespace {

TEST(EnhancedStatus, IsFoundWhereverItStands) {
  for (const char* text : {"5.7.1", "5.7.1 blocked", "5.7.1: blocked", "#5.7.1", "sorry (#5.7.1)",
                           "552-5.7.1 no", "it said 5.7.1.", "Exim 4.94.2 said 5.7.1", "[192.0.2.5] 5.7.1"})
    EXPECT_EQ(enhanced_status_in(text, "5"), "5.7.1") << text;
  EXPECT_EQ(enhanced_status_in("451 4.7.100 later, then 5.1.1", "45"), "4.7.100");
  EXPECT_EQ(enhanced_status_in("451 4.7.1 later, then 5.1.1", "5"), "5.1.1");
}

TEST(EnhancedStatus, IsNotPartOfOtherNumbers) {
  for (const char* text : {"", "5", "5.", "5.1", "5.1.", "15.1.1", "5.1.1.7", "5.8.1", "5.10.1", "5.1.1234",
                           "4.94.2", "192.0.2.5", "5..1", "5,1,1", ".5.1.1"})
    EXPECT_EQ(enhanced_status_in(text, "45"), "") << text;
}

TEST(EnhancedStatus, SaysWhetherTheAddressIsGone) {
  for (const char* gone : {"5.1.1", "5.1.10", "5.2.1", "5.4.4"}) EXPECT_TRUE(is_address_gone(gone)) << gone;
  for (const char* other : {"", "5.0.0", "5.1.0", "5.1.7", "5.1.8", "5.2.2", "5.7.1", "4.1.1", "5.1.11"})
    EXPECT_FALSE(is_address_gone(other)) << other;
}

}  // namespace
}  // namespace broadsheet
