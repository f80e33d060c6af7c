// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "evaluate/measures.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "base/check.h"

namespace broadsheet::evaluate {
namespace {

// Of the first k gains; negative grades gain nothing, as in trec_eval.
double discounted_gain(std::span<const int> grades, std::size_t k) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(k, grades.size()); ++i) {
    if (grades[i] > 0) sum += grades[i] / std::log2(static_cast<double>(i) + 2);
  }
  return sum;
}

constexpr double Measures::*kEach[] = {&Measures::ndcg_10,   &Measures::ndcg_fifth, &Measures::recall_5,
                                       &Measures::recall_20, &Measures::recall_100, &Measures::mrr_10,
                                       &Measures::map};

}  // namespace

Measures measure(std::span<const std::string> ranking, const Grades& grades) {
  std::vector<int> ideal;
  std::size_t relevant = 0;
  for (const auto& [id, grade] : grades) {
    ideal.push_back(grade);
    if (grade > 0) ++relevant;
  }
  CHECK(relevant > 0);
  std::sort(ideal.begin(), ideal.end(), std::greater<>());

  std::vector<int> found;
  found.reserve(ranking.size());
  for (const std::string& id : ranking) {
    const auto grade = grades.find(id);
    found.push_back(grade == grades.end() ? 0 : grade->second);
  }
  const auto ndcg = [&](std::size_t k) { return discounted_gain(found, k) / discounted_gain(ideal, k); };
  const auto recall = [&](std::size_t k) {
    const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(k, found.size()));
    return static_cast<double>(std::count_if(found.begin(), end, [](int grade) { return grade > 0; })) /
           static_cast<double>(relevant);
  };
  Measures measures;
  measures.ndcg_10 = ndcg(10);
  measures.ndcg_fifth = ndcg(std::max<std::size_t>(grades.size() / 5, 1));
  measures.recall_5 = recall(5);
  measures.recall_20 = recall(20);
  measures.recall_100 = recall(100);
  std::size_t hits = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i] <= 0) continue;
    ++hits;
    const double rank = static_cast<double>(i) + 1;
    if (hits == 1 && i < 10) measures.mrr_10 = 1 / rank;
    measures.map += static_cast<double>(hits) / rank;
  }
  measures.map /= static_cast<double>(relevant);
  return measures;
}

Measures mean_of(std::span<const Measures> queries) {
  Measures mean;
  if (queries.empty()) return mean;
  for (const auto each : kEach) {
    double sum = 0;
    for (const Measures& query : queries) sum += query.*each;
    mean.*each = sum / static_cast<double>(queries.size());
  }
  return mean;
}

}  // namespace broadsheet::evaluate
