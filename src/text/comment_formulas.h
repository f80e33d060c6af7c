// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The formulas of a comment. Markdown would take their backslashes for escapes and their underscores for
// emphasis, so each is put aside before it is read: one character of a private use area stands in its place,
// and is a formula again where words are written, or the source where they are code.

#ifndef BROADSHEET_TEXT_COMMENT_FORMULAS_H_
#define BROADSHEET_TEXT_COMMENT_FORMULAS_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::text {

struct CommentFormula {
  std::string source;  // with its dollar signs
  std::string tex;
  bool display = false;
};

// Immutable once made. Whoever writes one of the characters, as an entity, sees a formula of his own once
// more, or a replacement character.
class CommentFormulas {
 public:
  // Without formulas: whatever has dollar signs stays as it is.
  CommentFormulas() = default;
  // Of a sanitised comment: $…$ within a line and $$…$$ within a paragraph, where math_spans.h sees them, at
  // most kCommentFormulasMax with kCommentMathBytesMax of TeX; further ones stay as text. None that has a
  // backtick in it, since that may be the end of code.
  explicit CommentFormulas(std::string_view comment);

  // The comment with a character for each formula.
  const std::string& masked() const { return masked_; }
  // What was read, as it was written.
  std::string unmasked(std::string_view read) const;
  // What was read, taken apart in order.
  void take_apart(std::string_view read, const std::function<void(std::string_view)>& words,
                  const std::function<void(const CommentFormula&)>& formula) const;

 private:
  std::string masked_;
  std::vector<CommentFormula> formulas_;
};

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_COMMENT_FORMULAS_H_
