// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// BM25 the long way, for tests only: every document is scored for every query from a map of its
// terms. What the engine and the index give for `--plain` must be exactly this.

#ifndef BROADSHEET_EVALUATE_SLOW_BM25_H_
#define BROADSHEET_EVALUATE_SLOW_BM25_H_

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "evaluate/run_file.h"
#include "text/analyzer.h"
#include "text/readable.h"

namespace broadsheet::evaluate {

// Confined to one thread.
class SlowBm25 {
 public:
  explicit SlowBm25(text::AnalyzerKind kind, double k1 = 0.9, double b = 0.4)
      : analyzer_(kind), k1_(k1), b_(b) {}

  void add(const std::string& id, std::string_view text) {
    Document document{id, {}, 0};
    for (const text::Token& token : analyzer_.tokens(text::readable(text))) {
      if (document.counts[std::string(token.stem)]++ == 0) ++df_[std::string(token.stem)];
      ++document.length;
    }
    total_length_ += document.length;
    documents_.push_back(std::move(document));
  }

  // Documents that hold a word of the query, at most `depth`.
  Ranking rank(std::string_view query, std::size_t depth) {
    std::vector<std::string> terms;
    for (const text::Token& token : analyzer_.tokens(text::readable(query))) terms.emplace_back(token.stem);
    const auto n = static_cast<double>(documents_.size());
    const double average = total_length_ / n;
    Ranking ranking;
    for (const Document& document : documents_) {
      double score = 0;
      bool matches = false;
      for (const std::string& term : terms) {
        const auto found = document.counts.find(term);
        if (found == document.counts.end()) continue;
        matches = true;
        const double df = df_[term];
        const double tf = found->second;
        const double idf = std::log(1 + (n - df + 0.5) / (df + 0.5));
        score += idf * tf / (tf + k1_ * (1 - b_ + b_ * document.length / average));
      }
      if (matches) ranking.push_back({document.id, score});
    }
    sort_ranking(ranking);
    if (ranking.size() > depth) ranking.resize(depth);
    return ranking;
  }

 private:
  struct Document {
    std::string id;
    std::unordered_map<std::string, int> counts;
    double length = 0;
  };
  text::Analyzer analyzer_;
  double k1_;
  double b_;
  std::vector<Document> documents_;
  std::unordered_map<std::string, double> df_;
  double total_length_ = 0;
};

}  // namespace broadsheet::evaluate

#endif  // BROADSHEET_EVALUATE_SLOW_BM25_H_
