// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What an index holds of each document: inverted fields, which answer "which documents hold this
// term?", and columns, which answer "what is this document's value?". A plain value, kept in the
// manifest; an index made with another schema is rebuilt.

#ifndef BROADSHEET_INDEX_SCHEMA_H_
#define BROADSHEET_INDEX_SCHEMA_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "index/collection.h"

namespace broadsheet::index {

struct FieldSpec {
  std::string name;
  bool frequencies = true;
  bool positions = false;  // implies frequencies
  // BM25's; impacts are computed with them and a query scores with the same.
  double k1 = 0.9;
  double b = 0.4;
  friend bool operator==(const FieldSpec&, const FieldSpec&) = default;
};

enum class ColumnKind : std::uint8_t {
  kNumber = 0,    // one 32-bit signed number a document; kNoNumber where none was given
  kKeywords = 1,  // any number of strings a document, coded by a dictionary of the segment
};

inline constexpr std::int32_t kNoNumber = INT32_MIN;

struct ColumnSpec {
  std::string name;
  ColumnKind kind = ColumnKind::kNumber;
  friend bool operator==(const ColumnSpec&, const ColumnSpec&) = default;
};

// The place of a column in the schema.
using ColumnId = std::uint8_t;

struct Schema {
  std::vector<FieldSpec> fields;    // a FieldId is a place in here
  std::vector<ColumnSpec> columns;  // a ColumnId is a place in here

  std::optional<FieldId> field(std::string_view name) const;
  std::optional<ColumnId> column(std::string_view name) const;
  friend bool operator==(const Schema&, const Schema&) = default;
};

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_SCHEMA_H_
