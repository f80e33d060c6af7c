// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Values of columns, and all rows of a query: what the sql_*.cc files of readers share.

#ifndef BROADSHEET_STORE_SQL_VALUES_H_
#define BROADSHEET_STORE_SQL_VALUES_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "store/record_state.h"
#include "store/sqlite.h"

namespace broadsheet::store {

inline std::optional<std::int64_t> number_of(const std::optional<Instant>& instant) {
  return instant ? std::optional(instant_number(*instant)) : std::nullopt;
}

inline std::optional<Instant> optional_instant(const Statement& row, int column) {
  const std::optional<std::int64_t> number = row.column_optional(column);
  return number ? std::optional(instant_of(*number)) : std::nullopt;
}

inline std::string_view bytes_of(const Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

template <class Id>
Id id_in(const Statement& row, int column) {
  return Id(static_cast<typename Id::Integer>(row.column_unsigned(column)));
}

// Each row of a query made into a value by `read`, which may fail.
template <class Value, class Read>
Result<std::vector<Value>> all_rows(Statement& select, const Read& read) {
  std::vector<Value> values;
  for (;;) {
    TRY(const bool row, select.step());
    if (!row) return values;
    Result<Value> value = read(select);
    if (!value.ok()) return std::move(value).error();
    values.push_back(std::move(value).value());
  }
}

// The first row, if there is one.
template <class Value, class Read>
Result<std::optional<Value>> one_row(Statement& select, const Read& read) {
  TRY(const bool row, select.step());
  if (!row) return std::optional<Value>();
  Result<Value> value = read(select);
  if (!value.ok()) return std::move(value).error();
  return std::optional<Value>(std::move(value).value());
}

// The number that a query gives; 0 without a row.
inline Result<std::uint64_t> counted(Statement& select) {
  TRY(const bool row, select.step());
  return row ? select.column_unsigned(0) : std::uint64_t{0};
}

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_SQL_VALUES_H_
