// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>
#include <string>
#include <vector>

#include "search/byline_key.h"
#include "search/testing.h"

namespace broadsheet::search {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::TestIndex;
using testing::TestPaper;
using ::testing::UnorderedElementsAre;

std::vector<std::uint32_t> values(const std::vector<PaperNumber>& papers) {
  std::vector<std::uint32_t> values;
  for (const PaperNumber paper : papers) values.push_back(paper.value());
  return values;
}

class CompletionTest : public ::testing::Test {
 protected:
  CompletionTest() {
    index_.add(
        {{.number = 1, .title = "Universities of the north", .authors = {"Mina Okafor", "Ada Stone"}},
         {.number = 2,
          .title = "Graph networks",
          .abstract = "Universal things.",
          .authors = {"Mina Okafor"}},
         {.number = 3, .title = "Graph neural networks and all that they can do", .authors = {"Jun Okada"}}});
    index_.add(
        {{.number = 4, .title = "Neural graphs", .authors = {"Okan Mina"}, .votes = 90},
         {.number = 5, .title = "On sorting", .authors = {"Zoë Müller"}, .orcids = {"0000-0002-1825-0097"}}});
  }
  Completion ask(std::string_view typed) { return index_.searcher().complete(typed, analyzer_).value(); }

  TestIndex index_;
  text::Analyzer analyzer_;
};

TEST_F(CompletionTest, TheLastWordOfATitleMayBeUnfinished) {
  EXPECT_THAT(values(ask("graph netw").titles), ElementsAre(2, 3));
  EXPECT_THAT(values(ask("graph n").titles), UnorderedElementsAre(2, 3, 4));
  EXPECT_THAT(values(ask("networks").titles), ElementsAre(2, 3));
  // Each key on the way to a word whose stem is shorter than what is typed.
  for (const char* typed : {"unive", "univers", "universi", "universit", "universities"})
    EXPECT_THAT(values(ask(typed).titles), ElementsAre(1)) << typed;
  EXPECT_THAT(ask("graph x").titles, IsEmpty());
  EXPECT_THAT(ask("x graph").titles, IsEmpty());
}

TEST_F(CompletionTest, WhatReadersLikedComesFirst) {
  EXPECT_THAT(values(ask("neur").titles), ElementsAre(4, 3));
}

TEST_F(CompletionTest, NamesAreFoundByEveryWordOfTheirs) {
  EXPECT_THAT(values(ask("oka").bylines), ElementsAre(4, 3, 2, 1));
  EXPECT_THAT(values(ask("okaf").bylines), ElementsAre(2, 1));
  EXPECT_THAT(values(ask("mull").bylines), ElementsAre(5));
  const Completion mina = ask("mina o");
  ASSERT_EQ(mina.names.size(), 1);
  EXPECT_EQ(mina.names[0].key, "mina okafor");
  EXPECT_EQ(mina.names[0].papers, 2);
  // Pairs of names and iDs are no names.
  EXPECT_EQ(ask("zo").names.size(), 1);
}

TEST_F(CompletionTest, WhatIsGoneIsNotSuggested) {
  index_.remove(2);
  EXPECT_THAT(values(ask("graph netw").titles), ElementsAre(3));
}

TEST_F(CompletionTest, NothingTypedCompletesToNothing) {
  for (const char* typed : {"", " ", "...", "\""}) {
    const Completion nothing = ask(typed);
    EXPECT_THAT(nothing.titles, IsEmpty()) << typed;
    EXPECT_THAT(nothing.bylines, IsEmpty()) << typed;
  }
}

// Against looking at every title.
TEST(Completion, FindsWhatAWalkOverAllTitlesFinds) {
  std::mt19937 random(20260703);
  const std::vector<std::string> vocabulary = {"graph", "graphite", "grape", "network",
                                               "net",   "neural",   "sort"};
  std::vector<TestPaper> papers;
  for (std::uint32_t number = 1; number <= 60; ++number) {
    std::string title;
    for (unsigned word = 0; word < 1 + random() % 5; ++word)
      title += (title.empty() ? "" : " ") + vocabulary[random() % vocabulary.size()];
    papers.push_back({.number = number, .title = title});
  }
  TestIndex index;
  const std::span<const TestPaper> all(papers);
  for (std::size_t at = 0; at < papers.size(); at += 20) {
    const auto part = all.subspan(at, 20);
    index.add({part.begin(), part.end()});
  }
  text::Analyzer analyzer;
  for (const std::string first : {"", "graph ", "sort "}) {
    for (const std::string last : {"gra", "grap", "graph", "ne", "neu", "q"}) {
      std::size_t expected = 0;
      for (const TestPaper& paper : papers) {
        const std::string words = " " + paper.title + " ";
        const bool has_first = first.empty() || words.find(" " + first) != std::string::npos;
        expected += has_first && words.find(" " + last) != std::string::npos ? 1 : 0;
      }
      const std::size_t found = index.searcher().complete(first + last, analyzer)->titles.size();
      EXPECT_EQ(found, std::min<std::size_t>(expected, 20)) << first << last;
    }
  }
}

}  // namespace
}  // namespace broadsheet::search
