// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Search inside one's own library. Notes and tags are in no index: a question is answered by reading the
// library's own papers from the record, word by word, with the analyzer of the product's search.

#ifndef BROADSHEET_PAPERS_LIBRARY_SEARCH_H_
#define BROADSHEET_PAPERS_LIBRARY_SEARCH_H_

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "papers/library.h"
#include "store/record.h"
#include "text/analyzer.h"

namespace broadsheet::papers {

struct LibraryQuery {
  std::string words = {};  // as they are typed
  std::optional<store::ReadingState> state = {};
  std::string tag = {};  // in any case of ASCII; empty: any
  std::optional<store::FolderNumber> folder = {};
};

// Those of `library` that match, with the titles of the account's folders. Without words, in the order of
// `library`. With words those papers in which every word stands, in any of its forms (words that hold
// sentences together need not): in title, authors, abstract, venue, note, tags or titles of folders. The best
// first: a word counts by how rare it is in the library, as in BM25, and by where it stands; the length of a
// text does not count, for a library is small and its notes are short. Of equal ones the order of `library`
// stands. Linear in the texts of the library, some 20 µs a paper.
Result<std::vector<KeptPaper>> search_library(store::Record& record, std::vector<KeptPaper> library,
                                              const std::vector<store::Folder>& folders,
                                              const LibraryQuery& query, text::Analyzer& analyzer);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_LIBRARY_SEARCH_H_
