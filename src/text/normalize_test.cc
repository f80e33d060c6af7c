// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/normalize.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

#include "text/utf8.h"

namespace broadsheet::text {
namespace {

TEST(TitleKey, ForgetsMarkupCaseAndPunctuation) {
  Normalizer normalizer;
  EXPECT_EQ(normalizer.title_key("BERT: Pre-training of Deep  Transformers!"),
            "bert pre training of deep transformers");
  EXPECT_EQ(normalizer.title_key("H\\\"older's $\\alpha$-Stable Flow"), "holders alpha stable flow");
  EXPECT_EQ(normalizer.title_key("Hölder’s α-stable flow."), "holders alpha stable flow");
  EXPECT_EQ(normalizer.title_key("CO$_2$ emissions"), normalizer.title_key("CO2 Emissions"));
  EXPECT_EQ(normalizer.title_key("深度学习"), "深度学习");
  EXPECT_EQ(normalizer.title_key("..."), "");
}

TEST(TitleKey, GivesTheSameForASingleForeignCharacter) {
  Normalizer normalizer;
  EXPECT_EQ(normalizer.title_key("A “quoted” title: it's 1,000 words"), "a quoted title its 1 000 words");
  EXPECT_EQ(normalizer.title_key("A \"quoted\" title: it's 1,000 words"), "a quoted title its 1 000 words");
}

TEST(TitleWords, ArePairsWhereThereAreNoBlanks) {
  using ::testing::ElementsAre;
  EXPECT_THAT(title_words("graph nets 2"), ElementsAre("graph", "nets", "2"));
  EXPECT_THAT(title_words("深度学习"), ElementsAre("深度", "度学", "学习"));
  EXPECT_THAT(title_words("基于bert的 研究"), ElementsAre("基于", "bert", "的", "研究"));
  EXPECT_THAT(title_words("тёмная материя"), ElementsAre("тёмная", "материя"));
  EXPECT_THAT(title_words(""), ::testing::IsEmpty());
}

TEST(TitleSimilarity, CountsCommonWords) {
  EXPECT_DOUBLE_EQ(title_similarity("a b c d", "a b c d"), 1.0);
  EXPECT_DOUBLE_EQ(title_similarity("a b c d", "a b c e"), 0.75);
  EXPECT_DOUBLE_EQ(title_similarity("a a b", "a b b"), 2.0 * 2 / 6);
  EXPECT_DOUBLE_EQ(title_similarity("", "a"), 0.0);
}

TEST(Names, FindTheSurnameHoweverTheNameIsWritten) {
  Normalizer normalizer;
  EXPECT_EQ(normalizer.fold_surname("Łukasz Kowalczyk"), "kowalczyk");
  EXPECT_EQ(normalizer.fold_surname("Kowalczyk, Łukasz"), "kowalczyk");
  EXPECT_EQ(normalizer.fold_surname("{\\L}ukasz {\\\"O}zg{\\\"u}r"), "ozgur");
  EXPECT_EQ(normalizer.fold_surname("Laurens van der Maaten"), "maaten");
  EXPECT_EQ(normalizer.fold_surname("van der Maaten, L."), "maaten");
  EXPECT_EQ(normalizer.fold_surname("Martin Luther King, Jr."), "king");
  EXPECT_EQ(normalizer.fold_surname("King, Jr., Martin Luther"), "king");
  EXPECT_EQ(normalizer.fold_surname("John Smith III"), "smith");
  EXPECT_EQ(normalizer.fold_surname("Ana García-Márquez"), normalizer.fold_surname("Ana Garcia Marquez"));
  EXPECT_EQ(normalizer.fold_surname("Conan O'Brien"), "obrien");
  EXPECT_EQ(normalizer.fold_surname("Conan O’Brien"), "obrien");
  EXPECT_EQ(normalizer.fold_surname("李明"), "li");
  EXPECT_EQ(normalizer.fold_surname("Madonna"), "madonna");
  EXPECT_EQ(normalizer.fold_surname("---"), "");
  EXPECT_EQ(normalizer.fold_surname("Иван Петров"), "petrov");
}

TEST(Names, FoldToGivenNamesThenSurname) {
  Normalizer normalizer;
  EXPECT_EQ(normalizer.fold_name("Kowalczyk, Łukasz J."), "lukasz j kowalczyk");
  EXPECT_EQ(normalizer.fold_name("J.R. Smith Jr."), "j r smith");
  EXPECT_EQ(normalizer.fold_name("Martin Luther King, Jr."), "martin luther king");
  EXPECT_EQ(normalizer.fold_name("李明"), "ming li");
}

RC_GTEST_PROP(Names, AreAsciiWordsForAnyBytes, (const std::string& bytes)) {
  Normalizer normalizer;
  const std::string name = normalizer.fold_name(bytes);
  RC_ASSERT(is_ascii(name));
  RC_ASSERT(name.find("  ") == std::string::npos);
  const std::string surname = normalizer.fold_surname(bytes);
  RC_ASSERT(surname.find(' ') == std::string::npos);
}

RC_GTEST_PROP(TitleKey, IsItsOwnKey, (const std::string& bytes)) {
  Normalizer normalizer;
  const std::string key = normalizer.title_key(bytes);
  RC_ASSERT(is_valid_utf8(key));
  RC_ASSERT(normalizer.title_key(key) == key);
}

}  // namespace
}  // namespace broadsheet::text
