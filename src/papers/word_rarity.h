// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// How rare a word is in abstracts, so that "method" and "result" are not what a paper is about. It comes with
// the program and not from the index: what is said of a paper must not change with the papers beside it.

#ifndef BROADSHEET_PAPERS_WORD_RARITY_H_
#define BROADSHEET_PAPERS_WORD_RARITY_H_

#include <cstddef>
#include <string_view>

namespace broadsheet::papers {

// Of all words that less than one of 400 abstracts has.
inline constexpr double kRarityMax = 6.5;

// ln(papers / papers with the word), to a quarter, for a stem of text::Analyzer that is no function word. A
// number is as common as the most common numbers. Safe from any thread.
double word_rarity(std::string_view stem);

// Whether a text of so many words, of which so many are English function words, is English: other languages
// have few of these, and lists of numbers none.
constexpr bool is_english(std::size_t words, std::size_t function_words) {
  constexpr double kShareMin = 0.12;
  return static_cast<double>(function_words) >= kShareMin * static_cast<double>(words);
}

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_WORD_RARITY_H_
