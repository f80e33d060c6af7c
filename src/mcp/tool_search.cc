// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// search: papers by words, phrases, filters and meaning; the document of `broadsheet search --json`.

#include <string>

#include "mcp/limits.h"
#include "mcp/tools.h"
#include "papers/paper_search.h"

namespace broadsheet::mcp {
namespace {

constexpr Argument kArguments[] = {
    {.name = "query",
     .about = "Words to look for; \"a phrase\" in quotes, +must and -must not; filters such as "
              "category:cs.CL, author:okafor, title:tides, venue:ACL, date:2026-01..2026-06, has:code. An "
              "id, a DOI or a link finds that paper.",
     .max = kQueryBytesMax,
     .required = true},
    kFoundLimit,
    kFoundOffset,
    {.name = "mode",
     .kind = ArgumentKind::kChoice,
     .about = "How to rank: hybrid by words and meaning, lexical by words alone, semantic by meaning alone.",
     .missing = "hybrid",
     .choices = "hybrid lexical semantic"},
    {.name = "sort",
     .kind = ArgumentKind::kChoice,
     .about = "Best first, newest first, or most voted first.",
     .missing = "relevance",
     .choices = "relevance date votes"},
};

constexpr std::string_view kOutputSchema =
    R"({"type":"object","properties":{"query":{"type":"string"},)"
    R"("total":{"type":"integer","description":"papers that match"},)"
    R"("total_is":{"enum":["exact","at_least"]},"offset":{"type":"integer"},)"
    R"("corrected":{"type":"string",)"
    R"("description":"what was searched for where a word of the query is in no paper"},)"
    R"("results":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string"},)"
    R"("title":{"type":"string"},"score":{"type":"number"},"published":{"type":["string","null"]},)"
    R"("authors":{"type":"array","items":{"type":"string"}},"votes":{"type":"integer"},)"
    R"("highlights":{"type":"object","description":"the title and the best passage of the abstract"}},)"
    R"("required":["id","title","authors"]}}},"required":["query","total","results"]})";

Result<void> run(const Library& library, const Arguments& arguments, JsonWriter& json) {
  papers::PaperSearchRequest request;
  request.query = arguments.text("query");
  request.limit = arguments.number("limit");
  request.offset = arguments.number("offset");
  request.mode = search::parse_search_mode(arguments.text("mode")).value_or(request.mode);
  request.sort = search::parse_search_sort(arguments.text("sort")).value_or(request.sort);
  request.encode_query = library.encode_query;
  TRY(const papers::PaperSearchResponse response,
      papers::search_papers(library.record, library.searcher, request, library.analyzer));
  papers::write_json(response, json);
  return {};
}

}  // namespace

const Tool kSearchTool{
    .name = "search",
    .title = "Search papers",
    .about =
        "Finds research papers by words, authors, categories, dates and meaning, the best first, each "
        "with the passage that matches. Titles and passages are quoted from the papers.",
    .arguments = kArguments,
    .output_schema = kOutputSchema,
    .run = run,
};

}  // namespace broadsheet::mcp
