// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A question goes through four steps, each in a file of its own: the words that score
// (query_words.h), the papers that are allowed (constraints.h), the order (topk.h, page_order.h, or a
// column here), and what is said about the matches (facets.h, explain.h).

#ifndef BROADSHEET_SEARCH_QUESTION_H_
#define BROADSHEET_SEARCH_QUESTION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "index/snapshot.h"
#include "search/aspects.h"
#include "search/columns.h"
#include "search/constraints.h"
#include "search/doc_set.h"
#include "search/hybrid.h"
#include "search/meaning.h"
#include "search/named_author.h"
#include "search/page_order.h"
#include "search/query.h"
#include "search/query_words.h"
#include "search/searcher.h"
#include "search/thread_analyzer.h"
#include "text/analyzer.h"

namespace broadsheet::search {

// One question against one snapshot. Confined to one thread, used once.
class Question {
 public:
  Question(const index::Snapshot& snapshot, const Meaning* meaning, const FieldPlaces& places,
           const RankingParameters& ranking, FilterCache& filters, const SearchOptions& options)
      : snapshot_(snapshot),
        meaning_(meaning),
        places_(places),
        ranking_(ranking),
        filters_(filters),
        options_(options) {}

  Result<SearchAnswer> answer(const Query& query);
  // All documents that match.
  Result<DocSet> matches(const Query& query);

 private:
  Result<void> prepare(const Query& query);
  void read_words(const Node& root);
  std::vector<float> encoded(const std::string& text) const;
  bool ranks_needs() const;
  bool goes_by_meaning() const;
  Result<void> find_aspects(const Query& query);
  Result<std::vector<Hit>> rank();
  Result<std::vector<Hit>> rank_by_aspects(std::size_t limit);
  Result<std::vector<Hit>> rank_part(const Node& words, std::vector<float> vector, SearchMode mode,
                                     const DocSet* allowed, std::size_t limit) const;
  Result<std::vector<Hit>> rank_by_words(const DocSet* allowed, std::size_t limit);
  Result<std::vector<Hit>> rank_by_page(std::size_t limit);
  Result<std::vector<Hit>> rank_by_both(const DocSet* allowed, std::size_t limit);
  Result<std::vector<Hit>> rank_by_author(std::size_t limit);
  Result<std::vector<Hit>> rank_by_meaning(const DocSet* allowed, std::size_t limit);
  void fill_up(const DocSet& allowed, std::size_t limit, std::vector<Hit>& hits) const;
  Result<DocSet> match_set() const;
  Result<void> score(std::vector<Hit>& hits) const;
  Result<void> tell(std::vector<Hit> hits, SearchAnswer& answer) const;
  void tell_words(SearchAnswer& answer) const;
  bool page_mode() const { return options_.mode == SearchMode::kPage && !page_words_.empty(); }
  double first_tier() const;
  const DocSet* allowed() const { return allowed_.set ? &*allowed_.set : nullptr; }

  const index::Snapshot& snapshot_;
  const Meaning* const meaning_;  // may be null
  const FieldPlaces& places_;
  const RankingParameters& ranking_;
  FilterCache& filters_;
  const SearchOptions& options_;
  text::Analyzer& analyzer_ = thread_analyzer();

  std::vector<float> query_vector_;             // empty: meaning has no say
  HybridAnswer hybrid_;                         // in hybrid mode with a say of meaning
  std::vector<Aspect> aspects_;                 // none, or at least two
  std::vector<AspectRanking> aspect_rankings_;  // of each, and behind them that of the whole query
  QueryWords words_;
  std::vector<WordTerm> terms_;
  BooleanQuery lexical_;
  std::vector<std::string> page_words_;
  Allowed allowed_;
  std::optional<NamedAuthor> author_;  // with papers that are allowed
  std::vector<double> by_author_;      // what the rest of the query gives to each hit of the named author
  bool nothing_ = false;               // something was typed, and none of it means anything
  std::vector<PageHit> first_tier_;
  std::optional<DatePlace> last_;
  std::uint64_t total_ = 0;
  bool total_is_exact_ = true;
};

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_QUESTION_H_
