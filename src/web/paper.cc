// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// One paper: GET /api/papers/{id}, and /papers/{id} as Markdown. An id comes in any form that people
// paste; the paper is answered under its own.

#include <optional>
#include <string>
#include <utility>

#include "papers/paper_body.h"
#include "papers/paper_markdown.h"
#include "papers/paper_view.h"
#include "text/ids.h"
#include "text/percent.h"
#include "web/handlers.h"

namespace broadsheet::web {
namespace {

constexpr std::string_view kMarkdownType = "text/markdown; charset=utf-8";
constexpr std::string_view kMarkdownSuffix = ".md";

Result<store::PaperView> find_paper(Exchange& exchange, std::string_view id) {
  const auto parsed = text::parse_paper_id(id);
  if (!parsed) return Error(ErrorCode::kNotFound, "Paper not found");
  TRY(auto paper, exchange.backend.record().paper_by_id(parsed->prefixed));
  if (!paper) return Error(ErrorCode::kNotFound, "Paper not found");
  return *std::move(paper);
}

}  // namespace

http::Response api_paper(Exchange& exchange) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  if (!paper.ok()) return error_response(paper.error());
  JsonWriter json;
  papers::write_flat_paper(json, *paper, {.comments = exchange.target.has("field", "comments")});
  return json_response(json.take());
}

http::Response paper_page(Exchange& exchange) {
  std::string_view id = exchange.captured[0];
  const bool suffix = id.ends_with(kMarkdownSuffix);
  if (suffix) id.remove_suffix(kMarkdownSuffix.size());
  const auto paper = find_paper(exchange, id);
  if (!paper.ok()) return error_response(paper.error());
  http::Response response = text_response(papers::paper_markdown(*paper), std::string(kMarkdownType));
  const std::string path = "/papers/" + text::percent_encode(papers::printed_id(*paper));
  return std::move(
      response.set("Vary", "Accept").set("Content-Location", path + std::string(kMarkdownSuffix)));
}

}  // namespace broadsheet::web
