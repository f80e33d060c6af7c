// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /users/{name}: a reader as others see them.

#include <chrono>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "base/english.h"
#include "papers/field_query.h"
#include "papers/paper_lines.h"
#include "papers/ring_report.h"
#include "store/claims.h"
#include "web/discussion.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

std::string_view role_text(store::Role role) {
  switch (role) {
    case store::Role::kReader:
      return "Reader";
    case store::Role::kModerator:
      return "Moderator";
    case store::Role::kAdmin:
      return "Admin";
  }
  return {};
}

// Papers of which the reader has shown to be an author, the newest claim first.
Result<void> add_claimed(text::TemplateValues& body, store::Record& record, const store::Account& account) {
  TRY(const std::vector<store::Claim> claims, store::Claims(record).claims_by(account.number));
  std::optional<text::TemplateValues> list;
  for (auto claim = claims.rbegin(); claim != claims.rend(); ++claim) {
    if (claim->state != store::ClaimState::kAccepted) continue;
    const auto paper = paper_of(record, claim->identity);
    if (!paper.ok()) continue;
    if (!list) list = body.add("WROTE");
    (*list)
        .add("WRITTEN")
        .set("PAPER_URL", paper_path(*paper))
        .set("PAPER_TITLE", papers::readable_title(*paper));
  }
  return {};
}

Result<http::Response> page_of(Exchange& exchange) {
  store::Record& record = exchange.backend.record();
  TRY(const std::optional<store::Account> account,
      store::Accounts(record).account_by_name(exchange.captured[0]));
  // Whoever is known from sources alone put papers on their pages: those can be found.
  if (!account || account->deleted_at)
    return redirect(search_path(papers::field_query("submitter", exchange.captured[0])));
  const papers::Person person = papers::person_of(*account);
  Page page(exchange,
            {.title = person.fullname,
             .description = "What " + person.fullname + " said about papers",
             .path = user_path(person.name)},
            "user.html");
  text::TemplateValues body = page.body();
  body.set("USER_NAME", person.fullname).set("USER_HANDLE", person.name);
  body.set("USER_ROLE", role_text(account->role));
  body.set("USER_SINCE", short_date({.day = std::chrono::floor<std::chrono::days>(account->created_at)}));
  if (account->banned_at) body.show("BANNED");
  if (is_moderator(exchange)) {
    TRY(const std::optional<papers::IntervalRegularity> rhythm, papers::rhythm_of(record, account->number));
    if (rhythm) body.add("RHYTHM").set("RHYTHM_TEXT", papers::regularity_in_words(*rhythm));
  }
  TRY_VOID(add_claimed(body, record, *account));
  TRY(const store::CommentNumber before, before_parameter<store::CommentNumber>(exchange));
  TRY(std::vector<store::Comment> comments,
      store::Comments(record).comments_by(account->number, before, kCommentsOnPage));
  if (comments.size() == kCommentsOnPage)
    body.add("OLDER").set(
        "OLDER_URL", user_path(person.name) + "?before=" + std::to_string(comments.back().number.value()));
  papers::Discussion reading = discussion_for(exchange);
  bool any = false;
  for (store::Comment& comment : comments) {
    if (!comment.is_shown() && !is_moderator(exchange)) continue;
    const auto paper = paper_of(record, comment.identity);
    if (!paper.ok()) continue;
    TRY(const papers::ShownComment shown, reading.shown(std::move(comment)));
    add_comment(exchange, body, "COMMENT", shown, {.paper = &*paper});
    any = true;
  }
  if (!any) body.show("NOTHING_SAID");
  return page.response();
}

}  // namespace

http::Response user_page(Exchange& exchange) {
  return answer_of(page_of(exchange));
}

}  // namespace broadsheet::web
