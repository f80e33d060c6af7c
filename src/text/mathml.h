// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// MathML as it may stand in our pages: only elements and attributes of MathML Core's presentation that draw
// formulas, no style, no link, no colour.

#ifndef BROADSHEET_TEXT_MATHML_H_
#define BROADSHEET_TEXT_MATHML_H_

#include <optional>
#include <string>
#include <string_view>

#include "text/html_template.h"

namespace broadsheet::text {

// The <math> element of a typesetter's output, rewritten from an allow-list; what stands around it and its
// annotation are left out. Letters that the attribute mathvariant styles become the Unicode letters of that
// style, which browsers draw where they ignore the attribute. None if the markup is not plainly what a
// typesetter writes. Linear in the markup.
std::optional<SafeHtml> safe_mathml(std::string_view markup);

// The letter or digit `c` in a style: "double-struck", "bold", "script", …; `c` itself if there is none.
char32_t math_letter(char32_t c, std::string_view variant);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_MATHML_H_
