// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /notifications: what is new for the reader who asks; and the same of the API.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/english.h"
#include "papers/comment_names.h"
#include "papers/notice_lines.h"
#include "papers/paper_body.h"
#include "papers/paper_lines.h"
#include "papers/paper_view.h"
#include "papers/telling.h"
#include "store/notices.h"
#include "web/acting.h"
#include "web/discussion.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

using store::Notice;
using store::NoticeNumber;

// A notice with what it is about.
struct ShownNotice {
  Notice notice;
  papers::Person actor;
  std::string comment_id;  // empty where it is about none
  store::PaperView paper;
};

// Those of papers that are still there.
Result<std::vector<ShownNotice>> notices_of(const Exchange& exchange, NoticeNumber before,
                                            std::size_t limit) {
  store::Record& record = exchange.backend.record();
  TRY(const std::vector<Notice> notices,
      store::Notices(record).notices_on_page(exchange.visitor->account.number, before, limit));
  papers::Discussion reading = discussion_for(exchange);
  std::vector<ShownNotice> shown;
  for (const Notice& notice : notices) {
    TRY(const std::optional<store::Comment> comment, store::Comments(record).comment(notice.comment));
    auto paper = paper_of(record, notice.identity);
    if (!paper.ok()) continue;
    TRY(papers::Person actor, reading.person(notice.actor));
    shown.push_back({notice, std::move(actor), comment ? comment->id : "", *std::move(paper)});
  }
  return shown;
}

Result<http::Response> page_of(Exchange& exchange) {
  TRY(const NoticeNumber before, before_parameter<NoticeNumber>(exchange));
  TRY(const std::vector<ShownNotice> notices, notices_of(exchange, before, kNoticesOnPage));
  Page page(exchange, {.title = "Notifications", .description = "", .path = "/notifications"},
            "notices.html");
  text::TemplateValues body = page.body();
  if (notices.empty()) {
    body.show("NOTHING");
  } else {
    body.add("READ_FORM")
        .set("FORM_KEY", exchange.visitor->form_key)
        .set("LAST", std::to_string(notices.front().notice.number.value()));
  }
  for (const ShownNotice& one : notices) {
    text::TemplateValues row = body.add("NOTICE");
    const bool by_source = papers::is_notice_of_source(one.notice.kind);
    if (!by_source) row.add("WHO").set("NOTICE_WHO", one.actor.fullname);
    row.set("NOTICE_TEXT", papers::notice_text(one.notice.kind))
        .set("NOTICE_ABOUT", papers::notice_word_before_title(one.notice.kind));
    row.set("NOTICE_DATE", short_moment(one.notice.made_at));
    row.set("NOTICE_URL", one.comment_id.empty() ? paper_path(one.paper) : comment_path(one.comment_id));
    row.set("PAPER_TITLE", papers::readable_title(one.paper)).set("PAPER_URL", paper_path(one.paper));
    if (!one.notice.read_at) row.show("UNREAD");
  }
  if (notices.size() == kNoticesOnPage)
    body.add("OLDER").set("OLDER_URL",
                          "/notifications?before=" + std::to_string(notices.back().notice.number.value()));
  return page.response();
}

Result<std::string> body_of(Exchange& exchange) {
  TRY(const std::vector<ShownNotice> notices, notices_of(exchange, NoticeNumber::highest(), kNoticesOnPage));
  TRY(const std::uint64_t unread,
      store::Notices(exchange.backend.record()).count_unread(exchange.visitor->account.number));
  JsonWriter json;
  json.begin_object().key("notifications").begin_array();
  for (const ShownNotice& one : notices) {
    const std::string id = papers::printed_id(one.paper);
    json.begin_object().key("type").value("paper").key("reason");
    json.value(papers::notice_kind_name(one.notice.kind));
    json.key("updatedAt").value(format_instant(one.notice.made_at));
    json.key("read").value(one.notice.read_at.has_value());
    if (!one.comment_id.empty()) json.key("discussionEventId").value(one.comment_id);
    json.key("paper").begin_object().key("_id").value(id).key("title").value(one.paper.title).end_object();
    json.key("paperDiscussion").begin_object().key("id").value(papers::object_id("discussion", id));
    json.key("paperId").value(id).key("participating").begin_array();
    if (!papers::is_notice_of_source(one.notice.kind)) papers::write_person(json, one.actor);
    json.end_array().end_object().end_object();
  }
  json.end_array().key("count").begin_object().key("unread").value(unread).end_object().end_object();
  return json.take();
}

Result<void> mark_read(const Exchange& exchange, NoticeNumber last) {
  return acted(exchange, [&](store::Transaction& transaction) {
    return store::NoticeChanges(transaction)
        .mark_read(exchange.visitor->account.number, last, exchange.backend.site().clock.now());
  });
}

// Those of the discussions that are named, or all.
Result<void> forget(const Exchange& exchange) {
  const bool some = exchange.form.parameter("discussionIds").has_value();
  const store::AccountNumber account = exchange.visitor->account.number;
  TRY(const std::vector<ShownNotice> notices,
      notices_of(exchange, NoticeNumber::highest(), papers::kNoticesKept));
  return acted(exchange, [&](store::Transaction& transaction) -> Result<void> {
    store::NoticeChanges changes(transaction);
    if (!some) return changes.remove_all(account);
    for (const ShownNotice& one : notices) {
      const std::string discussion = papers::object_id("discussion", papers::printed_id(one.paper));
      if (exchange.form.has("discussionIds", discussion))
        TRY_VOID(changes.remove(account, one.notice.number));
    }
    return {};
  });
}

}  // namespace

http::Response notices_page(Exchange& exchange) {
  return answer_of(page_of(exchange));
}

http::Response read_notices(Exchange& exchange) {
  const auto last = id_parameter<NoticeNumber>(exchange.form, "last");
  if (!last.ok()) return error_response(last.error());
  const auto marked = mark_read(exchange, *last);
  return marked.ok() ? see_other("/notifications") : error_response(marked.error());
}

http::Response api_notices(Exchange& exchange) {
  auto body = body_of(exchange);
  return body.ok() ? json_response(*std::move(body)) : error_response(body.error());
}

http::Response api_read_notices(Exchange& exchange) {
  const auto marked = mark_read(exchange, NoticeNumber::highest());
  return marked.ok() ? api_notices(exchange) : error_response(marked.error());
}

http::Response api_delete_notices(Exchange& exchange) {
  const Result<void> done = forget(exchange);
  return done.ok() ? api_notices(exchange) : error_response(done.error());
}

}  // namespace broadsheet::web
