// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// GET /api/papers/{id}: one paper, as the public API has it, under its own id.

#include "papers/paper_body.h"
#include "web/find_paper.h"
#include "web/handlers.h"

namespace broadsheet::web {

http::Response api_paper(Exchange& exchange) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  if (!paper.ok()) return error_response(paper.error());
  JsonWriter json;
  papers::write_flat_paper(json, *paper, {.comments = exchange.target.has("field", "comments")});
  return json_response(json.take());
}

}  // namespace broadsheet::web
