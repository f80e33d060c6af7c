// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/spelling.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "search/near_words.h"
#include "search/testing.h"

namespace broadsheet::search {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::TestIndex;
using testing::TestPaper;

// The slow twin: the whole table, as the definition has it.
std::uint32_t plain_edits(const std::string& one, const std::string& other) {
  std::vector<std::vector<std::uint32_t>> table(one.size() + 1, std::vector<std::uint32_t>(other.size() + 1));
  for (std::size_t i = 0; i <= one.size(); ++i) {
    for (std::size_t j = 0; j <= other.size(); ++j) {
      if (i == 0 || j == 0) {
        table[i][j] = static_cast<std::uint32_t>(i + j);
        continue;
      }
      table[i][j] = std::min({table[i - 1][j] + 1, table[i][j - 1] + 1,
                              table[i - 1][j - 1] + (one[i - 1] != other[j - 1] ? 1U : 0U)});
      if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
        table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
    }
  }
  return table[one.size()][other.size()];
}

rc::Gen<std::string> short_words() {
  return rc::gen::nonEmpty(
      rc::gen::resize(7, rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcd")))));
}

RC_GTEST_PROP(NearWords, EditsAreThoseOfTheWholeTable, ()) {
  const std::string one = *short_words();
  const std::string other = *short_words();
  for (std::uint32_t most = 0; most < 4; ++most)
    RC_ASSERT(edits_between(one, other, most) == std::min(plain_edits(one, other), most + 1));
}

// By term; found in a dictionary of these words as if by looking at each.
std::map<std::string, std::uint32_t> near(const std::vector<std::string>& dictionary, const std::string& word,
                                          const NearWordOptions& options) {
  std::map<std::string, std::uint32_t> expected;
  for (const std::string& term : dictionary) {
    const std::uint32_t edits = plain_edits(term, word);
    if (edits <= options.edits_max && (!options.same_first_byte || term[0] == word[0]))
      expected[term] = edits;
  }
  return expected;
}

RC_GTEST_PROP(NearWords, AreFoundAsIfEachWereLookedAt, ()) {
  const auto words = *rc::gen::container<std::vector<std::string>>(300, short_words());
  const std::string word = *short_words();
  NearWordOptions options;
  options.edits_max = *rc::gen::inRange(0U, 3U);
  options.same_first_byte = *rc::gen::arbitrary<bool>();

  index::TemporaryFolder folder;
  index::SectionFileWriter writer = index::SectionFileWriter::create(folder.file("f"), "test", 1).value();
  index::InvertedFieldBuilder builder(index::InvertedFieldOptions{});
  builder.begin_document(0);
  for (std::size_t i = 0; i < words.size(); ++i) builder.add(words[i], static_cast<std::uint32_t>(i));
  builder.end_document();
  builder.finish(writer, "w.", 1);
  RC_ASSERT(writer.finish().ok());
  const auto file = index::SectionFile::open(folder.file("f"), "test", 1).value();
  const auto field = index::InvertedField::open(*file, "w.").value();

  std::map<std::string, std::uint32_t> found;
  near_words(*field, word, options, [&](const index::TermIterator& term, std::uint32_t edits) {
    RC_ASSERT(found.emplace(std::string(term.term()), edits).second);
  });
  RC_ASSERT(found == near(words, word, options));
}

std::vector<TestPaper> papers() {
  std::vector<TestPaper> all;
  const auto add = [&](std::string title, std::string abstract, int times,
                       std::vector<std::string> authors = {}) {
    for (int i = 0; i < times; ++i)
      all.push_back({.number = static_cast<std::uint32_t>(all.size() + 1),
                     .title = title,
                     .abstract = abstract,
                     .authors = authors});
  };
  add("Graph transformers", "Neural networks of graphs with attention.", 4, {"Geoffrey Hinton"});
  add("Power transformer faults", "Oil and voltage in the transformer of a grid.", 3);
  add("Bayesian inference", "A posterior is sampled.", 5);
  add("Bayesan dialects", "A word that exists, however odd.", 1);
  add("Parsing trees", "Trees and treed cats.", 2);
  add("Diffusion models generate images", "", 6);
  add("Diffusing alcohol", "", 1);
  return all;
}

class Spelling : public ::testing::Test {
 protected:
  Spelling() { index_.add(papers()); }

  std::string corrected(std::string_view text) {
    SearchOptions options;
    options.correct_spelling = true;
    const SearchAnswer answer = index_.searcher().search(Query::parse(text).value(), options).value();
    return answer.corrected ? answer.corrected->text : "";
  }

  TestIndex index_;
};

TEST_F(Spelling, MendsOneEditOfAnyKind) {
  EXPECT_EQ(corrected("grph networks"), "graph networks");
  EXPECT_EQ(corrected("graaph networks"), "graph networks");
  EXPECT_EQ(corrected("gaph networks"), "graph networks");
  EXPECT_EQ(corrected("grahp networks"), "graph networks");
  EXPECT_EQ(corrected("xraph networks"), "graph networks");
}

TEST_F(Spelling, MendsTwoEditsInALongWord) {
  EXPECT_EQ(corrected("difusoin models"), "diffusion models");
  EXPECT_EQ(corrected("bayezjan inference"), "bayesian inference");
}

TEST_F(Spelling, LeavesWhatExistsAsItIs) {
  EXPECT_EQ(corrected("bayesan inference"), "");
  EXPECT_EQ(corrected("graph networks"), "");
  EXPECT_EQ(corrected("hinton graphs"), "");
  EXPECT_EQ(corrected(""), "");
}

TEST_F(Spelling, LeavesShortWordsNumbersAndWhatIsNearNothing) {
  EXPECT_EQ(corrected("gra graph"), "");
  EXPECT_EQ(corrected("gra9h networks"), "");
  EXPECT_EQ(corrected("zzyzx networks"), "");
}

TEST_F(Spelling, KeepsTheRestOfTheQueryByteForByte) {
  EXPECT_EQ(corrected("  +grph  \"neural netwroks\" -surveyy category:cs.LG"),
            "  +graph  \"neural network\" -surveyy category:cs.LG");
  EXPECT_EQ(corrected("title:(grph OR tress)"), "title:(graph OR tree)");
}

TEST_F(Spelling, MendsAuthorsAmongAuthors) {
  EXPECT_EQ(corrected("author:hintn"), "author:hinton");
  EXPECT_EQ(corrected("hintonn attention"), "hinton attention");
}

TEST_F(Spelling, TwoEditsNeedAWordThatIsWritten) {
  TestIndex index;
  index.add({{.number = 1, .title = "Robots that fold", .authors = {"James Landays"}},
             {.number = 2, .title = "Laundering money"},
             {.number = 3, .title = "Laundries of the world"}});
  SearchOptions options;
  options.correct_spelling = true;
  EXPECT_FALSE(index.searcher().search(Query::parse("lundrays").value(), options).value().corrected);
  EXPECT_FALSE(index.searcher().search(Query::parse("laudrxy").value(), options).value().corrected);
  EXPECT_EQ(index.searcher().search(Query::parse("laundrx").value(), options).value().corrected->text,
            "laundry");
}

TEST_F(Spelling, PartsWordsThatWereWrittenAsOne) {
  EXPECT_EQ(corrected("neuralnetworks"), "neural network");
  EXPECT_EQ(corrected("networkneural"), "");
}

TEST_F(Spelling, TheOtherWordsDecideBetweenCandidates) {
  TestIndex index;
  std::vector<TestPaper> all;
  for (std::uint32_t i = 1; i <= 20; ++i) {
    all.push_back({.number = i, .title = i <= 12 ? "Parsing of sentences" : "Passing of messages"});
  }
  index.add(all);
  SearchOptions options;
  options.correct_spelling = true;
  const auto ask = [&](std::string_view text) {
    return index.searcher().search(Query::parse(text).value(), options).value().corrected->text;
  };
  EXPECT_EQ(ask("pasring"), "parsing");
  EXPECT_EQ(ask("pasing sentences"), "parsing sentences");
  EXPECT_EQ(ask("pasing messages"), "passing messages");
}

TEST_F(Spelling, AnswersForTheCorrectedQueryAndSaysSo) {
  SearchOptions options;
  options.correct_spelling = true;
  const Query query = Query::parse("bayesain inferense").value();
  const SearchAnswer answer = index_.searcher().search(query, options).value();
  ASSERT_TRUE(answer.corrected.has_value());
  EXPECT_EQ(answer.corrected->text, "bayesian inference");
  ASSERT_EQ(answer.corrected->replaced.size(), 2U);
  EXPECT_EQ(answer.corrected->replaced[1].typed, "inferense");
  EXPECT_EQ(answer.total, 5U);
  options.correct_spelling = false;
  EXPECT_THAT(index_.searcher().search(query, options).value().hits, IsEmpty());
}

}  // namespace
}  // namespace broadsheet::search
