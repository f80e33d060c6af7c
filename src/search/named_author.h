// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Queries that name a person: "christopher manning", "christopher manning dependency parsing".
//
// Ranked as words a name goes wrong: stemming makes "manning" the word "man", and the meaning of a name is
// near nothing. So the papers of authors of that name come first: the newest of them, or where the query says
// more, those that fit the rest best.

#ifndef BROADSHEET_SEARCH_NAMED_AUTHOR_H_
#define BROADSHEET_SEARCH_NAMED_AUTHOR_H_

#include <optional>
#include <string>

#include "base/result.h"
#include "index/snapshot.h"
#include "search/constraints.h"
#include "search/doc_set.h"
#include "search/query.h"
#include "search/query_words.h"
#include "text/analyzer.h"

namespace broadsheet::search {

struct NamedAuthor {
  std::string name;  // as it was typed
  DocSet papers;     // live ones; one of their authors has all words of the name
  Node rest;         // a kAll of the other words; without children where there are none
};

struct NameQuestion {
  const index::Snapshot& snapshot;
  const FieldPlaces& places;
  text::Analyzer& analyzer;
  ConstraintEvaluator& constraints;
};

// Looks at queries of at most kNamingWordsMax plain words, whatever their filters. The name is the longest
// run of 2 to kNamedWordsMax of them, or the only word if it is no given name, that more papers have in the
// name of one author than say it in title or abstract; so "yang mills" stays a theory, and "bert" a model.
// One of its words must stand in names nearly as often as in texts: the "of the" of collaborations does not.
// kDamaged if the index is.
Result<std::optional<NamedAuthor>> named_author(const Query& query, const NameQuestion& question);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_NAMED_AUTHOR_H_
