// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet moderate: what readers report, and what is done about it, from the terminal.

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/commands.h"
#include "app/record_access.h"
#include "base/english.h"
#include "base/json_writer.h"
#include "papers/comment_names.h"
#include "papers/discussion.h"
#include "papers/moderating.h"
#include "papers/off_page.h"
#include "papers/ring_report.h"
#include "text/typesetter.h"
#include "text/utf8.h"

namespace broadsheet::app {
namespace {

constexpr std::array<std::string_view, 8> kActions{"reports",  "hide",     "restore", "dismiss",
                                                   "take-off", "put-back", "log",     "rings"};
constexpr std::size_t kReportsShown = 100;
constexpr std::size_t kEntriesShown = 100;
// Whoever sits at the terminal: no account.
constexpr papers::Actor kOperator{};

std::string name_of(const papers::Person& person) {
  return person.has_left() ? person.fullname : person.name;
}

class ModerateCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "moderate",
        .group = "Serving",
        .summary = "comments that readers reported, and what is done about them",
        .about =
            "`reports` lists the comments that nobody has decided about. `hide` takes one from the pages, "
            "with a "
            "reason that everybody sees; `restore` shows it again; `dismiss` leaves it as it is. Each "
            "settles "
            "its reports, and each is in the `log`, which the pages show to everybody at /moderation. "
            "`rings` "
            "tells of accounts that vote for the same papers within minutes, time and again; what that means "
            "is "
            "yours to judge, nothing is done about it by itself. `take-off` takes a paper from the "
            "daily page on which a reader put it, `put-back` undoes it.",
        .examples = {{"broadsheet moderate", "what waits for you"},
                     {"broadsheet moderate hide 0123456789abcdef01234567 Spam",
                      "can be taken back with restore"},
                     {"broadsheet moderate take-off 2608.01234 advertising", "of a paper, with the reason"},
                     {"broadsheet moderate log --json", "who did what, and why"}},
    };
  }

  void declare(Options& options) override {
    options.word("ACTION", "reports (the default), hide, restore, dismiss, take-off, put-back, log or rings",
                 Need::kOptional, &action_, [](const std::string& value) -> std::optional<std::string> {
                   if (std::ranges::find(kActions, value) != kActions.end()) return std::nullopt;
                   return "'" + value +
                          "' is none of reports, hide, restore, dismiss, take-off, put-back, log, rings";
                 });
    options.word("ID", "of the comment: 24 digits and letters; of the paper with take-off and put-back",
                 Need::kOptional, &id_);
    options.word("REASON",
                 "with hide: Abuse, \"Graphic Content\", \"Low Quality\", Off-Topic, Resolved or Spam; with "
                 "take-off any words",
                 Need::kOptional, &reason_);
    options.flag("--json", "prints the answer as JSON", &json_);
  }

  Result<ExitStatus> run(Context& context) override {
    if (action_.empty()) action_ = "reports";
    const bool lists = action_ == "reports" || action_ == "log" || action_ == "rings";
    const bool has_reason = action_ == "hide" || (action_ == "take-off" && !reason_.empty());
    if (lists != id_.empty() || has_reason == reason_.empty()) {
      notice(context, "moderate: type `broadsheet moderate --help` for what " + action_ + " takes");
      return ExitStatus::kUsage;
    }
    TRY(const std::unique_ptr<store::Record> record, open_record_for_writing(context));
    text::Typesetter typesetter;
    papers::Discussion reading(*record, typesetter, true);
    if (action_ == "take-off" || action_ == "put-back") return decide_page(context, *record);
    if (action_ == "reports") return reports(context, *record, reading);
    if (action_ == "log") return log(context, *record, reading);
    if (action_ == "rings") return rings(context, *record, reading);
    return decide(context, *record, reading);
  }

 private:
  Result<ExitStatus> reports(Context& context, store::Record& record, papers::Discussion& reading) const {
    TRY(const std::vector<papers::ReportedComment> reported,
        papers::open_reports(record, reading, kReportsShown));
    JsonWriter json;
    json.begin_array();
    for (const papers::ReportedComment& one : reported) {
      if (json_) {
        json.begin_object().key("comment");
        papers::write_comment(json, one.comment);
        json.key("reports").begin_array();
        for (const auto& [who, report] : one.reports) {
          json.begin_object().key("by").value(name_of(who));
          json.key("reason").value(papers::hidden_reason_name(report.reason));
          json.key("words").value(report.words);
          json.key("reported_at").value(format_instant(report.reported_at)).end_object();
        }
        json.end_array().end_object();
        continue;
      }
      write_comment_line(context, one.comment);
      for (const auto& [who, report] : one.reports)
        context.out.line("  " + name_of(who) + ": " + std::string(papers::hidden_reason_name(report.reason)) +
                         (report.words.empty() ? "" : ", " + report.words));
    }
    json.end_array();
    if (json_) context.out.line(json.take());
    if (!json_ && reported.empty()) context.out.line("nothing is reported");
    return ExitStatus::kDone;
  }

  Result<ExitStatus> log(Context& context, store::Record& record, papers::Discussion& reading) const {
    constexpr store::LogEntryNumber kNewest(std::numeric_limits<store::LogEntryNumber::Integer>::max());
    TRY(const std::vector<store::LogEntry> entries, store::Moderation(record).log(kNewest, kEntriesShown));
    JsonWriter json;
    json.begin_array();
    for (const store::LogEntry& entry : entries) {
      TRY(const papers::Person who, reading.person(entry.account));
      if (json_) {
        json.begin_object().key("moderator").value(name_of(who));
        json.key("act").value(papers::moderation_act_name(entry.act)).key("subject").value(entry.subject);
        json.key("detail").value(entry.detail).key("done_at").value(format_instant(entry.done_at));
        json.end_object();
      } else {
        context.out.line(format_instant(entry.done_at).substr(0, 16) + "  " + name_of(who) + " " +
                         std::string(papers::moderation_act_text(entry.act)) + "  " + entry.subject +
                         (entry.detail.empty() ? "" : "  " + entry.detail));
      }
    }
    json.end_array();
    if (json_) context.out.line(json.take());
    if (!json_ && entries.empty()) context.out.line("nothing was done so far");
    return ExitStatus::kDone;
  }

  Result<ExitStatus> rings(Context& context, store::Record& record, papers::Discussion& reading) const {
    TRY(const papers::RingReport report, papers::ring_report(record, context.clock.now()));
    JsonWriter json;
    json.begin_object().key("votes").value(report.votes).key("groups").begin_array();
    for (const papers::LockstepGroup& group : report.groups) {
      const std::string words = papers::lockstep_in_words(group);
      json.begin_object().key("accounts").begin_array();
      std::string names;
      for (const store::AccountNumber account : group.accounts) {
        TRY(const papers::Person who, reading.person(account));
        json.value(name_of(who));
        names.append(names.empty() ? "" : ", ").append(name_of(who));
      }
      json.end_array().key("papers").value(group.papers.size()).key("text").value(words).end_object();
      if (!json_) {
        context.out.line(context.out.styled(Style::kBold, names));
        context.out.line("  " + words);
      }
    }
    json.end_array().end_object();
    if (json_) context.out.line(json.take());
    if (!json_ && report.groups.empty())
      context.out.line("nobody votes in lockstep: " + counted(report.votes, "vote") + " looked at");
    return ExitStatus::kDone;
  }

  Result<ExitStatus> decide(Context& context, store::Record& record, papers::Discussion& reading) const {
    const Instant now = context.clock.now();
    const auto reason = papers::hidden_reason_named(reason_);
    if (action_ == "hide" && !reason)
      return Error(ErrorCode::kInvalid, "'" + reason_ +
                                            "' is none of Abuse, Graphic Content, Low Quality, Off-Topic, "
                                            "Resolved, Spam");
    TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
    store::Comments comments(record);
    TRY(const std::optional<store::Comment> comment, comments.comment_by_id(id_));
    if (!comment) return Error(ErrorCode::kNotFound, "no comment is called " + id_);
    if (action_ == "hide")
      TRY_VOID(papers::hide_comment(record, transaction, *comment, *reason, kOperator, now));
    if (action_ == "restore") TRY_VOID(papers::show_comment(record, transaction, *comment, kOperator, now));
    if (action_ == "dismiss") TRY_VOID(papers::dismiss_reports(transaction, *comment, kOperator, now));
    TRY_VOID(transaction.commit());
    TRY(std::optional<store::Comment> changed, comments.comment(comment->number));
    if (!changed) return ExitStatus::kDone;
    TRY(const papers::ShownComment shown, reading.shown(*std::move(changed)));
    if (json_) {
      JsonWriter json;
      papers::write_comment(json, shown);
      context.out.line(json.take());
    } else {
      write_comment_line(context, shown);
    }
    return ExitStatus::kDone;
  }

  Result<ExitStatus> decide_page(Context& context, store::Record& record) const {
    TRY(const store::PaperView paper, find_paper(record, id_));
    const Instant now = context.clock.now();
    TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
    if (action_ == "take-off") {
      TRY_VOID(papers::take_off_page(record, transaction, paper.number, reason_, kOperator, now));
    } else {
      TRY_VOID(papers::put_back_on_page(record, transaction, paper.number, kOperator, now));
    }
    TRY_VOID(transaction.commit());
    TRY(const std::optional<store::PaperView> view, record.paper(paper.number));
    const std::string day = view && view->featured ? format_day(*view->featured) : "";
    if (json_) {
      JsonWriter json;
      json.begin_object().key("id").value(id_).key("on_page");
      if (day.empty()) {
        json.null();
      } else {
        json.value(day);
      }
      json.end_object();
      context.out.line(json.take());
    } else {
      context.out.line(id_ + (day.empty() ? " is on no daily page" : " is on the page of " + day));
    }
    return ExitStatus::kDone;
  }

  static void write_comment_line(Context& context, const papers::ShownComment& shown) {
    const store::Comment& comment = shown.comment;
    std::string state;
    if (comment.hidden)
      state = ", hidden: " + std::string(papers::hidden_reason_name(comment.hidden->reason));
    context.out.line(context.out.styled(Style::kBold, comment.id) + "  " + name_of(shown.writer) + ", " +
                     format_instant(comment.written_at).substr(0, 16) + state);
    context.out.line("  " + text::sanitize_line(comment.raw));
  }

  std::string action_;
  std::string id_;
  std::string reason_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_moderate_command() {
  return std::make_unique<ModerateCommand>();
}

}  // namespace broadsheet::app
