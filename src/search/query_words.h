// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The words of a query that score: every word and phrase that is not excluded, analysed as the papers
// were, in the order in which they stand.

#ifndef BROADSHEET_SEARCH_QUERY_WORDS_H_
#define BROADSHEET_SEARCH_QUERY_WORDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "search/query.h"
#include "search/ranking.h"
#include "search/topk.h"
#include "text/analyzer.h"

namespace broadsheet::search {

// Where the index keeps what we read, as places in its schema.
struct FieldPlaces {
  FieldId body = 0;
  FieldId title = 0;
  FieldId exact = 0;
  FieldId author = 0;
  FieldId category = 0;
  FieldId source = 0;
  FieldId venue = 0;
  FieldId org = 0;
  FieldId submitter = 0;
  FieldId has = 0;
  FieldId byline = 0;
};

struct QueryWord {
  std::string folded;
  std::string stem;
  QueryField scope = QueryField::kAnywhere;  // kAnywhere, kTitle, kAbstract or kAuthor
  std::uint32_t times = 1;                   // how often the query says it
};

struct QueryWords {
  std::vector<QueryWord> words;  // distinct, in order of first appearance
  bool truncated = false;        // kQueryTermsMax was reached
};

// `root` is a query's, or that of a part of one.
QueryWords words_of(const Node& root, text::Analyzer& analyzer);

// What of a query an encoder reads: its words and phrases as they were typed, without operators and filters,
// and without names of authors, which mean nothing to it.
std::string meant_text(const Node& root);

// One addend of the lexical score: which word, in which field.
struct WordTerm {
  std::size_t word = 0;  // in QueryWords::words
  Term term;
};

// The terms of the lexical ranking, in query order: for each word its body and author terms.
std::vector<WordTerm> lexical_terms(const QueryWords& words, const FieldPlaces& places,
                                    const RankingParameters& ranking);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_QUERY_WORDS_H_
