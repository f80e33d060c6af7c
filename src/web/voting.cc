// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Votes: a form of the paper's page, and /api/papers/{id}/vote, which the public API lacks.

#include "papers/voting.h"

#include "base/json_writer.h"
#include "web/acting.h"
#include "web/find_paper.h"
#include "web/handlers.h"
#include "web/links.h"

namespace broadsheet::web {
namespace {

Result<papers::VoteState> vote(Exchange& exchange, PaperNumber paper, bool up) {
  return acted(exchange, [&](store::Transaction& transaction) {
    return papers::vote(exchange.backend.record(), transaction, paper, actor_of(exchange), up,
                        exchange.backend.site().clock.now());
  });
}

http::Response api_vote(Exchange& exchange, bool up) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  if (!paper.ok()) return error_response(paper.error());
  const auto state = vote(exchange, paper->number, up);
  if (!state.ok()) return error_response(state.error());
  JsonWriter json;
  json.begin_object().key("upvotes").value(state->upvotes).key("upvoted").value(state->voted);
  json.key("counts").value(exchange.visitor->account.counts && !exchange.visitor->is_program());
  json.end_object();
  return json_response(json.take());
}

}  // namespace

http::Response api_vote_up(Exchange& exchange) {
  return api_vote(exchange, true);
}
http::Response api_vote_back(Exchange& exchange) {
  return api_vote(exchange, false);
}

http::Response vote_form(Exchange& exchange) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  if (!paper.ok()) return error_response(paper.error());
  const auto state = vote(exchange, paper->number, exchange.field("up") == "true");
  return state.ok() ? see_other(paper_path(*paper)) : error_response(state.error());
}

}  // namespace broadsheet::web
