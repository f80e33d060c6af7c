// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// An abstract as a chooser of its sentences sees it: which terms of its own each sentence has, where it
// stands, and how it speaks ("we propose", "however", "our code is at").

#ifndef BROADSHEET_PAPERS_ABSTRACT_SENTENCES_H_
#define BROADSHEET_PAPERS_ABSTRACT_SENTENCES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace broadsheet::papers {

// What is known of a sentence, each a number about 0 to 1.
enum class Trait : std::uint8_t {
  kCoverage,   // of the weight of all terms of the abstract, how much is in it
  kDensity,    // weight a word, 0.5 for the mean of the abstract
  kFirst,      // it is the first one
  kSecond,     // it is the second one
  kLast,       // it is the last one
  kPlace,      // 0 for the first, 1 for the last
  kPresents,   // "we propose", "this paper introduces", "is presented"
  kShows,      // "we show", "we prove", "our results demonstrate"
  kStudies,    // "we study", "this work investigates"
  kThisPaper,  // "this paper", "in this work", "here we"
  kPurpose,    // "the aim of", "we aimed", begins with "to compare"
  kContrasts,  // "however", "despite", "challenging", "remains"
  kMeasures,   // "outperforms", "experiments", "achieves", "percent"
  kLinks,      // "code", "available", an address
  kHopes,      // "we hope", "future", "shed light"
  kLeansBack,  // begins with "this", "it", "such": what it means stands before it
  kConnects,   // begins with "moreover", "finally", "for example"
  kAsks,       // ends with a question mark
  kLength,     // words, of 40
};
inline constexpr std::size_t kTraits = static_cast<std::size_t>(Trait::kLength) + 1;
using Traits = std::array<double, kTraits>;

struct AbstractSentence {
  std::string_view text;             // a part of the abstract, as the source wrote it
  std::size_t words = 0;             // as it is read
  std::size_t chars = 0;             // code points, as it is read
  std::vector<std::uint32_t> terms;  // different ones, ascending: places in AbstractSentences::weights
  Traits traits{};

  double trait(Trait which) const { return traits[static_cast<std::size_t>(which)]; }
};

struct AbstractSentences {
  std::vector<AbstractSentence> sentences;
  std::vector<double> weights;  // of terms: how often the abstract says it, and how rare it is
  std::size_t words = 0;
  std::size_t function_words = 0;  // of those, the English ones that say nothing of a subject
};

// Of an abstract of valid UTF-8, which must outlive what is given. Nothing beyond kSummarizedBytesMax and
// kSummarizedSentencesMax is read. Linear in the abstract.
AbstractSentences read_abstract(std::string_view abstract, text::Analyzer& analyzer);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_ABSTRACT_SENTENCES_H_
