// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Suggestions: what is offered to a reader who is still typing: categories, authors and papers.

#ifndef BROADSHEET_PAPERS_SUGGESTIONS_H_
#define BROADSHEET_PAPERS_SUGGESTIONS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.h"
#include "base/result.h"
#include "search/searcher.h"
#include "store/record.h"
#include "text/analyzer.h"

namespace broadsheet::papers {

enum class SuggestionKind : std::uint8_t { kCategory, kAuthor, kPaper };
// "category", "author", "paper".
std::string_view suggestion_kind_name(SuggestionKind kind);

struct Suggestion {
  SuggestionKind kind = SuggestionKind::kPaper;
  std::string text;          // readable: the name of a category, of an author, a title
  std::string key;           // "cs.CL", the author's name, the id of the paper as printed
  std::string note;          // beside the text: the key of a category, the authors of a paper
  std::uint64_t papers = 0;  // of a category or an author, nearly
};

// At most `limit`, some of each kind where there are such. Nothing for what is shorter than two characters or
// longer than a title may be. Errors of the index (kDamaged: make it anew) and of the record.
Result<std::vector<Suggestion>> suggest(store::Record& record, const search::Searcher* searcher,
                                        std::string_view typed, std::size_t limit, text::Analyzer& analyzer);

// {"q","suggestions":[{"kind","text","key","note","papers"?}]}
void write_json(std::string_view typed, const std::vector<Suggestion>& suggestions, JsonWriter& json);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_SUGGESTIONS_H_
