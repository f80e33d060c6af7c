// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/base64.h"

#include <gtest/gtest.h>

namespace broadsheet {
namespace {

// RFC 4648, 10.
TEST(Base64, DecodesWhatTheStandardShows) {
  EXPECT_EQ(base64_decode(""), "");
  EXPECT_EQ(base64_decode("Zg=="), "f");
  EXPECT_EQ(base64_decode("Zm8="), "fo");
  EXPECT_EQ(base64_decode("Zm9v"), "foo");
  EXPECT_EQ(base64_decode("Zm9vYmFy"), "foobar");
}

TEST(Base64, WhatIsNoneIsNothing) {
  for (const char* text :
       {"Z", "Zg", "Zg=", "Zg===", "Z=g=", "====", "=m9v", "Zm9 ", " Zm9v", "Zm9v\n   ", "Zm9*", "Zm-_"})
    EXPECT_EQ(base64_decode(text), std::nullopt) << text;
}

}  // namespace
}  // namespace broadsheet
