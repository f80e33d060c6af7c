// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Who says that they wrote a paper: the form of its page, what moderators decide at /moderation/claims, and
// both through the API.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/english.h"
#include "papers/claiming.h"
#include "papers/discussion.h"
#include "papers/paper_body.h"
#include "papers/paper_lines.h"
#include "papers/paper_view.h"
#include "text/readable.h"
#include "web/acting.h"
#include "web/discussion.h"
#include "web/find_paper.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

struct ShownClaim {
  store::Claim claim;
  papers::Person who;
  store::PaperView paper;
};

// Those of papers that are still there.
Result<std::vector<ShownClaim>> pending_claims(const Exchange& exchange) {
  store::Record& record = exchange.backend.record();
  TRY(std::vector<store::Claim> claims, store::Claims(record).pending(kReportsOnPage));
  papers::Discussion reading = discussion_for(exchange);
  std::vector<ShownClaim> shown;
  for (store::Claim& claim : claims) {
    auto paper = paper_of(record, claim.identity);
    if (!paper.ok()) continue;
    TRY(papers::Person who, reading.person(claim.account));
    shown.push_back({std::move(claim), std::move(who), *std::move(paper)});
  }
  return shown;
}

Result<void> claim(const Exchange& exchange, const store::PaperView& paper, std::string_view author) {
  return acted(exchange, [&](store::Transaction& transaction) {
    return papers::claim_author(exchange.backend.record(), transaction, paper.number, author,
                                actor_of(exchange), exchange.backend.site().clock.now());
  });
}

Result<void> take_back(const Exchange& exchange, const store::PaperView& paper) {
  return acted(exchange, [&](store::Transaction& transaction) {
    return papers::take_claim_back(exchange.backend.record(), transaction, paper.number, actor_of(exchange));
  });
}

// The claim that the address names, decided.
Result<void> decide(const Exchange& exchange, std::string_view decision) {
  if (decision != "accept" && decision != "reject")
    return Error(ErrorCode::kInvalid, "a decision is accept or reject");
  TRY(const store::ClaimNumber number, captured_id<store::ClaimNumber>(exchange, 0, "claim"));
  return acted(exchange, [&](store::Transaction& transaction) -> Result<void> {
    store::Record& record = exchange.backend.record();
    TRY(const std::optional<store::Claim> found, store::Claims(record).claim(number));
    if (!found) return Error(ErrorCode::kNotFound, "There is no such claim");
    return papers::decide_claim(record, transaction, *found, decision == "accept", actor_of(exchange),
                                exchange.backend.site().clock.now());
  });
}

Result<std::string> claims_body(const Exchange& exchange) {
  TRY(const std::vector<ShownClaim> claims, pending_claims(exchange));
  JsonWriter json;
  json.begin_array();
  for (const ShownClaim& one : claims) {
    json.begin_object().key("claim").value(one.claim.number.value());
    json.key("paperId").value(papers::printed_id(one.paper)).key("title").value(one.paper.title);
    json.key("author").value(one.claim.author).key("user");
    papers::write_person(json, one.who);
    json.key("claimedAt").value(format_instant(one.claim.claimed_at)).end_object();
  }
  json.end_array();
  return json.take();
}

}  // namespace

http::Response claim_form(Exchange& exchange) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  if (!paper.ok()) return error_response(paper.error());
  const auto done = exchange.field("take_back").empty() ? claim(exchange, *paper, exchange.field("author"))
                                                        : take_back(exchange, *paper);
  return done.ok() ? see_other(paper_path(*paper)) : error_response(done.error());
}

http::Response claims_page(Exchange& exchange) {
  const auto claims = pending_claims(exchange);
  if (!claims.ok()) return error_response(claims.error());
  Page page(exchange, {.title = "Authors", .description = "", .path = "/moderation/claims"}, "claims.html");
  text::TemplateValues body = page.body();
  if (claims->empty()) body.show("NOTHING");
  for (const ShownClaim& one : *claims) {
    body.add("PENDING_CLAIM")
        .set("CLAIM_USER", one.who.fullname)
        .set("CLAIM_USER_URL", user_path(one.who.name))
        .set("CLAIM_AUTHOR_NAME", text::readable(one.claim.author))
        .set("PAPER_TITLE", papers::readable_title(one.paper))
        .set("PAPER_URL", paper_path(one.paper))
        .set("CLAIM_DATE", short_moment(one.claim.claimed_at))
        .set("DECIDE_URL", "/moderation/claims/" + std::to_string(one.claim.number.value()))
        .set("FORM_KEY", exchange.visitor->form_key);
  }
  return page.response();
}

http::Response decide_claim(Exchange& exchange) {
  const auto decided = decide(exchange, exchange.field("decision"));
  return decided.ok() ? see_other("/moderation/claims") : error_response(decided.error());
}

http::Response api_claim(Exchange& exchange) {
  const auto done = [&]() -> Result<std::string> {
    TRY(const std::string_view id, needed_field(exchange, "paperId"));
    TRY(const std::string_view author_id, needed_field(exchange, "claimAuthorId"));
    TRY(const store::PaperView paper, find_paper(exchange, id));
    const std::vector<std::string> ids = papers::author_ids(paper);
    const auto author = std::ranges::find(ids, author_id);
    if (author == ids.end())
      return Error(ErrorCode::kInvalid, "\"claimAuthorId\" is the _id of one of the paper's authors");
    TRY_VOID(claim(exchange, paper, paper.authors[static_cast<std::size_t>(author - ids.begin())]));
    return papers::printed_id(paper);
  }();
  if (!done.ok()) return error_response(done.error());
  JsonWriter json;
  json.begin_object().key("ok").value(true).key("claimedPaperId").value(*done).end_object();
  return json_response(json.take());
}

http::Response api_claims(Exchange& exchange) {
  auto body = claims_body(exchange);
  return body.ok() ? json_response(*std::move(body)) : error_response(body.error());
}

http::Response api_decide_claim(Exchange& exchange) {
  const auto decision = needed_field(exchange, "decision");
  if (!decision.ok()) return error_response(decision.error());
  const auto decided = decide(exchange, *decision);
  return decided.ok() ? api_claims(exchange) : error_response(decided.error());
}

}  // namespace broadsheet::web
