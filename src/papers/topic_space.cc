// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/topic_space.h"

#include <cmath>
#include <limits>

#include "base/digest.h"

namespace broadsheet::papers {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
// Each pass brings the directions nearer to the largest ones; what they rank hardly changes after three.
constexpr int kPasses = 3;
// Of the mean variance, added to each: directions that hardly vary must not count for much.
constexpr double kVarianceShare = 1e-3;

using Square = std::array<std::array<double, kTopics>, kTopics>;

Square products(std::span<const TopicVector> texts, const std::array<double, kTopics>& mean) {
  Square sums{};
  std::array<double, kTopics> at{};
  for (const TopicVector& text : texts) {
    for (std::size_t i = 0; i < kTopics; ++i) at[i] = double{text[i]} - mean[i];
    for (std::size_t i = 0; i < kTopics; ++i)
      for (std::size_t j = 0; j <= i; ++j) sums[i][j] += at[i] * at[j];
  }
  return sums;
}

// The lower triangle L of L Lᵀ = `square`, in place; false if there is none. A little is added to the
// diagonal.
bool factor(Square& square, double added_share) {
  double trace = 0;
  for (std::size_t i = 0; i < kTopics; ++i) trace += square[i][i];
  if (!(trace > 0) || !std::isfinite(trace)) return false;
  for (std::size_t i = 0; i < kTopics; ++i) square[i][i] += added_share * trace / double{kTopics};
  for (std::size_t i = 0; i < kTopics; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = square[i][j];
      for (std::size_t k = 0; k < j; ++k) sum -= square[i][k] * square[j][k];
      if (i != j) {
        square[i][j] = sum / square[j][j];
      } else if (sum > 0) {
        square[i][i] = std::sqrt(sum);
      } else {
        return false;
      }
    }
  }
  return true;
}

// Solves L x = `values`, in place.
void solve(const Square& lower, std::array<double, kTopics>& values) {
  for (std::size_t i = 0; i < kTopics; ++i) {
    double sum = values[i];
    for (std::size_t j = 0; j < i; ++j) sum -= lower[i][j] * values[j];
    values[i] = sum / lower[i][i];
  }
}

// Makes the columns orthogonal and of length 1; false where they do not span as many directions.
bool orthonormalise(std::vector<TopicVector>& texts) {
  constexpr double kTiny = 1e-9;
  Square square = products(texts, {});
  if (!factor(square, kTiny)) return false;
  std::array<double, kTopics> values{};
  for (TopicVector& text : texts) {
    for (std::size_t i = 0; i < kTopics; ++i) values[i] = text[i];
    solve(square, values);
    for (std::size_t i = 0; i < kTopics; ++i) text[i] = static_cast<float>(values[i]);
  }
  return true;
}

}  // namespace

TopicSpace::TopicSpace(std::span<const WordRow> rows, std::span<const std::string> stems) {
  if (rows.size() < kTopicTextsMin) return;
  begin(rows, stems);
  if (words_.size() < 2 * kTopics) return;
  std::vector<TopicVector> texts(rows.size());
  for (int pass = 0; pass < kPasses; ++pass) {
    gather(rows, texts);
    if (!orthonormalise(texts)) return;
    spread(rows, texts);
  }
  gather(rows, texts);
  usable_ = whiten(texts);
}

// A word of one text goes together with no other text's words. A sign a topic comes from the hash of the
// stem.
void TopicSpace::begin(std::span<const WordRow> rows, std::span<const std::string> stems) {
  static_assert(kTopics == 64, "a bit of the hash for each");
  std::vector<std::uint32_t> texts_with(stems.size());
  for (const WordRow& row : rows)
    for (const WordWeight& cell : row) ++texts_with[cell.word];
  places_.assign(stems.size(), kNone);
  for (std::size_t word = 0; word < stems.size(); ++word) {
    if (texts_with[word] < 2) continue;
    places_[word] = static_cast<std::uint32_t>(words_.size());
    TopicVector& signs = words_.emplace_back();
    const std::uint64_t bits = hash64(stems[word]);
    for (std::size_t i = 0; i < kTopics; ++i) signs[i] = (bits >> i & 1U) != 0 ? 1.0F : -1.0F;
  }
}

TopicVector TopicSpace::raw(const WordRow& row) const {
  TopicVector sum{};
  for (const WordWeight& cell : row) {
    if (cell.word >= places_.size() || places_[cell.word] == kNone) continue;
    const TopicVector& word = words_[places_[cell.word]];
    for (std::size_t i = 0; i < kTopics; ++i) sum[i] += cell.weight * word[i];
  }
  return sum;
}

void TopicSpace::gather(std::span<const WordRow> rows, std::vector<TopicVector>& texts) const {
  for (std::size_t i = 0; i < rows.size(); ++i) texts[i] = raw(rows[i]);
}

void TopicSpace::spread(std::span<const WordRow> rows, std::span<const TopicVector> texts) {
  for (TopicVector& word : words_) word.fill(0);
  for (std::size_t text = 0; text < rows.size(); ++text) {
    for (const WordWeight& cell : rows[text]) {
      if (places_[cell.word] == kNone) continue;
      TopicVector& word = words_[places_[cell.word]];
      for (std::size_t i = 0; i < kTopics; ++i) word[i] += cell.weight * texts[text][i];
    }
  }
}

bool TopicSpace::whiten(std::span<const TopicVector> texts) {
  for (const TopicVector& text : texts)
    for (std::size_t i = 0; i < kTopics; ++i) mean_[i] += text[i];
  for (double& value : mean_) value /= static_cast<double>(texts.size());
  whitener_ = products(texts, mean_);
  return factor(whitener_, kVarianceShare);
}

TopicVector TopicSpace::place(const WordRow& row) const {
  TopicVector direction{};
  const TopicVector at = raw(row);
  bool any = false;
  std::array<double, kTopics> values{};
  for (std::size_t i = 0; i < kTopics; ++i) {
    any = any || at[i] != 0;
    values[i] = double{at[i]} - mean_[i];
  }
  if (!usable_ || !any) return direction;
  solve(whitener_, values);
  double squares = 0;
  for (const double value : values) squares += value * value;
  if (!(squares > 0) || !std::isfinite(squares)) return direction;
  for (std::size_t i = 0; i < kTopics; ++i) direction[i] = static_cast<float>(values[i] / std::sqrt(squares));
  return direction;
}

}  // namespace broadsheet::papers
