// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/category_expression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "papers/limits.h"
#include "search/limits.h"
#include "search/query.h"

namespace broadsheet::papers {
namespace {

CategoryExpression read(std::string_view text) {
  return read_category_expression(text).value();
}

TEST(CategoryExpression, HasNamesAndArxivsSpelling) {
  EXPECT_EQ(read("CS.ai,cs.lg-CS.CY").text, "cs.AI+cs.LG-cs.CY");
  EXPECT_EQ(read("CS.ai,cs.lg-CS.CY").query, "category:cs.ai+cs.lg-cs.cy");
}

TEST(CategoryExpression, SaysInWordsWhatItAsksFor) {
  EXPECT_EQ(read("cs.AI+cs.LG-cs.CY").title,
            "Artificial Intelligence + Machine Learning − Computers and Society");
  EXPECT_EQ(read("cond-mat.str-el-hep-th").title,
            "Strongly Correlated Electrons − High Energy Physics - Theory");
  EXPECT_EQ(read("-cs.CY").title, "All papers − Computers and Society");
  EXPECT_EQ(read("acl+cs.CL").title, "acl + Computation and Language");
}

TEST(CategoryExpression, OfManyNamesIsItsOwnTitle) {
  std::string many = "cs.AI";
  for (std::size_t i = 0; i < kCategoriesNamedMax; ++i) many += "+cs.LG";
  EXPECT_EQ(read(many).title, many);
}

TEST(CategoryExpression, ReadsAsTheSameAgain) {
  for (const char* text : {"cs.AI+cs.LG-cs.CY", "-cs.CY", "\"2024.acl-long\"", "cs-cond--mat",
                           "\"I.2.7; K.4\"", "astro-ph.CO+hep-th", "cmp-lg-cs.CL"}) {
    const CategoryExpression once = read(text);
    EXPECT_EQ(once.text, read(once.text).text) << text;
    EXPECT_EQ(once.query, read(once.text).query) << text;
  }
}

TEST(CategoryExpression, NothingElseIsOne) {
  for (const char* text : {"", "+", "-,", "cs.AI OR cs.LG", "cs.AI -cs.LG", "(cs.AI cs.LG)", "\"\""}) {
    const auto refused = read_category_expression(text);
    ASSERT_FALSE(refused.ok()) << text;
    EXPECT_EQ(refused.error().code(), ErrorCode::kInvalid) << text;
  }
  std::string many = "a";
  for (std::size_t i = 0; i < search::kCategoryStepsMax; ++i) many += "+a";
  EXPECT_EQ(read_category_expression(many).error().code(), ErrorCode::kInvalid);
}

TEST(CategoryExpression, TellsOfSecondNames) {
  const CategoryExpression expression = read("cs.SY+cs.AI+cmp-lg");
  ASSERT_EQ(expression.second_names.size(), 2U);
  EXPECT_EQ(expression.second_names[0].key, "cs.SY");
  EXPECT_EQ(expression.second_names[1].same_as, "cs.CL");
}

TEST(CategoryExpression, AnyKeyHasOneThatFindsIt) {
  EXPECT_EQ(expression_of("cs.lg"), "cs.LG");
  EXPECT_EQ(expression_of("math-ph"), "math-ph");
  EXPECT_EQ(expression_of("acl"), "acl");
  EXPECT_EQ(expression_of("2024.acl-long"), "\"2024.acl-long\"");
  EXPECT_EQ(read(expression_of("2024.acl-long")).query, "category:\"2024.acl-long\"");
  EXPECT_EQ(read(expression_of("“Fields”")).title, "fields");
  EXPECT_EQ(read(expression_of("Natural \"Language\" Processing")).title, "natural language processing");
}

TEST(CategoryExpression, ASignInAGroupIsNoPartOfOne) {
  for (const char* text : {"(-a-b)", "(-:)", "(-cs.AI)", "(+cs.AI)"}) {
    const auto read = read_category_expression(text);
    if (!read.ok()) continue;
    EXPECT_EQ(read_category_expression(read->text)->query, read->query) << text;
  }
  EXPECT_EQ(read_category_expression("(-a-b)").error().code(), ErrorCode::kInvalid);
}

rc::Gen<std::string> hostile_texts() {
  const std::vector<std::string> pieces{"cs", ".AI", "+",      "-",        ",",    "\"", "“",
                                        "(",  ")",   " ",      "--",       "a-b",  "OR", ":",
                                        "\\", "%",   "hep-th", "2024.x-y", "\xff", "κ"};
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)),
                      [](const std::vector<std::string>& some) {
                        std::string text;
                        for (const std::string& piece : some) text += piece;
                        return text;
                      });
}

RC_GTEST_PROP(CategoryExpression, OfAnyTextIsRefusedOrReadsAsTheSameAgain, ()) {
  const auto once = read_category_expression(*hostile_texts());
  if (!once.ok()) return;
  const auto again = read_category_expression(once->text);
  RC_ASSERT(again.ok());
  RC_ASSERT(again->text == once->text);
  RC_ASSERT(again->query == once->query);
}

RC_GTEST_PROP(CategoryExpression, OfAnyKeyStandsForOneCategory, ()) {
  const std::string key = *hostile_texts();
  const auto read = read_category_expression(expression_of(key));
  // Nothing may be left of a key of quotes and blanks.
  if (key.find_first_not_of("\" +-,()%\\:\xe2\x80\x9c") == std::string::npos) return;
  RC_ASSERT(read.ok());
  RC_ASSERT(search::Query::parse(read->query).value().root().children.front().categories.size() == 1);
}

}  // namespace
}  // namespace broadsheet::papers
