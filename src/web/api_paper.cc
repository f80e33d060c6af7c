// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// GET /api/papers/{id}: one paper, as the public API has it, under its own id; and its history.

#include <utility>
#include <vector>

#include "papers/discussion.h"
#include "papers/history.h"
#include "papers/paper_body.h"
#include "web/find_paper.h"
#include "web/handlers.h"

namespace broadsheet::web {

http::Response api_paper(Exchange& exchange) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  if (!paper.ok()) return error_response(paper.error());
  JsonWriter json;
  std::vector<papers::ShownComment> comments;
  const bool wanted = exchange.target.has("field", "comments");
  if (wanted) {
    papers::Discussion reading(exchange.backend.record(), exchange.backend.typesetter(), false);
    auto all = reading.of_paper(paper->number);
    if (!all.ok()) return error_response(all.error());
    comments = *std::move(all);
  }
  papers::write_flat_paper(json, *paper, wanted ? &comments : nullptr);
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
