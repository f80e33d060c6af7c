// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What Unicode says of single code points, for those who must cut texts exactly as a sentence encoder's
// vocabulary was cut. Everybody else wants words (analyzer.h) or keys (normalize.h, fold.h).
//
// The reference tokenizer has the general categories of Unicode 8.0 and will keep them: vectors depend on
// them. ICU knows a newer Unicode and, for each code point, since when it is one; so the old categories
// are ICU's without the newcomers, and the few code points that have changed since are listed here.
//
// Pure functions, safe from any thread.

#ifndef BROADSHEET_TEXT_CODE_POINTS_H_
#define BROADSHEET_TEXT_CODE_POINTS_H_

#include <cstdint>
#include <string>

namespace broadsheet::text {

// The general category in Unicode 8.0, as far as a tokenizer asks.
enum class Category8 : std::uint8_t {
  kOther,
  kControl,         // Cc, Cf, Co
  kPunctuation,     // P*
  kNonspacingMark,  // Mn
};

// kOther for values above U+10FFFF, too.
Category8 category_8(char32_t code_point);

// The property White_Space: blanks, tabs, line ends.
bool is_white_space(char32_t code_point);

// The lower-case letter by the code point alone. U+0130, which has two, is left to its decomposition.
char32_t lower_code_point(char32_t code_point);

// Appends the full canonical decomposition (NFD) of one code point. Bringing marks in their order is the
// caller's work, for it needs their neighbours: combining_class().
void append_decomposition(char32_t code_point, std::u32string& out);

// The canonical combining class; 0 for everything that does not move.
std::uint8_t combining_class(char32_t code_point);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_CODE_POINTS_H_
