// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// GET /api/papers/{id}: one paper, as the public API has it, under its own id; and its history.

#include "papers/history.h"
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

http::Response api_history(Exchange& exchange) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  if (!paper.ok()) return error_response(paper.error());
  const auto events = papers::history_of(exchange.backend.record(), *paper);
  if (!events.ok()) return error_response(events.error());
  JsonWriter json;
  papers::write_history(json, *paper, *events);
  return json_response(json.take());
}

}  // namespace broadsheet::web
