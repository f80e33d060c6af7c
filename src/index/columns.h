// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Columns of a segment: one number a document, or any number of dictionary-coded strings.
// docs/formats/segment.md has the bytes. A column's checksums and structure are verified when it is
// first asked for; afterwards its values are plain loads.

#ifndef BROADSHEET_INDEX_COLUMNS_H_
#define BROADSHEET_INDEX_COLUMNS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "index/section_file.h"

namespace broadsheet::index {

// Borrowed from the segment; immutable; copied freely. A default one is of no documents.
class NumberColumn {
 public:
  NumberColumn() = default;
  // kDamaged unless the section holds `doc_count` sound numbers.
  static Result<NumberColumn> open(const Section& section, std::uint32_t doc_count);

  // One number a document; kNoNumber where none was given.
  std::span<const std::int32_t> values() const { return values_; }
  std::int32_t operator[](std::uint32_t doc) const { return values_[doc]; }

 private:
  std::span<const std::int32_t> values_;
};

// Borrowed from the segment; immutable; copied freely. Ordinals number the distinct values of this
// segment in byte order, from 0.
class KeywordColumn {
 public:
  KeywordColumn() = default;
  // kDamaged unless offsets rise, ordinals are known and values ascend.
  static Result<KeywordColumn> open(const Section& section, std::uint32_t doc_count);

  std::uint32_t value_count() const { return value_count_; }
  std::string_view value(std::uint32_t ordinal) const;
  std::optional<std::uint32_t> find(std::string_view value) const;
  // The ordinals of a document, in the order in which they were given.
  std::span<const std::uint32_t> ordinals(std::uint32_t doc) const {
    return {ordinals_ + doc_offsets_[doc], doc_offsets_[doc + 1] - doc_offsets_[doc]};
  }

 private:
  std::uint32_t value_count_ = 0;
  const std::uint32_t* doc_offsets_ = nullptr;  // doc_count + 1, into ordinals_
  const std::uint32_t* ordinals_ = nullptr;
  const std::uint32_t* value_offsets_ = nullptr;  // value_count + 1, into text_
  const char* text_ = nullptr;
};

// Collects a keyword column. Confined to one thread.
class KeywordColumnBuilder {
 public:
  // Documents in ascending order without gaps: values of the document that is open, then its end.
  void add(std::string_view value);
  void end_document();
  std::size_t bytes() const;
  void finish(SectionFileWriter& writer, std::string_view name);

 private:
  std::map<std::string, std::uint32_t, std::less<>> numbers_;  // by first appearance
  std::vector<std::uint32_t> values_;
  std::vector<std::uint32_t> offsets_ = {0};
  std::size_t text_bytes_ = 0;
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_COLUMNS_H_
