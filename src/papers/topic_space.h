// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Latent topics of a few hundred to a few thousand texts (Deerwester et al. 1990): the directions in which
// their words go together, each counted alike. Two texts about one thing are near each other there even where
// they share few words. Found by subspace iteration from a fixed beginning, so that the same texts always
// give the same topics.

#ifndef BROADSHEET_PAPERS_TOPIC_SPACE_H_
#define BROADSHEET_PAPERS_TOPIC_SPACE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace broadsheet::papers {

// What a text says of a word.
struct WordWeight {
  std::uint32_t word = 0;  // dense, from 0
  float weight = 0;
};
using WordRow = std::vector<WordWeight>;  // by word, each once

inline constexpr std::size_t kTopics = 64;
// Fewer texts than that have no topics that could be told from chance.
inline constexpr std::size_t kTopicTextsMin = 3 * kTopics;

using TopicVector = std::array<float, kTopics>;

// Immutable. 256 bytes a word that two texts share.
class TopicSpace {
 public:
  // `stems` are the words by their numbers: where the iteration begins depends on them alone, not on how they
  // are numbered. Rows have length 1 and no words but these. Takes some 10 µs a text.
  TopicSpace(std::span<const WordRow> rows, std::span<const std::string> stems);

  // False where there were fewer than kTopicTextsMin rows, or too few words: then it is of no use.
  bool usable() const { return usable_; }

  // The direction of a text, of length 1; zeros for one that has none of the words. Words beyond those of the
  // space are left out.
  TopicVector place(const WordRow& row) const;

 private:
  using Square = std::array<std::array<double, kTopics>, kTopics>;

  void begin(std::span<const WordRow> rows, std::span<const std::string> stems);
  void gather(std::span<const WordRow> rows, std::vector<TopicVector>& texts) const;
  void spread(std::span<const WordRow> rows, std::span<const TopicVector> texts);
  bool whiten(std::span<const TopicVector> texts);
  TopicVector raw(const WordRow& row) const;

  bool usable_ = false;
  std::vector<std::uint32_t> places_;  // by word: its row in `words_`, kNone for words of one text
  std::vector<TopicVector> words_;
  std::array<double, kTopics> mean_{};
  Square whitener_{};  // lower triangle of the Cholesky factor of the texts' covariance
};

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_TOPIC_SPACE_H_
