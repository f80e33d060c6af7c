// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "search/columns.h"

#include "search/schema.h"

namespace broadsheet::search {

Result<std::vector<std::int64_t>> column_values(const index::Snapshot& snapshot, std::size_t segment,
                                                std::span<const std::uint32_t> docs, SearchSort sort) {
  std::vector<std::int64_t> values;
  values.reserve(docs.size());
  if (sort == SearchSort::kVotes) {
    const index::SegmentView& view = snapshot.segments()[segment];
    for (const std::uint32_t doc : docs) values.push_back(snapshot.votes(PaperNumber(view.key(doc))));
    return values;
  }
  const index::ColumnId published = *snapshot.schema().column(kPublishedColumn);
  TRY(const index::NumberColumn column, snapshot.segment(segment).numbers(published));
  for (const std::uint32_t doc : docs) values.push_back(column[doc]);
  return values;
}

}  // namespace broadsheet::search
