// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A segment: some documents, written once into one section file. docs/formats/segment.md has the bytes.

#ifndef BROADSHEET_INDEX_SEGMENT_H_
#define BROADSHEET_INDEX_SEGMENT_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/strong_id.h"
#include "index/columns.h"
#include "index/inverted_field.h"
#include "index/paper_rows.h"
#include "index/schema.h"
#include "index/section_file.h"

namespace broadsheet::index {

inline constexpr std::string_view kSegmentKind = "segment";
inline constexpr std::uint32_t kSegmentVersion = 1;

// Immutable; any number of threads may read.
class Segment {
 public:
  // kDamaged if the file is not as written or does not fit the schema. The keys are verified here, all
  // else when it is first read.
  static Result<std::shared_ptr<const Segment>> open(const std::string& path, const Schema& schema);

  const SectionFile& file() const { return *file_; }
  std::uint32_t doc_count() const { return doc_count_; }
  // The key of each document. One may stand several times; then only its last document can be live.
  std::span<const std::uint32_t> keys() const { return keys_; }
  // The last document of the key.
  std::optional<std::uint32_t> find(PaperNumber key) const;

  // One pointer a FieldId; null where no document has a token in that field.
  std::span<const InvertedField* const> fields() const { return field_pointers_; }
  // kDamaged if the column is not as written. The first call reads the whole column.
  Result<NumberColumn> numbers(ColumnId column) const;
  Result<KeywordColumn> keywords(ColumnId column) const;

  // Reads every byte of the file, every key, column and term, and says what is wrong.

  struct Problem {
    std::optional<std::uint64_t> offset;  // in the file, where it is known
    std::string what;
  };
  // `deep` also decodes every posting and recomputes every impact's bound.
  std::vector<Problem> check(const Schema& schema, bool deep) const;

 private:
  Segment() = default;
  Result<void> open_keys();
  void map_keys();

  std::unique_ptr<SectionFile> file_;
  std::uint32_t doc_count_ = 0;
  std::span<const std::uint32_t> keys_;
  std::span<const std::uint32_t> key_order_;  // documents by key; empty if keys ascend
  std::vector<std::uint32_t> distinct_keys_;  // ascending, and the last document of each; empty where a
  std::vector<std::uint32_t> last_of_key_;    // document's number is its key's place
  PaperRows key_places_;
  std::vector<std::unique_ptr<InvertedField>> fields_;
  std::vector<const InvertedField*> field_pointers_;
  std::vector<Section> columns_;
  // Columns that were found sound, so that their structure is walked once.
  mutable std::mutex mutex_;
  mutable std::vector<std::optional<NumberColumn>> number_columns_;
  mutable std::vector<std::optional<KeywordColumn>> keyword_columns_;
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_SEGMENT_H_
