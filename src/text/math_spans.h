// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Where the formulas of a text are. One rule for the reader of TeX (tex.h) and for the typesetter.

#ifndef BROADSHEET_TEXT_MATH_SPANS_H_
#define BROADSHEET_TEXT_MATH_SPANS_H_

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace broadsheet::text {

struct MathSpan {
  std::size_t begin = 0;  // of the opening delimiter
  std::size_t end = 0;    // behind the closing one
  std::string_view tex;   // between them
  bool display = false;   // $$…$$ or \[…\]
};

// The formula that opens with the dollar sign at `at`; none if it is a price.
std::optional<MathSpan> dollar_span(std::string_view text, std::size_t at);

// All formulas, in order: $…$, $$…$$, \(…\), \[…\]. Linear in the text, but for dollar signs that open none,
// each of which is looked behind for kTexSpanBytesMax.
std::vector<MathSpan> find_math(std::string_view text);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_MATH_SPANS_H_
