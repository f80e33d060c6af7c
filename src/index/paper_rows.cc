// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/paper_rows.h"

#include <algorithm>
#include <bit>

#include "base/check.h"

namespace broadsheet::index {
namespace {

constexpr std::size_t kWordBits = 64;
// A range with fewer than one paper in so many words is searched, not mapped.
constexpr std::size_t kWordsPerRowMax = 1;

// The bits of `word` at the set bits of `mask`, moved together: a parallel extract in plain words.
std::uint64_t gather_bits(std::uint64_t word, std::uint64_t mask) {
  if (mask == ~std::uint64_t{0}) return word;
  std::uint64_t gathered = 0;
  for (std::uint64_t to = 1; mask != 0; mask &= mask - 1, to <<= 1) {
    if ((word & mask & -mask) != 0) gathered |= to;
  }
  return gathered;
}

}  // namespace

PaperRows::PaperRows(std::span<const std::uint32_t> papers) : papers_(papers) {
  if (papers.empty()) return;
  first_word_ = papers.front() / kWordBits;
  const std::size_t words = papers.back() / kWordBits - first_word_ + 1;
  if (words > kWordsPerRowMax * papers.size()) return;
  bits_.resize(words);
  for (const std::uint32_t paper : papers)
    bits_[paper / kWordBits - first_word_] |= std::uint64_t{1} << (paper % kWordBits);
  before_.resize(words);
  for (std::size_t w = 1; w < words; ++w)
    before_[w] = before_[w - 1] + static_cast<std::uint32_t>(std::popcount(bits_[w - 1]));
}

std::optional<std::uint32_t> PaperRows::find(PaperNumber paper) const {
  if (bits_.empty()) {
    const auto at = std::lower_bound(papers_.begin(), papers_.end(), paper.value());
    if (at == papers_.end() || *at != paper.value()) return std::nullopt;
    return static_cast<std::uint32_t>(at - papers_.begin());
  }
  const std::size_t word = paper.value() / kWordBits - first_word_;
  if (word >= bits_.size()) return std::nullopt;
  const std::uint64_t bit = std::uint64_t{1} << (paper.value() % kWordBits);
  if ((bits_[word] & bit) == 0) return std::nullopt;
  return before_[word] + static_cast<std::uint32_t>(std::popcount(bits_[word] & (bit - 1)));
}

void PaperRows::rows_of(std::span<const std::uint64_t> papers, std::span<std::uint64_t> rows) const {
  CHECK(rows.size() == (papers_.size() + kWordBits - 1) / kWordBits);
  std::fill(rows.begin(), rows.end(), 0);
  if (bits_.empty()) {
    for (std::size_t row = 0; row < papers_.size(); ++row) {
      const std::size_t word = papers_[row] / kWordBits;
      if (word < papers.size() && (papers[word] >> (papers_[row] % kWordBits) & 1) != 0)
        rows[row / kWordBits] |= std::uint64_t{1} << (row % kWordBits);
    }
    return;
  }
  for (std::size_t w = 0; w < bits_.size() && first_word_ + w < papers.size(); ++w) {
    const std::uint64_t gathered = gather_bits(papers[first_word_ + w], bits_[w]);
    if (gathered == 0) continue;
    const std::size_t row = before_[w];
    rows[row / kWordBits] |= gathered << (row % kWordBits);
    if (row % kWordBits != 0 && row / kWordBits + 1 < rows.size())
      rows[row / kWordBits + 1] |= gathered >> (kWordBits - row % kWordBits);
  }
}

}  // namespace broadsheet::index
