// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/ascii.h"

#include <gtest/gtest.h>

namespace broadsheet {
namespace {

TEST(Ascii, LowersItsOwnLettersAlone) {
  EXPECT_EQ(ascii_lower('A'), 'a');
  EXPECT_EQ(ascii_lower('Z'), 'z');
  for (const char c : {'a', '@', '[', '0', '\xC3'}) EXPECT_EQ(ascii_lower(c), c);
}

TEST(Ascii, TakesAPrefixInAnyCase) {
  std::string_view text = "ArXiv:1";
  EXPECT_FALSE(take_prefix(text, "arxiv:1234"));
  EXPECT_FALSE(take_prefix(text, "doi:"));
  EXPECT_EQ(text, "ArXiv:1");
  EXPECT_TRUE(take_prefix(text, "arxiv:"));
  EXPECT_EQ(text, "1");
}

}  // namespace
}  // namespace broadsheet
