// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Papers as lines of text for a person: one look for editions, search results and single papers.

#ifndef BROADSHEET_APP_PAPER_TEXT_H_
#define BROADSHEET_APP_PAPER_TEXT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/layout.h"
#include "app/terminal.h"
#include "base/date.h"
#include "store/paper_view.h"

namespace broadsheet::app {

// What stands before and in the lines of one paper of a list.
struct ListEntry {
  std::size_t rank = 0;          // from 1
  std::size_t rank_columns = 2;  // room for the largest rank of the list
  std::int64_t votes = 0;
  std::size_t votes_columns = 3;
  StyledText title;    // readable
  StyledText facts;    // the dim line: authors, id, day
  StyledText passage;  // empty, or a piece of the abstract
};

void write_entry(Terminal& terminal, const ListEntry& entry);

// The papers of a list in its order, without votes, each with its day.
void write_listed_papers(Terminal& terminal, const std::vector<store::PaperView>& papers);

// "2608.01234 · cs.CL · 1 Jul 2026", for ListEntry::facts; `with_day` is false where the heading has it.
std::string facts_line(const store::PaperView& paper, bool with_day);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_PAPER_TEXT_H_
