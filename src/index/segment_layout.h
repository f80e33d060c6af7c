// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the writer and the reader of a segment agree on (docs/formats/segment.md).

#ifndef BROADSHEET_INDEX_SEGMENT_LAYOUT_H_
#define BROADSHEET_INDEX_SEGMENT_LAYOUT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet::index {

inline constexpr std::string_view kSegmentSection = "segment";
inline constexpr std::string_view kKeysSection = "keys";
inline constexpr std::string_view kKeyOrderSection = "key_order";

struct SegmentHeader {
  std::uint32_t doc_count;
  std::uint32_t field_count;
  std::uint32_t column_count;
  std::uint32_t zero;
};

inline std::string field_prefix(std::size_t field) {
  return "field." + std::to_string(field) + ".";
}
inline std::string column_section(std::size_t column) {
  return "column." + std::to_string(column);
}

}  // namespace broadsheet::index

#endif  // BROADSHEET_INDEX_SEGMENT_LAYOUT_H_
