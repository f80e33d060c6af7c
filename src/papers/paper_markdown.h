// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A paper as Markdown, for agents and people who read in plain text.

#ifndef BROADSHEET_PAPERS_PAPER_MARKDOWN_H_
#define BROADSHEET_PAPERS_PAPER_MARKDOWN_H_

#include <string>
#include <string_view>

#include "store/paper_view.h"

namespace broadsheet::papers {

// CommonMark: the title as heading, facts, the abstract, links. Texts of the paper come out as text: what
// would be markup in them is escaped, their TeX is kept.
std::string paper_markdown(const store::PaperView& paper);

// A text within a line of such a document.
std::string markdown_text(std::string_view text);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_PAPER_MARKDOWN_H_
