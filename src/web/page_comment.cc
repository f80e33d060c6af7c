// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /comments/{id}: one comment, what it said before, and all that its reader may do with it. What is done is
// done by forms, so that it works without scripts.

#include <string>
#include <utility>

#include "base/english.h"
#include "papers/comment_names.h"
#include "papers/commenting.h"
#include "papers/moderating.h"
#include "papers/paper_lines.h"
#include "web/acting.h"
#include "web/discussion.h"
#include "web/handlers.h"
#include "web/links.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

using papers::ShownComment;
using store::Comment;
using text::TemplateValues;

struct Found {
  Comment comment;
  store::PaperView paper;
};

Result<Found> find_comment(const Exchange& exchange) {
  store::Record& record = exchange.backend.record();
  TRY(std::optional<Comment> comment, store::Comments(record).comment_by_id(exchange.captured[0]));
  if (!comment) return Error(ErrorCode::kNotFound, "There is no such comment");
  TRY(store::PaperView paper, paper_of(record, comment->identity));
  return Found{*std::move(comment), std::move(paper)};
}

void add_reply(TemplateValues& body, const Exchange& exchange, const Found& found) {
  body.add("REPLY_FORM")
      .set("REPLY_URL", paper_path(found.paper) + "/comment")
      .set("COMMENT_ID", found.comment.id)
      .set("FORM_KEY", exchange.visitor->form_key);
}

void add_react(TemplateValues& body, const Exchange& exchange, const Found& found) {
  TemplateValues react = body.add("REACT_FORM");
  react.set("REACT_URL", comment_path(found.comment.id) + "/react");
  react.set("FORM_KEY", exchange.visitor->form_key);
  for (const papers::ReactionName& name : papers::reaction_names())
    react.add("CHOICE").set("REACTION_NAME", name.name).set("REACTION_SYMBOL", name.symbol);
}

void add_edit(TemplateValues& body, const Exchange& exchange, const Found& found) {
  body.add("EDIT_FORM")
      .set("EDIT_URL", comment_path(found.comment.id) + "/edit")
      .set("DELETE_URL", comment_path(found.comment.id) + "/delete")
      .set("RAW_HTML", text::SafeHtml(text::escape_html(found.comment.raw)))
      .set("FORM_KEY", exchange.visitor->form_key);
}

TemplateValues add_reasons(TemplateValues form) {
  for (const papers::HiddenReasonName& name : papers::hidden_reason_names())
    form.add("REASON").set("REASON_NAME", name.name);
  return form;
}

void add_moderate(TemplateValues& body, const Exchange& exchange, const Found& found) {
  TemplateValues moderate = body.add("MODERATE");
  moderate.set("FORM_KEY", exchange.visitor->form_key);
  const std::string path = comment_path(found.comment.id);
  if (!found.comment.deleted_at) add_reasons(moderate.add("HIDE_FORM").set("HIDE_URL", path + "/hide"));
  if (found.comment.hidden) moderate.add("SHOW_FORM").set("SHOW_URL", path + "/show");
  moderate.add("DISMISS_FORM").set("DISMISS_URL", path + "/dismiss");
}

Result<void> add_history(TemplateValues& body, const Exchange& exchange, const Found& found) {
  // What is hidden has no history for others either.
  if (!found.comment.is_shown() && !is_moderator(exchange)) return {};
  TRY(const std::vector<store::CommentEdit> edits,
      store::Comments(exchange.backend.record()).edits_of(found.comment.number));
  if (edits.empty()) return {};
  TemplateValues history = body.add("HISTORY");
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    history.add("EDIT")
        .set("EDIT_DATE", short_moment(edit->written_at))
        .set("EDIT_HTML", text::SafeHtml(text::escape_html(edit->raw)));
  }
  return {};
}

Result<http::Response> page_of(Exchange& exchange, const Found& found, std::string_view error) {
  papers::Discussion reading = discussion_for(exchange);
  TRY(const ShownComment shown, reading.shown(found.comment));
  const std::string title = "A comment by " + shown.writer.fullname;
  Page page(exchange,
            {.title = title,
             .description = title + " on " + papers::readable_title(found.paper),
             .path = comment_path(found.comment.id)},
            "comment_page.html");
  TemplateValues body = page.body();
  body.set("PAPER_TITLE", papers::readable_title(found.paper)).set("PAPER_URL", paper_path(found.paper));
  body.set("PLACE_URL", comment_anchor(paper_path(found.paper), found.comment.id));
  if (!error.empty()) body.add("ERROR").set("ERROR_TEXT", error);
  add_comment(exchange, body, "COMMENT", shown);
  TRY_VOID(add_history(body, exchange, found));
  if (exchange.visitor && !found.comment.deleted_at) {
    if (found.comment.is_shown()) {
      add_reply(body, exchange, found);
      add_react(body, exchange, found);
    }
    if (papers::may_edit(found.comment, actor_of(exchange))) {
      add_edit(body, exchange, found);
    } else if (found.comment.is_shown()) {
      add_reasons(body.add("REPORT_FORM")
                      .set("REPORT_URL", comment_path(found.comment.id) + "/report")
                      .set("FORM_KEY", exchange.visitor->form_key));
    }
  }
  if (is_moderator(exchange)) add_moderate(body, exchange, found);
  return page.response(error.empty() ? 200 : 400);
}

http::Response page_with(Exchange& exchange, const Found& found, std::string_view error = {}) {
  return answer_of(page_of(exchange, found, error));
}

// What a form of this page asks for, done in one commit; then to the comment, on the page of its paper. What
// the reader got wrong is said beside the forms.
template <class Act>
http::Response act(Exchange& exchange, const Act& acts) {
  const auto found = find_comment(exchange);
  if (!found.ok()) return error_response(found.error());
  store::Record& record = exchange.backend.record();
  const auto done = acted(exchange, [&](store::Transaction& transaction) -> Result<void> {
    // As it is now that nobody else can change it.
    TRY(const std::optional<Comment> now, store::Comments(record).comment(found->comment.number));
    if (!now) return Error(ErrorCode::kNotFound, "There is no such comment");
    return acts(record, transaction, *now, exchange.backend.site().clock.now());
  });
  if (!done.ok() && is_askers(done.error())) return page_with(exchange, *found, done.error().message());
  if (!done.ok()) return error_response(done.error());
  const auto place = place_of(exchange, found->paper, found->comment.id);
  return place.ok() ? see_other(*place) : error_response(place.error());
}

Result<store::HiddenReason> reason_of(const Exchange& exchange) {
  const auto reason = papers::hidden_reason_named(exchange.field("reason"));
  if (!reason) return Error(ErrorCode::kInvalid, "choose a reason from the list");
  return *reason;
}

http::Response not_yours() {
  return error_response(403, "Only its writer can change this comment, and only while it is shown");
}

}  // namespace

http::Response comment_page(Exchange& exchange) {
  const auto found = find_comment(exchange);
  return found.ok() ? page_with(exchange, *found) : error_response(found.error());
}

http::Response edit_comment(Exchange& exchange) {
  const auto found = find_comment(exchange);
  if (!found.ok()) return error_response(found.error());
  if (!papers::may_edit(found->comment, actor_of(exchange))) return not_yours();
  const auto text = papers::comment_text(exchange.field("comment"), exchange.backend.typesetter());
  if (!text.ok()) return page_with(exchange, *found, text.error().message());
  return act(exchange,
             [&](store::Record& record, store::Transaction& transaction, const Comment& comment,
                 Instant now) -> Result<void> {
               if (!papers::may_edit(comment, actor_of(exchange)))
                 return Error(ErrorCode::kInvalid, "this comment is gone");
               return papers::edit_comment(record, transaction, comment, *text, now);
             });
}

http::Response delete_comment(Exchange& exchange) {
  const auto found = find_comment(exchange);
  if (!found.ok()) return error_response(found.error());
  if (!papers::may_edit(found->comment, actor_of(exchange))) return not_yours();
  return act(exchange,
             [&](store::Record& record, store::Transaction& transaction, const Comment& comment,
                 Instant now) -> Result<void> {
               if (!papers::may_edit(comment, actor_of(exchange))) return {};
               return papers::take_comment_back(record, transaction, comment, now);
             });
}

http::Response react_to_comment(Exchange& exchange) {
  return act(exchange,
             [&](store::Record& record, store::Transaction& transaction, const Comment& comment,
                 Instant now) -> Result<void> {
               const auto reaction = papers::reaction_named(exchange.field("reaction"));
               if (!reaction) return Error(ErrorCode::kInvalid, "choose a reaction from the list");
               TRY_VOID(papers::react(record, transaction, comment, *reaction, actor_of(exchange),
                                      exchange.field("on") != "false", now));
               return {};
             });
}

http::Response report_comment(Exchange& exchange) {
  return act(exchange,
             [&](store::Record& record, store::Transaction& transaction, const Comment& comment,
                 Instant now) -> Result<void> {
               TRY(const store::HiddenReason reason, reason_of(exchange));
               return papers::report_comment(record, transaction, comment, reason, exchange.field("words"),
                                             actor_of(exchange), now);
             });
}

http::Response hide_comment(Exchange& exchange) {
  return act(exchange,
             [&](store::Record& record, store::Transaction& transaction, const Comment& comment,
                 Instant now) -> Result<void> {
               TRY(const store::HiddenReason reason, reason_of(exchange));
               return papers::hide_comment(record, transaction, comment, reason, actor_of(exchange), now);
             });
}

http::Response show_comment(Exchange& exchange) {
  return act(exchange, [&](store::Record& record, store::Transaction& transaction, const Comment& comment,
                           Instant now) {
    return papers::show_comment(record, transaction, comment, actor_of(exchange), now);
  });
}

http::Response dismiss_reports(Exchange& exchange) {
  return act(exchange,
             [&](store::Record&, store::Transaction& transaction, const Comment& comment, Instant now) {
               return papers::dismiss_reports(transaction, comment, actor_of(exchange), now);
             });
}

}  // namespace broadsheet::web
