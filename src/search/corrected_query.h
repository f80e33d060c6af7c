// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a query with misspelled words was taken for (spelling.h).

#ifndef BROADSHEET_SEARCH_CORRECTED_QUERY_H_
#define BROADSHEET_SEARCH_CORRECTED_QUERY_H_

#include <string>
#include <vector>

namespace broadsheet::search {

struct ReplacedWord {
  std::string typed;
  std::string meant;  // one word, or two with a blank between
};

struct CorrectedQuery {
  std::string text;                    // the query as it would have been typed
  std::vector<ReplacedWord> replaced;  // in the order of the query
};

}  // namespace broadsheet::search

#endif  // BROADSHEET_SEARCH_CORRECTED_QUERY_H_
