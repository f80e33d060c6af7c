// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Counts of categories, years, sources and venues over a set of documents.

#ifndef BROADSHEET_SEARCH_FACETS_H_
#define BROADSHEET_SEARCH_FACETS_H_

#include <vector>

#include "base/result.h"
#include "index/snapshot.h"
#include "search/doc_set.h"
#include "search/searcher.h"

namespace broadsheet::search {

// kDamaged if a column is not as written. Linear in the matches.
Result<Facets> count_facets(const index::Snapshot& snapshot, const DocSet& matches);

// What Searcher::category_counts gives. Errors as above; linear in the documents.
Result<std::vector<CategoryCount>> count_categories(const index::Snapshot& snapshot);

// What Searcher::papers_with_organization gives. Errors as above; linear in the documents.
Result<std::vector<PaperNumber>> papers_with_organization(const index::Snapshot& snapshot);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_FACETS_H_
