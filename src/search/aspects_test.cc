// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/aspects.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "search/limits.h"
#include "search/testing.h"

namespace broadsheet::search {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::TestIndex;
using testing::TestPaper;

std::vector<std::string> sentences(const std::string& text) {
  text::Analyzer analyzer;
  std::vector<std::string> texts;
  for (const Aspect& sentence : sentences_of(Query::parse(text).value(), analyzer))
    texts.push_back(sentence.text);
  return texts;
}

constexpr const char* kTides = "Forecasting tides near harbours with cheap floating sensors.";
constexpr const char* kParsers = "Incremental parsers that recover from broken source programs.";

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : " ") + text;
  return all;
}

TEST(Aspects, AreSentences) {
  EXPECT_THAT(sentences(joined({kTides, kParsers})), ElementsAre(kTides, kParsers));
  EXPECT_THAT(sentences("What forecasts tides near harbours? Which parsers recover from broken programs; "
                        "how do whales learn long songs"),
              ElementsAre("What forecasts tides near harbours?",
                          "Which parsers recover from broken programs;", "how do whales learn long songs"));
}

TEST(Aspects, AreNotInAShortQuery) {
  EXPECT_THAT(sentences("tides near deep harbours forecast. parsers recover from broken source programs."),
              IsEmpty());
}

TEST(Aspects, AreNotMadeByAbbreviations) {
  EXPECT_THAT(sentences("Forecasting tides near harbours as Smith et al. did with cheap sensors, e.g. "
                        "floating ones by J. Doe and others"),
              IsEmpty());
}

TEST(Aspects, DoNotComeFromSentencesThatSayLittle) {
  EXPECT_THAT(sentences(joined({kTides, "Thanks for any help.", kParsers})),
              ElementsAre(joined({kTides, "Thanks for any help."}), kParsers));
  EXPECT_THAT(sentences(joined({"Hello everybody.", kTides, kParsers})),
              ElementsAre(joined({"Hello everybody.", kTides}), kParsers));
}

TEST(Aspects, AreNotLookedForWhereTheQuerySaysHowToReadIt) {
  EXPECT_THAT(sentences(joined({kTides, kParsers, "title:whales"})), IsEmpty());
  EXPECT_THAT(sentences(joined({kTides, kParsers, "\"deep whales\" OR title:songs"})), IsEmpty());
  EXPECT_THAT(sentences(joined({kTides, kParsers, "+(whales songs)"})), IsEmpty());
  EXPECT_THAT(sentences(joined({kTides, kParsers, "category:cs.LG -boats"})), SizeIs(2))
      << "filters are the query's";
}

TEST(Aspects, AreFewAndLeaveNothingOut) {
  std::vector<std::string> many(30, kTides);
  EXPECT_THAT(sentences(joined(many)), SizeIs(kAspectsMax));
  EXPECT_EQ(joined(sentences(joined(many))), joined(many));
  std::string endless;
  for (int i = 0; i < 100; ++i) endless += (i == 0 ? "harbour" : " harbour");
  EXPECT_THAT(sentences(endless), SizeIs(3)) << "nobody ends one need in a hundred words";
}

Aspect aspect(const std::string& text, std::vector<float> vector = {}) {
  return {.text = text, .words = {}, .vector = std::move(vector)};
}

std::vector<std::string> texts_of(const std::vector<Aspect>& aspects) {
  std::vector<std::string> texts;
  for (const Aspect& each : aspects) texts.push_back(each.text);
  return texts;
}

TEST(Aspects, OfNearMeaningAreOne) {
  const auto found =
      joined_by_meaning({aspect("a", {1, 0, 0}), aspect("b", {0, 1, 0}), aspect("c", {0.8F, 0.1F, 0.6F})});
  EXPECT_THAT(texts_of(found), ElementsAre("a c", "b"));
  double squares = 0;
  for (const float value : found[0].vector) squares += static_cast<double>(value) * value;
  EXPECT_NEAR(squares, 1, 1e-6);
  EXPECT_THAT(joined_by_meaning({aspect("a", {1, 0}), aspect("b", {0.6F, 0.8F})}), SizeIs(1));
}

std::vector<Hit> hits_of(const std::vector<std::uint32_t>& papers) {
  std::vector<Hit> hits;
  for (const std::uint32_t paper : papers) hits.push_back({1, paper, 0, paper});
  return hits;
}

TEST(Aspects, WithPapersInCommonAreOne) {
  const std::vector<std::vector<Hit>> hits = {hits_of({1, 2, 3, 4}), hits_of({5, 6, 1, 2}),
                                              hits_of({4, 3, 2, 9})};
  EXPECT_THAT(texts_of(joined_by_papers({aspect("a"), aspect("b"), aspect("c")}, hits)),
              ElementsAre("a c", "b"));
}

TEST(Aspects, BringPapersOfSeveralFirst) {
  const std::vector<AspectRanking> rankings = {{hits_of({1, 2, 3})}, {hits_of({4, 3}), 2}};
  const std::vector<Hit> hits = fused(rankings);
  std::vector<std::uint32_t> order;
  for (const Hit& hit : hits) order.push_back(hit.key);
  EXPECT_THAT(order, ElementsAre(3, 4, 1, 2));
  EXPECT_DOUBLE_EQ(hits[0].score, rankings[0].worth(2) + rankings[1].worth(1));
}

// Two papers that answer one need in full, and many that have a word of one.
std::vector<TestPaper> papers_of_needs() {
  std::vector<TestPaper> papers = {
      {.number = 1, .title = "Forecasting tides", .abstract = "tides near harbours with floating sensors"},
      {.number = 2, .title = "Incremental parsers", .abstract = "parsers recover from broken programs"}};
  for (std::uint32_t i = 0; i < 30; ++i)
    papers.push_back(
        {.number = 10 + i, .title = i % 2 == 0 ? "Harbours" : "Programs", .abstract = "an essay"});
  return papers;
}

TEST(Aspects, FindWhatAnswersOneNeedInFull) {
  TestIndex index;
  index.add(papers_of_needs());
  const Searcher searcher = index.searcher();
  const Query query = Query::parse(joined({kTides, kParsers})).value();
  const SearchAnswer answer =
      searcher.search(query, {.mode = SearchMode::kLexical, .facets = true, .explain = true}).value();
  EXPECT_THAT(answer.aspects, ElementsAre(kTides, kParsers));
  EXPECT_EQ(answer.total, 32u) << "what the whole query matches";
  EXPECT_THAT((std::vector{answer.hits[0].paper.value(), answer.hits[1].paper.value()}),
              ::testing::UnorderedElementsAre(1, 2));
  for (const SearchHit& hit : answer.hits) {
    double sum = 0;
    for (const ScorePart& part : hit.why) sum += part.value;
    EXPECT_EQ(sum, hit.score);
  }
  const SearchAnswer whole = searcher.search(query, {.mode = SearchMode::kLexical, .aspects = false}).value();
  EXPECT_THAT(whole.aspects, IsEmpty());
}

TEST(Aspects, ArePagedLikeAnyList) {
  TestIndex index;
  index.add(papers_of_needs());
  const Searcher searcher = index.searcher();
  const Query query = Query::parse(joined({kTides, kParsers})).value();
  const SearchAnswer all = searcher.search(query, {.mode = SearchMode::kLexical, .limit = 20}).value();
  const SearchAnswer second =
      searcher.search(query, {.mode = SearchMode::kLexical, .limit = 10, .offset = 10}).value();
  for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(second.hits[i].paper, all.hits[10 + i].paper);
}

RC_GTEST_PROP(Aspects, ChangeNothingForShortQueries, ()) {
  static const TestIndex* const kIndex = [] {
    auto* const made = new TestIndex;
    made->add(papers_of_needs());
    return made;
  }();
  const std::vector<std::string> words = {"tides.", "parsers?", "harbours", "programs;", "sensors", "the"};
  const auto chosen =
      *rc::gen::resize(12, rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(words)));
  RC_PRE(chosen.size() <= 12);
  const Query query = Query::parse(joined(chosen)).value();
  const Searcher searcher = kIndex->searcher();
  const SearchAnswer on = searcher.search(query, {.limit = 100}).value();
  const SearchAnswer off = searcher.search(query, {.limit = 100, .aspects = false}).value();
  RC_ASSERT(on.hits.size() == off.hits.size());
  for (std::size_t i = 0; i < on.hits.size(); ++i) {
    RC_ASSERT(on.hits[i].paper == off.hits[i].paper);
    RC_ASSERT(on.hits[i].score == off.hits[i].score);
  }
}

}  // namespace
}  // namespace broadsheet::search
