// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Votes: a form of the paper's page, and /api/papers/{id}/vote, which the public API lacks. And who asks.

#include "papers/voting.h"

#include <string>

#include "base/date.h"
#include "base/json_writer.h"
#include "base/percent.h"
#include "papers/paper_body.h"
#include "web/find_paper.h"
#include "web/handlers.h"
#include "web/links.h"

namespace broadsheet::web {
namespace {

Result<papers::VoteState> vote(Exchange& exchange, const store::PaperView& paper, bool up) {
  const Visitor& visitor = *exchange.visitor;
  store::Record& record = exchange.backend.record();
  TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
  TRY(papers::VoteState state,
      papers::vote(record, transaction, paper.ids.front(), {visitor.account.number, visitor.is_program()}, up,
                   exchange.backend.site().clock.now()));
  TRY_VOID(transaction.commit());
  return state;
}

http::Response api_vote(Exchange& exchange, bool up) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  if (!paper.ok()) return error_response(paper.error());
  const auto state = vote(exchange, *paper, up);
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
  const auto state = vote(exchange, *paper, exchange.form.parameter("up") == "true");
  return state.ok() ? see_other(paper_path(*paper)) : error_response(state.error());
}

http::Response api_who_am_i(Exchange& exchange) {
  const Visitor& visitor = *exchange.visitor;
  const store::Account& account = visitor.account;
  JsonWriter json;
  json.begin_object().key("type").value("user").key("id").value(papers::object_id("user", account.name));
  json.key("name").value(account.name);
  json.key("fullname").value(account.fullname.empty() ? account.name : account.fullname);
  json.key("isPro")
      .value(false)
      .key("avatarUrl")
      .value(exchange.base_url + "/avatars/" + percent_encode(account.name) + ".svg");
  json.key("orgs").begin_array().end_array().key("auth").begin_object();
  json.key("type").value(visitor.is_program() ? "access_token" : "session");
  if (visitor.is_program()) {
    json.key("accessToken").begin_object().key("displayName").value(visitor.token_name);
    json.key("role").value(visitor.scope == store::Scope::kRead    ? "read"
                           : visitor.scope == store::Scope::kWrite ? "write"
                                                                   : "admin");
    json.key("createdAt").value(format_instant(visitor.token_made)).end_object();
  }
  json.end_object().end_object();
  return json_response(json.take());
}

}  // namespace broadsheet::web
