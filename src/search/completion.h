// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Completion: what a reader may mean who is still typing. The last word counts as one that is not finished.

#ifndef BROADSHEET_SEARCH_COMPLETION_H_
#define BROADSHEET_SEARCH_COMPLETION_H_

#include <cstdint>
#include <string_view>

#include "index/snapshot.h"
#include "search/searcher.h"
#include "text/analyzer.h"

namespace broadsheet::search {

// As Searcher::complete says. Its work is bounded whatever is typed (limits.h): where more papers match than
// are looked at, they are those that came last.
Completion complete(const index::Snapshot& snapshot, std::string_view typed, text::Analyzer& analyzer);

// Papers that have a term in a field; deleted ones count until their segment is merged.
std::uint64_t papers_with(const index::Snapshot& snapshot, index::FieldId field, std::string_view term);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_COMPLETION_H_
