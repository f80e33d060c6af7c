// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// GET /api/papers: all papers, the newest first, page by page.

#include "papers/newest_papers.h"
#include "papers/paper_body.h"
#include "web/handlers.h"

namespace broadsheet::web {

http::Response api_papers(Exchange& exchange) {
  const auto searcher = exchange.backend.site().searcher();
  const auto newest = papers::newest_papers(exchange.backend.record(), searcher.get(), exchange.text("q"),
                                            exchange.text("cursor"), exchange.number("limit"));
  if (!newest.ok()) return search_error(exchange, newest.error());
  JsonWriter json;
  json.begin_array();
  for (const store::PaperView& paper : newest->papers) papers::write_listed_paper(json, paper);
  json.end_array();
  http::Response response = json_response(json.take());
  if (!newest->next.empty()) response.set("Link", next_link(exchange, "cursor", newest->next));
  response.set("X-Total-Count", std::to_string(newest->total));
  return response;
}

}  // namespace broadsheet::web
