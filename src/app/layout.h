// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Laying out styled text in lines of a given width, by what characters take on a terminal.

#ifndef BROADSHEET_APP_LAYOUT_H_
#define BROADSHEET_APP_LAYOUT_H_

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "app/terminal.h"

namespace broadsheet::app {

struct Span {
  std::string text;
  Style style = Style::kPlain;
};
using StyledText = std::vector<Span>;

inline constexpr std::size_t kAnyNumberOfLines = std::numeric_limits<std::size_t>::max();

// Breaks at spaces, between wide characters, and within a word only where it is wider than a line.
// White space at breaks vanishes, elsewhere it becomes one blank. If more than `lines_max` lines
// would be needed, the last one ends in an ellipsis. `columns` is at least 2; no text gives no lines.
std::vector<StyledText> wrap(const StyledText& text, std::size_t columns,
                             std::size_t lines_max = kAnyNumberOfLines);

// Writes wrapped text with every line indented by `indent` blanks.
void write_wrapped(Terminal& terminal, const StyledText& text, std::size_t indent, std::size_t columns,
                   std::size_t lines_max = kAnyNumberOfLines);

std::string render(const Terminal& terminal, const StyledText& text);
std::size_t width_of(const StyledText& text);

// `text` with blanks before or after it up to `columns`.
std::string pad_left(std::string_view text, std::size_t columns);
std::string pad_right(std::string_view text, std::size_t columns);

// A fact of a thing that is shown: its name, and beside it as many lines as it needs. Nothing for an empty
// one.
inline constexpr std::size_t kLabelColumns = 11;
void write_fact(Terminal& terminal, std::string_view label, const std::string& fact);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_LAYOUT_H_
