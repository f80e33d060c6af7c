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

TEST(Ascii, LowersATextByItsLetters) {
  EXPECT_EQ(ascii_lower("ArXiv \u00C9\u0130 [Z]"), "arxiv \u00C9\u0130 [z]");
}

TEST(Ascii, TrimsBlanksAndLineEnds) {
  EXPECT_EQ(trimmed(" \t a b\r\n"), "a b");
  EXPECT_EQ(trimmed("a"), "a");
  EXPECT_EQ(trimmed(" \n"), "");
  EXPECT_EQ(trimmed(""), "");
}

TEST(Ascii, TakesPartsOffAList) {
  std::string_view list = "a,,bc";
  EXPECT_EQ(take_until(list, ','), "a");
  EXPECT_EQ(take_until(list, ','), "");
  EXPECT_EQ(take_until(list, ','), "bc");
  EXPECT_EQ(take_until(list, ','), "");
  EXPECT_EQ(split_words("one two three"), (std::vector<std::string_view>{"one", "two", "three"}));
  EXPECT_TRUE(split_words("").empty());
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
