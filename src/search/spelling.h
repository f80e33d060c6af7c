// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Misspelled words of a query: what they were probably meant to be.
//
// Only a word that no paper has is ever replaced. The word c that stands for it is the most probable one
// under a noisy channel (Kernighan, Church and Gale 1990) whose model of the language is the collection:
//
//   ln df(c)  +  sum over the other words w of  ln (n(c, w) + 1/2) / (df(c) df(w) / N + 1/2)  -  kEditCost ·
//   edits
//
// with n(c, w) the papers that have both. So the words beside it decide between "bayesian" and "bayes" as
// much as how often each is written.

#ifndef BROADSHEET_SEARCH_SPELLING_H_
#define BROADSHEET_SEARCH_SPELLING_H_

#include <optional>

#include "base/result.h"
#include "index/snapshot.h"
#include "search/corrected_query.h"
#include "search/query.h"
#include "search/query_words.h"

namespace broadsheet::search {

// None if every word is known, or nothing is near what is not. Costs some look-ups where every word is known,
// and for each of the first kCorrectedWordsMax unknown ones a walk through the dictionaries. kDamaged if the
// index is.
Result<std::optional<CorrectedQuery>> correct_spelling(const index::Snapshot& snapshot,
                                                       const FieldPlaces& places, const Query& query);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_SPELLING_H_
