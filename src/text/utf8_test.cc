// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/utf8.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

namespace broadsheet::text {
namespace {

TEST(Utf8, KnowsWhatIsWellFormed) {
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8("plain, H\xC3\xB6lder, \xE6\xB7\xB1, \xF0\x9F\x98\x80"));
  EXPECT_FALSE(is_valid_utf8("\xC0\xAF"));          // overlong
  EXPECT_FALSE(is_valid_utf8("\xE0\x80\xAF"));      // overlong
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));      // surrogate
  EXPECT_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));  // above U+10FFFF
  EXPECT_FALSE(is_valid_utf8("abc\xE6\xB7"));       // cut
  EXPECT_FALSE(is_valid_utf8("\x80"));
}

TEST(Utf8, SanitizeReplacesEachMalformedPartOnce) {
  EXPECT_EQ(sanitize("a\xE6\xB7z"), "a\uFFFDz");
  EXPECT_EQ(sanitize("\xFF\xFE"), "\uFFFD\uFFFD");
  EXPECT_EQ(sanitize("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
}

TEST(Utf8, SanitizeDropsControlsButKeepsTabAndNewline) {
  EXPECT_EQ(sanitize("a\tb\r\nc\rd\x01\x7F\xC2\x85"), "a\tb\nc\nd");
  EXPECT_EQ(sanitize("\uFEFFname\u202Eexe"), "nameexe");
}

TEST(Utf8, SanitizeLineCollapsesEveryKindOfWhitespace) {
  EXPECT_EQ(sanitize_line("  a \t\n b\u00A0\u2003c  "), "a b c");
  EXPECT_EQ(sanitize_line("as it is"), "as it is");
  EXPECT_EQ(sanitize_line(" \n "), "");
}

TEST(Utf8, TruncateNeverCutsACodePoint) {
  EXPECT_EQ(truncate_utf8("a\u6DF1b", 3), "a");
  EXPECT_EQ(truncate_utf8("a\u6DF1b", 4), "a\u6DF1");
  EXPECT_EQ(truncate_utf8("abc", 9), "abc");
}

TEST(Utf8, DecodeAlwaysMovesOn) {
  std::size_t at = 0;
  EXPECT_EQ(decode_utf8("\xE6", at), U'\uFFFD');
  EXPECT_EQ(at, 1u);
}

RC_GTEST_PROP(Utf8, AnyBytesBecomeValidAndStaySo, (const std::string& bytes)) {
  const std::string once = sanitize(bytes);
  RC_ASSERT(is_valid_utf8(once));
  RC_ASSERT(sanitize(once) == once);
  const std::string line = sanitize_line(bytes);
  RC_ASSERT(is_valid_utf8(line));
  RC_ASSERT(sanitize_line(line) == line);
  RC_ASSERT(line.find("  ") == std::string::npos);
}

RC_GTEST_PROP(Utf8, SanitizeIsWhatBecomesOfEachCodePoint, ()) {
  const auto text = *rc::gen::container<std::string>(
      rc::gen::oneOf(rc::gen::inRange<char>(' ', '\x7F'), rc::gen::arbitrary<char>()));
  RC_PRE(text.find('\r') == std::string::npos);
  std::string one_by_one;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    decode_utf8(text, at);
    one_by_one += sanitize(std::string_view(text).substr(begin, at - begin));
  }
  RC_ASSERT(sanitize(text) == one_by_one);
}

RC_GTEST_PROP(Utf8, ValidityIsWhatDecodingFindsNothingWrongWith, (const std::string& bytes)) {
  std::string again;
  bool found_replacement = false;
  for (std::size_t at = 0; at < bytes.size();) {
    const char32_t c = decode_utf8(bytes, at);
    found_replacement |= c == 0xFFFD;
    append_utf8(c, again);
  }
  RC_ASSERT(is_valid_utf8(bytes) == (again == bytes));
  RC_ASSERT(found_replacement || is_valid_utf8(bytes));
}

}  // namespace
}  // namespace broadsheet::text
