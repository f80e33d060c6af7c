// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// POST /papers/{id}/comment, with a preview; and what was said last, of a paper or of all, as a page and as
// feeds.

#include <algorithm>
#include <string>
#include <utility>

#include "papers/commenting.h"
#include "papers/own_counts.h"
#include "papers/paper_lines.h"
#include "web/acting.h"
#include "web/discussion.h"
#include "web/find_paper.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

using papers::ShownComment;
using store::Comment;

// The form again, with what was written and what it will look like or what is wrong with it.
http::Response form_again(Exchange& exchange, const store::PaperView& paper,
                          const Result<papers::CommentText>& text, std::string_view error) {
  Page page(exchange,
            {.title = "A comment on " + papers::readable_title(paper), .description = "", .path = ""},
            "write_comment.html");
  text::TemplateValues body = page.body();
  body.set("PAPER_TITLE", papers::readable_title(paper)).set("PAPER_URL", paper_path(paper));
  body.set("WRITE_URL", paper_path(paper) + "/comment").set("FORM_KEY", exchange.visitor->form_key);
  body.set("PARENT", exchange.field("parent"));
  body.set("RAW_HTML", text::SafeHtml(text::escape_html(exchange.field("comment"))));
  if (!error.empty()) {
    body.add("ERROR").set("ERROR_TEXT", error);
  } else if (text.ok()) {
    body.add("PREVIEW").set("COMMENT_HTML", text->shown.html);
  }
  return page.response(error.empty() ? 200 : 400);
}

Result<Comment> write(Exchange& exchange, const store::PaperView& paper, const papers::CommentText& text) {
  store::Record& record = exchange.backend.record();
  TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
  TRY(Comment comment, papers::add_comment(record, transaction, paper.number, exchange.field("parent"), text,
                                           actor_of(exchange), exchange.backend.site().clock.now()));
  TRY_VOID(transaction.commit());
  return comment;
}

Result<http::Response> feed_of(Exchange& exchange, FeedKind kind, const store::PaperView* paper) {
  Feed feed{.title = paper == nullptr ? "Broadsheet: comments"
                                      : "Broadsheet: comments on “" + papers::readable_title(*paper) + "”",
            .base_url = exchange.base_url,
            .page_path = paper == nullptr ? "/comments" : paper_path(*paper) + "#discussion",
            .self_path = exchange.request.target,
            .now = exchange.backend.site().clock.now(),
            .entries = {}};
  TRY(feed.entries, comment_entries(exchange, paper));
  return feed_response(kind, feed);
}

// The kind of feed that the last part of the address names; none for "comments" itself.
std::optional<FeedKind> asked_feed(const Exchange& exchange) {
  std::string name = exchange.target.segments.back();
  return take_feed_suffix(name);
}

bool has_suffix(const Exchange& exchange) {
  return exchange.target.segments.back().find('.') != std::string::npos;
}

http::Response no_such_form() {
  return error_response(404, "Comments are a page or a feed: .atom, .rss or .json");
}

Result<http::Response> list_of(Exchange& exchange) {
  TRY(const store::CommentNumber before, before_parameter<store::CommentNumber>(exchange));
  store::Record& record = exchange.backend.record();
  TRY(std::vector<Comment> comments, store::Comments(record).newest(before, kCommentsOnPage));
  Page page(exchange,
            {.title = "Comments",
             .description = "What readers said last",
             .path = "/comments",
             .feed_path = "/comments"},
            "comments.html");
  text::TemplateValues body = page.body();
  papers::Discussion reading = discussion_for(exchange);
  if (comments.empty()) body.show("NOTHING_SAID");
  if (comments.size() == kCommentsOnPage)
    body.add("OLDER").set("OLDER_URL", "/comments?before=" + std::to_string(comments.back().number.value()));
  for (Comment& comment : comments) {
    const auto paper = paper_of(record, comment.identity);
    TRY(const ShownComment shown, reading.shown(std::move(comment)));
    add_comment(exchange, body, "COMMENT", shown, {.paper = paper.ok() ? &*paper : nullptr});
  }
  return page.response();
}

}  // namespace

http::Response comment_form(Exchange& exchange) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  if (!paper.ok()) return error_response(paper.error());
  const auto text = papers::comment_text(exchange.field("comment"), exchange.backend.typesetter());
  if (!text.ok()) return form_again(exchange, *paper, text, text.error().message());
  if (!exchange.field("preview").empty()) return form_again(exchange, *paper, text, {});
  const auto comment = write(exchange, *paper, *text);
  if (!comment.ok()) {
    if (!is_askers(comment.error())) return error_response(comment.error());
    return form_again(exchange, *paper, text, comment.error().message());
  }
  const auto place = place_of(exchange, *paper, comment->id);
  return place.ok() ? see_other(*place) : error_response(place.error());
}

http::Response comments_of_paper(Exchange& exchange) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  if (!paper.ok()) return error_response(paper.error());
  if (!has_suffix(exchange)) return redirect(paper_path(*paper) + "#discussion");
  const auto kind = asked_feed(exchange);
  return kind ? answer_of(feed_of(exchange, *kind, &*paper)) : no_such_form();
}

http::Response comments_page(Exchange& exchange) {
  if (!has_suffix(exchange)) return answer_of(list_of(exchange));
  const auto kind = asked_feed(exchange);
  return kind ? answer_of(feed_of(exchange, *kind, nullptr)) : no_such_form();
}

}  // namespace broadsheet::web
