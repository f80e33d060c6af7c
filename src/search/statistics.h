// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What BM25 takes from the collection: idf and the average length. Shared by the fast scorers and the
// exhaustive one, so that both do the same arithmetic.

#ifndef BROADSHEET_SEARCH_STATISTICS_H_
#define BROADSHEET_SEARCH_STATISTICS_H_

#include <cmath>
#include <cstdint>
#include <span>

#include "index/collection.h"
#include "index/impact.h"
#include "index/inverted_field.h"
#include "search/topk.h"

namespace broadsheet::search {

inline double inverse_document_frequency(std::uint64_t documents, std::uint64_t df) {
  const double n = static_cast<double>(documents), d = static_cast<double>(df);
  return std::log(1 + (n - d + 0.5) / (d + 0.5));
}

// The field in any segment that has it; null if none does.
inline const index::InvertedField* some_field(std::span<const index::SegmentView> segments, FieldId field) {
  for (const index::SegmentView& segment : segments) {
    if (field < segment.fields.size() && segment.fields[field] != nullptr) return segment.fields[field];
  }
  return nullptr;
}

inline double live_average(const index::CollectionStats& stats, FieldId field) {
  const std::uint64_t documents = stats.live_documents();
  return documents > 0 ? static_cast<double>(stats.live_tokens(field)) / static_cast<double>(documents) : 0;
}

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_STATISTICS_H_
