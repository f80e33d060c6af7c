// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// export: some papers as a document for other programs, as `broadsheet export` writes it.

#include <string>
#include <utility>
#include <vector>

#include "mcp/limits.h"
#include "mcp/tools.h"
#include "papers/exporter.h"
#include "papers/paper_search.h"

namespace broadsheet::mcp {
namespace {

constexpr Argument kArguments[] = {
    {.name = "ids",
     .kind = ArgumentKind::kTexts,
     .about = "Ids of the papers, in the order in which they are to stand.",
     .max = kExportMax},
    {.name = "query",
     .about = "Instead of ids: the papers that match it best by words, as in search.",
     .max = kQueryBytesMax},
    {.name = "format",
     .kind = ArgumentKind::kChoice,
     .about = "bibtex, ris and csl-json are for reference managers, csv for tables, markdown for "
              "people, jsonl has all that is known.",
     .missing = "bibtex",
     .choices = "jsonl bibtex ris csl-json markdown csv"},
    {.name = "limit",
     .kind = ArgumentKind::kNumber,
     .about = "Papers of a query to give.",
     .missing = "20",
     .min = 1,
     .max = kExportMax},
};

constexpr std::string_view kOutputSchema =
    R"({"type":"object","properties":{"format":{"type":"string"},"media_type":{"type":"string"},)"
    R"("count":{"type":"integer","description":"papers in the document"},)"
    R"("total":{"type":"integer","description":"papers that were asked for, or that match the query"},)"
    R"("missing":{"type":"array","items":{"type":"string"},"description":"ids that no paper has"},)"
    R"("document":{"type":"string"}},)"
    R"("required":["format","media_type","count","total","missing","document"]})";

struct Chosen {
  std::vector<store::PaperView> papers;
  std::vector<std::string> missing;
  std::uint64_t total = 0;
};

Result<Chosen> papers_of_ids(store::Record& record, std::vector<std::string> ids) {
  Chosen chosen;
  chosen.total = ids.size();
  for (std::string& id : ids) {
    auto paper = find_paper(record, id);
    if (paper.ok()) {
      chosen.papers.push_back(*std::move(paper));
    } else if (paper.error().code() == ErrorCode::kNotFound) {
      chosen.missing.push_back(std::move(id));
    } else {
      return std::move(paper).error();
    }
  }
  return chosen;
}

// The best of them: a document of any hundred matches is of no use.
Result<Chosen> papers_of_query(const Library& library, const Arguments& arguments) {
  papers::PaperSearchRequest request;
  request.query = arguments.text("query");
  request.mode = search::SearchMode::kLexical;
  request.limit = arguments.number("limit");
  TRY(papers::PaperSearchResponse found,
      papers::search_papers(library.record, library.searcher, request, library.analyzer));
  Chosen chosen;
  chosen.total = found.total;
  for (papers::FoundPaper& paper : found.results) chosen.papers.push_back(std::move(paper.view));
  return chosen;
}

struct Written {
  std::string text;
  std::size_t count = 0;
};

// As many papers as fit, at least one.
Written write_document(papers::ExportFormat format, const std::vector<store::PaperView>& papers) {
  papers::Exporter exporter(format);
  Written document{.text = exporter.begin()};
  for (const store::PaperView& paper : papers) {
    const std::string piece = exporter.add(paper);
    if (document.count > 0 && document.text.size() + piece.size() > kDocumentBytesMax) break;
    document.text += piece;
    ++document.count;
  }
  document.text += exporter.end();
  return document;
}

Result<void> run(const Library& library, const Arguments& arguments, JsonWriter& json) {
  std::vector<std::string> ids = arguments.texts("ids");
  if (ids.empty() == arguments.text("query").empty())
    return Error(ErrorCode::kInvalid, "give either ids or a query");
  TRY(const Chosen chosen,
      ids.empty() ? papers_of_query(library, arguments) : papers_of_ids(library.record, std::move(ids)));
  const auto format =
      papers::parse_export_format(arguments.text("format")).value_or(papers::ExportFormat::kBibtex);
  const papers::ExportForm& form = papers::export_form(format);
  const Written document = write_document(format, chosen.papers);
  json.begin_object().key("format").value(form.name).key("media_type").value(form.media_type);
  json.key("count").value(document.count).key("total").value(chosen.total).key("missing").begin_array();
  for (const std::string& id : chosen.missing) json.value(id);
  json.end_array().key("document").value(document.text).end_object();
  return {};
}

}  // namespace

const Tool kExportTool{
    .name = "export",
    .title = "Export papers",
    .about =
        "Writes papers as BibTeX, RIS, CSL-JSON, CSV, Markdown or JSON Lines, into `document`: to cite "
        "them, or for another program.",
    .arguments = kArguments,
    .output_schema = kOutputSchema,
    .run = run,
};

}  // namespace broadsheet::mcp
