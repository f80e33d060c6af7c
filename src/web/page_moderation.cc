// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /moderation: what moderators did, for everybody; and for them /moderation/reports, what readers told them,
// and /moderation/rings, who votes in lockstep.

#include <string>
#include <utility>

#include "base/english.h"
#include "papers/comment_names.h"
#include "papers/moderating.h"
#include "papers/paper_lines.h"
#include "papers/ring_report.h"
#include "web/discussion.h"
#include "web/handlers.h"
#include "web/limits.h"
#include "web/links.h"
#include "web/page.h"

namespace broadsheet::web {
namespace {

using text::TemplateValues;

Result<std::vector<store::LogEntry>> entries_of(const Exchange& exchange) {
  TRY(const store::LogEntryNumber before, before_parameter<store::LogEntryNumber>(exchange));
  return store::Moderation(exchange.backend.record()).log(before, kLogEntriesOnPage);
}

bool is_about_comment(store::ModerationAct act) {
  return act == store::ModerationAct::kHideComment || act == store::ModerationAct::kShowComment ||
         act == store::ModerationAct::kDismissReports;
}

bool is_about_paper(store::ModerationAct act) {
  return act == store::ModerationAct::kTakeOffPage || act == store::ModerationAct::kPutBackOnPage;
}

Result<http::Response> log_page(Exchange& exchange) {
  TRY(const std::vector<store::LogEntry> entries, entries_of(exchange));
  Page page(exchange,
            {.title = "Moderation",
             .description = "What moderators of this server did, and why",
             .path = "/moderation"},
            "moderation.html");
  TemplateValues body = page.body();
  if (is_moderator(exchange)) body.show("FOR_MODERATORS");
  if (entries.empty()) body.show("NOTHING");
  papers::Discussion reading = discussion_for(exchange);
  for (const store::LogEntry& entry : entries) {
    TRY(const papers::Person who, reading.person(entry.account));
    TemplateValues row = body.add("ENTRY");
    row.set("ENTRY_DATE", short_moment(entry.done_at)).set("ENTRY_WHO", who.fullname);
    row.set("ENTRY_ACT", papers::moderation_act_text(entry.act));
    if (is_about_comment(entry.act)) {
      row.add("OF_COMMENT").set("SUBJECT_URL", comment_path(entry.subject));
    } else if (is_about_paper(entry.act)) {
      row.add("OF_PAPER").set("SUBJECT", entry.subject).set("SUBJECT_URL", paper_path(entry.subject));
    } else if (!entry.subject.empty()) {
      row.add("OF_ACCOUNT").set("SUBJECT", entry.subject);
    }
    if (!entry.detail.empty()) row.add("DETAIL").set("DETAIL_TEXT", entry.detail);
    if (entry.by_token) row.show("BY_PROGRAM");
  }
  if (entries.size() == kLogEntriesOnPage)
    body.add("OLDER").set("OLDER_URL", "/moderation?before=" + std::to_string(entries.back().number.value()));
  return page.response();
}

Result<http::Response> reports(Exchange& exchange) {
  Page page(exchange, {.title = "Reported comments", .description = "", .path = "/moderation/reports"},
            "reports.html");
  TemplateValues body = page.body();
  store::Record& record = exchange.backend.record();
  papers::Discussion reading = discussion_for(exchange);
  TRY(const std::vector<papers::ReportedComment> reported,
      papers::open_reports(record, reading, kReportsOnPage));
  if (reported.empty()) body.show("NOTHING");
  for (const papers::ReportedComment& one : reported) {
    TemplateValues row = body.add("REPORTED");
    const auto paper = paper_of(record, one.comment.comment.identity);
    add_comment(exchange, row, "COMMENT", one.comment, {.paper = paper.ok() ? &*paper : nullptr});
    for (const auto& [who, report] : one.reports) {
      TemplateValues told = row.add("TOLD");
      told.set("TOLD_BY", who.fullname).set("TOLD_REASON", papers::hidden_reason_name(report.reason));
      told.set("TOLD_DATE", short_moment(report.reported_at));
      if (!report.words.empty()) told.add("WORDS").set("TOLD_WORDS", report.words);
    }
    const std::string path = comment_path(one.comment.comment.id);
    TemplateValues forms = row.add("DECIDE");
    forms.set("HIDE_URL", path + "/hide").set("DISMISS_URL", path + "/dismiss");
    forms.set("FORM_KEY", exchange.visitor->form_key);
    for (const papers::HiddenReasonName& name : papers::hidden_reason_names())
      forms.add("REASON").set("REASON_NAME", name.name);
  }
  return page.response();
}

Result<http::Response> rings(Exchange& exchange) {
  store::Record& record = exchange.backend.record();
  TRY(const papers::RingReport report, papers::ring_report(record, exchange.backend.site().clock.now()));
  Page page(exchange, {.title = "Votes in lockstep", .description = "", .path = "/moderation/rings"},
            "rings.html");
  TemplateValues body = page.body();
  body.set("VOTES_TEXT", counted(report.votes, "vote"))
      .set("DAYS_TEXT", std::to_string(papers::kRingReportDays.count()));
  if (report.groups.empty()) body.show("NOTHING");
  papers::Discussion reading = discussion_for(exchange);
  for (const papers::LockstepGroup& group : report.groups) {
    TemplateValues ring = body.add("RING");
    ring.set("RING_TEXT", papers::lockstep_in_words(group));
    for (const store::AccountNumber account : group.accounts) {
      TRY(const papers::Person who, reading.person(account));
      TemplateValues member = ring.add("MEMBER");
      member.set("MEMBER_NAME", who.fullname);
      if (!who.has_left()) member.add("MEMBER_LINK").set("MEMBER_URL", user_path(who.name));
    }
    for (const papers::LockstepPaper& one : group.papers) {
      TRY(const std::optional<store::PaperView> paper, record.paper(one.paper));
      if (!paper) continue;
      ring.add("TARGET")
          .set("PAPER_URL", paper_path(*paper))
          .set("PAPER_TITLE", papers::readable_title(*paper))
          .set("TARGET_TEXT", counted(one.accounts, "account"));
    }
  }
  return page.response();
}

}  // namespace

http::Response moderation_page(Exchange& exchange) {
  return answer_of(log_page(exchange));
}

http::Response reports_page(Exchange& exchange) {
  return answer_of(reports(exchange));
}

http::Response rings_page(Exchange& exchange) {
  return answer_of(rings(exchange));
}

http::Response api_moderation_log(Exchange& exchange) {
  const auto entries = entries_of(exchange);
  if (!entries.ok()) return error_response(entries.error());
  papers::Discussion reading(exchange.backend.record(), exchange.backend.typesetter(), false);
  JsonWriter json;
  json.begin_array();
  for (const store::LogEntry& entry : *entries) {
    const auto who = reading.person(entry.account);
    if (!who.ok()) return error_response(who.error());
    json.begin_object().key("number").value(entry.number.value());
    json.key("moderator").value(who->has_left() ? who->fullname : who->name);
    json.key("byProgram").value(entry.by_token);
    json.key("act").value(papers::moderation_act_name(entry.act));
    json.key("subject").value(entry.subject).key("detail").value(entry.detail);
    json.key("doneAt").value(format_instant(entry.done_at)).end_object();
  }
  json.end_array();
  return json_response(json.take());
}

}  // namespace broadsheet::web
