// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// similar: papers like others, or like a text; the document of `broadsheet similar --json`.

#include "mcp/limits.h"
#include "mcp/tools.h"
#include "papers/similar_papers.h"
#include "search/limits.h"

namespace broadsheet::mcp {
namespace {

constexpr Argument kArguments[] = {
    {.name = "ids",
     .kind = ArgumentKind::kTexts,
     .about = "Ids of papers; what is near several of them comes first.",
     .max = search::kSimilarPapersMax},
    {.name = "text",
     .about = "A text, instead of ids or beside them: an abstract, notes, a draft; plain or Markdown.",
     .max = kTextBytesMax},
    {.name = "filter",
     .about = "Only papers that match this query, for example category:cs.CL date:2026-01..",
     .max = kQueryBytesMax},
    kFoundLimit,
    kFoundOffset,
    {.name = "sort",
     .kind = ArgumentKind::kChoice,
     .about = "Most similar first, or the hundred most similar by date or votes.",
     .missing = "similarity",
     .choices = "similarity date votes"},
};

constexpr std::string_view kOutputSchema =
    R"({"type":"object","properties":{"inputs":{"type":"array","items":{"type":"string"}},)"
    R"("text":{"type":"boolean"},"total":{"type":"integer"},"offset":{"type":"integer"},)"
    R"("by_meaning":{"type":"boolean"},"results":{"type":"array","items":{"type":"object","properties":{)"
    R"("id":{"type":"string"},"title":{"type":"string"},"published":{"type":["string","null"]},)"
    R"("authors":{"type":"array","items":{"type":"string"}},"because":{"type":"object",)"
    R"("description":"what it has in common with what was given"}},"required":["id","title","authors"]}}},)"
    R"("required":["inputs","total","results"]})";

Result<void> run(const Library& library, const Arguments& arguments, JsonWriter& json) {
  papers::SimilarRequest request;
  request.ids = arguments.texts("ids");
  request.text = arguments.text("text");
  if (request.ids.empty() && request.text.empty()) return Error(ErrorCode::kInvalid, "give ids or a text");
  request.filter = arguments.text("filter");
  request.limit = arguments.number("limit");
  request.offset = arguments.number("offset");
  request.sort = papers::parse_similar_sort(arguments.text("sort")).value_or(request.sort);
  request.encode_query = library.encode_query;
  TRY(const papers::SimilarResponse response,
      papers::similar_papers(library.record, library.searcher, request, library.analyzer));
  papers::write_json(response, json);
  return {};
}

}  // namespace

const Tool kSimilarTool{
    .name = "similar",
    .title = "Find similar papers",
    .about =
        "Finds papers like one or several others, or like a text, and says of each what it has in "
        "common with them.",
    .arguments = kArguments,
    .output_schema = kOutputSchema,
    .run = run,
};

}  // namespace broadsheet::mcp
