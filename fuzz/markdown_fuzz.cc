// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Read by a parser of CommonMark that is not ours, a paper's Markdown has our headings and links and no
// others, no HTML, no code, and no emphasis but in formulas; and the heading says the title.

#include <cmark.h>
#include <cstdlib>
#include <memory>
#include <string>

#include "any_paper.h"
#include "base/check.h"
#include "papers/paper_markdown.h"
#include "papers/shown_summary.h"
#include "text/utf8.h"

namespace broadsheet {
namespace {

struct Seen {
  bool may_emphasise = false;
  int headings = 0;
  std::string first_heading;
};

// The words of a text with one blank between them.
std::string words(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

void look_at(cmark_node* node, bool enters, Seen& seen, bool& in_first_heading) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_CODE:
    case CMARK_NODE_IMAGE:
    case CMARK_NODE_BLOCK_QUOTE:
    case CMARK_NODE_THEMATIC_BREAK:
      CHECK(false);
    case CMARK_NODE_EMPH:
      // Formulas keep their TeX, in which a parser that knows none may see emphasis.
      CHECK(seen.may_emphasise);
      break;
    case CMARK_NODE_LINK: {
      const std::string_view url = cmark_node_get_url(node);
      CHECK(url.starts_with("https://") || url.starts_with("http://"));
      break;
    }
    case CMARK_NODE_HEADING:
      if (enters) ++seen.headings;
      in_first_heading = enters && seen.headings == 1;
      break;
    case CMARK_NODE_TEXT:
      if (in_first_heading) seen.first_heading += cmark_node_get_literal(node);
      break;
    default:
      break;
  }
}

Seen read(const std::string& markdown) {
  const std::unique_ptr<cmark_node, void (*)(cmark_node*)> root(
      cmark_parse_document(markdown.data(), markdown.size(), CMARK_OPT_DEFAULT), cmark_node_free);
  const std::unique_ptr<cmark_iter, void (*)(cmark_iter*)> walk(cmark_iter_new(root.get()), cmark_iter_free);
  Seen seen;
  seen.may_emphasise = markdown.find('$') != std::string::npos;
  bool in_first_heading = false;
  while (true) {
    const cmark_event_type event = cmark_iter_next(walk.get());
    if (event == CMARK_EVENT_DONE) return seen;
    look_at(cmark_iter_get_node(walk.get()), event == CMARK_EVENT_ENTER, seen, in_first_heading);
  }
}

}  // namespace
}  // namespace broadsheet

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet;
  const store::PaperView paper = any_paper(data, size);
  const std::string markdown = papers::paper_markdown(paper);
  CHECK(text::is_valid_utf8(markdown));
  const Seen seen = read(markdown);
  const int sections =
      (words(paper.abstract).empty() ? 0 : 1) + (words(papers::shown_summary(paper).summary).empty() ? 0 : 1);
  CHECK(seen.headings == 1 + sections);
  // A formula is kept as TeX, in which a parser that knows none sees escapes.
  const std::string title = words(paper.title);
  if (!title.empty() && title.find('$') == std::string::npos) CHECK(words(seen.first_heading) == title);
  return 0;
}
