// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/paper_markdown.h"

#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/percent.h"
#include "papers/paper_lines.h"
#include "papers/paper_view.h"
#include "papers/shown_summary.h"

namespace broadsheet::papers {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool ends_with_escape(std::string_view text) {
  const std::size_t last = text.find_last_not_of('\\');
  const std::size_t backslashes = last == std::string_view::npos ? text.size() : text.size() - last - 1;
  return backslashes % 2 == 1;
}

// Every ASCII mark may be escaped in CommonMark; those that can begin markup within a line are. A formula
// keeps its backslashes and underscores: between dollars nothing is escaped but what opens HTML or a link.
std::string escaped(std::string_view text) {
  std::string out;
  bool in_formula = false;
  bool blank = true;  // also at the beginning, where a mark could open a list or a heading
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_blank(c)) {
      if (!blank) out += ' ';
      blank = true;
      continue;
    }
    constexpr std::string_view kMarks = "\\`*_[]<>~|#";
    constexpr std::string_view kFirstMarks = "#+-=!&:.)";
    if (c == '$') in_formula = !in_formula && text.find('$', i + 1) != std::string_view::npos;
    const bool opens = c == '<' || c == '[' || c == '`';
    const bool mark = in_formula ? opens : kMarks.find(c) != std::string_view::npos;
    const bool first = out.empty() && kFirstMarks.find(c) != std::string_view::npos;
    const bool entity = c == '&' || (c == '!' && i + 1 < text.size() && text[i + 1] == '[');
    // A backslash of the formula's own escapes it already; a second one would undo that.
    if ((mark || first || entity) && !(in_formula && ends_with_escape(out))) out += '\\';
    out += c;
    blank = false;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  // "1. " or "2) " at the beginning would be a list.
  const std::size_t digits = out.find_first_not_of("0123456789");
  const bool number =
      digits != 0 && digits != std::string::npos && (out[digits] == '.' || out[digits] == ')');
  if (number && (digits + 1 == out.size() || out[digits + 1] == ' ')) out.insert(digits, 1, '\\');
  return out;
}

// Within <> of a link, where only what ends it or breaks the line matters.
bool is_plain_link(std::string_view url) {
  return (url.starts_with("https://") || url.starts_with("http://")) &&
         url.find_first_of("<> \n\r\t\\") == std::string_view::npos;
}

void add_fact(std::string& to, std::string_view name, const std::string& value) {
  if (!value.empty()) to.append("- **").append(name).append(":** ").append(value).append("\n");
}

std::string joined(const std::vector<std::string>& texts, std::string_view separator) {
  std::string all;
  for (const std::string& text : texts) all.append(all.empty() ? "" : separator).append(escaped(text));
  return all;
}

std::string link(const std::string& url) {
  return is_plain_link(url) ? "<" + url + ">" : escaped(url);
}

std::string arxiv_link(const std::string& id) {
  constexpr std::string_view kPrefix = "arxiv:";
  return id.starts_with(kPrefix) ? "<https://arxiv.org/abs/" + id.substr(kPrefix.size()) + ">" : "";
}

void add_summary(std::string& to, const ShownSummary& shown) {
  if (!shown.summary.empty()) {
    to.append("\n## Summary\n\n").append(escaped(shown.summary)).append("\n");
    if (shown.summary_is_extracted) to += "\n(Sentences of the abstract, chosen by a program.)\n";
  }
  if (shown.keywords.empty()) return;
  const std::string_view by = shown.keywords_are_extracted ? " (extracted)" : "";
  to.append("\n**Keywords").append(by).append(":** ").append(joined(shown.keywords, ", ")).append("\n");
}

}  // namespace

std::string paper_markdown(const store::PaperView& paper) {
  std::string text = "# " + (paper.title.empty() ? "Untitled" : escaped(paper.title)) + "\n\n";
  if (const std::string notice = notice_line(paper); !notice.empty())
    text += "**" + escaped(notice) + "**\n\n";
  add_fact(text, "Authors", joined(paper.authors, ", "));
  add_fact(text, "Published", paper.published ? format_partial_date(*paper.published) : "");
  add_fact(text, "Updated", paper.updated ? format_day(*paper.updated) : "");
  add_fact(text, "Id", escaped(printed_id(paper)));
  add_fact(text, "Categories", joined(paper.categories, ", "));
  add_fact(text, "Venue", escaped(paper.venue));
  add_fact(text, "Organization", escaped(paper.organization));
  add_fact(text, "Votes", std::to_string(paper.upvotes()));
  add_fact(text, "arXiv", paper.ids.empty() ? "" : arxiv_link(paper.ids.front()));
  if (!paper.doi.empty()) add_fact(text, "DOI", "<https://doi.org/" + percent_encode(paper.doi) + ">");
  add_fact(text, "Source", paper.url.empty() ? "" : link(paper.url));
  add_fact(text, "Code", paper.github_repo.empty() ? "" : link(paper.github_repo));
  add_fact(text, "Project", paper.project_page.empty() ? "" : link(paper.project_page));
  add_fact(text, "Comment", escaped(paper.comment));
  add_summary(text, shown_summary(paper));
  const std::string& abstract = paper.abstract.empty() ? paper.short_summary : paper.abstract;
  if (!abstract.empty()) text += "\n## Abstract\n\n" + escaped(abstract) + "\n";
  return text;
}

std::string markdown_text(std::string_view text) {
  return escaped(text);
}

}  // namespace broadsheet::papers
