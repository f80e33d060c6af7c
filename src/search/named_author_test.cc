// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/named_author.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "search/meaning_testing.h"
#include "search/testing.h"

namespace broadsheet::search {
namespace {

using ::testing::ElementsAre;
using testing::TestPaper;
using testing::World;

PartialDate date(std::string_view text) {
  return parse_partial_date(text).value();
}

std::vector<TestPaper> papers() {
  return {
      {.number = 1, .title = "A man and his dog", .abstract = "Men and manning, one by one."},
      {.number = 2,
       .title = "Parsing with dependencies",
       .abstract = "A parser of sentences.",
       .authors = {"Danqi Chen", "Christopher D. Manning"},
       .categories = {"cs.CL"},
       .published = date("2014-10-01")},
      {.number = 3,
       .title = "Word vectors",
       .abstract = "Global vectors of words.",
       .authors = {"Christopher Manning"},
       .categories = {"cs.CL", "cs.LG"},
       .published = date("2015-01-01")},
      {.number = 4,
       .title = "Parsing with dependencies again",
       .abstract = "Manning and Chen parse; we count dependencies.",
       .authors = {"Christopher Moore", "Ada Manning"},
       .published = date("2026-01-01")},
      {.number = 5,
       .title = "Yang mills on a lattice",
       .abstract = "The theory of yang mills.",
       .authors = {"Adam Stone"}},
      {.number = 6, .title = "More of yang mills", .authors = {"Yang Mills"}},
      {.number = 7, .title = "Sorting stones", .authors = {"Adam Yang"}},
      {.number = 8, .title = "Of all the rest", .authors = {"The Group of the Lattice"}},
      {.number = 9, .title = "Of more and the last", .abstract = "The count of the many."},
      {.number = 10, .title = "Notes of the year"},
      {.number = 11, .title = "The year of notes"},
  };
}

class NamedAuthorTest : public ::testing::Test {
 protected:
  SearchAnswer ask(std::string_view text, SearchOptions options) const {
    return world_.searcher().search(Query::parse(text).value(), options).value();
  }
  SearchAnswer ask(std::string_view text, SearchMode mode = SearchMode::kLexical) const {
    SearchOptions options = world_.options(mode);
    options.explain = true;
    return ask(text, options);
  }

  static std::vector<std::uint32_t> numbers(const SearchAnswer& answer) {
    std::vector<std::uint32_t> all;
    for (const SearchHit& hit : answer.hits) all.push_back(hit.paper.value());
    return all;
  }

  World world_{papers()};
};

TEST_F(NamedAuthorTest, PapersOfTheNameComeFirstTheNewestAtTheTop) {
  for (const SearchMode mode : {SearchMode::kLexical, SearchMode::kHybrid}) {
    const SearchAnswer answer = ask("Christopher Manning", mode);
    EXPECT_EQ(answer.author, "Christopher Manning");
    ASSERT_GE(answer.hits.size(), 3u);
    EXPECT_THAT((std::vector{answer.hits[0].paper.value(), answer.hits[1].paper.value()}), ElementsAre(3, 2))
        << "a middle name may stand between, and two people are not one";
    EXPECT_EQ(answer.total, 4u) << "all with one of the words, each once";
    EXPECT_EQ(answer.hits.size(), 4u);
  }
}

TEST_F(NamedAuthorTest, WhatElseIsAskedOrdersThePapersOfTheName) {
  for (const SearchMode mode : {SearchMode::kLexical, SearchMode::kHybrid}) {
    const SearchAnswer answer = ask("christopher manning parsing dependencies", mode);
    EXPECT_EQ(answer.author, "christopher manning");
    EXPECT_EQ(answer.hits[0].paper.value(), 2u);
    EXPECT_GT(answer.hits[0].score, answer.hits[1].score);
  }
  EXPECT_EQ(ask("dependencies christopher manning").author, "christopher manning") << "wherever it stands";
}

TEST_F(NamedAuthorTest, ASurnameAloneIsAName) {
  const SearchAnswer answer = ask("manning");
  EXPECT_EQ(answer.author, "manning");
  EXPECT_THAT(numbers(answer), ElementsAre(4, 3, 2, 1)) << "the newest first, then who says it";
  EXPECT_EQ(ask("adam").author, "") << "nobody's surname";
}

TEST_F(NamedAuthorTest, AThingThatIsWrittenOfAsOftenAsByIsAThing) {
  EXPECT_EQ(ask("yang mills").author, "") << "two papers say it, one is by somebody of that name";
  EXPECT_EQ(ask("word vectors").author, "");
}

TEST_F(NamedAuthorTest, WordsThatStandInNamesByChanceAreNoName) {
  EXPECT_EQ(ask("group of the lattice").author, "group of the lattice");
  EXPECT_EQ(ask("year the of notes").author, "") << "no text says 'the of', and one name has both";
}

TEST_F(NamedAuthorTest, FiltersHoldForAllPapers) {
  EXPECT_THAT(numbers(ask("christopher manning category:cs.LG")), ElementsAre(3));
  const SearchAnswer nobody = ask("christopher manning date:2026..");
  EXPECT_EQ(nobody.author, "") << "whoever has no paper left does not come first";
  EXPECT_THAT(numbers(nobody), ElementsAre(4));
}

TEST_F(NamedAuthorTest, QueriesThatSayHowTheyAreToBeReadAreLeftAlone) {
  for (const char* text : {"\"christopher manning\"", "+christopher manning", "title:christopher manning",
                           "a b c d e f g christopher manning"})
    EXPECT_EQ(ask(text).author, "") << text;
  SearchOptions whole = world_.options(SearchMode::kLexical);
  whole.names = false;
  EXPECT_EQ(ask("christopher manning", whole).author, "");
  SearchOptions newest = world_.options(SearchMode::kLexical);
  newest.sort = SearchSort::kDate;
  EXPECT_EQ(ask("christopher manning", newest).author, "");
  EXPECT_EQ(ask("christopher manning", SearchMode::kPage).author, "");
}

TEST_F(NamedAuthorTest, PartsAddUpToTheScoreAndScoresFall) {
  for (const SearchMode mode : {SearchMode::kLexical, SearchMode::kHybrid}) {
    for (const char* text : {"manning", "christopher manning parsing"}) {
      const SearchAnswer answer = ask(text, mode);
      for (std::size_t i = 0; i < answer.hits.size(); ++i) {
        double sum = 0;
        for (const ScorePart& part : answer.hits[i].why) sum += part.value;
        EXPECT_EQ(sum, answer.hits[i].score) << text << ' ' << i;
        const double before = i == 0 ? answer.hits[i].score : answer.hits[i - 1].score;
        EXPECT_LE(answer.hits[i].score, before);
      }
      EXPECT_EQ(answer.hits[0].why[0].part, "named author");
    }
  }
}

TEST_F(NamedAuthorTest, TheListIsPagedLikeAny) {
  for (const SearchMode mode : {SearchMode::kLexical, SearchMode::kHybrid}) {
    const std::vector<std::uint32_t> all = numbers(ask("christopher manning parsing", mode));
    SearchOptions one = world_.options(mode);
    one.limit = 1;
    for (one.offset = 0; one.offset < all.size(); ++one.offset) {
      const SearchAnswer page = ask("christopher manning parsing", one);
      EXPECT_THAT(numbers(page), ElementsAre(all[one.offset])) << one.offset;
      EXPECT_TRUE(mode != SearchMode::kLexical || page.total == all.size()) << page.total;
    }
  }
}

}  // namespace
}  // namespace broadsheet::search
