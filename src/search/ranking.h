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

// How often the field `body` counts a word of the title: so much more does it say about the paper than one
// of the abstract. Counting it in one field, rather than scoring the title beside the abstract, lets a word
// saturate over both, which ranks better, and leaves one list a word to walk.
inline constexpr int kTitleTimes = 3;

struct RankingParameters {
  FieldRanking body{1.0, 1.2, 0.6};
  FieldRanking author{0.5, 0.9, 0.4};
  // The words as typed, for the last band of `page`.
  FieldRanking exact{1.0, 0.9, 0.4};
  // What remains of a word that only holds sentences together ("the", "of"), when the query has others.
  double function_word_weight = 0.1;
};

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_RANKING_H_
