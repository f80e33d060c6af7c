// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What of a query papers must or must not have, evaluated to a set of documents before anything is
// ranked: the ranking then only ever sees papers that are allowed.

#ifndef BROADSHEET_SEARCH_CONSTRAINTS_H_
#define BROADSHEET_SEARCH_CONSTRAINTS_H_

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/result.h"
#include "index/snapshot.h"
#include "search/doc_set.h"
#include "search/query.h"
#include "search/query_words.h"
#include "search/searcher.h"
#include "text/analyzer.h"

namespace broadsheet::search {

// Evaluated filters of one snapshot, the least recently used of which go first. Guarded by a mutex.
class FilterCache {
 public:
  std::shared_ptr<const DocSet> find(const std::string& filter);
  void put(const std::string& filter, std::shared_ptr<const DocSet> set);

 private:
  struct Entry {
    std::string filter;
    std::shared_ptr<const DocSet> set;
  };
  std::mutex mutex_;
  std::list<Entry> entries_;  // the last used first; there are few, so looking through them is cheap
};

// What the parts of a query say apart from the plain words that only rank.
struct Allowed {
  std::optional<DocSet> set;   // of live documents; nullopt: all
  bool requires_text = false;  // a word, phrase or text field must match: plain words are then a bonus
};

// Confined to one thread; borrows all that it is given.
class ConstraintEvaluator {
 public:
  ConstraintEvaluator(const index::Snapshot& snapshot, const FieldPlaces& places, text::Analyzer& analyzer,
                      const IdResolver& resolve_id, FilterCache& cache)
      : snapshot_(snapshot), places_(places), analyzer_(analyzer), resolve_id_(resolve_id), cache_(cache) {}

  // Of the whole query.
  Result<Allowed> evaluate(const Query& query);

 private:
  // nullopt: the node says nothing (a word without letters). Signs are the caller's business.
  using Outcome = std::optional<DocSet>;

  Result<Allowed> evaluate_all(const Node& group, bool plain_words_too);
  Result<Outcome> evaluate_node(const Node& node);
  Result<Outcome> evaluate_any(const Node& node);
  Result<Outcome> evaluate_word(const Node& node);
  Result<Outcome> evaluate_phrase(const Node& node);
  Result<Outcome> evaluate_name(const Node& node);
  Result<Outcome> evaluate_id(const Node& node);
  Result<DocSet> evaluate_filter(const Node& node);
  Result<DocSet> evaluate_keyword(const Node& node);
  Result<DocSet> evaluate_categories(const Node& node);
  Result<DocSet> evaluate_dates(const DateRange& range);

  Result<DocSet> match(const BooleanQuery& query);
  void keep_within_one_name(std::span<const std::string> words, DocSet& set);
  DocSet live() const { return DocSet::live(snapshot_.segments()); }

  const index::Snapshot& snapshot_;
  const FieldPlaces& places_;
  text::Analyzer& analyzer_;
  const IdResolver& resolve_id_;
  FilterCache& cache_;
};

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_CONSTRAINTS_H_
