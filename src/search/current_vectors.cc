// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/current_vectors.h"

#include <optional>

#include "search/meaning.h"
#include "search/schema.h"

namespace broadsheet::search {

Result<CurrentVectors> CurrentVectors::of(const index::Snapshot& snapshot) {
  CurrentVectors vectors(snapshot);
  const index::ColumnId column = *snapshot.schema().column(kMeaningColumn);
  for (std::size_t s = 0; s < snapshot.segments().size(); ++s) {
    TRY(const index::NumberColumn marks, snapshot.segment(s).numbers(column));
    vectors.marks_.push_back(marks);
  }
  return vectors;
}

bool CurrentVectors::is_current(PaperNumber paper, std::uint64_t text_hash) const {
  const std::optional<index::DocumentAddress> address = snapshot_->find(paper);
  return address && marks_[address->segment][address->doc] == meaning_mark(text_hash);
}

}  // namespace broadsheet::search
