// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /notifications: what is new for the reader who asks.

#include <string>
#include <vector>

#include "base/english.h"
#include "papers/notice_lines.h"
#include "papers/paper_lines.h"
#include "papers/paper_view.h"
#include "store/notices.h"
#include "web/acting.h"
#include "web/discussion.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/notices.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

using store::NoticeNumber;

Result<http::Response> page_of(Exchange& exchange) {
  TRY(const NoticeNumber before, before_parameter<NoticeNumber>(exchange));
  TRY(const std::vector<store::Notice> all,
      store::Notices(exchange.backend.record())
          .notices_on_page(exchange.visitor->account.number, before, kNoticesOnPage));
  TRY(const std::vector<ShownNotice> notices, shown_notices(exchange, all));
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

Result<void> mark_read(const Exchange& exchange, NoticeNumber last) {
  return acted(exchange, [&](store::Transaction& transaction) {
    return store::NoticeChanges(transaction)
        .mark_read(exchange.visitor->account.number, last, exchange.backend.site().clock.now());
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

}  // namespace broadsheet::web
