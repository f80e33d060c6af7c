// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/doc_set.h"

#include <algorithm>

namespace broadsheet::search {

DocSet DocSet::live(std::span<const index::SegmentView> segments) {
  DocSet set(segments);
  for (std::size_t s = 0; s < segments.size(); ++s) {
    std::vector<std::uint64_t>& words = set.words_[s];
    if (segments[s].live != nullptr) {
      std::copy_n(segments[s].live, words.size(), words.begin());
      continue;
    }
    std::ranges::fill(words, ~std::uint64_t{0});
    if (const std::uint32_t tail = segments[s].doc_count % 64; tail != 0) {
      words.back() = (std::uint64_t{1} << tail) - 1;
    }
  }
  return set;
}

void DocSet::keep(const DocSet& other) {
  for (std::size_t s = 0; s < words_.size(); ++s) {
    for (std::size_t w = 0; w < words_[s].size(); ++w) words_[s][w] &= other.words_[s][w];
  }
}

void DocSet::unite(const DocSet& other) {
  for (std::size_t s = 0; s < words_.size(); ++s) {
    for (std::size_t w = 0; w < words_[s].size(); ++w) words_[s][w] |= other.words_[s][w];
  }
}

void DocSet::remove(const DocSet& other) {
  for (std::size_t s = 0; s < words_.size(); ++s) {
    for (std::size_t w = 0; w < words_[s].size(); ++w) words_[s][w] &= ~other.words_[s][w];
  }
}

std::uint64_t DocSet::count() const {
  std::uint64_t count = 0;
  for (const std::vector<std::uint64_t>& words : words_) {
    for (const std::uint64_t word : words) count += static_cast<std::uint64_t>(std::popcount(word));
  }
  return count;
}

DocFilter DocSet::filter() const {
  DocFilter filter;
  for (const std::vector<std::uint64_t>& words : words_) filter.allowed.push_back(words.data());
  return filter;
}

}  // namespace broadsheet::search
