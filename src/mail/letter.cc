// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/letter.h"

#include <array>
#include <memory>
#include <string_view>

#include "base/check.h"
#include "text/display.h"
#include "text/html_template.h"

namespace broadsheet::mail {

std::string_view letter_source();  // src/mail/letter.html

namespace {

using text::TemplateValues;

constexpr std::size_t kColumns = 72;
constexpr std::string_view kTemplate = "letter.html";

const text::HtmlTemplates& templates() {
  static const std::unique_ptr<text::HtmlTemplates> all = [] {
    const std::array<text::TemplateSource, 1> sources{{{kTemplate, letter_source()}}};
    auto parsed = text::HtmlTemplates::parse(sources);
    CHECK(parsed.ok());
    return std::move(parsed).value();
  }();
  return *all;
}

// Wrapped at blanks, the first line behind `indent` and the others behind as many blanks. A word that is
// wider than a line has one for itself.
void append_wrapped(std::string& to, std::string_view words, std::string_view indent = "") {
  bool first = true;
  std::size_t column = 0;
  while (!words.empty()) {
    const std::size_t begin = words.find_first_not_of(" \n");
    if (begin == std::string_view::npos) break;
    words.remove_prefix(begin);
    const std::string_view word = words.substr(0, words.find_first_of(" \n"));
    words.remove_prefix(word.size());
    const std::size_t width = text::display_width(word);
    if (column > 0 && column + 1 + width > kColumns) {
      to += '\n';
      column = 0;
    }
    if (column == 0) {
      to += first ? std::string(indent) : std::string(indent.size(), ' ');
      first = false;
      column = indent.size();
    } else {
      to += ' ';
      ++column;
    }
    to += word;
    column += width;
  }
  if (column > 0) to += '\n';
}

void append_paper(std::string& to, const LetterPaper& paper) {
  append_wrapped(to, paper.title, "* ");
  append_wrapped(to, paper.authors, "  ");
  append_wrapped(to, paper.about, "  ");
  append_wrapped(to, paper.summary, "  ");
  for (const std::string& reason : paper.reasons) append_wrapped(to, reason, "  > ");
  to += "  " + paper.url + "\n\n";
}

void set_papers(TemplateValues& values, const LetterSection& section) {
  for (const LetterPaper& paper : section.papers) {
    TemplateValues row = values.add("PAPER");
    row.set("TITLE", paper.title).set("URL", paper.url);
    if (!paper.authors.empty()) row.add("AUTHORS_LINE").set("AUTHORS", paper.authors);
    if (!paper.about.empty()) row.add("ABOUT_LINE").set("ABOUT", paper.about);
    if (!paper.summary.empty()) row.add("SUMMARY_LINE").set("SUMMARY", paper.summary);
    for (const std::string& reason : paper.reasons) row.add("REASON_LINE").set("REASON", reason);
  }
}

}  // namespace

std::string letter_text(const Letter& letter) {
  std::string to;
  append_wrapped(to, letter.heading);
  to += '\n';
  for (const std::string& paragraph : letter.paragraphs) {
    append_wrapped(to, paragraph);
    to += '\n';
  }
  if (!letter.button.url.empty()) to += letter.button.label + ":\n" + letter.button.url + "\n\n";
  if (!letter.code.empty()) to += letter.code + "\n\n";
  for (const LetterSection& section : letter.sections) {
    append_wrapped(to, "== " + section.heading + " ==");
    to += '\n';
    for (const LetterPaper& paper : section.papers) append_paper(to, paper);
  }
  if (!letter.notices.empty()) to += "== For you to know ==\n\n";
  for (const LetterNotice& notice : letter.notices) {
    append_wrapped(to, notice.text + " " + notice.paper.label, "* ");
    to += "  " + notice.url + "\n\n";
  }
  to += "-- \n";
  append_wrapped(to, letter.why);
  for (const LetterLink& link : letter.links) to += link.label + ": " + link.url + "\n";
  return to;
}

std::string letter_html(const Letter& letter) {
  text::HtmlPage page;
  TemplateValues values = page.values();
  values.set("SUBJECT", letter.subject).set("PREVIEW", letter.preview).set("HEADING", letter.heading);
  for (const std::string& paragraph : letter.paragraphs) values.add("PARAGRAPH").set("WORDS", paragraph);
  if (!letter.button.url.empty())
    values.add("BUTTON").set("BUTTON_LABEL", letter.button.label).set("BUTTON_URL", letter.button.url);
  if (!letter.code.empty()) values.add("CODE_LINE").set("CODE", letter.code);
  for (const LetterSection& section : letter.sections) {
    TemplateValues part = values.add("SECTION");
    part.set("SECTION_HEADING", section.heading);
    set_papers(part, section);
  }
  if (!letter.notices.empty()) {
    TemplateValues part = values.add("NOTICES");
    for (const LetterNotice& notice : letter.notices) {
      TemplateValues row = part.add("NOTICE");
      row.set("NOTICE_TEXT", notice.text).set("NOTICE_URL", notice.url);
      row.set("NOTICE_PAPER", notice.paper.label).set("NOTICE_PAPER_URL", notice.paper.url);
    }
  }
  values.set("WHY", letter.why);
  for (const LetterLink& link : letter.links)
    values.add("LINK").set("LINK_LABEL", link.label).set("LINK_URL", link.url);
  return templates().expand(kTemplate, page);
}

}  // namespace broadsheet::mail
