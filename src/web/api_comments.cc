// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /api/papers/{id}/comment…: what readers and their programs say, react to, report and hide.

#include <string>
#include <utility>

#include "papers/comment_names.h"
#include "papers/commenting.h"
#include "papers/moderating.h"
#include "web/acting.h"
#include "web/discussion.h"
#include "web/find_paper.h"
#include "web/handlers.h"

namespace broadsheet::web {
namespace {

using store::Comment;

Result<http::Response> comment_response(Exchange& exchange, store::CommentNumber number,
                                        std::string_view name, std::uint16_t status) {
  TRY(std::optional<Comment> comment, store::Comments(exchange.backend.record()).comment(number));
  if (!comment) return Error(ErrorCode::kNotFound, "this paper has no such comment");
  papers::Discussion reading = discussion_for(exchange);
  TRY(const papers::ShownComment shown, reading.shown(*std::move(comment)));
  JsonWriter json;
  json.begin_object().key(name);
  papers::write_comment(json, shown);
  json.end_object();
  http::Response response = json_response(json.take());
  response.status = status;
  return response;
}

Result<http::Response> write(Exchange& exchange, std::string_view parent) {
  TRY(const store::PaperView paper, find_paper(exchange, exchange.captured[0]));
  TRY(const std::string_view raw, needed_field(exchange, "comment"));
  TRY(const papers::CommentText text, papers::comment_text(raw, exchange.backend.typesetter()));
  TRY(const Comment comment, acted(exchange, [&](store::Transaction& transaction) {
        return papers::add_comment(exchange.backend.record(), transaction, paper.number, parent, text,
                                   actor_of(exchange), exchange.backend.site().clock.now());
      }));
  return comment_response(exchange, comment.number, "newMessage", 201);
}

// What is done to the comment that the address names, in one commit; then the comment as it is.
template <class Act>
Result<http::Response> act(Exchange& exchange, const Act& acts) {
  TRY(const store::PaperView paper, find_paper(exchange, exchange.captured[0]));
  TRY(const store::CommentNumber number,
      acted(exchange, [&](store::Transaction& transaction) -> Result<store::CommentNumber> {
        store::Record& record = exchange.backend.record();
        TRY(const Comment comment, papers::comment_on(record, paper.number, exchange.captured[1]));
        TRY_VOID(acts(record, transaction, comment, exchange.backend.site().clock.now()));
        return comment.number;
      }));
  return comment_response(exchange, number, "message", 200);
}

// As act(), of what only the writer may do: 403 for others.
template <class Act>
Result<http::Response> act_as_writer(Exchange& exchange, const Act& acts) {
  TRY(const store::PaperView paper, find_paper(exchange, exchange.captured[0]));
  TRY(const Comment comment,
      papers::comment_on(exchange.backend.record(), paper.number, exchange.captured[1]));
  if (!papers::may_edit(comment, actor_of(exchange)))
    return error_response(403, "Only its writer can change this comment, and only while it is shown");
  return act(exchange, acts);
}

Result<store::HiddenReason> reason_of(const Exchange& exchange) {
  TRY(const std::string_view name, needed_field(exchange, "reason"));
  const auto reason = papers::hidden_reason_named(name);
  if (!reason)
    return Error(ErrorCode::kInvalid,
                 "\"reason\" is Abuse, Graphic Content, Low Quality, Off-Topic, Resolved or Spam");
  return *reason;
}

Result<http::Response> set_reaction(Exchange& exchange, std::string_view name, bool on) {
  const auto reaction = papers::reaction_named(name);
  if (!reaction) {
    std::string names;
    for (const papers::ReactionName& one : papers::reaction_names())
      names.append(names.empty() ? "" : ", ").append(one.name);
    return Error(ErrorCode::kInvalid, "a reaction is one of " + names);
  }
  return act(exchange,
             [&](store::Record& record, store::Transaction& transaction, const Comment& comment,
                 Instant now) -> Result<void> {
               TRY_VOID(papers::react(record, transaction, comment, *reaction, actor_of(exchange), on, now));
               return {};
             });
}

}  // namespace

http::Response api_comments(Exchange& exchange) {
  const auto paper = find_paper(exchange, exchange.captured[0]);
  if (!paper.ok()) return error_response(paper.error());
  papers::Discussion reading(exchange.backend.record(), exchange.backend.typesetter(), false);
  const auto comments = reading.of_paper(paper->number);
  if (!comments.ok()) return error_response(comments.error());
  JsonWriter json;
  json.begin_array();
  for (const papers::ShownComment& comment : *comments) papers::write_comment(json, comment);
  json.end_array();
  return json_response(json.take());
}

http::Response api_comment(Exchange& exchange) {
  return answer_of(write(exchange, {}));
}

http::Response api_reply(Exchange& exchange) {
  return answer_of(write(exchange, exchange.captured[1]));
}

http::Response api_edit_comment(Exchange& exchange) {
  return answer_of([&]() -> Result<http::Response> {
    TRY(const std::string_view raw, needed_field(exchange, "comment"));
    TRY(const papers::CommentText text, papers::comment_text(raw, exchange.backend.typesetter()));
    return act_as_writer(
        exchange, [&](store::Record& record, store::Transaction& transaction, const Comment& comment,
                      Instant now) { return papers::edit_comment(record, transaction, comment, text, now); });
  }());
}

http::Response api_delete_comment(Exchange& exchange) {
  return answer_of(act_as_writer(
      exchange, [](store::Record& record, store::Transaction& transaction, const Comment& comment,
                   Instant now) { return papers::take_comment_back(record, transaction, comment, now); }));
}

http::Response api_react(Exchange& exchange) {
  return answer_of([&]() -> Result<http::Response> {
    TRY(const std::string_view name, needed_field(exchange, "reaction"));
    return set_reaction(exchange, name, true);
  }());
}

http::Response api_take_reaction_back(Exchange& exchange) {
  return answer_of(set_reaction(exchange, exchange.captured[2], false));
}

http::Response api_report_comment(Exchange& exchange) {
  return answer_of([&]() -> Result<http::Response> {
    TRY(const store::HiddenReason reason, reason_of(exchange));
    return act(exchange, [&](store::Record& record, store::Transaction& transaction, const Comment& comment,
                             Instant now) {
      return papers::report_comment(record, transaction, comment, reason, exchange.field("words"),
                                    actor_of(exchange), now);
    });
  }());
}

http::Response api_hide_comment(Exchange& exchange) {
  return answer_of([&]() -> Result<http::Response> {
    TRY(const store::HiddenReason reason, reason_of(exchange));
    return act(exchange, [&](store::Record& record, store::Transaction& transaction, const Comment& comment,
                             Instant now) {
      return papers::hide_comment(record, transaction, comment, reason, actor_of(exchange), now);
    });
  }());
}

http::Response api_show_comment(Exchange& exchange) {
  return answer_of(act(exchange, [&](store::Record& record, store::Transaction& transaction,
                                     const Comment& comment, Instant now) {
    return papers::show_comment(record, transaction, comment, actor_of(exchange), now);
  }));
}

}  // namespace broadsheet::web
