// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The arms over real indexes: the plain one against BM25 the long way, both against the figures of
// reference implementations where public collections are at hand.

#include <filesystem>
#include <gtest/gtest.h>
#include <random>
#include <string>
#include <vector>

#include "base/file.h"
#include "evaluate/arm.h"
#include "evaluate/evaluation.h"
#include "evaluate/run_file.h"
#include "evaluate/slow_bm25.h"

namespace broadsheet::evaluate {
namespace {

using search::SearchMode;

// Random documents of few different words: many ties, many repetitions.
Collection random_collection(std::uint32_t seed) {
  static const std::vector<std::string> kWords = {"whales", "whale", "singing", "the", "of",   "nets",
                                                  "deep",   "graph", "Hölder",  "CO2", "data", "2017"};
  std::mt19937 random(seed);
  const auto text = [&random](std::size_t words_max) {
    std::string out;
    for (std::size_t i = random() % words_max; i > 0; --i) out += kWords[random() % kWords.size()] + " ";
    return out;
  };
  Collection collection;
  for (int i = 0; i < 300; ++i) collection.documents.push_back({std::to_string(i), text(4), text(30)});
  for (int i = 0; i < 20; ++i) {
    const std::string id = "q" + std::to_string(i);
    collection.queries.push_back({id, "", text(7) + "whale"});
    for (int j = 0; j < 30; ++j)
      collection.judgements[id][std::to_string(random() % 300)] = static_cast<int>(random() % 3);
    collection.judgements[id]["7"] = 1;
  }
  return collection;
}

std::unique_ptr<Arm> plain_arm(const Numbering& numbering, const Task& task) {
  auto arm = make_plain_arm(numbering, task, {});
  CHECK(arm.ok());
  return std::move(arm).value();
}

TEST(PlainArm, RanksExactlyAsBm25TheLongWay) {
  const Collection collection = random_collection(1);
  const Numbering numbering(collection);
  const Task task = task_of(collection, numbering, false);
  const auto arm = plain_arm(numbering, task);
  SlowBm25 slow(text::AnalyzerKind::kPlain);
  for (const auto& document : collection.documents)
    slow.add(document.id, document.title + " " + document.text);
  for (std::size_t i = 0; i < task.queries.size(); ++i) {
    const Ranking expected = slow.rank(task.queries[i]->text, 50);
    const auto hits = arm->rank(i, 50);
    ASSERT_TRUE(hits.ok()) << hits.error().message();
    ASSERT_EQ(hits.value().size(), expected.size());
    for (std::size_t j = 0; j < expected.size(); ++j) {
      EXPECT_EQ(numbering.document(hits.value()[j].number).id, expected[j].id)
          << "query " << i << " place " << j;
      EXPECT_NEAR(hits.value()[j].score, expected[j].score, 1e-9);
    }
  }
}

TEST(PlainArm, RanksAPoolAsTheWholeWouldBeRanked) {
  const Collection collection = random_collection(2);
  const Numbering numbering(collection);
  const Task all = task_of(collection, numbering, false);
  const Task pooled = task_of(collection, numbering, true);
  const auto whole = plain_arm(numbering, all);
  const auto of_pool = plain_arm(numbering, pooled);
  for (std::size_t i = 0; i < all.queries.size(); ++i) {
    const Grades& grades = collection.judgements.at(all.queries[i]->id);
    std::vector<std::uint32_t> expected;
    const auto of_all = whole->rank(i, 1000);
    ASSERT_TRUE(of_all.ok());
    for (const ScoredDocument& hit : of_all.value()) {
      if (grades.contains(numbering.document(hit.number).id)) expected.push_back(hit.number);
    }
    std::vector<std::uint32_t> got;
    const auto of_few = of_pool->rank(i, 1000);
    ASSERT_TRUE(of_few.ok());
    for (const ScoredDocument& hit : of_few.value()) got.push_back(hit.number);
    EXPECT_EQ(got, expected);
  }
}

class ProductModes : public testing::TestWithParam<SearchMode> {};

TEST_P(ProductModes, RankAPoolAndNothingElse) {
  const Collection collection = random_collection(3);
  const std::string folder = make_temporary_folder("arms").value();
  const auto report =
      evaluate(collection, {.mode = GetParam(), .pool_judged = true, .run_path = folder + "/run"});
  ASSERT_TRUE(report.ok()) << report.error().message();
  EXPECT_EQ(report.value().queries, 20u);
  const evaluate::Run run = read_run(folder + "/run").value();
  for (const auto& [query, ranking] : run) EXPECT_EQ(ranking.size(), collection.judgements.at(query).size());
  std::filesystem::remove_all(folder);
}
INSTANTIATE_TEST_SUITE_P(Each, ProductModes,
                         testing::Values(SearchMode::kLexical, SearchMode::kPage, SearchMode::kHybrid));

TEST(ProductArm, ReadsAQueryAsASentence) {
  Collection collection;
  collection.documents = {
      {"1", "Stores or memories", ""}, {"2", "Nothing", "at all"}, {"3", "Category: deep-sea -whales", ""}};
  collection.queries = {
      {"a", "", "ASSOCIATIVE STORES OR NETS"}, {"b", "", "title:\"nothing"}, {"c", "", "-whales"}};
  collection.judgements = {{"a", {{"1", 1}}}, {"b", {{"2", 1}}}, {"c", {{"3", 1}}}};
  const auto report = evaluate(collection, {.mode = SearchMode::kLexical});
  ASSERT_TRUE(report.ok()) << report.error().message();
  EXPECT_DOUBLE_EQ(report.value().measures.mrr_10, 1);
}

TEST(Evaluation, RefusesWhatDoesNotGoTogether) {
  const Collection collection = random_collection(4);
  EXPECT_EQ(evaluate(collection, {.mode = SearchMode::kPage, .plain = true}).error().code(),
            ErrorCode::kInvalid);
  EXPECT_EQ(evaluate(collection, {.depth = 0}).error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(evaluate({}, {}).error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(evaluate(collection, {.mode = SearchMode::kSemantic}).error().code(), ErrorCode::kUnsupported);
}

TEST(Evaluation, GivesTheSameFromACachedIndex) {
  const Collection collection = random_collection(5);
  const std::string folder = make_temporary_folder("arms").value();
  const EvaluationOptions cached{.mode = SearchMode::kLexical, .cache_folder = folder};
  const auto first = evaluate(collection, cached);
  const auto files =
      std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator());
  const auto second = evaluate(collection, cached);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_DOUBLE_EQ(first.value().measures.map, second.value().measures.map);
  EXPECT_EQ(files, 1);
  EXPECT_EQ(files, std::distance(std::filesystem::directory_iterator(folder),
                                 std::filesystem::directory_iterator()));
  std::filesystem::remove_all(folder);
}

struct Figures {
  std::string folder;
  std::string split;
  double ndcg_10;
  double recall_100;
};

TEST(Evaluation, GivesTheFiguresOfTheReferenceImplementations) {
  const std::filesystem::path folder = "../shared/data/ir";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the collections are not at hand";
  const std::vector<Figures> kReference = {{"nfcorpus", "test", .328, .221},
                                           {"cranfield", "", .403, .738},
                                           {"cisi", "", .361, .426},
                                           {"lisa", "", .421, .688}};
  double plain_sum = 0;
  double lexical_sum = 0;
  for (const Figures& reference : kReference) {
    const auto files = find_collection((folder / reference.folder).string(), reference.split);
    ASSERT_TRUE(files.ok()) << files.error().message();
    const auto collection = read_collection(files.value());
    ASSERT_TRUE(collection.ok()) << collection.error().message();
    const auto plain = evaluate(collection.value(), {.mode = SearchMode::kLexical, .plain = true});
    ASSERT_TRUE(plain.ok()) << plain.error().message();
    EXPECT_NEAR(plain.value().measures.ndcg_10, reference.ndcg_10, .004) << reference.folder;
    EXPECT_NEAR(plain.value().measures.recall_100, reference.recall_100, .01) << reference.folder;
    const auto lexical = evaluate(collection.value(), {.mode = SearchMode::kLexical});
    ASSERT_TRUE(lexical.ok()) << lexical.error().message();
    plain_sum += plain.value().measures.ndcg_10;
    lexical_sum += lexical.value().measures.ndcg_10;
  }
  EXPECT_GE(lexical_sum, plain_sum);
}

}  // namespace
}  // namespace broadsheet::evaluate
