// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The k best documents of a query, exactly as scoring every document would give them.
//
// A document's score is the sum, in the order of the query's terms and in double precision, of
//   weight * idf * tf / (tf + k1 * (1 - b + b * length / average)),  idf = ln(1 + (N - df + .5) / (df + .5))
// with N, df and the average length over live documents of the whole collection. A phrase counts as
// one term whose idf is the sum of its words' and whose tf is the number of its occurrences. Ties go to
// the smaller key. Upper bounds only ever decide what need not be looked at.

#ifndef BROADSHEET_SEARCH_TOPK_H_
#define BROADSHEET_SEARCH_TOPK_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "index/collection.h"

namespace broadsheet::search {

using index::FieldId;

struct Term {
  FieldId field = 0;
  std::string bytes;    // as indexed
  double weight = 1.0;  // multiplies the idf; >= 0; 0 matches without scoring
};

enum class Occur : std::uint8_t {
  kShould,   // scores where it matches; if no clause is kMust or kFilter, one kShould must match
  kMust,     // must match, and scores
  kFilter,   // must match, does not score
  kMustNot,  // must not match
};

enum class Match : std::uint8_t {
  kAny,     // at least one of the terms (one term is the plain case); their contributions add up
  kAll,     // all of the terms (several words of one author, say); their contributions add up
  kPhrase,  // the terms, all of one field that has positions, one after another
};

struct Clause {
  Occur occur = Occur::kShould;
  Match match = Match::kAny;
  std::vector<Term> terms;
  // kPhrase: distance of each term from the first in positions; empty means 0, 1, 2, ...
  std::vector<std::uint32_t> offsets;
  // kPhrase: only occurrences that begin in [position_min, position_max) count.
  std::uint32_t position_min = 0;
  std::uint32_t position_max = 0xFFFFFFFF;
};

// Clauses without terms match nothing. A query without clauses matches nothing, unless match_all: then
// it matches every document that its kMust, kFilter and kMustNot clauses allow, scored or not.
struct BooleanQuery {
  std::vector<Clause> clauses;
  bool match_all = false;
};

enum class Count : std::uint8_t {
  kNone,   // TopDocs::total is the number of hits returned
  kExact,  // ... of documents that match
};

// Documents that may be returned, one bit set per segment in the order of the segments, beside (not
// instead of) SegmentView::live. Each has (doc_count + 63) / 64 words; null allows all.
struct DocFilter {
  std::vector<const std::uint64_t*> allowed;
};

struct TopKOptions {
  std::size_t k = 10;  // 0 only counts
  Count count = Count::kNone;
  const DocFilter* filter = nullptr;
};

struct Hit {
  double score = 0;
  std::uint32_t key = 0;
  std::uint32_t segment = 0;
  std::uint32_t doc = 0;  // within the segment
};

struct TopDocs {
  std::vector<Hit> hits;  // best first
  std::uint64_t total = 0;
};

// kDamaged if a page that the query read is not as it was written: no hits are then to be believed.
// Safe from any thread; keeps reusable scratch memory per thread.
Result<TopDocs> top_k(std::span<const index::SegmentView> segments, const index::CollectionStats& stats,
                      const BooleanQuery& query, const TopKOptions& options);

// Sets the bit of every document of a segment that matches the query (live and allowed ones only); `bits`
// has (doc_count + 63) / 64 words and is overwritten. Returns how many were set. For filters and facets.
Result<std::uint64_t> match_bits(const index::SegmentView& segment, const BooleanQuery& query,
                                 const std::uint64_t* allowed, std::span<std::uint64_t> bits);

// The score of given documents of one segment (ascending), exactly as top_k would give it; 0 for those
// that do not match. The query is of optional terms alone. For candidates that another arm found.
Result<std::vector<double>> score_documents(std::span<const index::SegmentView> segments,
                                            const index::CollectionStats& stats, const BooleanQuery& query,
                                            std::uint32_t segment, std::span<const std::uint32_t> docs);
// The same for hits in any order and of any segments, each at most once; their own scores do not matter.
Result<std::vector<double>> score_hits(std::span<const index::SegmentView> segments,
                                       const index::CollectionStats& stats, const BooleanQuery& query,
                                       std::span<const Hit> hits);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_TOPK_H_
