// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// How good a ranking is, by the definitions of trec_eval: a document is relevant if its grade is above 0,
// gains are the grades themselves, discounts are log2(rank + 1), what is not judged is not relevant.

#ifndef BROADSHEET_EVALUATE_MEASURES_H_
#define BROADSHEET_EVALUATE_MEASURES_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "evaluate/collection.h"

namespace broadsheet::evaluate {

// Of one query, or the means over queries.
struct Measures {
  double ndcg_10 = 0;
  double ndcg_fifth = 0;  // nDCG at a fifth of the judged documents, rounded down, at least 1 ("nDCG%20")
  double recall_5 = 0;
  double recall_20 = 0;
  double recall_100 = 0;
  double success_10 = 0;  // 1 if a relevant document is among the first ten
  double mrr_10 = 0;      // 1 / rank of the first relevant document if it is among the first ten, else 0
  double map = 0;    // mean of the precisions at each relevant document, those that were not found counting 0
  double map_2 = 0;  // the same where only a grade of 2 or more is relevant; 0 without one
};

// The name by which a measure is printed and asked for, "ndcg@10".
struct NamedMeasure {
  std::string_view name;
  double Measures::*value;
};
// All of them, in the order in which they are printed. The last kJudgedPoolMeasures are of rankings of a
// query's judged documents alone.
std::span<const NamedMeasure> named_measures();
inline constexpr std::size_t kJudgedPoolMeasures = 3;
// Null for a name that none has.
const NamedMeasure* find_measure(std::string_view name);

// `ranking` holds different document ids, best first; `grades` holds at least one above 0.
Measures measure(std::span<const std::string> ranking, const Grades& grades);

// All zero for no queries.
Measures mean_of(std::span<const Measures> queries);

}  // namespace broadsheet::evaluate

#endif  // BROADSHEET_EVALUATE_MEASURES_H_
