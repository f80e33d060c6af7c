// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Search as a reader meets it: ids resolve through the record, hits come with their paper's title,
// authors and highlights. Terminal, pages and API all answer from here.

#ifndef BROADSHEET_PAPERS_PAPER_SEARCH_H_
#define BROADSHEET_PAPERS_PAPER_SEARCH_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/json_writer.h"
#include "base/result.h"
#include "base/strong_id.h"
#include "search/searcher.h"
#include "store/record.h"
#include "text/analyzer.h"
#include "text/snippet.h"

namespace broadsheet::papers {

struct PaperSearchRequest {
  std::string query;
  search::SearchMode mode = search::SearchMode::kHybrid;
  search::SearchSort sort = search::SearchSort::kRelevance;
  std::size_t limit = 10;
  std::size_t offset = 0;
  bool explain = false;
  bool facets = false;
  bool verbatim = false;                   // words that no paper has stay as they were typed
  bool whole = false;                      // a query of several needs is searched for as one
  search::QueryEncoder encode_query = {};  // without it nothing is found by meaning
};

// Why a paper is in a list of similar ones.
struct Because {
  std::vector<std::string> words;    // in common, the most telling first, as a reader would write them
  std::optional<double> nearness;    // cosine of the meanings; nothing where one is not known
  std::vector<std::string> authors;  // of this paper and of an input
  std::string venue;                 // where this paper and an input appeared; empty if nowhere
  std::string text;                  // all of it in a line; empty if there is nothing to say
};

struct FoundPaper {
  store::PaperView view;
  std::string id;  // as printed
  double score = 0;
  text::Highlights title;     // the whole title, readable
  text::Highlights abstract;  // its best passage, or the short summary where there is no abstract
  std::vector<search::ScorePart> why;
  std::optional<Because> because = {};  // in lists of similar papers
};

struct PaperSearchResponse {
  std::string query;  // as asked, made valid UTF-8
  search::SearchMode mode = search::SearchMode::kHybrid;
  std::uint64_t total = 0;
  bool total_is_exact = true;
  std::size_t offset = 0;
  double took_ms = 0;
  Revision revision;  // of the record, up to which the index had followed
  std::uint64_t vectors_done = 0;
  std::uint64_t vectors_of = 0;
  std::optional<search::Facets> facets;
  std::vector<FoundPaper> results;
  bool explained = false;                           // `why` was asked for
  bool truncated = false;                           // the query had more words than are looked up
  std::optional<search::CorrectedQuery> corrected;  // what was answered instead of the query
  std::vector<std::string> aspects;                 // the needs that were searched for one by one, if several
  std::string author;  // whom the query names, and whose papers come first; empty if nobody
};

// `searcher` may be null where nothing is indexed yet: then only ids find anything. A query of ids alone
// is answered from the record, withdrawn papers too. Errors are those of Query::parse, Searcher::search
// (kDamaged: rebuild the index and ask again) and the record. `analyzer` marks what was found; one that is
// kept from search to search knows most words already.
Result<PaperSearchResponse> search_papers(store::Record& record, const search::Searcher* searcher,
                                          const PaperSearchRequest& request, text::Analyzer& analyzer);

// The numbers of what search_papers() answers with, in its order, without reading a paper.
Result<std::vector<PaperNumber>> best_matches(store::Record& record, const search::Searcher* searcher,
                                              const PaperSearchRequest& request);

// The numbers of all papers that match, ascending: what `export` walks.
Result<std::vector<PaperNumber>> matching_papers(store::Record& record, const search::Searcher* searcher,
                                                 std::string_view query);

// The same of a category or an expression of them (papers/category_expression.h), whose errors it has too.
Result<std::vector<PaperNumber>> papers_of_categories(store::Record& record, const search::Searcher* searcher,
                                                      std::string_view expression);

// A damaged record is no damaged index: whoever hears kDamaged from a search makes the index anew.
template <typename T>
Result<T> of_record(Result<T> answer) {
  if (answer.ok() || answer.error().code() != ErrorCode::kDamaged) return answer;
  return Error(ErrorCode::kIo, answer.error().message());
}

// What a searcher asks of the record: papers by their ids, and their readable texts.
search::IdResolver id_resolver(store::Record& record);
Result<std::vector<search::PaperText>> readable_texts(store::Record& record,
                                                      std::span<const PaperNumber> papers);

// What a search found, as the record has it now, which may be ahead of the index: without what is gone or
// withdrawn.
Result<std::unordered_map<PaperNumber, store::PaperView>> shown_views(store::Record& record,
                                                                      std::span<const PaperNumber> papers);

// A paper of a list of results, with `matches` marked.
FoundPaper found_paper(store::PaperView view, text::Analyzer& analyzer, const text::MatchSet& matches);

// An element of `results` of `search --json`.
void write_found_paper(const FoundPaper& paper, bool explained, JsonWriter& json);
// {"text","words","meaning","authors","venue"}
void write_because(const Because& because, JsonWriter& json);

// [{"type":"text"|"highlight","text":…}]
void write_highlights(const text::Highlights& runs, JsonWriter& json);
// [{"part":…,"value":…,"text":…}]
void write_why(const std::vector<search::ScorePart>& why, JsonWriter& json);

// The document of `search --json`.
void write_json(const PaperSearchResponse& response, JsonWriter& json);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_PAPER_SEARCH_H_
