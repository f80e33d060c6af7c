// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// How wide text is on a terminal, in columns of a fixed-width font: East Asian wide characters and
// emoji take two, combining marks and format characters none. After Unicode Standard Annex #11;
// what UAX #11 calls ambiguous counts as narrow, as terminals of Western locales draw it.

#ifndef BROADSHEET_TEXT_DISPLAY_H_
#define BROADSHEET_TEXT_DISPLAY_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace broadsheet::text {

// One character with the marks that belong to it: never split across lines.
struct DisplayCluster {
  std::size_t bytes = 0;    // at least 1 unless the text is empty
  std::size_t columns = 0;  // 0 to 2
  bool space = false;       // a line may end here, and the space then vanishes
  bool wide = false;        // a line may end after it, as between Chinese characters
};

// The first cluster of `text`. Bytes that are not UTF-8 are clusters of one byte and one column.
DisplayCluster next_cluster(std::string_view text);

// Columns of the whole text, which holds no control characters.
std::size_t display_width(std::string_view text);

// `text` if it fits into `columns`, else as much as does with an ellipsis at its end (which needs one).
std::string fit_to_width(std::string_view text, std::size_t columns);

// The same from the other end, for paths: an ellipsis and as much of the end as fits.
std::string fit_end_to_width(std::string_view text, std::size_t columns);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_DISPLAY_H_
