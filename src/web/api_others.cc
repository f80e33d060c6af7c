// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What clients of the public API ask for beside papers.

#include <string>
#include <vector>

#include "papers/paper_body.h"
#include "web/find_paper.h"
#include "web/handlers.h"

namespace broadsheet::web {

namespace {

using Repositories = std::vector<std::string> store::PaperView::*;

// The repositories of one kind that are linked to the paper of filter=arxiv:ID. We list none beside them.
http::Response repositories(Exchange& exchange, Repositories kind) {
  const std::string_view filter = exchange.text("filter");
  if (filter.empty()) return json_response("[]");
  const auto paper = find_paper(exchange, filter);
  if (!paper.ok() && paper.error().code() == ErrorCode::kNotFound) return json_response("[]");
  if (!paper.ok()) return error_response(paper.error());
  JsonWriter json;
  papers::write_repositories(json, *paper.*kind);
  return json_response(json.take());
}

}  // namespace

http::Response api_arxiv_repos(Exchange& exchange) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  if (!paper.ok()) return error_response(paper.error());
  JsonWriter json;
  json.begin_object().key("models");
  papers::write_repositories(json, paper->linked_models);
  json.key("datasets");
  papers::write_repositories(json, paper->linked_datasets);
  json.key("spaces");
  papers::write_repositories(json, paper->linked_spaces);
  json.end_object();
  return json_response(json.take());
}

http::Response api_models(Exchange& exchange) {
  return repositories(exchange, &store::PaperView::linked_models);
}
http::Response api_datasets(Exchange& exchange) {
  return repositories(exchange, &store::PaperView::linked_datasets);
}
http::Response api_spaces(Exchange& exchange) {
  return repositories(exchange, &store::PaperView::linked_spaces);
}

// Every start of the Python client asks for this, and remembers the answer for a day if there is one.
http::Response api_agent_harnesses(Exchange&) {
  return json_response(R"({"standardEnvVars":["AI_AGENT","AGENT"],"harnesses":{}})");
}

}  // namespace broadsheet::web
