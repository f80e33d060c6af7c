// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Words and meaning together, against a twin that looks at every paper and knows neither indexes nor bounds.

#include "search/hybrid.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <numeric>
#include <rapidcheck/gtest.h>
#include <set>

#include "search/meaning_testing.h"
#include "search/testing.h"

namespace broadsheet::search {
namespace {

using testing::ByPaper;
using ::testing::ElementsAre;
using testing::kDimensions;
using testing::PlainSearch;
using testing::product;
using testing::TestIndex;
using testing::TestPaper;
using testing::vector_of;
using testing::World;
using testing::z;

// The formula of docs/use/search.md over all papers that the filter lets through, all of which are in the
// pool.
class Twin {
 public:
  explicit Twin(const World& world) : world_(world) {
    text::Analyzer analyzer;
    for (const TestPaper& paper : world.papers()) {
      std::map<std::string, double>& counts = counts_[paper.number];
      const auto count = [&](const std::string& text, double times) {
        for (const text::Token& token : analyzer.tokens(text)) {
          counts[std::string(token.stem)] += times;
          lengths_[paper.number] += times;
          if (text::is_function_word(token.folded)) functions_.insert(std::string(token.stem));
        }
      };
      count(paper.title, kTitleTimes);
      count(paper.abstract, 1);
      average_ += lengths_[paper.number] / static_cast<double>(world.papers().size());
      for (const auto& [stem, times] : counts) ++df_[stem];
    }
  }

  ByPaper scores(const std::string& query, const ByPaper& words) const {
    const std::vector<float> asked = vector_of(query);
    ByPaper cosines;
    for (const auto& [paper, score] : words) {
      if (world_.vectors().contains(paper))
        cosines[paper] = product(asked, world_.vectors().at(paper)) /
                         std::sqrt(norm(asked) * norm(world_.vectors().at(paper)));
    }
    const ByPaper b = z(words);
    const ByPaper d = z(filled(words, cosines));
    std::vector<std::pair<double, std::uint32_t>> first;
    for (const auto& [paper, value] : b) first.emplace_back(-(0.5 * value + 0.5 * d.at(paper)), paper);
    std::ranges::sort(first);
    std::map<std::uint32_t, double> shares;
    double sum = 0;
    for (std::size_t i = 0; i < first.size() && i < 10; ++i)
      sum += shares[first[i].second] = std::exp((first[0].first - first[i].first) / 0.5);
    for (auto& [paper, share] : shares) share /= sum;
    const ByPaper x = z(shared_words(words, shares));
    const ByPaper c = z(filled(words, shared_meaning(words, shares)));
    ByPaper all;
    for (const auto& [paper, score] : words)
      all[paper] = 0.3 * b.at(paper) + 0.2 * x.at(paper) + 0.3 * d.at(paper) + 0.2 * c.at(paper);
    return all;
  }

 private:
  static double norm(const std::vector<float>& vector) { return product(vector, vector); }

  static ByPaper filled(const ByPaper& papers, const ByPaper& some) {
    double mean = 0;
    for (const auto& [paper, value] : some) mean += value / static_cast<double>(some.size());
    ByPaper all;
    for (const auto& [paper, value] : papers) all[paper] = some.contains(paper) ? some.at(paper) : mean;
    return all;
  }

  double idf(const std::string& stem) const {
    const auto n = static_cast<double>(world_.papers().size());
    const double df = df_.at(stem);
    return std::log(1 + (n - df + 0.5) / (df + 0.5));
  }

  double saturation(std::uint32_t paper, const std::string& stem) const {
    const auto found = counts_.at(paper).find(stem);
    if (found == counts_.at(paper).end()) return 0;
    const FieldRanking ranking = RankingParameters().body;
    return found->second /
           (found->second + ranking.k1 * (1 - ranking.b + ranking.b * lengths_.at(paper) / average_));
  }

  ByPaper shared_words(const ByPaper& papers, const std::map<std::uint32_t, double>& shares) const {
    std::map<std::string, double> weights;
    for (const auto& [paper, share] : shares) {
      for (const auto& [stem, times] : counts_.at(paper)) {
        if (functions_.contains(stem) || df_.at(stem) < 2) continue;
        weights[stem] += share * saturation(paper, stem) * idf(stem);
      }
    }
    std::vector<std::pair<double, std::string>> best;
    for (const auto& [stem, weight] : weights) best.emplace_back(-weight, stem);
    std::ranges::sort(best);
    best.resize(std::min<std::size_t>(best.size(), 20));
    double sum = 0;
    for (const auto& [weight, stem] : best) sum -= weight;
    ByPaper all;
    for (const auto& [paper, score] : papers) {
      all[paper] = 0;
      for (const auto& [weight, stem] : best)
        all[paper] += -weight / sum * idf(stem) * saturation(paper, stem);
    }
    return all;
  }

  ByPaper shared_meaning(const ByPaper& papers, const std::map<std::uint32_t, double>& shares) const {
    std::vector<float> mean(kDimensions);
    for (const auto& [paper, share] : shares) {
      if (!world_.vectors().contains(paper)) continue;
      for (std::size_t i = 0; i < kDimensions; ++i)
        mean[i] += static_cast<float>(share) * world_.vectors().at(paper)[i];
    }
    ByPaper all;
    for (const auto& [paper, score] : papers) {
      if (world_.vectors().contains(paper)) all[paper] = product(mean, world_.vectors().at(paper));
    }
    return all;
  }

  const World& world_;
  std::map<std::uint32_t, std::map<std::string, double>> counts_;
  std::map<std::uint32_t, double> lengths_;
  std::map<std::string, double> df_;
  std::set<std::string> functions_;
  double average_ = 0;
};

std::vector<TestPaper> some_papers() {
  static const std::vector<std::string> kWords = {"graph",   "network",  "tide",  "the",
                                                  "harbour", "learning", "of",    "diffusion",
                                                  "model",   "robot",    "trade", "quantum"};
  std::vector<TestPaper> papers;
  const auto count = *rc::gen::inRange<std::uint32_t>(1, 40);
  for (std::uint32_t number = 1; number <= count; ++number) {
    const auto text = [&](std::size_t most) {
      std::string words;
      const auto size = *rc::gen::inRange<std::size_t>(1, most);
      for (std::size_t i = 0; i < size; ++i) words += (i == 0 ? "" : " ") + *rc::gen::elementOf(kWords);
      return words;
    };
    TestPaper paper{.number = number, .title = text(4)};
    if (*rc::gen::inRange(0, 4) > 0) paper.abstract = text(12);
    paper.categories = {*rc::gen::elementOf(std::vector<std::string>{"cs.LG", "math.CO", "econ.GN"})};
    papers.push_back(paper);
  }
  return papers;
}

RC_GTEST_PROP(Hybrid, IsTheFormulaOverAllThatTheFilterLetsThrough, ()) {
  const std::vector<TestPaper> papers = some_papers();
  std::set<std::uint32_t> bare;
  std::set<std::uint32_t> stale;
  for (const TestPaper& paper : papers) {
    const int kind = *rc::gen::inRange(0, 8);
    if (kind == 0) bare.insert(paper.number);
    if (kind == 1) stale.insert(paper.number);
  }
  bare.erase(1);  // without any vector it is the words' order
  const World world(papers, bare, stale);
  const std::string words = *rc::gen::elementOf(std::vector<std::string>{
      "graph network", "tides of the harbour", "quantum robot learning", "diffusion"});
  const std::string filter = *rc::gen::elementOf(
      std::vector<std::string>{"", " category:cs.LG", " category:cs.LG+math.CO", " -trade"});
  const Query query = Query::parse(words + filter).value();
  const SearchOptions options = world.options(SearchMode::kHybrid);
  const SearchAnswer answer = world.searcher().search(query, options).value();

  // What the filter lets through, and the words' scores, from the twin of the lexical ranking.
  SearchOptions lexical = options;
  lexical.mode = SearchMode::kLexical;
  ByPaper scores;
  const PlainSearch plain(papers);
  const auto passing = filter.empty() ? Query::parse("").value() : Query::parse(filter).value();
  for (const auto& match : plain.all(passing, lexical)) {
    if (!bare.contains(match.number) && !stale.contains(match.number)) scores[match.number] = 0;
  }
  for (const auto& match : plain.all(query, lexical)) scores[match.number] = match.score;
  const ByPaper expected = scores.empty() ? ByPaper() : Twin(world).scores(words, scores);
  RC_ASSERT(answer.hits.size() == expected.size());
  double last = 1e9;
  for (const SearchHit& hit : answer.hits) {
    RC_ASSERT(expected.contains(hit.paper.value()));
    RC_ASSERT(std::abs(hit.score - expected.at(hit.paper.value())) < 1e-4);
    RC_ASSERT(hit.score <= last);
    last = hit.score;
  }
}

std::vector<TestPaper> library() {
  return {{.number = 1, .title = "Graph networks", .abstract = "Message passing on graphs."},
          {.number = 2, .title = "Tides in harbours", .abstract = "Sensors measure tides."},
          {.number = 3, .title = "Message passing", .abstract = "Graph networks pass messages."},
          {.number = 4, .title = "Graph theory", .abstract = "Colours of a graph."}};
}

std::vector<std::uint32_t> papers_of(const SearchAnswer& answer) {
  std::vector<std::uint32_t> papers;
  for (const SearchHit& hit : answer.hits) papers.push_back(hit.paper.value());
  return papers;
}

TEST(Meaning, SemanticIsTheOrderOfCosines) {
  const World world(library(), {4});
  const SearchAnswer answer =
      world.searcher()
          .search(Query::parse("graph networks").value(), world.options(SearchMode::kSemantic))
          .value();
  ASSERT_EQ(answer.hits.size(), 3U);
  EXPECT_EQ(answer.total, 3U);
  EXPECT_EQ(answer.vectors_done, 3U);
  EXPECT_EQ(answer.vectors_of, 4U);
  EXPECT_EQ(papers_of(answer).back(), 2U);
  EXPECT_GE(answer.hits[0].score, answer.hits[1].score);
}

TEST(Meaning, AVectorOfAnotherTextIsNotLookedAt) {
  const World world(library(), {}, {1, 3});
  const Query query = Query::parse("graph networks").value();
  const SearchAnswer semantic = world.searcher().search(query, world.options(SearchMode::kSemantic)).value();
  EXPECT_THAT(papers_of(semantic), ::testing::UnorderedElementsAre(2U, 4U));
  SearchOptions options = world.options(SearchMode::kHybrid);
  options.explain = true;
  const SearchAnswer hybrid = world.searcher().search(query, options).value();
  ASSERT_EQ(hybrid.hits.size(), 4U);
  for (const SearchHit& hit : hybrid.hits) {
    const bool stale = hit.paper.value() == 1 || hit.paper.value() == 3;
    EXPECT_EQ(stale, std::ranges::any_of(hit.why, [](const ScorePart& part) {
                return part.text.find("not encoded yet") != std::string::npos;
              }));
  }
}

TEST(Meaning, HowFarTheVectorsAreIsSaidInEveryMode) {
  const World world(library(), {4});
  for (const SearchMode mode :
       {SearchMode::kLexical, SearchMode::kHybrid, SearchMode::kSemantic, SearchMode::kPage}) {
    const SearchAnswer answer =
        world.searcher().search(Query::parse("graph networks").value(), world.options(mode)).value();
    EXPECT_EQ(answer.vectors_done, 3U);
    EXPECT_EQ(answer.vectors_of, 4U);
  }
}

TEST(Meaning, PageGoesOnWithTheNearest) {
  const World world(library());
  const SearchAnswer answer =
      world.searcher()
          .search(Query::parse("message passing").value(), world.options(SearchMode::kPage))
          .value();
  ASSERT_EQ(answer.hits.size(), 4U);
  EXPECT_THAT((std::vector<std::uint32_t>{answer.hits[0].paper.value(), answer.hits[1].paper.value()}),
              ::testing::UnorderedElementsAre(1U, 3U));
  EXPECT_LT(answer.hits[2].score, 1.01);
}

TEST(Meaning, PartsOfAScoreAddUpToIt) {
  const World world(library(), {2});
  SearchOptions options = world.options(SearchMode::kHybrid);
  options.explain = true;
  const SearchAnswer answer = world.searcher().search(Query::parse("graph tides").value(), options).value();
  ASSERT_EQ(answer.hits.size(), 4U);
  for (const SearchHit& hit : answer.hits) {
    double sum = 0;
    for (const ScorePart& part : hit.why) sum += part.value;
    EXPECT_EQ(sum, hit.score);
    EXPECT_EQ(hit.why.size(), 4U);
  }
}

TEST(Meaning, AnEncoderThatFailsLeavesTheWords) {
  const World world(library());
  SearchOptions options = world.options(SearchMode::kHybrid);
  options.encode_query = [](std::string_view) -> Result<std::vector<float>> {
    return Error(ErrorCode::kIo, "no runtime");
  };
  const Query query = Query::parse("graph networks").value();
  SearchOptions lexical = options;
  lexical.mode = SearchMode::kLexical;
  EXPECT_EQ(papers_of(world.searcher().search(query, options).value()),
            papers_of(world.searcher().search(query, lexical).value()));
  EXPECT_EQ(Searcher(index::Snapshot::open(world.words_folder()).value())
                .search(query, world.options(SearchMode::kSemantic))
                .error()
                .code(),
            ErrorCode::kUnsupported);
}

TEST(Meaning, NamesOfAuthorsMeanNothingToAnEncoder) {
  const World world(library());
  SearchOptions options = world.options(SearchMode::kHybrid);
  std::vector<std::string> asked;
  options.encode_query = [&](std::string_view text) -> Result<std::vector<float>> {
    asked.emplace_back(text);
    return vector_of(text);
  };
  (void)world.searcher().search(
      Query::parse("author:hinton +graph \"message passing\" -tides category:cs.LG").value(), options);
  EXPECT_THAT(asked, ElementsAre("graph message passing"));
}

}  // namespace
}  // namespace broadsheet::search
