// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "evaluate/measures.h"

#include <cmath>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace broadsheet::evaluate {
namespace {

TEST(Measures, AreThoseComputedByHand) {
  const Grades grades = {{"a", 3}, {"b", 0}, {"c", 1}, {"d", 2}, {"e", -1}};
  const std::vector<std::string> ranking = {"b", "c", "x", "a"};
  const Measures got = measure(ranking, grades);
  const double gained = 1 / std::log2(3.0) + 3 / std::log2(5.0);
  const double ideal = 3 + 2 / std::log2(3.0) + 1 / std::log2(4.0);
  EXPECT_DOUBLE_EQ(got.ndcg_10, gained / ideal);
  EXPECT_DOUBLE_EQ(got.ndcg_fifth, 0);
  EXPECT_DOUBLE_EQ(got.recall_5, 2.0 / 3);
  EXPECT_DOUBLE_EQ(got.recall_100, 2.0 / 3);
  EXPECT_DOUBLE_EQ(got.mrr_10, 0.5);
  EXPECT_DOUBLE_EQ(got.success_10, 1);
  EXPECT_DOUBLE_EQ(got.map, (1.0 / 2 + 2.0 / 4) / 3);
  EXPECT_DOUBLE_EQ(got.map_2, (1.0 / 4) / 2);
}

TEST(Measures, OfHighGradesAreNoneWhereThereIsNone) {
  EXPECT_DOUBLE_EQ(measure(std::vector<std::string>{"a"}, {{"a", 1}}).map_2, 0);
}

TEST(Measures, AreFoundByTheirNames) {
  ASSERT_NE(find_measure("recall@20"), nullptr);
  EXPECT_EQ(find_measure("recall@20")->value, &Measures::recall_20);
  EXPECT_EQ(find_measure("recall@21"), nullptr);
}

TEST(Measures, OfAPerfectRankingAreOne) {
  const Grades grades = {{"a", 2}, {"b", 1}};
  const Measures got = measure(std::vector<std::string>{"a", "b"}, grades);
  for (const double value : {got.ndcg_10, got.ndcg_fifth, got.recall_5, got.mrr_10, got.map})
    EXPECT_DOUBLE_EQ(value, 1);
}

TEST(Measures, OfNothingFoundAreZero) {
  const Measures got = measure({}, {{"a", 1}});
  for (const double value : {got.ndcg_10, got.ndcg_fifth, got.recall_5, got.mrr_10, got.map})
    EXPECT_DOUBLE_EQ(value, 0);
}

TEST(Measures, LookNoFurtherThanTheirRank) {
  std::vector<std::string> ranking;
  for (int i = 0; i < 10; ++i) ranking.push_back("x" + std::to_string(i));
  ranking.push_back("a");
  const Measures got = measure(ranking, {{"a", 1}});
  EXPECT_DOUBLE_EQ(got.ndcg_10, 0);
  EXPECT_DOUBLE_EQ(got.mrr_10, 0);
  EXPECT_DOUBLE_EQ(got.success_10, 0);
  EXPECT_DOUBLE_EQ(got.recall_5, 0);
  EXPECT_DOUBLE_EQ(got.recall_20, 1);
  EXPECT_DOUBLE_EQ(got.map, 1.0 / 11);
}

TEST(Measures, AreAveragedOverQueries) {
  Measures one;
  one.map = 1;
  EXPECT_DOUBLE_EQ(mean_of(std::vector<Measures>{one, Measures{}}).map, 0.5);
  EXPECT_DOUBLE_EQ(mean_of({}).map, 0);
}

}  // namespace
}  // namespace broadsheet::evaluate
