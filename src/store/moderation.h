// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What readers report, and what moderators and admins did: the log that everybody can read.

#ifndef BROADSHEET_STORE_MODERATION_H_
#define BROADSHEET_STORE_MODERATION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/strong_id.h"
#include "store/accounts.h"
#include "store/comments.h"

namespace broadsheet::store {

using ReportNumber = StrongId<struct ReportNumberTag, std::uint32_t>;      // from 1
using LogEntryNumber = StrongId<struct LogEntryNumberTag, std::uint32_t>;  // from 1, never given twice

// One for each account and comment.
struct Report {
  ReportNumber number;
  CommentNumber comment;
  AccountNumber account;
  HiddenReason reason = HiddenReason::kSpam;
  std::string words;  // of the reader, for moderators; may be empty
  Instant reported_at;
  std::optional<Instant> settled_at = {};
  AccountNumber settled_by = {};
};

// The numbers are stored: never reuse one.
enum class ModerationAct : std::uint8_t {
  kHideComment = 1,
  kShowComment = 2,
  kDismissReports = 3,
  kBanAccount = 4,
  kUnbanAccount = 5,
  kSetRole = 6,
  kConfirmAddress = 7,
  kAcceptClaim = 8,
  kRejectClaim = 9,
  kDeleteAccount = 10,
  kSecondFactorOff = 11,
  kTakeOffPage = 12,
  kPutBackOnPage = 13,
};

struct LogEntry {
  LogEntryNumber number;
  AccountNumber account;  // who did it; 0: the operator, at the terminal
  bool by_token = false;
  ModerationAct act = ModerationAct::kHideComment;
  std::string subject;  // the id of a comment or a paper, the name of an account
  std::string detail;   // a reason, a role; may be empty
  Instant done_at;
};

// Reads. Borrows the Record.
class Moderation {
 public:
  explicit Moderation(Record& record);

  // Of comments that nobody has decided about, the oldest first, at most `limit`.
  Result<std::vector<Report>> open_reports(std::size_t limit);
  Result<std::uint64_t> count_open();
  Result<std::vector<Report>> reports_of(CommentNumber comment);  // by number
  Result<std::vector<Report>> reports_by(AccountNumber account);  // by number
  Result<std::uint64_t> count_by(AccountNumber account, Instant since);
  // Below `before`, the newest first, at most `limit`.
  Result<std::vector<LogEntry>> log(LogEntryNumber before, std::size_t limit);
  Result<std::vector<LogEntry>> log_by(AccountNumber account);  // by number

 private:
  RecordState& state_;
};

// Writes, within a transaction.
class ModerationChanges {
 public:
  explicit ModerationChanges(Transaction& transaction);

  // `number` is not read. A second report of an account on a comment replaces the first, and is open again.
  Result<void> report(const Report& report);
  // All that is open of a comment. How many there were.
  Result<std::uint64_t> settle(CommentNumber comment, AccountNumber by, Instant now);
  Result<void> remove_reports_by(AccountNumber account);
  Result<void> log(const LogEntry& entry);  // `number` is not read
  // The name of an account that is no more leaves the log; what was done stays.
  Result<void> forget_subject(std::string_view name);

 private:
  RecordState& state_;
};

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_MODERATION_H_
