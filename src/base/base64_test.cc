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

TEST(Base64, EncodesWhatTheStandardShows) {
  EXPECT_EQ(base64_encode(""), "");
  EXPECT_EQ(base64_encode("f"), "Zg==");
  EXPECT_EQ(base64_encode("fo"), "Zm8=");
  EXPECT_EQ(base64_encode("foo"), "Zm9v");
  EXPECT_EQ(base64_encode("foob"), "Zm9vYg==");
  EXPECT_EQ(base64_encode(std::string_view("\0\xFF", 2)), "AP8=");
}

TEST(Base64, LongTextsComeBack) {
  constexpr std::size_t kPieceBytes = std::size_t{3} << 20;
  for (const std::size_t size : {kPieceBytes - 1, kPieceBytes, kPieceBytes + 1, 2 * kPieceBytes + 2}) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 7 + i / 251);
    const std::string text = base64_encode(bytes);
    EXPECT_EQ(text.size(), (size + 2) / 3 * 4);
    EXPECT_TRUE(base64_decode(text) == bytes) << size;
  }
}

TEST(Base64, WhatIsNoneIsNothing) {
  for (const char* text :
       {"Z", "Zg", "Zg=", "Zg===", "Z=g=", "====", "=m9v", "Zm9 ", " Zm9v", "Zm9v\n   ", "Zm9*", "Zm-_"})
    EXPECT_EQ(base64_decode(text), std::nullopt) << text;
}

}  // namespace
}  // namespace broadsheet
