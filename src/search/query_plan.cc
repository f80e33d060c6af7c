// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/query_plan.h"

#include "search/statistics.h"

namespace broadsheet::search {

namespace {

index::TermInfo find(const index::SegmentView& segment, const Term& term) {
  if (term.field >= segment.fields.size() || segment.fields[term.field] == nullptr) return {};
  const index::InvertedField& field = *segment.fields[term.field];
  if (field.doc_count() > segment.doc_count) return {};  // a damaged segment
  return field.find(term.bytes).value_or(index::TermInfo{});
}

}  // namespace

void QueryPlan::add_terms(const Clause& clause, bool required) {
  for (const Term& term : clause.terms) {
    PlanTerm& entry = terms_.emplace_back();
    entry.term = &term;
    entry.required = required;
  }
}

bool QueryPlan::add(const Clause& clause) {
  const bool single = clause.terms.size() == 1 && clause.match != Match::kPhrase;
  switch (clause.occur) {
    case Occur::kMustNot:
      exclusions_.push_back(&clause);
      return true;
    case Occur::kFilter:
      gates_.push_back(&clause);
      open_ended_ = true;
      return true;
    case Occur::kShould:
      if (clause.match != Match::kAny && !single) return clause.terms.empty();
      add_terms(clause, false);
      return true;
    case Occur::kMust:
      break;
  }
  if (clause.terms.empty()) {
    gates_.push_back(&clause);  // matches nothing
  } else if (clause.match == Match::kPhrase) {
    if (phrase_ != nullptr) return false;
    phrase_ = &clause;
    terms_before_phrase_ = terms_.size();
  } else if (single || clause.match == Match::kAll) {
    has_required_ = true;
    add_terms(clause, true);
  } else {
    gates_.push_back(&clause);
    add_terms(clause, false);
  }
  return true;
}

PlanTerm QueryPlan::statistics_of(const Term& term, std::span<const index::SegmentView> segments,
                                  const index::CollectionStats& stats, std::uint64_t df) const {
  PlanTerm entry;
  entry.term = &term;
  entry.df = df;
  const std::uint64_t live_df = stats.live_df(term.field, term.bytes, df);
  entry.weight = term.weight * inverse_document_frequency(stats.live_documents(), live_df);
  entry.some_field = some_field(segments, term.field);
  if (entry.some_field != nullptr) {
    entry.average = live_average(stats, term.field);
    entry.norm = {entry.some_field->options().k1, entry.some_field->options().b, entry.average};
  }
  return entry;
}

void QueryPlan::look_up(std::span<const index::SegmentView> segments, const index::CollectionStats& stats) {
  infos_.resize(segments.size() * terms_.size());
  for (std::size_t t = 0; t < terms_.size(); ++t) {
    std::uint64_t df = 0;
    for (std::size_t s = 0; s < segments.size(); ++s) {
      infos_[s * terms_.size() + t] = find(segments[s], *terms_[t].term);
      df += info(s, t).df;
    }
    const bool required = terms_[t].required;
    terms_[t] = statistics_of(*terms_[t].term, segments, stats, df);
    terms_[t].required = required;
  }
  if (phrase_ == nullptr) return;
  double weight = 0;
  for (const Term& term : phrase_->terms) {
    std::uint64_t df = 0;
    for (const index::SegmentView& segment : segments) df += find(segment, term).df;
    const PlanTerm word = statistics_of(term, segments, stats, df);
    weight += word.weight;
    if (&term == &phrase_->terms.front()) phrase_statistics_ = word;
  }
  phrase_statistics_.weight = weight;
}

void QueryPlan::demand_by_bits(const BooleanQuery& query) {
  for (const Clause& clause : query.clauses) {
    if (clause.occur == Occur::kMust && clause.match != Match::kPhrase) gates_.push_back(&clause);
  }
  for (PlanTerm& term : terms_) term.required = false;
  has_required_ = false;
}

bool QueryPlan::compile(std::span<const index::SegmentView> segments, const index::CollectionStats& stats,
                        const BooleanQuery& query) {
  terms_.clear();
  gates_.clear();
  exclusions_.clear();
  phrase_ = nullptr;
  open_ended_ = query.match_all;
  has_required_ = false;
  for (const Clause& clause : query.clauses) {
    if (!add(clause)) return false;
  }
  if (phrase_ != nullptr && has_required_) demand_by_bits(query);
  open_ended_ = open_ended_ && !has_required_ && phrase_ == nullptr;
  look_up(segments, stats);
  return true;
}

}  // namespace broadsheet::search
