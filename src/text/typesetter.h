// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Typesetter: titles and abstracts as HTML, their formulas as MathML. KaTeX reads the TeX, run by Duktape in
// this process, and mathml.h lets through what draws formulas. What it cannot read stands as readable() gives
// it.

#ifndef BROADSHEET_TEXT_TYPESETTER_H_
#define BROADSHEET_TEXT_TYPESETTER_H_

#include <memory>
#include <optional>
#include <string_view>

#include "text/html_template.h"

namespace broadsheet::text {

// Confined to one thread. Cheap to construct; the interpreter, 14 MB and a tenth of a second, comes with the
// first formula.
class Typesetter {
 public:
  Typesetter();
  ~Typesetter();
  Typesetter(Typesetter&&) noexcept;
  Typesetter& operator=(Typesetter&&) noexcept;

  // Brings the interpreter now.
  void warm_up();

  // Between two texts: collects what formulas left behind, now and then, rather than in the middle of the
  // next text. A collection takes as long as the largest texts do.
  void rest();

  // A text as its source wrote it, with TeX, entities and inline tags.
  SafeHtml typeset(std::string_view raw);

  // One formula; none if it is beyond kMathBytesMax or kMathBracesMax, or KaTeX does not read it.
  std::optional<SafeHtml> formula(std::string_view tex, bool display);

 private:
  class Interpreter;
  struct Cache;
  std::unique_ptr<Interpreter> interpreter_;
  std::unique_ptr<Cache> cache_;
};

// What typeset() gave, for a place that is not a link: who has no mouse can move into a formula that is wider
// than the window, to scroll it.
SafeHtml with_focusable_formulas(const SafeHtml& typeset);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_TYPESETTER_H_
