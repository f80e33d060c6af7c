// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/current_vectors.h"

#include <optional>
#include <utility>
#include <vector>

#include "index/columns.h"
#include "search/schema.h"

namespace broadsheet::search {

Result<std::shared_ptr<const Meaning>> current_vectors(const index::Snapshot& snapshot,
                                                       const Meaning& meaning) {
  const index::ColumnId column = *snapshot.schema().column(kMeaningColumn);
  std::vector<index::NumberColumn> marks;
  for (std::size_t s = 0; s < snapshot.segments().size(); ++s) {
    TRY(const index::NumberColumn numbers, snapshot.segment(s).numbers(column));
    marks.push_back(numbers);
  }
  Meaning::RowBits rows;
  for (const index::VectorSegmentView& view : meaning.snapshot().segments()) {
    const index::VectorSegment& segment = *view.segment;
    if (!segment.verify_entries(0, segment.row_count()))
      return Error(ErrorCode::kDamaged, segment.file().path() + ": not as it was written");
    std::vector<std::uint64_t> bits((std::size_t{segment.row_count()} + 63) / 64);
    bool all = true;
    for (std::uint32_t row = 0; row < segment.row_count(); ++row) {
      if (!view.is_live(row)) continue;
      const std::optional<index::DocumentAddress> at = snapshot.find(PaperNumber(segment.papers()[row]));
      const bool current = at && marks[at->segment][at->doc] == meaning_mark(segment.entry(row).text_hash);
      if (current) bits[row / 64] |= std::uint64_t{1} << (row % 64);
      all = all && current;
    }
    // No bits to look at are faster than bits that are all set.
    rows.push_back(all ? std::vector<std::uint64_t>() : std::move(bits));
  }
  return std::make_shared<const Meaning>(meaning.snapshot_handle(), meaning.store_handle(), std::move(rows));
}

}  // namespace broadsheet::search
