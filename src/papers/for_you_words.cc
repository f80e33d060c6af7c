// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/for_you_words.h"

#include <algorithm>
#include <cmath>

namespace broadsheet::papers {

std::uint32_t WordNumbers::add(std::string_view stem) {
  if (const std::uint32_t known = find(stem); known != kNone) return known;
  const auto number = static_cast<std::uint32_t>(stems_.size());
  stems_.emplace_back(stem);
  numbers_.emplace(stem, number);
  return number;
}

WordCounter::WordCounter(WordNumbers& numbers, text::Analyzer& analyzer)
    : numbers_(numbers), added_(&numbers), analyzer_(analyzer) {}

WordCounter::WordCounter(const WordNumbers& numbers, text::Analyzer& analyzer)
    : numbers_(numbers), added_(nullptr), analyzer_(analyzer) {}

std::uint32_t WordCounter::number_of(const text::Token& token) {
  if (by_token_.size() <= token.word) by_token_.resize(std::size_t{token.word} + 1, kUnseen);
  std::uint32_t& number = by_token_[token.word];
  if (number != kUnseen) return number;
  if (text::is_function_word(token.folded)) return number = WordNumbers::kNone;
  if (added_ != nullptr) return number = added_->add(token.stem);
  const std::uint32_t known = numbers_.find(token.stem);
  if (known != WordNumbers::kNone) return number = known;
  return kUnseen;  // looked up again the next time: there are few
}

void WordCounter::add(std::string_view text, double times) {
  const std::span<const text::Token> tokens = analyzer_.tokens(text);
  if (generation_ != analyzer_.generation()) {
    generation_ = analyzer_.generation();
    by_token_.clear();
  }
  for (const text::Token& token : tokens) {
    const std::uint32_t number = number_of(token);
    if (number == kUnseen) {
      auto at = unknown_.find(token.stem);
      if (at == unknown_.end()) at = unknown_.emplace(token.stem, 0).first;
      at->second += times;
    } else if (number != WordNumbers::kNone) {
      times_.push_back({number, times});
    }
  }
}

std::vector<WordTimes> WordCounter::count(std::string_view title, std::string_view abstract,
                                          double title_times) {
  times_.clear();
  unknown_.clear();
  add(title, title_times);
  add(abstract, 1);
  std::ranges::sort(times_, {}, &WordTimes::word);
  std::vector<WordTimes> words;
  for (const WordTimes& one : times_) {
    if (words.empty() || words.back().word != one.word) words.push_back({one.word, 0});
    words.back().times += one.times;
  }
  return words;
}

WordRow weighted_row(std::span<const WordTimes> times,
                     const std::map<std::string, double, std::less<>>& unknown,
                     std::span<const std::uint32_t> papers_with, std::size_t papers) {
  const auto weight = [&](double count, std::uint32_t with) {
    const double idf = std::log((1.0 + static_cast<double>(papers)) / (1.0 + with)) + 1;
    return (1 + std::log(count)) * idf;
  };
  double squares = 0;
  WordRow row;
  row.reserve(times.size());
  for (const WordTimes& word : times) {
    const double value = weight(word.times, papers_with[word.word]);
    squares += value * value;
    row.push_back({word.word, static_cast<float>(value)});
  }
  for (const auto& [stem, count] : unknown) {
    const double value = weight(count, 0);
    squares += value * value;
  }
  const double length = std::sqrt(squares);
  for (WordWeight& cell : row) cell.weight = static_cast<float>(cell.weight / length);
  return row;
}

}  // namespace broadsheet::papers
