// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A letter to a reader, as text and as HTML that mail programs show alike: one column of at most 600 pixels,
// tables for what must stay in place, styles on the elements, no script, no image, nothing fetched. Dark
// where the reader's program says that it is dark.

#ifndef BROADSHEET_MAIL_LETTER_H_
#define BROADSHEET_MAIL_LETTER_H_

#include <string>
#include <vector>

namespace broadsheet::mail {

struct LetterLink {
  std::string label;
  std::string url;  // whole; empty: there is no such link
};

struct LetterPaper {
  std::string title;
  std::string url;
  std::string authors;               // a line; may be empty
  std::string about;                 // "cs.AI · 26 Nov 2026 · 12 votes"; may be empty
  std::string summary;               // may be empty
  std::vector<std::string> reasons;  // why it is here
};

struct LetterSection {
  std::string heading;
  std::vector<LetterPaper> papers;
};

// "Mina Okafor replied to you on TITLE"
struct LetterNotice {
  std::string text;  // up to the title
  LetterLink paper;
  std::string url;  // of what happened
};

struct Letter {
  std::string subject;
  std::string preview;  // what a list of mails shows behind the subject
  std::string heading;
  std::vector<std::string> paragraphs;
  LetterLink button;
  std::string code;  // to be typed by who can't follow the button
  std::vector<LetterSection> sections;
  std::vector<LetterNotice> notices;
  std::string why;  // why its reader gets it
  std::vector<LetterLink> links;
};

// Plain text in lines of at most 72 columns but for addresses.
std::string letter_text(const Letter& letter);
// A whole page.
std::string letter_html(const Letter& letter);

}  // namespace broadsheet::mail

#endif  // BROADSHEET_MAIL_LETTER_H_
