// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The words of texts that tell most of what they are about, by e = idf · Σ share · tf / (tf + k1 (1 − b + b ·
// length / average)): how rare the word is, and how much of it is in the texts (after RM3: Abdul-Jaleel et
// al. 2004). As a query they find what is like the texts.

#ifndef BROADSHEET_SEARCH_TELLING_WORDS_H_
#define BROADSHEET_SEARCH_TELLING_WORDS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "index/snapshot.h"
#include "search/query_words.h"
#include "search/ranking.h"
#include "search/searcher.h"
#include "text/analyzer.h"

namespace broadsheet::search {

struct TellingWord {
  std::string stem;
  std::string shown;  // as the texts write it most often: "networks", "BERT"
  double weight = 0;  // e
};

// Confined to one thread; borrows all that it is given.
class TellingWords {
 public:
  TellingWords(const index::Snapshot& snapshot, const FieldPlaces& places, const RankingParameters& ranking,
               text::Analyzer& analyzer)
      : snapshot_(snapshot), body_(places.body), ranking_(ranking.body), analyzer_(analyzer) {}

  // Title and abstract, readable, weighed as the index weighs them; function words only count towards the
  // length. Linear in the text.
  void add(const PaperText& text, double share);

  // At most `count`, the most telling first, ties by stem; only words that at least `papers_min` papers have.
  std::vector<TellingWord> best(std::size_t count, std::uint64_t papers_min) const;

 private:
  using Forms = std::map<std::string, std::uint32_t, std::less<>>;
  struct Word {
    double in_text = 0;  // times in the text at hand
    double share = 0;    // Σ share · saturation
    Forms forms;
  };

  double count(std::string_view text, double times);
  std::uint64_t papers_with(std::string_view stem) const;

  const index::Snapshot& snapshot_;
  const FieldId body_;
  const FieldRanking& ranking_;
  text::Analyzer& analyzer_;
  std::map<std::string, Word, std::less<>> words_;  // by stem
};

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_TELLING_WORDS_H_
