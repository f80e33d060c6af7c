// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a question needs to know about a collection: its segments, and statistics over all of its
// live documents. A Snapshot offers both; the engine asks for nothing else.

#ifndef BROADSHEET_INDEX_COLLECTION_H_
#define BROADSHEET_INDEX_COLLECTION_H_

#include <cstdint>
#include <span>
#include <string_view>

namespace broadsheet::index {

class InvertedField;
class SectionFile;

// The place of an inverted field in the schema; SegmentView::fields is indexed by it.
using FieldId = std::uint8_t;

// One segment as the engine reads it. Borrowed; immutable while the snapshot lives.
struct SegmentView {
  // One pointer per FieldId; null where this segment has nothing in that field.
  std::span<const InvertedField* const> fields;
  std::uint32_t doc_count = 0;
  // Bit d % 64 of word d / 64 is set if document d is live; (doc_count + 63) / 64 words. Null: all are.
  const std::uint64_t* live = nullptr;
  // The key of document d breaks ties between equal scores (smaller first) and names the hit:
  // keys[d], or key_base + d when keys is null. Keys are distinct over the whole collection.
  const std::uint32_t* keys = nullptr;
  std::uint32_t key_base = 0;
  // Asked at the end of a query whether any page it read was damaged. May be null.
  const SectionFile* file = nullptr;

  std::uint32_t key(std::uint32_t doc) const { return keys != nullptr ? keys[doc] : key_base + doc; }
};

// Statistics over live documents of all segments: scores must not depend on how documents are
// spread over segments, nor on deleted ones that no merge has removed yet. Safe from any thread.
class CollectionStats {
 public:
  virtual ~CollectionStats() = default;

  virtual std::uint64_t live_documents() const = 0;
  // Sum of the token counts of the field over live documents.
  virtual std::uint64_t live_tokens(FieldId field) const = 0;
  // Live documents that hold the term. `df` is their number with deleted ones counted, which is the
  // answer whenever nothing is deleted.
  virtual std::uint64_t live_df(FieldId field, std::string_view term, std::uint64_t df) const = 0;
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_COLLECTION_H_
