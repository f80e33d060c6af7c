// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/secrets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <string>

namespace broadsheet {
namespace {

TEST(Secrets, AreNeverTheSame) {
  std::set<std::string> made;
  for (int i = 0; i < 1000; ++i) made.insert(new_secret());
  EXPECT_EQ(made.size(), 1000U);
  EXPECT_THAT(*made.begin(), testing::MatchesRegex("[0-9a-f]+"));
  EXPECT_EQ(made.begin()->size(), 64U);
}

// RFC 4231, test case 2.
TEST(Secrets, KeyedDigestIsHmac) {
  EXPECT_EQ(keyed_digest("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Secrets, AreEqualByteForByte) {
  EXPECT_TRUE(equal_secrets("abc", "abc"));
  EXPECT_FALSE(equal_secrets("abc", "abd"));
  EXPECT_FALSE(equal_secrets("abc", "abcd"));
  EXPECT_TRUE(equal_secrets("", ""));
}

TEST(Secrets, APasswordIsItsExactBytes) {
  const std::string password("p\0ss wörd ", 11);
  const std::string hash = hash_password(password).value();
  EXPECT_THAT(hash, testing::StartsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
  EXPECT_TRUE(is_password(hash, password));
  EXPECT_FALSE(is_password(hash, password.substr(0, 1)));
  EXPECT_FALSE(is_password(hash, "p"));
  EXPECT_FALSE(is_password(hash, ""));
  EXPECT_FALSE(is_old_hash(hash));
  EXPECT_NE(hash, hash_password(password).value());
}

TEST(Secrets, WhatIsNoHashFitsNothing) {
  for (const std::string& hash : {std::string(), std::string("$argon2id$"), std::string(5000, 'a')}) {
    EXPECT_FALSE(is_password(hash, ""));
    EXPECT_TRUE(is_old_hash(hash));
  }
}

}  // namespace
}  // namespace broadsheet
