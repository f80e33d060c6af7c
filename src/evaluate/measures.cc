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

constexpr NamedMeasure kNamed[] = {
    {"ndcg@10", &Measures::ndcg_10},       {"recall@100", &Measures::recall_100},
    {"recall@20", &Measures::recall_20},   {"recall@5", &Measures::recall_5},
    {"success@10", &Measures::success_10}, {"mrr@10", &Measures::mrr_10},
    {"ndcg%20", &Measures::ndcg_fifth},    {"map", &Measures::map},
    {"map>=2", &Measures::map_2},
};

// `found` are the grades of a ranking, of which `relevant` in all are at least `least`.
double average_precision(std::span<const int> found, int least, std::size_t relevant) {
  if (relevant == 0) return 0;
  double sum = 0;
  std::size_t hits = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i] >= least) sum += static_cast<double>(++hits) / (static_cast<double>(i) + 1);
  }
  return sum / static_cast<double>(relevant);
}

}  // namespace

std::span<const NamedMeasure> named_measures() {
  return kNamed;
}

const NamedMeasure* find_measure(std::string_view name) {
  const auto* const found = std::ranges::find(kNamed, name, &NamedMeasure::name);
  return found == std::end(kNamed) ? nullptr : found;
}

Measures measure(std::span<const std::string> ranking, const Grades& grades) {
  std::vector<int> ideal;
  for (const auto& [id, grade] : grades) ideal.push_back(grade);
  const auto of_at_least = [&ideal](int least) {
    return static_cast<std::size_t>(std::ranges::count_if(ideal, [=](int grade) { return grade >= least; }));
  };
  const std::size_t relevant = of_at_least(1);
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
  const auto first = std::ranges::find_if(found, [](int grade) { return grade > 0; }) - found.begin();
  if (first < std::min<std::ptrdiff_t>(10, std::ssize(found))) {
    measures.success_10 = 1;
    measures.mrr_10 = 1 / (static_cast<double>(first) + 1);
  }
  measures.map = average_precision(found, 1, relevant);
  measures.map_2 = average_precision(found, 2, of_at_least(2));
  return measures;
}

Measures mean_of(std::span<const Measures> queries) {
  Measures mean;
  if (queries.empty()) return mean;
  for (const NamedMeasure& each : kNamed) {
    double sum = 0;
    for (const Measures& query : queries) sum += query.*each.value;
    mean.*each.value = sum / static_cast<double>(queries.size());
  }
  return mean;
}

}  // namespace broadsheet::evaluate
