// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "evaluate/evaluation.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "base/file.h"
#include "evaluate/arm.h"
#include "evaluate/run_file.h"

namespace broadsheet::evaluate {
namespace {

// Gives the same hits for each query.
class FixedArm final : public Arm {
 public:
  explicit FixedArm(std::vector<ScoredDocument> hits) : hits_(std::move(hits)) {}
  Result<std::vector<ScoredDocument>> rank(std::size_t, std::size_t depth) override {
    auto hits = hits_;
    if (hits.size() > depth) hits.resize(depth);
    return hits;
  }

 private:
  std::vector<ScoredDocument> hits_;
};

Collection small_collection() {
  Collection collection;
  collection.documents = {{"a", "", ""}, {"b", "", ""}, {"c", "", ""}, {"d", "", ""}};
  collection.queries = {{"q1", "", "x"}, {"q2", "", "y"}, {"q3", "", "z"}};
  collection.judgements = {{"q1", {{"d", 1}, {"a", 0}}}, {"q2", {{"a", 2}, {"gone", 1}}}, {"q3", {{"a", 0}}}};
  return collection;
}

TEST(Evaluation, NumbersDocumentsByDescendingIds) {
  const Collection collection = small_collection();
  const Numbering numbering(collection);
  EXPECT_EQ(numbering.document(1).id, "d");
  EXPECT_EQ(numbering.document(4).id, "a");
}

TEST(Evaluation, MeasuresWhatAnArmRanks) {
  const Collection collection = small_collection();
  const Numbering numbering(collection);
  const Task task = task_of(collection, numbering, false);
  ASSERT_EQ(task.queries.size(), 2u);
  FixedArm arm({{1, 2.0}, {4, 1.0}});
  const auto report = evaluate_arm(collection, numbering, task, arm, {});
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report.value().queries, 2u);
  EXPECT_DOUBLE_EQ(report.value().measures.mrr_10, (1 + 0.5) / 2);
  EXPECT_DOUBLE_EQ(report.value().measures.recall_100, (1 + 0.5) / 2);
  EXPECT_GE(report.value().latency_p99_ms, report.value().latency_p50_ms);
}

TEST(Evaluation, RanksTheWholePoolAndNothingElse) {
  const Collection collection = small_collection();
  const Numbering numbering(collection);
  const Task task = task_of(collection, numbering, true);
  EXPECT_EQ(task.pools, (std::vector<std::vector<std::uint32_t>>{{1, 4}, {4}}));
  FixedArm arm({{4, 1.0}});
  const std::string folder = make_temporary_folder("evaluation").value();
  const auto report =
      evaluate_arm(collection, numbering, task, arm, {.pool_judged = true, .run_path = folder + "/run"});
  ASSERT_TRUE(report.ok());
  const evaluate::Run run = read_run(folder + "/run").value();
  ASSERT_EQ(run.at("q1").size(), 2u);
  EXPECT_EQ(run.at("q1")[1].id, "d") << "what was not found follows";
  const auto same =
      evaluate_arm(collection, numbering, task, arm, {.pool_judged = true, .against_path = folder + "/run"});
  ASSERT_TRUE(same.ok());
  EXPECT_DOUBLE_EQ(same.value().against->delta, 0);
  EXPECT_DOUBLE_EQ(same.value().against->p, 1);
  std::filesystem::remove_all(folder);
}

TEST(Evaluation, ComparesByTheMeasureThatIsAskedFor) {
  const Collection collection = small_collection();
  const Numbering numbering(collection);
  const Task task = task_of(collection, numbering, false);
  const std::string folder = make_temporary_folder("evaluation").value();
  FixedArm theirs({{1, 1.0}});
  ASSERT_TRUE(evaluate_arm(collection, numbering, task, theirs, {.run_path = folder + "/run"}).ok());
  FixedArm ours({{1, 2.0}, {4, 1.0}});
  const auto report = evaluate_arm(collection, numbering, task, ours,
                                   {.against_path = folder + "/run", .measure = "recall@100"});
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report.value().compared, "recall@100");
  EXPECT_DOUBLE_EQ(report.value().against->delta, (0.0 + 0.5) / 2);
  EXPECT_EQ(evaluate(collection, {.measure = "recall"}).error().code(), ErrorCode::kInvalid);
  std::filesystem::remove_all(folder);
}

TEST(Evaluation, StopsWhenAsked) {
  const Collection collection = small_collection();
  const Numbering numbering(collection);
  const Task task = task_of(collection, numbering, false);
  FixedArm arm({{1, 1.0}});
  const auto report = evaluate_arm(collection, numbering, task, arm, {.stop = [] { return true; }});
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code(), ErrorCode::kInterrupted);
}

TEST(Evaluation, PrintsEveryKeyOfTheContract) {
  EvaluationReport report;
  report.mode = "lexical";
  report.queries = 3;
  report.measures.ndcg_10 = 0.5;
  report.measures.ndcg_fifth = 0.25;
  EXPECT_EQ(to_json(report),
            R"({"mode":"lexical","plain":false,"queries":3,"ndcg@10":0.5,"recall@100":0,"recall@20":0,)"
            R"("recall@5":0,"success@10":0,"mrr@10":0,"latency_ms":{"p50":0,"p99":0}})");
  report.pool_judged = true;
  report.against = Comparison{.delta = 0.125, .p = 1};
  report.compared = "map";
  EXPECT_EQ(to_json(report),
            R"({"mode":"lexical","plain":false,"queries":3,"ndcg@10":0.5,"recall@100":0,"recall@20":0,)"
            R"("recall@5":0,"success@10":0,"mrr@10":0,"ndcg%20":0.25,"map":0,"map>=2":0,)"
            R"("latency_ms":{"p50":0,"p99":0},"against":{"measure":"map","delta":0.125,"p":1}})");
}

}  // namespace
}  // namespace broadsheet::evaluate
