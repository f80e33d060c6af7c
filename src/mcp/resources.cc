// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mcp/resources.h"

#include "base/percent.h"
#include "mcp/limits.h"
#include "mcp/tools.h"
#include "papers/paper_lines.h"
#include "papers/paper_markdown.h"
#include "papers/paper_search.h"
#include "papers/paper_view.h"

namespace broadsheet::mcp {
namespace {

constexpr std::string_view kPapers = "broadsheet://papers/";
constexpr std::string_view kMarkdown = "text/markdown";
constexpr std::size_t kAuthorsShown = 3;

}  // namespace

std::string resource_uri(const store::PaperView& paper) {
  return std::string(kPapers) + percent_encode(papers::printed_id(paper));
}

std::string id_of_resource(std::string_view uri) {
  if (!uri.starts_with(kPapers) || uri.size() > kPapers.size() + 3 * kPaperIdBytesMax) return {};
  return percent_decode(uri.substr(kPapers.size()));
}

Result<void> write_resources(const Library& library, JsonWriter& json) {
  papers::EditionRequest request;
  request.limit = kResourcesListed;
  TRY(const papers::Edition edition, papers::of_record(library.editions.read(request)));
  json.key("resources").begin_array();
  for (const store::PaperView& paper : edition.papers) {
    json.begin_object().key("uri").value(resource_uri(paper)).key("name").value(papers::printed_id(paper));
    json.key("title").value(papers::readable_title(paper));
    if (const std::string authors = papers::authors_line(paper, kAuthorsShown); !authors.empty())
      json.key("description").value(authors);
    json.key("mimeType").value(kMarkdown).end_object();
  }
  json.end_array();
  return {};
}

void write_resource_templates(JsonWriter& json) {
  json.key("resourceTemplates").begin_array().begin_object();
  json.key("uriTemplate").value(std::string(kPapers) + "{id}").key("name").value("paper");
  json.key("title").value("A paper as Markdown");
  json.key("description")
      .value(
          "The title, authors, dates, links and abstract of a paper, by its id: 2608.01234, "
          "acl:2024.acl-long.12, doi:10.1000/x.");
  json.key("mimeType").value(kMarkdown).end_object().end_array();
}

Result<void> write_resource(const Library& library, std::string_view uri, JsonWriter& json) {
  const std::string id = id_of_resource(uri);
  if (id.empty())
    return Error(ErrorCode::kNotFound, "Resource not found: papers are at broadsheet://papers/{id}");
  auto paper = find_paper(library.record, id);
  if (!paper.ok() && paper.error().code() == ErrorCode::kInvalid)
    return Error(ErrorCode::kNotFound, paper.error().message());
  if (!paper.ok()) return std::move(paper).error();
  json.key("contents").begin_array().begin_object().key("uri").value(uri);
  json.key("mimeType").value(kMarkdown).key("text").value(papers::paper_markdown(*paper));
  json.end_object().end_array();
  return {};
}

}  // namespace broadsheet::mcp
