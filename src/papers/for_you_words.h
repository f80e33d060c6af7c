// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The words of a day's papers: how often papers have each, and every text as a row of tf-idf weights of
// length
// 1. For papers/for_you.h.

#ifndef BROADSHEET_PAPERS_FOR_YOU_WORDS_H_
#define BROADSHEET_PAPERS_FOR_YOU_WORDS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "papers/topic_space.h"
#include "text/analyzer.h"

namespace broadsheet::papers {

// Words of stems, numbered as they come; function words have no number. Confined to one thread while words
// are added, then immutable.
class WordNumbers {
 public:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t find(std::string_view stem) const {
    const auto known = numbers_.find(stem);
    return known == numbers_.end() ? kNone : known->second;
  }
  std::uint32_t add(std::string_view stem);
  const std::vector<std::string>& stems() const { return stems_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
  std::vector<std::string> stems_;
};

// A word of a text and how often it is there, titles counting more.
struct WordTimes {
  std::uint32_t word = 0;
  double times = 0;
};

// Counts the words of texts. Confined to one thread; borrows all that it is given.
class WordCounter {
 public:
  // Words that `numbers` does not know are added to it.
  WordCounter(WordNumbers& numbers, text::Analyzer& analyzer);
  // They are only counted.
  WordCounter(const WordNumbers& numbers, text::Analyzer& analyzer);

  // The words by their numbers.
  std::vector<WordTimes> count(std::string_view title, std::string_view abstract, double title_times);
  // Of the last text: the squared lengths need it. Each unknown stem with its times, by stem.
  const std::map<std::string, double, std::less<>>& unknown() const { return unknown_; }

 private:
  static constexpr std::uint32_t kUnseen = WordNumbers::kNone - 1;
  void add(std::string_view text, double times);
  std::uint32_t number_of(const text::Token& token);

  const WordNumbers& numbers_;
  WordNumbers* const added_;
  text::Analyzer& analyzer_;
  std::uint64_t generation_ = 0;
  std::vector<std::uint32_t> by_token_;  // numbers by Token::word of this generation
  std::vector<WordTimes> times_;
  std::map<std::string, double, std::less<>> unknown_;
};

// 1 + ln(times) · idf for each word, of length 1 with the unknown words, which no paper of `papers` has.
WordRow weighted_row(std::span<const WordTimes> times,
                     const std::map<std::string, double, std::less<>>& unknown,
                     std::span<const std::uint32_t> papers_with, std::size_t papers);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_FOR_YOU_WORDS_H_
