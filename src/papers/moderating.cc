// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/moderating.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "papers/comment_names.h"
#include "papers/commenting.h"
#include "papers/own_counts.h"
#include "papers/telling.h"
#include "store/notices.h"

namespace broadsheet::papers {
namespace {

using store::Comment;
using store::ModerationAct;
using store::ModerationChanges;

constexpr std::size_t kReportsRead = 2000;

Result<void> set_hidden(store::Record& record, store::Transaction& transaction, const Comment& comment,
                        const std::optional<store::Hiding>& hiding, const Actor& moderator, Instant now) {
  TRY_VOID(store::CommentChanges(transaction).set_hidden(comment.number, hiding));
  TRY_VOID(refresh_discussion(record, transaction, comment.identity));
  if (comment.account == moderator.account) return {};
  return tell(record, transaction,
              {.number = {},
               .account = comment.account,
               .kind = hiding ? store::NoticeKind::kHidden : store::NoticeKind::kShown,
               .actor = moderator.account,
               .comment = comment.number,
               .identity = comment.identity,
               .made_at = now});
}

}  // namespace

Result<void> report_comment(store::Record& record, store::Transaction& transaction, const Comment& comment,
                            store::HiddenReason reason, std::string_view words, const Actor& actor,
                            Instant now) {
  if (!comment.is_shown()) return Error(ErrorCode::kInvalid, "this comment is gone already");
  if (words.size() > kReportBytesMax)
    return Error(ErrorCode::kTooLarge,
                 "a report has at most " + std::to_string(kReportBytesMax) + " bytes; say it shorter");
  TRY(const std::uint64_t in_hour,
      store::Moderation(record).count_by(actor.account, now - std::chrono::hours(1)));
  if (in_hour >= kReportsInHourMax)
    return Error(ErrorCode::kTooLarge, "you have reported " + std::to_string(in_hour) +
                                           " comments within an hour; go on in a while");
  return ModerationChanges(transaction)
      .report({.number = {},
               .comment = comment.number,
               .account = actor.account,
               .reason = reason,
               .words = std::string(words),
               .reported_at = now});
}

Result<void> hide_comment(store::Record& record, store::Transaction& transaction, const Comment& comment,
                          store::HiddenReason reason, const Actor& moderator, Instant now) {
  if (comment.deleted_at) return Error(ErrorCode::kInvalid, "its writer has taken this comment back");
  if (comment.hidden && comment.hidden->reason == reason) return {};
  TRY_VOID(ModerationChanges(transaction).settle(comment.number, moderator.account, now));
  TRY_VOID(set_hidden(record, transaction, comment, store::Hiding{moderator.account, reason, now}, moderator,
                      now));
  return log_act(transaction, ModerationAct::kHideComment, comment.id, hidden_reason_name(reason), moderator,
                 now);
}

Result<void> show_comment(store::Record& record, store::Transaction& transaction, const Comment& comment,
                          const Actor& moderator, Instant now) {
  if (!comment.hidden) return {};
  TRY_VOID(ModerationChanges(transaction).settle(comment.number, moderator.account, now));
  TRY_VOID(set_hidden(record, transaction, comment, std::nullopt, moderator, now));
  return log_act(transaction, ModerationAct::kShowComment, comment.id, "", moderator, now);
}

Result<void> dismiss_reports(store::Transaction& transaction, const Comment& comment, const Actor& moderator,
                             Instant now) {
  TRY(const std::uint64_t settled,
      ModerationChanges(transaction).settle(comment.number, moderator.account, now));
  if (settled == 0) return {};
  return log_act(transaction, ModerationAct::kDismissReports, comment.id, "", moderator, now);
}

Result<void> log_act(store::Transaction& transaction, ModerationAct act, std::string_view subject,
                     std::string_view detail, const Actor& moderator, Instant now) {
  return ModerationChanges(transaction)
      .log({.number = {},
            .account = moderator.account,
            .by_token = moderator.by_token,
            .act = act,
            .subject = std::string(subject),
            .detail = std::string(detail),
            .done_at = now});
}

Result<std::vector<ReportedComment>> open_reports(store::Record& record, Discussion& discussion,
                                                  std::size_t limit) {
  TRY(std::vector<store::Report> reports, store::Moderation(record).open_reports(kReportsRead));
  std::vector<ReportedComment> reported;
  for (store::Report& report : reports) {
    auto found = std::ranges::find(reported, report.comment,
                                   [](const ReportedComment& one) { return one.comment.comment.number; });
    if (found == reported.end()) {
      if (reported.size() == limit) continue;
      TRY(std::optional<Comment> comment, store::Comments(record).comment(report.comment));
      if (!comment) continue;
      TRY(ShownComment shown, discussion.shown(*std::move(comment)));
      found = reported.insert(reported.end(), {std::move(shown), {}});
    }
    TRY(Person who, discussion.person(report.account));
    found->reports.push_back({std::move(who), std::move(report)});
  }
  return reported;
}

}  // namespace broadsheet::papers
