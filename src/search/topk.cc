// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/topk.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

#include "base/check.h"
#include "search/exhaustive.h"
#include "search/match_bits.h"
#include "search/query_plan.h"
#include "search/scored_list.h"

namespace broadsheet::search {

namespace {

using index::SegmentView;

// What a thread keeps between queries, so that a query allocates nothing but its answer.
struct Scratch {
  QueryPlan plan;
  TopHeap heap;
  std::vector<std::unique_ptr<ScoredList>> pool;
  std::vector<ScoredList*> lists, others;
  ScorerScratch scorer;
  PhraseQuery phrase;
  std::vector<index::PostingList> words;
  std::vector<std::uint64_t> allowed, clause;
};

const std::uint64_t* filter_of(const TopKOptions& options, std::size_t segment) {
  return options.filter != nullptr ? options.filter->allowed[segment] : nullptr;
}

// How much larger, at most, a saturation is with the live average than with the one impacts were made with.
double loosening(double live_average, const index::InvertedField& field) {
  return std::max(1.0, live_average / field.options().pinned_average);
}

// The bits that decide whether a document counts; null if all do.
const std::uint64_t* allowed_bits(const SegmentView& segment, const std::uint64_t* filter,
                                  const QueryPlan& plan, Scratch& scratch) {
  const bool gated = !plan.gates().empty() || !plan.exclusions().empty();
  if (!gated && filter == nullptr) return segment.live;
  if (!gated && segment.live == nullptr) return filter;
  scratch.allowed.assign((std::size_t{segment.doc_count} + 63) / 64, ~std::uint64_t{0});
  scratch.clause.resize(scratch.allowed.size());
  for (const Clause* clause : plan.gates()) {
    clause_bits(segment, *clause, scratch.clause);
    for (std::size_t w = 0; w < scratch.allowed.size(); ++w) scratch.allowed[w] &= scratch.clause[w];
  }
  for (const Clause* clause : plan.exclusions()) {
    clause_bits(segment, *clause, scratch.clause);
    for (std::size_t w = 0; w < scratch.allowed.size(); ++w) scratch.allowed[w] &= ~scratch.clause[w];
  }
  restrict_bits(segment, filter, scratch.allowed);
  return scratch.allowed.data();
}

// A score that at least k documents are known to reach: the largest k-th impact of any one term. Holds only
// where every document counts.
double seed(std::span<const SegmentView> segments, const QueryPlan& plan, const TopKOptions& options) {
  const auto whole = [](const SegmentView& segment) { return segment.live == nullptr; };
  const bool lone = plan.terms().size() == 1;
  if (plan.phrase() != nullptr || (plan.has_required() && !lone) || options.filter != nullptr ||
      !plan.gates().empty() || !plan.exclusions().empty() || options.k > 1000 ||
      !std::all_of(segments.begin(), segments.end(), whole)) {
    return 0;
  }
  const std::size_t rank = options.k <= 10 ? 0 : options.k <= 100 ? 1 : 2;
  double floor = 0;
  for (std::size_t s = 0; s < segments.size(); ++s) {
    for (std::size_t t = 0; t < plan.terms().size(); ++t) {
      const std::uint32_t kth = plan.info(s, t).kth_impact[rank];
      if (kth <= 1) continue;
      const PlanTerm& term = plan.terms()[t];
      const double pinned = segments[s].fields[term.term->field]->options().pinned_average;
      const double tightened = std::min(1.0, term.average / pinned) * (1 - 2 * index::kImpactMargin);
      floor = std::max(floor, term.weight * (kth - 1) * index::kImpactUnit * tightened);
    }
  }
  return floor;
}

void open_list(ScoredList& list, const PlanTerm& term, const index::TermInfo& info,
               const SegmentView& segment) {
  const index::InvertedField& field = *segment.fields[term.term->field];
  list.field = &field;
  list.lengths = field.lengths();
  const index::PostingList postings = field.postings(info);
  list.cursor.open(postings);
  list.exact.open(postings);
  list.weight = term.weight;
  list.norm = term.norm;
  list.unit_bound = term.weight * index::kImpactUnit * loosening(term.average, field) * (1 + 1e-9);
  list.tightness =
      std::min(1.0, term.average / field.options().pinned_average) / loosening(term.average, field);
  list.range_block = 0;
  list.required = term.required;
}

// Opens the lists of one segment in query order. False if a required term is missing or the segment is
// damaged.
bool open_lists(std::size_t number, const SegmentView& segment, Scratch& scratch,
                std::size_t& before_phrase) {
  const QueryPlan& plan = scratch.plan;
  scratch.lists.clear();
  before_phrase = 0;
  for (std::size_t t = 0; t < plan.terms().size(); ++t) {
    const index::TermInfo& info = plan.info(number, t);
    if (info.df == 0) {
      if (plan.terms()[t].required) return false;
      continue;
    }
    if (scratch.lists.size() == scratch.pool.size()) scratch.pool.push_back(std::make_unique<ScoredList>());
    ScoredList& list = *scratch.pool[scratch.lists.size()];
    open_list(list, plan.terms()[t], info, segment);
    if (list.lengths == nullptr) return false;
    scratch.lists.push_back(&list);
    if (t < plan.terms_before_phrase()) ++before_phrase;
  }
  return true;
}

void score_required(SegmentQuery& query, Scratch& scratch) {
  // The rarest required list leads; then the other required ones, rarest first; then what only adds.
  scratch.others = scratch.lists;
  std::sort(scratch.others.begin(), scratch.others.end(), [](const ScoredList* a, const ScoredList* b) {
    if (a->required != b->required) return a->required;
    if (a->required) return a->cursor.list().df() < b->cursor.list().df();
    return a->max_bound > b->max_bound;
  });
  ScoredList* lead = scratch.others.front();
  score_led(query, *lead, std::span(scratch.others).subspan(1), scratch.scorer);
}

void score_phrase_segment(SegmentQuery& query, const SegmentView& segment, Scratch& scratch,
                          std::size_t before_phrase) {
  const Clause& clause = *scratch.plan.phrase();
  const PlanTerm& statistics = scratch.plan.phrase_statistics();
  const FieldId field_id = clause.terms.front().field;
  const index::InvertedField* field = field_id < segment.fields.size() ? segment.fields[field_id] : nullptr;
  if (field == nullptr || field->doc_count() > segment.doc_count) return;
  scratch.words.clear();
  for (const Term& term : clause.terms) {
    const auto info = term.field == field_id ? field->find(term.bytes) : std::nullopt;
    if (!info.has_value()) return;
    scratch.words.push_back(field->postings(*info));
  }
  PhraseQuery& phrase = scratch.phrase;
  phrase.shape = phrase_shape(clause);
  phrase.field = field;
  phrase.lengths = field->lengths();
  phrase.weight = statistics.weight;
  phrase.norm = statistics.norm;
  phrase.unit_bound =
      statistics.weight * index::kImpactUnit * loosening(statistics.average, *field) * (1 + 1e-9);
  if (phrase.lengths == nullptr || !open_phrase(phrase, scratch.words)) return;
  const std::span<ScoredList*> lists = scratch.lists;
  score_phrase(query, phrase, lists.first(before_phrase), lists.subspan(before_phrase));
}

void score_segment(std::size_t number, const SegmentView& segment, const std::uint64_t* filter,
                   Scratch& scratch) {
  std::size_t before_phrase = 0;
  if (segment.doc_count == 0 || !open_lists(number, segment, scratch, before_phrase)) return;
  SegmentQuery query;
  query.lists = scratch.lists;
  query.segment = &segment;
  query.segment_number = static_cast<std::uint32_t>(number);
  query.heap = &scratch.heap;
  query.allowed = allowed_bits(segment, filter, scratch.plan, scratch);
  query.set_bounds();
  if (scratch.plan.phrase() != nullptr) {
    score_phrase_segment(query, segment, scratch, before_phrase);
  } else if (scratch.plan.has_required()) {
    score_required(query, scratch);
  } else {
    score_union(query, scratch.scorer);
  }
}

// Documents that match without a scoring term come last, with score 0.
void fill(std::span<const SegmentView> segments, const TopKOptions& options, Scratch& scratch) {
  if (scratch.heap.size() >= options.k && scratch.heap.threshold() > 0) return;
  const std::vector<Hit> found = scratch.heap.sorted();
  TopHeap heap;
  heap.reset(options.k, 0);
  for (const Hit& hit : found) heap.push(hit);
  for (std::uint32_t s = 0; s < segments.size(); ++s) {
    const std::uint64_t* allowed = allowed_bits(segments[s], filter_of(options, s), scratch.plan, scratch);
    std::vector<std::uint32_t> taken;
    for (const Hit& hit : found) {
      if (hit.segment == s) taken.push_back(hit.doc);
    }
    std::sort(taken.begin(), taken.end());
    for (std::uint32_t doc = 0; doc < segments[s].doc_count; ++doc) {
      if (allowed != nullptr && (allowed[doc / 64] >> (doc % 64) & 1) == 0) continue;
      if (std::binary_search(taken.begin(), taken.end(), doc)) continue;
      heap.push({0, segments[s].key(doc), s, doc});
    }
  }
  scratch.heap = std::move(heap);
}

Result<std::uint64_t> count_matches(std::span<const SegmentView> segments, const BooleanQuery& query,
                                    const TopKOptions& options, const QueryPlan& plan) {
  const bool plain = plan.terms().size() == 1 && plan.phrase() == nullptr && plan.gates().empty() &&
                     plan.exclusions().empty() && !plan.open_ended() && options.filter == nullptr;
  std::uint64_t total = 0;
  std::vector<std::uint64_t> bits;
  for (std::size_t s = 0; s < segments.size(); ++s) {
    if (plain && segments[s].live == nullptr) {
      total += plan.info(s, 0).df;
      continue;
    }
    bits.resize((std::size_t{segments[s].doc_count} + 63) / 64);
    TRY(const std::uint64_t count, match_bits(segments[s], query, filter_of(options, s), bits));
    total += count;
  }
  return total;
}

// Each document's score alone, from the blocks that hold it: a walk over all postings would decode a hundred
// times as many for a thousand documents of a large segment.
Result<std::vector<double>> score_each(const SegmentView& segment, std::uint32_t number,
                                       std::span<const std::uint32_t> docs, Scratch& scratch) {
  std::vector<double> scores(docs.size());
  std::size_t before_phrase = 0;
  if (segment.doc_count == 0 || !open_lists(number, segment, scratch, before_phrase)) return scores;
  // List by list, so that one list at a time is in the caches; each sum is still in query order.
  for (ScoredList* list : scratch.lists) {
    for (std::size_t i = 0; i < docs.size(); ++i) {
      const std::uint32_t doc = docs[i];
      const bool live = segment.live == nullptr || (segment.live[doc / 64] >> (doc % 64) & 1) != 0;
      const std::uint32_t index = live ? list->exact.find(doc) : kAbsent;
      if (index != kAbsent) scores[i] += list->contribution(doc, list->exact.block(), index);
    }
  }
  if (segment.file != nullptr && segment.file->damaged())
    return Error(ErrorCode::kDamaged, segment.file->path() + ": a page is damaged");
  return scores;
}

}  // namespace

Result<TopDocs> top_k(std::span<const SegmentView> segments, const index::CollectionStats& stats,
                      const BooleanQuery& query, const TopKOptions& options) {
  thread_local Scratch scratch;
  if (!scratch.plan.compile(segments, stats, query)) return exhaustive_top_k(segments, stats, query, options);
  TopDocs result;
  if (options.k > 0) {
    scratch.heap.reset(options.k, seed(segments, scratch.plan, options));
    for (std::size_t s = 0; s < segments.size(); ++s) {
      score_segment(s, segments[s], filter_of(options, s), scratch);
    }
    if (scratch.plan.open_ended()) fill(segments, options, scratch);
    result.hits = scratch.heap.sorted();
  }
  for (const SegmentView& segment : segments) {
    if (segment.file != nullptr && segment.file->damaged()) {
      return Error(ErrorCode::kDamaged, segment.file->path() + ": a page is damaged");
    }
  }
  result.total = result.hits.size();
  if (options.count == Count::kExact) {
    TRY(result.total, count_matches(segments, query, options, scratch.plan));
  }
  return result;
}

Result<std::vector<double>> score_documents(std::span<const SegmentView> segments,
                                            const index::CollectionStats& stats, const BooleanQuery& query,
                                            std::uint32_t segment, std::span<const std::uint32_t> docs) {
  thread_local Scratch scratch;
  CHECK(scratch.plan.compile(segments, stats, query) && scratch.plan.only_optional_terms());
  return score_each(segments[segment], segment, docs, scratch);
}

Result<std::vector<double>> score_hits(std::span<const SegmentView> segments,
                                       const index::CollectionStats& stats, const BooleanQuery& query,
                                       std::span<const Hit> hits) {
  std::vector<std::size_t> order(hits.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(hits[i].segment, hits[i].doc); });
  std::vector<double> scores(hits.size());
  std::vector<std::uint32_t> docs;
  for (std::size_t first = 0; first < order.size(); first += docs.size()) {
    const std::uint32_t segment = hits[order[first]].segment;
    docs.clear();
    for (std::size_t i = first; i < order.size() && hits[order[i]].segment == segment; ++i)
      docs.push_back(hits[order[i]].doc);
    TRY(const std::vector<double> found, score_documents(segments, stats, query, segment, docs));
    for (std::size_t i = 0; i < docs.size(); ++i) scores[order[first + i]] = found[i];
  }
  return scores;
}

}  // namespace broadsheet::search
