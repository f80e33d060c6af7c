// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/code_points.h"

#include <array>
#include <gtest/gtest.h>

namespace broadsheet::text {
namespace {

std::u32string decomposed(char32_t c) {
  std::u32string out;
  append_decomposition(c, out);
  return out;
}

TEST(CodePoints, HaveTheCategoriesOfUnicode8) {
  EXPECT_EQ(category_8(U'a'), Category8::kOther);
  EXPECT_EQ(category_8(U'-'), Category8::kPunctuation);
  EXPECT_EQ(category_8(U'$'), Category8::kOther);  // a symbol
  EXPECT_EQ(category_8(0x200D), Category8::kControl);
  EXPECT_EQ(category_8(0xE000), Category8::kControl);  // private use
  EXPECT_EQ(category_8(0x301), Category8::kNonspacingMark);
  EXPECT_EQ(category_8(0x378), Category8::kOther);  // not assigned
  EXPECT_EQ(category_8(0x110000), Category8::kOther);
}

TEST(CodePoints, DoNotKnowWhatCameAfterUnicode8) {
  EXPECT_EQ(category_8(0x08E2), Category8::kOther);  // Cf since 9.0
  EXPECT_EQ(category_8(0x1DF6), Category8::kOther);  // Mn since 10.0
  EXPECT_EQ(category_8(0x2E52), Category8::kOther);  // P since 13.0
  EXPECT_EQ(category_8(0x1DF5), Category8::kNonspacingMark);
}

TEST(CodePoints, KeepTheCategoriesThatHaveChangedSince) {
  EXPECT_EQ(category_8(0x166D), Category8::kPunctuation);
  EXPECT_EQ(category_8(0x1734), Category8::kNonspacingMark);
  EXPECT_EQ(category_8(0x1885), Category8::kOther);
}

// Against the reference tokenizer these were compared one by one; a newer ICU must not move them.
TEST(CodePoints, KeepTheirCategoriesUnderANewerIcu) {
  std::array<std::size_t, 4> counts{};
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c < 0xD800 || c > 0xDFFF) ++counts[static_cast<std::size_t>(category_8(c))];
  }
  EXPECT_EQ(counts[static_cast<std::size_t>(Category8::kControl)], 137'683U);
  EXPECT_EQ(counts[static_cast<std::size_t>(Category8::kPunctuation)], 717U);
  EXPECT_EQ(counts[static_cast<std::size_t>(Category8::kNonspacingMark)], 1567U);
}

TEST(CodePoints, DecomposeFully) {
  EXPECT_EQ(decomposed(U'x'), U"x");
  EXPECT_EQ(decomposed(0x1EC7), U"e\u0323\u0302");
  EXPECT_EQ(decomposed(0xAC01), U"\u1100\u1161\u11A8");
  EXPECT_EQ(decomposed(0x37E), U";");
  EXPECT_EQ(decomposed(0x2F800), U"\u4E3D");
  EXPECT_EQ(decomposed(0xFB01), U"\uFB01");  // a compatibility form stays
  EXPECT_EQ(decomposed(0x110000).size(), 1U);
}

TEST(CodePoints, HaveSmallLettersAndOrder) {
  EXPECT_EQ(lower_code_point(U'Q'), U'q');
  EXPECT_EQ(lower_code_point(0x1E9E), char32_t{0xDF});
  EXPECT_EQ(lower_code_point(0xA7CB), char32_t{0x264});
  EXPECT_EQ(lower_code_point(0x110000), char32_t{0x110000});
  EXPECT_EQ(combining_class(0x301), 230);
  EXPECT_EQ(combining_class(0x302E), 224);
  EXPECT_EQ(combining_class(U'a'), 0);
  EXPECT_TRUE(is_white_space(0x2028));
  EXPECT_FALSE(is_white_space(0x200B));
}

}  // namespace
}  // namespace broadsheet::text
