// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Readers' comments: CommonMark in, HTML for our pages out. cmark reads the Markdown; what is written is our
// own, from an allow-list of elements, whatever cmark found. Nothing that a reader writes is markup:
//
//   paragraphs, emphasis, code, quotes, lists, rules   as they are
//   headings         from <h3> on, each at most one level below the one before it
//   links            http, https, mailto (link_address.h) with rel="nofollow ugc noopener"; others are words
//   images           links: a page of ours asks nobody else for anything
//   bare addresses   http:// and https:// in words are links
//   @name            a link to /users/name
//   $…$, $$…$$       formulas, as in abstracts
//   HTML             the characters that it is written with

#ifndef BROADSHEET_TEXT_COMMENT_HTML_H_
#define BROADSHEET_TEXT_COMMENT_HTML_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/html_template.h"
#include "text/typesetter.h"

namespace broadsheet::text {

// Counts up whenever the HTML of a comment may be another one. HTML that is kept under an older number is not
// to be shown, but made again.
inline constexpr int kCommentHtmlVersion = 1;

struct CommentHtml {
  // At most kCommentHtmlBytesMax, elements at most kCommentDepthMax within each other but for formulas.
  SafeHtml html;
  // Who is called, in lower case, in the order of the comment; nobody twice, at most kCommentMentionsMax.
  // These are the ones that are linked. Whether they exist is not known here.
  std::vector<std::string> mentions;
  // The words in one line, at most kCommentTextBytesMax with an ellipsis if there are more. Empty if the
  // comment has nothing to show.
  std::string text;
};

// Takes any bytes; what is no UTF-8 becomes U+FFFD. kTooLarge beyond kCommentBytesMax, with words for its
// writer. A comment that would be nested deeper or grow larger than its limits is shown as paragraphs of
// plain words, in which addresses and names are still links. Few milliseconds for whatever comes, formulas
// apart.
Result<CommentHtml> comment_html(std::string_view comment, Typesetter& typesetter);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_COMMENT_HTML_H_
