// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/comment_html.h"

#include <algorithm>
#include <cmark.h>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "text/comment_formulas.h"
#include "text/comment_writer.h"
#include "text/limits.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

constexpr int kHeadingMin = 3;  // pages have <h1> and <h2> of their own
constexpr int kHeadingMax = 6;

using Tree = std::unique_ptr<cmark_node, void (*)(cmark_node*)>;
using Walk = std::unique_ptr<cmark_iter, void (*)(cmark_iter*)>;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// Takes the mark of a quote or of a list's item off the front of a line.
bool take_container(std::string_view& line) {
  std::size_t digits = 0;
  while (digits < line.size() && is_ascii_digit(line[digits])) ++digits;
  if (digits == line.size()) return false;
  const char mark = line[digits];
  const bool ends = digits + 1 == line.size() || is_blank(line[digits + 1]);
  const bool is_quote = digits == 0 && mark == '>';
  const bool is_bullet = digits == 0 && (mark == '-' || mark == '+' || mark == '*') && ends;
  const bool is_number = digits > 0 && (mark == '.' || mark == ')') && ends;
  if (!is_quote && !is_bullet && !is_number) return false;
  line.remove_prefix(digits + 1);
  return true;
}

// A line such as "* * *" is a rule, however long it is.
bool is_rule(std::string_view line) {
  const std::string_view marks = trimmed(line);
  if (marks.empty() || (marks.front() != '-' && marks.front() != '*')) return false;
  return std::ranges::all_of(marks, [&](char c) { return c == marks.front() || is_blank(c); });
}

std::size_t containers(std::string_view line) {
  if (is_rule(line)) return 0;
  std::size_t count = 0;
  while (true) {
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return count;
    line.remove_prefix(begin);
    if (!take_container(line)) return count;
    ++count;
  }
}

bool is_too_nested(std::string_view comment) {
  while (!comment.empty()) {
    if (containers(take_until(comment, '\n')) > kCommentLineContainersMax) return true;
  }
  return false;
}

std::string_view text_of(const char* literal) {
  return literal == nullptr ? std::string_view() : literal;
}

// Goes through cmark's tree and tells the writer what is on our list.
class Renderer {
 public:
  explicit Renderer(CommentWriter& writer) : writer_(writer) {}

  // False if a limit was passed; what was written until then is of no use.
  bool render(cmark_node* root) {
    const Walk walk(cmark_iter_new(root), cmark_iter_free);
    for (cmark_event_type event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(walk.get())) {
      cmark_node* const node = cmark_iter_get_node(walk.get());
      const bool enters = event == CMARK_EVENT_ENTER;
      if (!leaf(node)) {
        depth_ = enters ? depth_ + 1 : depth_ - 1;
        if (!block(node, enters)) inline_element(node, enters);
      }
      if (depth_ > kCommentDepthMax || writer_.html_bytes() > kCommentHtmlBytesMax) return false;
    }
    return true;
  }

 private:
  // What has nothing within it; cmark does not leave these.
  bool leaf(cmark_node* node) {
    const std::string_view literal = text_of(cmark_node_get_literal(node));
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_TEXT:
        writer_.words(literal);
        return true;
      case CMARK_NODE_SOFTBREAK:
        writer_.words("\n");
        return true;
      case CMARK_NODE_LINEBREAK:
        writer_.markup("<br>");
        writer_.words("\n");
        return true;
      case CMARK_NODE_CODE:
        around("<code>", literal, "</code>");
        return true;
      case CMARK_NODE_HTML_INLINE:
        writer_.source(literal);
        return true;
      case CMARK_NODE_CODE_BLOCK:
        // Who has no mouse can move into it, to scroll a line that is wider than the window.
        around("<pre tabindex=\"0\"><code>", literal, "</code></pre>\n");
        writer_.blank();
        return true;
      case CMARK_NODE_HTML_BLOCK:
        around("<p>", trimmed(literal), "</p>\n");
        writer_.blank();
        return true;
      case CMARK_NODE_THEMATIC_BREAK:
        writer_.markup("<hr>\n");
        return true;
      default:
        return false;
    }
  }

  void around(std::string_view opening, std::string_view literal, std::string_view closing) {
    writer_.markup(opening);
    writer_.source(literal);
    writer_.markup(closing);
  }

  bool block(cmark_node* node, bool enters) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_PARAGRAPH:
        paragraph(node, enters);
        break;
      case CMARK_NODE_HEADING:
        if (enters)
          heading_ =
              std::min({heading_ + 1, cmark_node_get_heading_level(node) + kHeadingMin - 1, kHeadingMax});
        writer_.markup(enters ? fmt::format("<h{}>", heading_) : fmt::format("</h{}>\n", heading_));
        break;
      case CMARK_NODE_BLOCK_QUOTE:
        writer_.markup(enters ? "<blockquote>\n" : "</blockquote>\n");
        break;
      case CMARK_NODE_LIST:
        list(node, enters);
        break;
      case CMARK_NODE_ITEM:
        writer_.markup(enters ? "<li>" : "</li>\n");
        break;
      default:
        return false;
    }
    if (!enters) writer_.blank();
    return true;
  }

  // Items that no blank line parts have no paragraphs.
  void paragraph(cmark_node* node, bool enters) {
    cmark_node* const list = cmark_node_parent(cmark_node_parent(node));
    const bool bare = list != nullptr && cmark_node_get_type(list) == CMARK_NODE_LIST &&
                      cmark_node_get_list_tight(list) != 0;
    if (bare) {
      if (!enters && cmark_node_next(node) != nullptr) writer_.markup("\n");
    } else {
      writer_.markup(enters ? "<p>" : "</p>\n");
    }
  }

  void list(cmark_node* node, bool enters) {
    if (cmark_node_get_list_type(node) != CMARK_ORDERED_LIST) {
      return writer_.markup(enters ? "<ul>\n" : "</ul>\n");
    }
    const int start = cmark_node_get_list_start(node);
    if (!enters) {
      writer_.markup("</ol>\n");
    } else if (start == 1) {
      writer_.markup("<ol>\n");
    } else {
      writer_.markup(fmt::format("<ol start=\"{}\">\n", start));
    }
  }

  void inline_element(cmark_node* node, bool enters) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_EMPH:
        return writer_.markup(enters ? "<em>" : "</em>");
      case CMARK_NODE_STRONG:
        return writer_.markup(enters ? "<strong>" : "</strong>");
      case CMARK_NODE_LINK:
      case CMARK_NODE_IMAGE:
        return enters ? writer_.open_link(text_of(cmark_node_get_url(node))) : writer_.close_link();
      default:
        return;
    }
  }

  CommentWriter& writer_;
  std::size_t depth_ = 0;
  int heading_ = kHeadingMin - 1;
};

std::optional<CommentHtml> as_markdown(std::string_view comment, Typesetter& typesetter) {
  if (is_too_nested(comment)) return std::nullopt;
  const CommentFormulas formulas(comment);
  const std::string& masked = formulas.masked();
  const Tree root(cmark_parse_document(masked.data(), masked.size(), CMARK_OPT_DEFAULT), cmark_node_free);
  // cmark cuts text at every character that could have been markup, in the middle of addresses.
  cmark_consolidate_text_nodes(root.get());
  CommentWriter writer(formulas, typesetter);
  if (!Renderer(writer).render(root.get())) return std::nullopt;
  return std::move(writer).finish();
}

// Paragraphs of words, lines as they were broken.
CommentHtml as_words(std::string_view comment, Typesetter& typesetter) {
  const CommentFormulas none;
  CommentWriter writer(none, typesetter);
  bool open = false;
  while (!comment.empty()) {
    const std::string_view line = trimmed(take_until(comment, '\n'));
    if (line.empty()) {
      if (open) writer.markup("</p>\n");
      open = false;
      continue;
    }
    writer.markup(open ? "<br>\n" : "<p>");
    writer.blank();
    writer.words(line);
    open = true;
  }
  if (open) writer.markup("</p>\n");
  return std::move(writer).finish();
}

}  // namespace

Result<CommentHtml> comment_html(std::string_view comment, Typesetter& typesetter) {
  const std::string text = sanitize(comment.substr(0, kCommentBytesMax + 1));
  const std::size_t bytes = std::max(comment.size(), text.size());
  if (bytes > kCommentBytesMax) {
    return Error(ErrorCode::kTooLarge, fmt::format("this comment is too long: it has {} bytes, and {} is the "
                                                   "most; please say it in fewer words or in two comments",
                                                   bytes, kCommentBytesMax));
  }
  std::optional<CommentHtml> html = as_markdown(text, typesetter);
  return html ? std::move(*html) : as_words(text, typesetter);
}

}  // namespace broadsheet::text
