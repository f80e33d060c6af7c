// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A summary without a model: the one or two sentences of an abstract that carry most of what is the paper's
// own. docs/bench/summaries.md has what the weights were chosen on, and what was tried beside them.

#ifndef BROADSHEET_PAPERS_SUMMARY_H_
#define BROADSHEET_PAPERS_SUMMARY_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "papers/abstract_sentences.h"
#include "text/analyzer.h"

namespace broadsheet::papers {

// Those of the product.
const Traits& summary_weights();

// How much each sentence would tell alone: the sum of its traits, weighed.
std::vector<double> sentence_scores(const AbstractSentences& abstract, const Traits& weights);

// Places of the sentences of the summary, ascending: the best one, and the best of those that still fit into
// kSummaryCharsMax and say something else. A sentence that leans on the one before it comes only with that
// one. None where the abstract is hardly longer than its summary would be, and where it is not English, whose
// words the traits know.
std::vector<std::size_t> chosen_sentences(const AbstractSentences& abstract, std::span<const double> scores);

// These sentences, as the source wrote them, with a blank between two; empty if there are none.
std::string summary_of(std::string_view abstract, text::Analyzer& analyzer);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_SUMMARY_H_
