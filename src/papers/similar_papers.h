// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Papers like others, or like a text, as a reader meets them: with what they have in common. Terminal, pages
// and API all answer from here.

#ifndef BROADSHEET_PAPERS_SIMILAR_PAPERS_H_
#define BROADSHEET_PAPERS_SIMILAR_PAPERS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.h"
#include "base/result.h"
#include "papers/paper_search.h"
#include "search/searcher.h"
#include "store/record.h"
#include "text/analyzer.h"

namespace broadsheet::papers {

struct SimilarRequest {
  std::vector<std::string> ids;  // of the inputs, in any form that text/ids.h reads
  std::string text;              // one more input: any bytes, plain or Markdown; empty: none
  std::string filter;            // a query that answers must match; empty: none
  search::SearchSort sort = search::SearchSort::kRelevance;  // here: similarity
  std::size_t limit = 10;
  std::size_t offset = 0;
  bool explain = false;
  search::QueryEncoder encode_query = {};  // for inputs without a stored vector
};

struct SimilarResponse {
  std::vector<store::PaperView> inputs;
  bool with_text = false;
  std::string filter;
  search::SearchSort sort = search::SearchSort::kRelevance;
  std::uint64_t total = 0;  // papers that can be paged through
  std::size_t offset = 0;
  double took_ms = 0;
  Revision revision;
  bool by_meaning = false;
  bool explained = false;
  std::vector<FoundPaper> results;  // each with `because`
};

// kInvalid for no input, too many of them (search::kSimilarPapersMax) or an id that is none, kNotFound for an
// id of no paper, kTooLarge for a text of more than search::kSimilarTextBytesMax; else as search_papers.
// `searcher` may be null: then nothing is similar.
Result<SimilarResponse> similar_papers(store::Record& record, const search::Searcher* searcher,
                                       const SimilarRequest& request, text::Analyzer& analyzer);

// "similarity", "date", "votes"; nullopt for any other text.
std::optional<search::SearchSort> parse_similar_sort(std::string_view text);
std::string_view similar_sort_name(search::SearchSort sort);

// The document of `similar --json`.
void write_json(const SimilarResponse& response, JsonWriter& json);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_SIMILAR_PAPERS_H_
