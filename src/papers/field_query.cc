// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/field_query.h"

#include <algorithm>
#include <iterator>

#include "papers/category_expression.h"

namespace broadsheet::papers {

std::string field_query(std::string_view field, std::string_view value) {
  std::string query(field);
  if (field == "category") return query + ":" + expression_of(value);
  const bool word = !field.empty() && std::ranges::all_of(value, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
  });
  if (word) return query.append(":").append(value);
  query += field.empty() ? "\"" : ":\"";
  std::ranges::copy_if(value, std::back_inserter(query), [](char c) { return c != '"'; });
  return query + "\"";
}

}  // namespace broadsheet::papers
