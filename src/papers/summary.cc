// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/summary.h"

#include <algorithm>
#include <optional>

#include "papers/limits.h"
#include "papers/word_rarity.h"

namespace broadsheet::papers {
namespace {

// A shorter sentence is a heading or a remark.
constexpr std::size_t kSentenceWordsMin = 6;
constexpr std::size_t kSentencesMin = 3;
// What a second sentence must add, of what a sentence has in the mean.
constexpr double kAddedMin = 0.7;
// A summary of more than this share of the abstract spares nobody anything.
constexpr double kSummaryShareMax = 0.6;

class Chooser {
 public:
  Chooser(const AbstractSentences& abstract, std::span<const double> scores)
      : abstract_(abstract), scores_(scores) {}

  std::vector<std::size_t> choose() {
    for (const AbstractSentence& sentence : abstract_.sentences) abstract_chars_ += sentence.chars;
    if (abstract_.sentences.size() < kSentencesMin) return {};
    if (!is_english(abstract_.words, abstract_.function_words)) return {};
    while (chosen_.size() < kSummarySentencesMax) {
      const std::optional<std::size_t> next = best_fitting();
      if (!next) break;
      chosen_.push_back(*next);
      chars_ += abstract_.sentences[*next].chars + 1;
    }
    std::ranges::sort(chosen_);
    return chosen_;
  }

 private:
  std::optional<std::size_t> best_fitting() const {
    std::optional<std::size_t> best;
    double best_worth = 0;
    for (std::size_t i = 0; i < abstract_.sentences.size(); ++i) {
      if (!fits(i)) continue;
      // Its score, less what it only repeats.
      const double coverage = abstract_.sentences[i].trait(Trait::kCoverage);
      const double added = coverage * new_share(i) * static_cast<double>(abstract_.sentences.size());
      const double worth = scores_[i] - kRepeating * (1 - new_share(i));
      if ((chosen_.empty() || added >= kAddedMin) && (!best || worth > best_worth)) {
        best = i;
        best_worth = worth;
      }
    }
    return best;
  }

  bool fits(std::size_t at) const {
    const AbstractSentence& sentence = abstract_.sentences[at];
    if (is_chosen(at) || sentence.words < kSentenceWordsMin) return false;
    const std::size_t chars = chars_ + sentence.chars;
    if (chars > kSummaryCharsMax) return false;
    if (static_cast<double>(chars) > kSummaryShareMax * static_cast<double>(abstract_chars_)) return false;
    return sentence.trait(Trait::kLeansBack) == 0 || (at > 0 && is_chosen(at - 1));
  }

  bool is_chosen(std::size_t at) const { return std::ranges::find(chosen_, at) != chosen_.end(); }

  // Of the weight of its terms, the share that no chosen sentence has said.
  double new_share(std::size_t at) const {
    double all = 0;
    double again = 0;
    for (const std::uint32_t term : abstract_.sentences[at].terms) {
      const double weight = abstract_.weights[term];
      all += weight;
      const bool said = std::ranges::any_of(chosen_, [&](std::size_t other) {
        return std::ranges::binary_search(abstract_.sentences[other].terms, term);
      });
      again += said ? weight : 0;
    }
    return all > 0 ? 1 - again / all : 1;
  }

  static constexpr double kRepeating = 0.2;

  const AbstractSentences& abstract_;
  const std::span<const double> scores_;
  std::size_t abstract_chars_ = 0;
  std::size_t chars_ = 0;
  std::vector<std::size_t> chosen_;
};

}  // namespace

const Traits& summary_weights() {
  static constexpr Traits kWeights = [] {
    Traits weights{};
    const auto set = [&](Trait trait, double weight) { weights[static_cast<std::size_t>(trait)] = weight; };
    set(Trait::kCoverage, 0.46);
    set(Trait::kDensity, 0.22);
    set(Trait::kFirst, 0.05);
    set(Trait::kLast, 0.03);
    set(Trait::kPlace, -0.05);
    set(Trait::kPresents, 0.18);
    set(Trait::kShows, 0.06);
    set(Trait::kStudies, 0.08);
    set(Trait::kThisPaper, 0.12);
    set(Trait::kPurpose, 0.06);
    set(Trait::kContrasts, -0.1);
    set(Trait::kMeasures, -0.02);
    set(Trait::kLinks, -0.1);
    set(Trait::kHopes, -0.1);
    set(Trait::kConnects, -0.05);
    set(Trait::kAsks, -0.1);
    set(Trait::kLength, -0.2);
    return weights;
  }();
  return kWeights;
}

std::vector<double> sentence_scores(const AbstractSentences& abstract, const Traits& weights) {
  std::vector<double> scores;
  scores.reserve(abstract.sentences.size());
  for (const AbstractSentence& sentence : abstract.sentences) {
    double score = 0;
    for (std::size_t i = 0; i < kTraits; ++i) score += weights[i] * sentence.traits[i];
    scores.push_back(score);
  }
  return scores;
}

std::vector<std::size_t> chosen_sentences(const AbstractSentences& abstract, std::span<const double> scores) {
  return Chooser(abstract, scores).choose();
}

std::string summary_of(std::string_view abstract, text::Analyzer& analyzer) {
  const AbstractSentences read = read_abstract(abstract, analyzer);
  std::string summary;
  for (const std::size_t at : chosen_sentences(read, sentence_scores(read, summary_weights())))
    summary.append(summary.empty() ? "" : " ").append(read.sentences[at].text);
  return summary;
}

}  // namespace broadsheet::papers
