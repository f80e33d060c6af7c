// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The numbers of the ranking formula. docs/use/search.md has the formula itself and how they were
// chosen.

#ifndef BROADSHEET_SEARCH_RANKING_H_
#define BROADSHEET_SEARCH_RANKING_H_

namespace broadsheet::search {

// What one field adds for a word: weight · idf · tf / (tf + k1 · (1 − b + b · length / average)).
struct FieldRanking {
  double weight = 1.0;
  double k1 = 0.9;
  double b = 0.4;
};

struct RankingParameters {
  FieldRanking body{1.0, 0.9, 0.4};
  FieldRanking title{0.4, 2.0, 0.6};
  FieldRanking author{0.5, 0.9, 0.4};
  // What remains of a word that only holds sentences together ("the", "of"), when the query has others.
  double function_word_weight = 0.1;
};

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_RANKING_H_
