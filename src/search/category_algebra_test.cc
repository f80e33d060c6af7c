// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The laws of `cs.AI+cs.LG-cs.CY`, asked of an index: an expression is a set of papers, `+` and `,` unite,
// `-` takes away, from left to right.

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <rapidcheck/gtest.h>
#include <set>
#include <string>
#include <vector>

#include "search/testing.h"

namespace broadsheet::search {
namespace {

using testing::TestIndex;
using testing::TestPaper;
using Papers = std::set<std::uint32_t>;

const std::vector<std::string>& names() {
  static const std::vector<std::string> all{
      "cs.LG",    "cs.AI",           "cs",     "math.OC",  "math",
      "cond-mat", "cond-mat.str-el", "hep-th", "q-bio.NC", "nothing.here"};
  return all;
}

rc::Gen<std::string> name() {
  return rc::gen::elementOf(names());
}

// Papers in up to four categories each, in several segments, of which some were replaced or taken back.
TestIndex& library() {
  static TestIndex index;
  static const bool filled = [] {
    std::uint32_t number = 0;
    for (int segment = 0; segment < 3; ++segment) {
      std::vector<TestPaper> papers;
      for (int i = 0; i < 70; ++i) {
        TestPaper paper{.number = ++number, .title = "Paper " + std::to_string(number)};
        // Every combination of three names with one that moves along: no two of them always come together.
        for (std::size_t bit = 0; bit < 3; ++bit)
          if ((number >> bit & 1) != 0) paper.categories.push_back(names()[(bit + number / 8) % 9]);
        if (number % 5 == 0) paper.categories.push_back(names()[number % 9]);
        papers.push_back(paper);
      }
      index.add(papers);
    }
    index.remove(13);
    index.remove(77);
    index.add({{.number = 3, .title = "Paper 3", .categories = {"hep-th"}}});
    return true;
  }();
  CHECK(filled);
  return index;
}

const Searcher& searcher() {
  static const Searcher searcher = library().searcher();
  return searcher;
}

Papers found(const std::string& query) {
  const auto matches = searcher().all_matches(Query::parse(query).value(), {});
  CHECK(matches.ok());
  Papers papers;
  for (const PaperNumber paper : *matches) papers.insert(paper.value());
  return papers;
}

Papers of(const std::string& expression) {
  return found("category:" + expression);
}

Papers unite(Papers one, const Papers& other) {
  one.insert(other.begin(), other.end());
  return one;
}

Papers take_away(const Papers& one, const Papers& other) {
  Papers left;
  std::ranges::set_difference(one, other, std::inserter(left, left.end()));
  return left;
}

// What a name stands for, by looking at every paper.
Papers holding(const std::string& name) {
  Papers papers;
  for (const TestPaper& paper : library().papers()) {
    for (const std::string& category : paper.categories)
      if (category == name || category.starts_with(name + ".")) papers.insert(paper.number);
  }
  return papers;
}

Papers all_papers() {
  Papers papers;
  for (const TestPaper& paper : library().papers()) papers.insert(paper.number);
  return papers;
}

// An expression and the papers that it stands for, with no index asked.
struct Asked {
  std::string text;
  Papers papers;
};

Asked any_expression() {
  Asked asked;
  const auto size = *rc::gen::inRange<std::size_t>(1, 7);
  for (std::size_t i = 0; i < size; ++i) {
    const auto sign = *rc::gen::element('+', ',', '-');
    const std::string one = *name();
    if (i > 0 || sign == '-') asked.text += sign;
    asked.text += one;
    if (i == 0 && sign == '-') asked.papers = all_papers();
    asked.papers = sign == '-' ? take_away(asked.papers, holding(one)) : unite(asked.papers, holding(one));
  }
  return asked;
}

RC_GTEST_PROP(CategoryAlgebra, StandsForTheSetsThatItNames, ()) {
  const Asked asked = any_expression();
  RC_ASSERT(of(asked.text) == asked.papers);
}

RC_GTEST_PROP(CategoryAlgebra, IsTheSameAfterPrinting, ()) {
  const Asked asked = any_expression();
  const Query query = Query::parse("category:" + asked.text).value();
  const std::string printed = to_string(query);
  RC_ASSERT(same_query(Query::parse(printed).value().root(), query.root()));
  RC_ASSERT(found(printed) == asked.papers);
  RC_ASSERT(to_string(Query::parse(printed).value()) == printed);
}

RC_GTEST_PROP(CategoryAlgebra, UnitesInAnyOrder, ()) {
  const std::string a = *name(), b = *name();
  RC_ASSERT(of(a + "+" + b) == of(b + "+" + a));
  RC_ASSERT(of(a + "," + b) == of(b + "," + a));
  RC_ASSERT(of(a + "," + b) == of(a + "+" + b));
}

RC_GTEST_PROP(CategoryAlgebra, UnitesInAnyGrouping, ()) {
  const std::string a = *name(), b = *name(), c = *name();
  const Papers papers = of(a + "+" + b + "," + c);
  RC_ASSERT(papers == unite(of(a + "+" + b), of(c)));
  RC_ASSERT(papers == unite(of(a), of(b + "," + c)));
}

RC_GTEST_PROP(CategoryAlgebra, TakesAwayFromEachOfThoseUnited, ()) {
  const std::string a = *name(), b = *name(), c = *name();
  RC_ASSERT(of(a + "+" + b + "-" + c) == unite(of(a + "-" + c), of(b + "-" + c)));
  RC_ASSERT(of(a + "-" + b + "-" + c) == take_away(of(a), of(b + "+" + c)));
  RC_ASSERT(of(a + "-" + b + "-" + c) == of(a + "-" + c + "-" + b));
}

RC_GTEST_PROP(CategoryAlgebra, SaysNothingNewTwice, ()) {
  const std::string a = *name(), b = *name();
  RC_ASSERT(of(a + "+" + a) == of(a));
  RC_ASSERT(of(a + "-" + b + "-" + b) == of(a + "-" + b));
  RC_ASSERT(of(a + "-" + b + "+" + b) == of(a + "+" + b));
}

RC_GTEST_PROP(CategoryAlgebra, LeavesNothingOfWhatItTakesAway, ()) {
  const std::string a = *name();
  const Asked asked = any_expression();
  RC_ASSERT(of(a + "-" + a).empty());
  RC_ASSERT(take_away(holding(a), of(asked.text + "-" + a)) == holding(a));
  RC_ASSERT(unite(of("-" + a), of(a)) == all_papers());
}

// What an expression does, groups of the language do as well.
RC_GTEST_PROP(CategoryAlgebra, AgreesWithTheOperatorsOfQueries, ()) {
  const std::string a = *name(), b = *name();
  RC_ASSERT(of(a + "+" + b) == found("category:" + a + " OR category:" + b));
  RC_ASSERT(of(a + "-" + b) == found("category:" + a + " -category:" + b));
}

TEST(CategoryAlgebra, CountsArePapersThatExpressionsFind) {
  const std::vector<CategoryCount> counts = searcher().category_counts().value();
  std::set<std::string> counted;
  for (const CategoryCount& one : counts) {
    EXPECT_EQ(one.papers, of("\"" + one.name + "\"").size()) << one.name;
    EXPECT_EQ(one.is_category, std::ranges::find(names(), one.name) != names().end()) << one.name;
    counted.insert(one.name);
  }
  EXPECT_THAT(counted, ::testing::UnorderedElementsAre("cs.LG", "cs.AI", "cs", "math.OC", "math", "cond-mat",
                                                       "cond-mat.str-el", "hep-th", "q-bio.NC", "q-bio"));
}

// Random papers would be no test if hardly any of them met in two sets.
TEST(CategoryAlgebra, ItsPapersMeetInManySets) {
  EXPECT_GT(of("cs-cs.LG").size(), 10u);
  EXPECT_GT(of("cs.LG-cs.AI").size(), 10u);
  EXPECT_GT(of("math").size(), of("math.OC").size());
  EXPECT_TRUE(of("nothing.here").empty());
}

}  // namespace
}  // namespace broadsheet::search
