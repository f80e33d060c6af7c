// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// paper: one paper; the body of GET /api/papers/{id}.

#include "mcp/limits.h"
#include "mcp/tools.h"
#include "papers/paper_body.h"

namespace broadsheet::mcp {
namespace {

constexpr Argument kArguments[] = {
    {.name = "id",
     .about = "2608.01234, acl:2024.acl-long.12, doi:10.1000/x, or a link to the paper.",
     .max = kPaperIdBytesMax,
     .required = true},
};

constexpr std::string_view kOutputSchema =
    R"({"type":"object","properties":{"id":{"type":"string"},"title":{"type":"string"},)"
    R"("summary":{"type":"string","description":"the abstract"},"publishedAt":{"type":["string","null"]},)"
    R"("authors":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"}},)"
    R"("required":["name"]}},"upvotes":{"type":"integer"},"ids":{"type":"array","items":{"type":"string"}},)"
    R"("categories":{"type":"array","items":{"type":"string"}},"venue":{"type":"string"},)"
    R"("doi":{"type":"string"},"url":{"type":"string"},"githubRepo":{"type":"string"},)"
    R"("withdrawn":{"type":"boolean"},"notice":{"type":"string"}},)"
    R"("required":["id","title","summary","authors","ids"]})";

Result<void> run(const Library& library, const Arguments& arguments, JsonWriter& json) {
  TRY(const store::PaperView paper, find_paper(library.record, arguments.text("id")));
  papers::write_flat_paper(json, paper);
  return {};
}

}  // namespace

const Tool kPaperTool{
    .name = "paper",
    .title = "Read a paper's record",
    .about =
        "All that is known of one paper: title, abstract (summary), authors, dates, ids, categories, "
        "venue, links, votes, and whether it was withdrawn. The text of it as Markdown is the resource "
        "broadsheet://papers/{id}.",
    .arguments = kArguments,
    .output_schema = kOutputSchema,
    .run = run,
};

}  // namespace broadsheet::mcp
