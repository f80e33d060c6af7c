// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/encodings.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

#include "text/utf8.h"

namespace broadsheet::text {
namespace {

std::string bytes_of(const std::u16string& units, Utf16Order order) {
  std::string bytes;
  for (const char16_t unit : units) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    bytes += order == Utf16Order::kBigEndian ? high : low;
    bytes += order == Utf16Order::kBigEndian ? low : high;
  }
  return bytes;
}

std::string decoded(std::string_view bytes, Utf16Order order, std::size_t piece_bytes) {
  Utf16Decoder decoder(order);
  std::string out;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece_bytes, bytes.size())))
    decoder.decode(bytes.substr(0, piece_bytes), out);
  decoder.finish(out);
  return out;
}

void expect_utf8(const std::u16string& units, const std::string& wanted) {
  for (const Utf16Order order : {Utf16Order::kLittleEndian, Utf16Order::kBigEndian}) {
    const std::string bytes = bytes_of(units, order);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{3}, bytes.size() + 1})
      EXPECT_EQ(decoded(bytes, order, piece), wanted) << piece;
  }
}

TEST(Utf16Decoder, ReadsBothOrdersInAnyPieces) {
  expect_utf8(u"", "");
  expect_utf8(u"\uFEFFplain, Hölder, 深 \U0001F600", "plain, Hölder, 深 \U0001F600");
  expect_utf8(u"a\uFEFFb", "a\uFEFFb");
}

TEST(Utf16Decoder, ReplacesSurrogatesWithoutTheirTwin) {
  const char16_t high = 0xD83D;
  const char16_t low = 0xDE00;
  expect_utf8(std::u16string{u'a', high, u'b'}, "a\uFFFDb");
  expect_utf8(std::u16string{u'a', low, u'b'}, "a\uFFFDb");
  expect_utf8(std::u16string{high, high, low, low}, "\uFFFD\U0001F600\uFFFD");
  expect_utf8(std::u16string{u'a', high}, "a\uFFFD");
  EXPECT_EQ(decoded(std::string("a\0b", 3), Utf16Order::kLittleEndian, 1), "a\uFFFD");
}

TEST(Utf16Order, IsToldByTheMarkOrByZeroBytes) {
  EXPECT_EQ(utf16_order("\xFF\xFE@"), Utf16Order::kLittleEndian);
  EXPECT_EQ(utf16_order("\xFE\xFF"), Utf16Order::kBigEndian);
  EXPECT_EQ(utf16_order(std::string_view("@\0a\0", 4)), Utf16Order::kLittleEndian);
  EXPECT_EQ(utf16_order(std::string_view("\0\r\0\n", 4)), Utf16Order::kBigEndian);
  EXPECT_EQ(utf16_order(std::string_view("@\0a", 3)), std::nullopt);
  EXPECT_EQ(utf16_order(std::string_view("\0\0\0\0", 4)), std::nullopt);
  EXPECT_EQ(utf16_order("\xEF\xBB\xBF@article"), std::nullopt);
  EXPECT_EQ(utf16_order("@article"), std::nullopt);
  EXPECT_EQ(utf16_order(""), std::nullopt);
}

TEST(Windows1252Lines, AreReadWhereALineIsNoUtf8) {
  EXPECT_EQ(decode_windows_1252_lines("H\xF6lder \x96 25\xB0\r\nHölder\nplain\nCaf\xE9"),
            "Hölder – 25°\r\nHölder\nplain\nCafé");
  EXPECT_EQ(decode_windows_1252_lines("\x81"), "\uFFFD");
  EXPECT_EQ(decode_windows_1252_lines(""), "");
}

// A line of UTF-8 with one broken character would become unreadable as a whole.
TEST(Windows1252Lines, AreNotReadWhereALineShowsThatItIsUtf8) {
  EXPECT_EQ(decode_windows_1252_lines("Hölder, Caf\xC3"), "Hölder, Caf\xC3");
}

RC_GTEST_PROP(Windows1252Lines, AnyBytesBecomeNoLessReadable, (const std::string& bytes)) {
  const std::string out = decode_windows_1252_lines(bytes);
  if (is_valid_utf8(bytes)) RC_ASSERT(out == bytes);
}

RC_GTEST_PROP(Utf16Decoder, AnyBytesBecomeTheSameTextInAnyPieces, (const std::string& bytes)) {
  const std::string whole = decoded(bytes, Utf16Order::kLittleEndian, bytes.size() + 1);
  RC_ASSERT(is_valid_utf8(whole));
  RC_ASSERT(decoded(bytes, Utf16Order::kLittleEndian, 1) == whole);
}

}  // namespace
}  // namespace broadsheet::text
