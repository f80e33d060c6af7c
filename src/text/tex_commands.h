// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the commonest control words of TeX mean to a reader. The table covers those that stand in
// the titles and abstracts of arXiv more than a few times; any other is read as its name.

#ifndef BROADSHEET_TEXT_TEX_COMMANDS_H_
#define BROADSHEET_TEXT_TEX_COMMANDS_H_

#include <cstdint>
#include <string_view>

namespace broadsheet::text {

enum class TexKind : std::uint8_t {
  kSymbol,        // becomes `text`
  kLetter,        // becomes `text`, a letter inside a word: blanks behind the command go
  kOperator,      // becomes `text`, a word apart from its neighbours
  kStyle,         // says how the next thing looks: goes, with the blanks behind it
  kAccent,        // sets the combining mark `text` on the next letter
  kDoubleStruck,  // the next letter in blackboard bold
  kSkipArgument,  // goes together with its argument
  kFraction,      // two arguments: a/b
  kBinomial,      // two arguments: (n choose k)
  kQuotation,     // its argument in quotation marks
  kRoot,          // an optional [n] and an argument
  kBlank,         // becomes a blank
  kCodePoint,     // \unicode{x2014}
  kUnknown,
};

struct TexCommand {
  TexKind kind = TexKind::kUnknown;
  std::string_view text;
};

// `name` without its backslash: letters only.
TexCommand tex_command(std::string_view name);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_TEX_COMMANDS_H_
