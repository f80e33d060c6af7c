// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What is said of papers and editions in a line: the terminal, pages, feeds and mails say it alike.

#ifndef BROADSHEET_PAPERS_PAPER_LINES_H_
#define BROADSHEET_PAPERS_PAPER_LINES_H_

#include <cstddef>
#include <string>

#include "papers/editions.h"
#include "store/paper_view.h"

namespace broadsheet::papers {

// "Mina Okafor, Jun Tae Roh and 6 more"; "9 authors" where only their number is known; "" if nothing is.
std::string authors_line(const store::PaperView& paper, std::size_t shown_max);

// The title as a person reads it: TeX and markup as plain characters.
std::string readable_title(const store::PaperView& paper);

// Whether and why the paper was withdrawn or retracted: "Withdrawn by its sources. Retracted: ..."; "" if
// nobody says so.
std::string notice_line(const store::PaperView& paper);

// "Wednesday, 1 July 2026", "Week 27 · 29 Jun 2026 to 5 Jul 2026", "July 2026".
std::string edition_heading(const Edition& edition);

// "12 featured papers", "1 paper".
std::string edition_count(const Edition& edition);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_PAPER_LINES_H_
