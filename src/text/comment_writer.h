// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Writes the HTML of a comment and, beside it, its words and whom it calls. All that comes from a reader goes
// through words() or source(), which escape it, or through link_address(); markup() is for our own tags.

#ifndef BROADSHEET_TEXT_COMMENT_WRITER_H_
#define BROADSHEET_TEXT_COMMENT_WRITER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/comment_formulas.h"
#include "text/comment_html.h"
#include "text/link_address.h"
#include "text/typesetter.h"

namespace broadsheet::text {

// Borrows what it is made from.
class CommentWriter {
 public:
  CommentWriter(const CommentFormulas& formulas, Typesetter& typesetter)
      : formulas_(formulas), typesetter_(typesetter) {}

  void markup(std::string_view tags) { html_ += tags; }
  // Words as they were read, with formulas, addresses and names.
  void words(std::string_view read);
  // Code and HTML as it was written.
  void source(std::string_view read);
  // What follows is another word.
  void blank() { said_ += ' '; }

  // Each open_link() has its close_link(). A link within a link, or to where links may not lead, is its
  // words.
  void open_link(std::string_view url);
  void close_link();

  std::size_t html_bytes() const { return html_.size(); }
  CommentHtml finish() &&;

 private:
  struct Link {
    std::optional<LinkAddress> address;  // none: there is no tag to close
    std::size_t said_before = 0;
  };

  void run(std::string_view words);
  void formula(const CommentFormula& formula);
  void mention(std::string_view name);
  void address(const LinkAddress& address, std::string_view shown);
  void plain(std::string_view words);
  bool in_link() const;

  const CommentFormulas& formulas_;
  Typesetter& typesetter_;
  std::string html_;
  std::string said_;
  std::vector<std::string> mentions_;
  std::vector<Link> links_;
};

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_COMMENT_WRITER_H_
