// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Similar papers, against a twin that looks at every word and every vector.

#include "search/similar.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>

#include "search/meaning_testing.h"
#include "text/utf8.h"

namespace broadsheet::search {
namespace {

using testing::ByPaper;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::product;
using testing::TestPaper;
using testing::World;
using testing::z;

std::vector<TestPaper> library() {
  return {{.number = 1, .title = "Graph networks", .abstract = "Message passing on graphs."},
          {.number = 2, .title = "Tides in harbours", .abstract = "Sensors measure tides."},
          {.number = 3, .title = "Message passing", .abstract = "Graph networks pass messages."},
          {.number = 4, .title = "Graph theory", .abstract = "Colours of a graph."},
          {.number = 5,
           .title = "Harbours",
           .abstract = "Ships and tides.",
           .categories = {"cs.LG"},
           .published = PartialDate{.day = parse_day("2026-01-02").value()},
           .votes = 3}};
}

SimilarOptions like(const World& world, const std::vector<std::uint32_t>& numbers) {
  SimilarOptions options;
  options.limit = kPoolMax;
  options.encode_query = world.options(SearchMode::kHybrid).encode_query;
  for (const std::uint32_t number : numbers) {
    const auto paper = std::ranges::find(world.papers(), number, &TestPaper::number);
    options.papers.emplace_back(number);
    options.texts.push_back({paper->title, paper->abstract});
  }
  return options;
}

SimilarAnswer ask(const Searcher& searcher, const SimilarOptions& options, const std::string& filter = "") {
  text::Analyzer analyzer;
  return searcher.similar(Query::parse(filter).value(), options, analyzer).value();
}

std::vector<std::uint32_t> papers_of(const SimilarAnswer& answer) {
  std::vector<std::uint32_t> papers;
  for (const SimilarHit& hit : answer.hits) papers.push_back(hit.paper.value());
  return papers;
}

TEST(Similar, WhatSharesWordsAndMeaningComesFirstAndTheInputIsNotThere) {
  const World world(library());
  const SimilarAnswer answer = ask(world.searcher(), like(world, {1}));
  EXPECT_EQ(papers_of(answer).front(), 3U);
  EXPECT_EQ(answer.hits.size(), 4U);
  EXPECT_THAT(papers_of(answer), Not(Contains(1U)));
  EXPECT_TRUE(answer.by_meaning);
  EXPECT_GT(answer.hits.front().cosine.value(), 0.5);
  EXPECT_EQ(answer.hits.front().score, answer.hits.front().words + answer.hits.front().meaning);
}

TEST(Similar, WordsInCommonAreSaidAsTheInputWritesThem) {
  const World world(library());
  const SimilarAnswer answer = ask(world.searcher(), like(world, {2}));
  ASSERT_EQ(papers_of(answer).front(), 5U);
  EXPECT_THAT(answer.hits.front().said, ElementsAre("harbours", "tides"));
}

TEST(Similar, GoesByWordsWhereThereAreNoVectors) {
  const World world(library());
  const Searcher words(index::Snapshot::open(world.words_folder()).value());
  const SimilarAnswer answer = ask(words, like(world, {2}));
  EXPECT_THAT(papers_of(answer), ElementsAre(5U));
  EXPECT_FALSE(answer.by_meaning);
  EXPECT_EQ(answer.hits.front().cosine, std::nullopt);
}

TEST(Similar, AnInputWithoutAVectorIsEncodedOrCountsByItsWords) {
  const World world(library(), {2});
  SimilarOptions options = like(world, {2});
  EXPECT_TRUE(ask(world.searcher(), options).by_meaning);
  options.encode_query = {};
  EXPECT_FALSE(ask(world.searcher(), options).by_meaning);
  options.encode_query = [](std::string_view) -> Result<std::vector<float>> {
    return Error(ErrorCode::kIo, "no runtime");
  };
  EXPECT_THAT(papers_of(ask(world.searcher(), options)), ElementsAre(5U));
}

TEST(Similar, StoredVectorsAreGivenAsTheyAre) {
  const World world(library(), {2});
  const std::vector<PaperNumber> papers = {PaperNumber(3), PaperNumber(2), PaperNumber(99), PaperNumber(1)};
  const auto vectors = world.searcher().vectors_of(papers).value();
  ASSERT_EQ(vectors.size(), 4U);
  EXPECT_NEAR(product(vectors[0], vectors[0]), 1, 0.01);
  EXPECT_THAT(vectors[1], IsEmpty());
  EXPECT_THAT(vectors[2], IsEmpty());
  EXPECT_GT(product(vectors[0], vectors[3]), 0);
  const Searcher words(index::Snapshot::open(world.words_folder()).value());
  EXPECT_THAT(words.vectors_of(papers).value(), ::testing::Each(IsEmpty()));
}

TEST(Similar, ATextIsAnInputToo) {
  const World world(library());
  SimilarOptions options = like(world, {});
  options.texts.push_back({"", "We watch the tides of two harbours, where ships wait."});
  const SimilarAnswer answer = ask(world.searcher(), options);
  EXPECT_EQ(papers_of(answer).front(), 5U);
  EXPECT_THAT(answer.hits.front().said, Contains("ships"));
}

TEST(Similar, FiltersOrdersAndPages) {
  const World world(library());
  SimilarOptions options = like(world, {2});
  EXPECT_THAT(papers_of(ask(world.searcher(), options, "category:cs.LG")), ElementsAre(5U));
  EXPECT_THAT(papers_of(ask(world.searcher(), options, "id:nothing")), IsEmpty());
  options.sort = SearchSort::kVotes;
  EXPECT_EQ(papers_of(ask(world.searcher(), options)).front(), 5U);
  options.sort = SearchSort::kDate;
  EXPECT_EQ(papers_of(ask(world.searcher(), options)).front(), 5U);
  const auto all = papers_of(ask(world.searcher(), options));
  options.offset = 1;
  options.limit = 2;
  EXPECT_EQ(papers_of(ask(world.searcher(), options)), (std::vector<std::uint32_t>{all[1], all[2]}));
  options.offset = 9;
  EXPECT_THAT(papers_of(ask(world.searcher(), options)), IsEmpty());
  EXPECT_EQ(ask(world.searcher(), options).total, 4U);
}

TEST(Similar, NothingIsLikeNothing) {
  const World world(library());
  EXPECT_THAT(ask(world.searcher(), like(world, {})).hits, IsEmpty());
  SimilarOptions options = like(world, {});
  options.encode_query = {};
  options.texts.push_back({"", "the of and"});
  EXPECT_THAT(ask(world.searcher(), options).hits, IsEmpty());
}

std::vector<TestPaper> some_papers() {
  const std::vector<std::string> kWords = {"graph", "network", "tides", "harbour", "sensors",
                                           "the",   "robot",   "trade", "quantum"};
  std::vector<TestPaper> papers;
  const int count = *rc::gen::inRange(2, 40);
  for (int i = 1; i <= count; ++i) {
    TestPaper paper{.number = static_cast<std::uint32_t>(i), .title = ""};
    const auto some = [&](int most) {
      std::string text;
      for (int j = *rc::gen::inRange(1, most); j > 0; --j) text += *rc::gen::elementOf(kWords) + " ";
      return text;
    };
    paper.title = some(4);
    paper.abstract = some(12);
    if (*rc::gen::arbitrary<bool>()) paper.categories = {"cs.LG"};
    papers.push_back(paper);
  }
  return papers;
}

// The formula of docs/use/search.md over all papers.
class Twin {
 public:
  explicit Twin(const World& world) : world_(world) {
    text::Analyzer analyzer;
    for (const TestPaper& paper : world.papers()) {
      std::map<std::string, double>& counts = counts_[paper.number];
      const auto count = [&](const std::string& text, double times) {
        for (const text::Token& token : analyzer.tokens(text)) {
          lengths_[paper.number] += times;
          if (!text::is_function_word(token.folded)) counts[std::string(token.stem)] += times;
        }
      };
      count(paper.title, kTitleTimes);
      count(paper.abstract, 1);
      average_ += lengths_[paper.number] / static_cast<double>(world.papers().size());
      for (const auto& [stem, times] : counts) ++df_[stem];
    }
  }

  ByPaper scores(const std::vector<std::uint32_t>& inputs, const std::set<std::uint32_t>& passing) const {
    ByPaper words;
    ByPaper meaning;
    for (const std::uint32_t paper : passing) {
      words[paper] = 0;
      for (const auto& [stem, df] : df_) {
        if (df < 2) continue;
        double share = 0;
        for (const std::uint32_t input : inputs)
          share += saturation(input, stem) / static_cast<double>(inputs.size());
        words[paper] += share * idf(df) * idf(df) * saturation(paper, stem);
      }
      std::vector<double> near;
      for (const std::uint32_t input : inputs) near.push_back(cosine(input, paper));
      std::ranges::sort(near, std::ranges::greater());
      meaning[paper] = near.size() == 1 ? near[0] : (near[0] + near[1]) / 2;
    }
    const ByPaper b = z(words);
    const ByPaper d = z(meaning);
    ByPaper all;
    for (const std::uint32_t paper : passing) {
      if (std::ranges::find(inputs, paper) == inputs.end())
        all[paper] = 0.5 * b.at(paper) + 0.5 * d.at(paper);
    }
    return all;
  }

 private:
  double idf(double df) const {
    return std::log(1 + (static_cast<double>(world_.papers().size()) - df + 0.5) / (df + 0.5));
  }
  double saturation(std::uint32_t paper, const std::string& stem) const {
    const auto found = counts_.at(paper).find(stem);
    if (found == counts_.at(paper).end()) return 0;
    const FieldRanking ranking = RankingParameters().body;
    const double norm = ranking.k1 * (1 - ranking.b + ranking.b * lengths_.at(paper) / average_);
    return found->second / (found->second + norm);
  }
  double cosine(std::uint32_t one, std::uint32_t other) const {
    const auto& a = world_.vectors().at(one);
    const auto& b = world_.vectors().at(other);
    return product(a, b) / std::sqrt(product(a, a) * product(b, b));
  }

  const World& world_;
  std::map<std::uint32_t, std::map<std::string, double>> counts_;
  std::map<std::uint32_t, double> lengths_;
  std::map<std::string, double> df_;
  double average_ = 0;
};

RC_GTEST_PROP(Similar, IsTheFormulaOverAllThatTheFilterLetsThrough, ()) {
  const std::vector<TestPaper> papers = some_papers();
  const World world(papers);
  std::vector<std::uint32_t> inputs;
  for (int i = *rc::gen::inRange(1, 4); i > 0; --i) {
    const auto number = static_cast<std::uint32_t>(*rc::gen::inRange<std::size_t>(1, papers.size() + 1));
    if (std::ranges::find(inputs, number) == inputs.end()) inputs.push_back(number);
  }
  const bool filtered = *rc::gen::arbitrary<bool>();
  std::set<std::uint32_t> passing;
  for (const TestPaper& paper : papers) {
    if (!filtered || !paper.categories.empty()) passing.insert(paper.number);
  }
  const SimilarAnswer answer = ask(world.searcher(), like(world, inputs), filtered ? "category:cs.LG" : "");
  const ByPaper expected = passing.empty() ? ByPaper() : Twin(world).scores(inputs, passing);
  RC_ASSERT(answer.hits.size() == expected.size());
  double last = 1e9;
  for (const SimilarHit& hit : answer.hits) {
    RC_ASSERT(expected.contains(hit.paper.value()));
    RC_ASSERT(std::abs(hit.score - expected.at(hit.paper.value())) < 1e-4);
    RC_ASSERT(hit.score <= last);
    last = hit.score;
  }
}

RC_GTEST_PROP(Similar, TakesAnyTextThatIsReadable, (const std::string& bytes)) {
  const World world(library());
  SimilarOptions options = like(world, {});
  options.texts.push_back({"", text::sanitize(bytes)});
  RC_ASSERT(ask(world.searcher(), options).hits.size() <= library().size());
}

}  // namespace
}  // namespace broadsheet::search
