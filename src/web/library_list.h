// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Which part of a reader's library is asked for: what /library, its files, its private feed and /api/library
// have in common.

#ifndef BROADSHEET_WEB_LIBRARY_LIST_H_
#define BROADSHEET_WEB_LIBRARY_LIST_H_

#include <string>
#include <vector>

#include "papers/library_search.h"
#include "web/exchange.h"

namespace broadsheet::web {

struct AskedLibrary {
  papers::LibraryQuery query;
  std::vector<store::Folder> folders;        // all of the account
  std::vector<papers::KeptPaper> papers;     // all that match, in their order
  std::vector<PaperNumber> numbers() const;  // of these
};

// By the parameters q, state, tag and folder (a number). kInvalid for a state or folder that is none.
Result<AskedLibrary> read_library(Exchange& exchange, store::AccountNumber account);
// "?q=…&tag=…": the same as a query, empty where nothing is asked for.
std::string library_parameters(const papers::LibraryQuery& query);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_LIBRARY_LIST_H_
