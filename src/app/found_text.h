// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Results of `search` and `similar` as lines of text for a person.

#ifndef BROADSHEET_APP_FOUND_TEXT_H_
#define BROADSHEET_APP_FOUND_TEXT_H_

#include <cstddef>
#include <span>

#include "app/terminal.h"
#include "papers/paper_search.h"

namespace broadsheet::app {

// One below the other, numbered from offset + 1: title, votes, why it is there (what it has in common with
// others, else a passage of the abstract), facts, and of what its score is made if that was asked for.
void write_found(Terminal& out, std::span<const papers::FoundPaper> results, std::size_t offset);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_FOUND_TEXT_H_
