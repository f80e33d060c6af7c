// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// SegmentBuilder: documents in memory, on their way to a segment file; and the merge of segments.

#ifndef BROADSHEET_INDEX_SEGMENT_BUILDER_H_
#define BROADSHEET_INDEX_SEGMENT_BUILDER_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "index/columns.h"
#include "index/deletes.h"
#include "index/document.h"
#include "index/inverted_field.h"
#include "index/schema.h"
#include "index/segment.h"

namespace broadsheet::index {

// Confined to one thread. After finish() it is empty and may be filled again.
class SegmentBuilder {
 public:
  // Keeps a reference to the schema.
  explicit SegmentBuilder(const Schema& schema);

  // Gives the document its number within the segment: 0, 1, 2, ...
  std::uint32_t add(const Document& document);
  std::uint32_t doc_count() const { return static_cast<std::uint32_t>(keys_.size()); }
  std::size_t bytes() const;
  // Writes and syncs a new segment file.
  Result<WrittenFile> finish(const std::string& path);

 private:
  struct Column {
    std::vector<std::int32_t> numbers;
    KeywordColumnBuilder keywords;
  };
  void reset();

  const Schema& schema_;
  std::vector<std::uint32_t> keys_;
  std::vector<InvertedFieldBuilder> fields_;
  std::vector<Column> columns_;
};

// One input of a merge: its live documents (all if `deletes` is null).
struct SegmentInput {
  const Segment* segment = nullptr;
  const Deletes* deletes = nullptr;
};

// Writes and syncs a segment of the inputs' live documents in the order of their keys: the same bytes, but
// for the file's identity, as if they had been added to one builder in that order. kDamaged if an input is.
Result<WrittenFile> merge_segments(std::span<const SegmentInput> inputs, const Schema& schema,
                                   const std::string& path);

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_SEGMENT_BUILDER_H_
