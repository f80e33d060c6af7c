// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/display.h"

#include <cstdint>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "text/utf8.h"

namespace broadsheet::text {
namespace {

// A cluster ends after this many marks; a pile of them ("Zalgo") would otherwise be one endless cluster.
constexpr std::size_t kMarksMax = 16;

bool is_mark(UChar32 code_point) {
  const int category = u_charType(code_point);
  return category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR;
}

bool is_wide(UChar32 code_point) {
  const int width = u_getIntPropertyValue(code_point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

// Decodes the code point at `at` and moves past it; negative for bytes that are not UTF-8.
UChar32 decode(std::string_view text, std::size_t& at) {
  // No code point is longer than four bytes, so the window keeps ICU's 32-bit offsets in range.
  const std::string_view window = text.substr(at, 4);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(window.data());
  const auto length = static_cast<std::int32_t>(window.size());
  std::int32_t offset = 0;
  UChar32 code_point = 0;
  U8_NEXT(bytes, offset, length, code_point);
  at += static_cast<std::size_t>(offset);
  return code_point;
}

}  // namespace

DisplayCluster next_cluster(std::string_view text) {
  DisplayCluster cluster;
  if (text.empty()) return cluster;
  std::size_t at = 0;
  const UChar32 first = decode(text, at);
  if (first < 0) {
    cluster.bytes = 1;
    cluster.columns = 1;
    return cluster;
  }
  constexpr UChar32 kNoBreakSpace = 0xA0;
  constexpr UChar32 kNarrowNoBreakSpace = 0x202F;
  cluster.space = u_isUWhiteSpace(first) && first != kNoBreakSpace && first != kNarrowNoBreakSpace;
  cluster.wide = is_wide(first);
  cluster.columns = is_mark(first) ? 0 : (cluster.wide ? 2 : 1);
  for (std::size_t marks = 0; at < text.size() && marks < kMarksMax; ++marks) {
    std::size_t after = at;
    const UChar32 mark = decode(text, after);
    if (mark < 0 || !is_mark(mark)) break;
    at = after;
  }
  cluster.bytes = at;
  return cluster;
}

std::size_t display_width(std::string_view text) {
  // Each of its characters is a cluster of one column.
  if (is_ascii(text)) return text.size();
  std::size_t columns = 0;
  while (!text.empty()) {
    const DisplayCluster cluster = next_cluster(text);
    columns += cluster.columns;
    text.remove_prefix(cluster.bytes);
  }
  return columns;
}

std::string fit_to_width(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  if (columns == 0) return "";
  std::size_t used = 0;
  std::size_t bytes = 0;
  while (bytes < text.size()) {
    const DisplayCluster cluster = next_cluster(text.substr(bytes));
    if (used + cluster.columns > columns - 1) break;
    used += cluster.columns;
    bytes += cluster.bytes;
  }
  std::string_view kept = text.substr(0, bytes);
  while (kept.ends_with(' ')) kept.remove_suffix(1);
  return std::string(kept) + "…";
}

std::string fit_end_to_width(std::string_view text, std::size_t columns) {
  std::size_t width = display_width(text);
  if (width <= columns) return std::string(text);
  if (columns == 0) return "";
  while (width > columns - 1) {
    const DisplayCluster cluster = next_cluster(text);
    width -= cluster.columns;
    text.remove_prefix(cluster.bytes);
  }
  return "…" + std::string(text);
}

}  // namespace broadsheet::text
