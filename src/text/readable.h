// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// readable(): what a person would read aloud from a title or abstract that carries TeX, JATS or
// HTML. It serves the analyzer, the terminal and snippets alike, so that byte ranges of tokens are
// ranges of what is shown.
//
//   CO$_2$ and H\"older          CO2 and Hölder
//   \emph{sparse} $\ell_1$       sparse ℓ1
//   $O(n^{\alpha+1})$            O(n^(α+1))
//   <jats:italic>E. coli</...>   E. coli
//   AT&amp;T, template\x2014     AT&T, template—
//
// Mathematics keeps its reading order: scripts join what they stand on when they are one plain
// character or number ("x2"), else they stay in parentheses; symbols become their Unicode letters;
// commands that are not known lose the backslash. What is no markup stays as it is: a lone dollar
// sign, "a < b", "R&D".

#ifndef BROADSHEET_TEXT_READABLE_H_
#define BROADSHEET_TEXT_READABLE_H_

#include <string>
#include <string_view>

namespace broadsheet::text {

// Takes any bytes and gives valid UTF-8 without control characters, whitespace collapsed. Linear in
// the input; the output is at most kReadableGrowthMax times as long (plus 16 bytes).
std::string readable(std::string_view raw);

// The same into `out`, replacing its content, for callers that reuse the buffer.
void readable_into(std::string_view raw, std::string& out);

// A line as sanitize_line gives it, with the entities of HTML decoded; TeX and tags stay.
std::string without_entities(std::string text);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_READABLE_H_
