// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Words and vectors follow the record apart. A search pins one state of the words, and of the vectors it
// takes those that were made of the very texts which that state has.

#ifndef BROADSHEET_SEARCH_CURRENT_VECTORS_H_
#define BROADSHEET_SEARCH_CURRENT_VECTORS_H_

#include <memory>

#include "base/result.h"
#include "index/snapshot.h"
#include "search/meaning.h"

namespace broadsheet::search {

// `meaning` without the rows of papers that the snapshot does not know, and of texts that it has otherwise.
// Looks at every row: some ten milliseconds for 350,000. kDamaged if something is not as it was written.
Result<std::shared_ptr<const Meaning>> current_vectors(const index::Snapshot& snapshot,
                                                       const Meaning& meaning);

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_CURRENT_VECTORS_H_
