// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Words and vectors follow the record apart. A search pins one state of the words, and of the vectors it
// takes those that were made of the very texts which that state has.

#ifndef BROADSHEET_SEARCH_CURRENT_VECTORS_H_
#define BROADSHEET_SEARCH_CURRENT_VECTORS_H_

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "index/columns.h"
#include "index/snapshot.h"
#include "search/vector_search.h"

namespace broadsheet::search {

// Immutable; the snapshot must outlive it. A vector of a paper that the snapshot does not know is not
// current.
class CurrentVectors final : public VectorCheck {
 public:
  // kDamaged if a column is not as it was written.
  static Result<CurrentVectors> of(const index::Snapshot& snapshot);
  bool is_current(PaperNumber paper, std::uint64_t text_hash) const override;

 private:
  explicit CurrentVectors(const index::Snapshot& snapshot) : snapshot_(&snapshot) {}

  const index::Snapshot* snapshot_;
  std::vector<index::NumberColumn> marks_;  // one a segment
};

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_CURRENT_VECTORS_H_
