// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Any bytes are a query, and its canonical form is the same query again.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "search/limits.h"
#include "search/query.h"

using broadsheet::search::Node;
using broadsheet::search::Query;

namespace {

void check_ranges(const Node& node, std::size_t size) {
  CHECK(node.range.begin <= node.range.end && node.range.end <= size);
  for (const Node& child : node.children) check_ranges(child, size);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto query = Query::parse(text);
  CHECK(query.ok() == (size <= broadsheet::search::kQueryBytesMax));
  if (!query.ok()) return 0;
  check_ranges(query->root(), size);
  const std::string printed = to_string(*query);
  // The canonical form spells dates out, so that of a query of dates alone may pass the limit.
  if (printed.size() > broadsheet::search::kQueryBytesMax) return 0;
  const auto again = Query::parse(printed);
  CHECK(again.ok());
  CHECK(same_query(query->root(), again->root()));
  CHECK(to_string(*again) == printed);
  return 0;
}
