// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// TexReader: one pass over a text with TeX and inline tags, writing what a person would read.
// Internal to readable.cc; entities are already decoded and the text is what sanitize_line gives.
//
// TeX cannot be parsed without running it, so this reads the conventions of abstracts instead: a
// command either has a meaning in tex_commands or is read as its name, braces group, scripts join
// what they stand on. Nothing in the input can make it fail; at worst it leaves odd characters.
//
// Cost: every byte is read once, except that a script or fraction looks again at what its argument
// became; arguments nest at most kTexDepthMax deep. Confined to one thread.

#ifndef BROADSHEET_TEXT_TEX_H_
#define BROADSHEET_TEXT_TEX_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "text/tex_commands.h"

namespace broadsheet::text {

class TexReader {
 public:
  // Appends to `out`, which outlives the reader.
  TexReader(std::string_view in, std::string& out) : in_(in), out_(out), limit_(in.size()) {}

  void read();

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  bool at_end() const { return at_ >= limit_; }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < limit_ ? in_[at_ + ahead] : '\0'; }
  void skip_blanks();
  void put_blank();
  void put_apart(std::string_view word);

  void read_items(bool in_group);
  void read_item();
  void read_group();
  void read_argument();
  void read_math();
  void read_tie();
  void read_quote();
  void read_x();
  bool read_tag();
  void forget_tags() { superscript_mark_ = subscript_mark_ = kNone; }

  void read_command();
  void read_control_symbol();
  void read_control_word(std::string_view name);
  void read_accent(char32_t mark);
  void read_double_struck();
  void read_fraction(std::string_view between);
  void read_quotation();
  void read_root();
  void read_code_point();
  void skip_argument();

  bool script_starts_here() const;
  void read_script();
  bool read_escaped_code_point();
  void finish_script(char kind, std::size_t mark);
  void finish_superscript(std::size_t mark);
  void parenthesize_if_compound(std::size_t mark);
  bool out_ends_with_word(std::string_view word) const;
  bool out_is_inside_path() const;

  std::string_view in_;
  std::string& out_;
  std::size_t at_ = 0;
  std::size_t limit_;  // end of the formula or text that is being read
  std::size_t depth_ = 0;
  // Where <sup> and <sub> began in out_. Never kept over the border of an argument or formula, nor when
  // the other one closes: what is rewritten then would move them.
  std::size_t superscript_mark_ = kNone;
  std::size_t subscript_mark_ = kNone;
  bool math_ = false;
};

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_TEX_H_
