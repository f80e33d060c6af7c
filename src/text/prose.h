// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// prose_of(): what a Markdown or plain text says, without what only lays it out. It serves searches that
// begin with a whole file, so it is a reader of good will and not of the standard: whatever it does not
// understand stays as text.

#ifndef BROADSHEET_TEXT_PROSE_H_
#define BROADSHEET_TEXT_PROSE_H_

#include <string>
#include <string_view>

namespace broadsheet::text {

// Readable, each in one line.
struct Prose {
  std::string title;  // the heading that the text begins with, or a short first paragraph of one line
  std::string body;   // all the rest
};

// Takes any bytes. Left out are fenced blocks of code, marks of headings, lists, quotes, tables and emphasis,
// and the addresses of links. Linear in the input.
Prose prose_of(std::string_view bytes);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_PROSE_H_
