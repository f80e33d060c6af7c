// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What readers report, and what moderators do about it: all of it can be undone, and all of it is in a log
// that everybody can read.

#ifndef BROADSHEET_PAPERS_MODERATING_H_
#define BROADSHEET_PAPERS_MODERATING_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "papers/accounts.h"
#include "papers/discussion.h"
#include "store/moderation.h"
#include "store/record.h"

namespace broadsheet::papers {

inline constexpr std::size_t kReportBytesMax = 1000;
// Of one account in an hour.
inline constexpr std::size_t kReportsInHourMax = 30;

// Tells moderators of a comment. kTooLarge for too many words or reports.
Result<void> report_comment(store::Record& record, store::Transaction& transaction,
                            const store::Comment& comment, store::HiddenReason reason, std::string_view words,
                            const Actor& actor, Instant now);

// Hides a comment, or shows it again; both settle its reports. Done already is no error and leaves no entry
// in the log. kInvalid for a comment that its writer took back. An account of number 0 is the operator.
Result<void> hide_comment(store::Record& record, store::Transaction& transaction,
                          const store::Comment& comment, store::HiddenReason reason, const Actor& moderator,
                          Instant now);
Result<void> show_comment(store::Record& record, store::Transaction& transaction,
                          const store::Comment& comment, const Actor& moderator, Instant now);
// Settles the reports of a comment that stays as it is.
Result<void> dismiss_reports(store::Transaction& transaction, const store::Comment& comment,
                             const Actor& moderator, Instant now);

// For whatever else is done to others: `subject` is an account's name or a comment's id.
Result<void> log_act(store::Transaction& transaction, store::ModerationAct act, std::string_view subject,
                     std::string_view detail, const Actor& moderator, Instant now);

// A comment with what is reported of it and not decided yet.
struct ReportedComment {
  ShownComment comment;
  struct Told {
    Person who;
    store::Report report;
  };
  std::vector<Told> reports;
};
// The first that was reported first; at most `limit` comments.
Result<std::vector<ReportedComment>> open_reports(store::Record& record, Discussion& discussion,
                                                  std::size_t limit);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_MODERATING_H_
