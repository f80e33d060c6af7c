// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A BooleanQuery sorted by what the scorers can do with it: terms that score, one phrase, and clauses that
// only decide whether a document counts. Looks each term up once in every segment.

#ifndef BROADSHEET_SEARCH_QUERY_PLAN_H_
#define BROADSHEET_SEARCH_QUERY_PLAN_H_

#include <cstdint>
#include <span>
#include <vector>

#include "index/collection.h"
#include "index/impact.h"
#include "index/inverted_field.h"
#include "search/topk.h"

namespace broadsheet::search {

struct PlanTerm {
  const Term* term = nullptr;
  const index::InvertedField* some_field = nullptr;  // of any segment, for its options
  double weight = 0;                                 // times idf
  double average = 0;                                // live average length of the field
  index::LengthNorm norm;
  std::uint64_t df = 0;  // deleted documents counted
  bool required = false;
};

// Confined to one thread; keeps its memory from query to query. Borrows the query.
class QueryPlan {
 public:
  // False if the query has a shape that only the exhaustive scorer knows.
  bool compile(std::span<const index::SegmentView> segments, const index::CollectionStats& stats,
               const BooleanQuery& query);

  // Terms that score outside phrases, in query order.
  std::span<const PlanTerm> terms() const { return terms_; }
  const index::TermInfo& info(std::size_t segment, std::size_t term) const {
    return infos_[segment * terms_.size() + term];
  }
  // The phrase that must match and scores, if there is one; its words' terms and summed weight.
  const Clause* phrase() const { return phrase_; }
  const PlanTerm& phrase_statistics() const { return phrase_statistics_; }
  std::size_t terms_before_phrase() const { return terms_before_phrase_; }
  // Clauses of which all must match, and none may.
  std::span<const Clause* const> gates() const { return gates_; }
  std::span<const Clause* const> exclusions() const { return exclusions_; }
  // Documents may match without any scoring term: their score is 0.
  bool open_ended() const { return open_ended_; }
  bool has_required() const { return has_required_; }
  // Whatever holds any of the terms matches.
  bool only_optional_terms() const {
    return phrase_ == nullptr && gates_.empty() && exclusions_.empty() && !open_ended_ && !has_required_;
  }

 private:
  bool add(const Clause& clause);
  void add_terms(const Clause& clause, bool required);
  // Beside a phrase, which leads, required terms become clauses that must match and terms that add.
  void demand_by_bits(const BooleanQuery& query);
  void look_up(std::span<const index::SegmentView> segments, const index::CollectionStats& stats);
  PlanTerm statistics_of(const Term& term, std::span<const index::SegmentView> segments,
                         const index::CollectionStats& stats, std::uint64_t df) const;

  std::vector<PlanTerm> terms_;
  std::vector<index::TermInfo> infos_;
  std::vector<const Clause*> gates_, exclusions_;
  const Clause* phrase_ = nullptr;
  PlanTerm phrase_statistics_;
  std::size_t terms_before_phrase_ = 0;
  bool open_ended_ = false;
  bool has_required_ = false;
};

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_QUERY_PLAN_H_
