// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/schema.h"

namespace broadsheet::index {

std::optional<FieldId> Schema::field(std::string_view name) const {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == name) return static_cast<FieldId>(i);
  }
  return std::nullopt;
}

std::optional<ColumnId> Schema::column(std::string_view name) const {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name == name) return static_cast<ColumnId>(i);
  }
  return std::nullopt;
}

}  // namespace broadsheet::index
