// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "store/moderation.h"
#include "store/record.h"
#include "store/sql_values.h"

namespace broadsheet::store {
namespace {

#define REPORT_COLUMNS "report, comment, account, reason, words, reported_at, settled_at, settled_by"

Result<Report> report_of(const Statement& row) {
  return Report{.number = id_in<ReportNumber>(row, 0),
                .comment = id_in<CommentNumber>(row, 1),
                .account = id_in<AccountNumber>(row, 2),
                .reason = static_cast<HiddenReason>(row.column_int(3)),
                .words = std::string(row.column_text(4)),
                .reported_at = instant_of(row.column_int(5)),
                .settled_at = optional_instant(row, 6),
                .settled_by = id_in<AccountNumber>(row, 7)};
}

#define LOG_COLUMNS "entry, account, by_token, act, subject, detail, done_at"

Result<LogEntry> entry_of(const Statement& row) {
  return LogEntry{.number = id_in<LogEntryNumber>(row, 0),
                  .account = id_in<AccountNumber>(row, 1),
                  .by_token = row.column_int(2) != 0,
                  .act = static_cast<ModerationAct>(row.column_int(3)),
                  .subject = std::string(row.column_text(4)),
                  .detail = std::string(row.column_text(5)),
                  .done_at = instant_of(row.column_int(6))};
}

}  // namespace

Moderation::Moderation(Record& record) : state_(*record.state_) {}

Result<std::vector<Report>> Moderation::open_reports(std::size_t limit) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " REPORT_COLUMNS " FROM reports WHERE settled_at IS NULL"
                                 " ORDER BY report LIMIT ?1"));
  return all_rows<Report>(select.bind_unsigned(1, limit), report_of);
}

Result<std::uint64_t> Moderation::count_open() {
  TRY(Statement select,
      state_.connection->prepare("SELECT COUNT(DISTINCT comment) FROM reports WHERE settled_at IS NULL"));
  return counted(select);
}

Result<std::vector<Report>> Moderation::reports_of(CommentNumber comment) {
  TRY(Statement select, state_.connection->prepare("SELECT " REPORT_COLUMNS
                                                   " FROM reports WHERE comment = ?1 ORDER BY report"));
  return all_rows<Report>(select.bind_unsigned(1, comment.value()), report_of);
}

Result<std::vector<Report>> Moderation::reports_by(AccountNumber account) {
  TRY(Statement select, state_.connection->prepare("SELECT " REPORT_COLUMNS
                                                   " FROM reports WHERE account = ?1 ORDER BY report"));
  return all_rows<Report>(select.bind_unsigned(1, account.value()), report_of);
}

Result<std::uint64_t> Moderation::count_by(AccountNumber account, Instant since) {
  TRY(Statement select,
      state_.connection->prepare("SELECT COUNT(*) FROM reports WHERE account = ?1 AND reported_at >= ?2"));
  return counted(select.bind_unsigned(1, account.value()).bind(2, instant_number(since)));
}

Result<std::vector<LogEntry>> Moderation::log(LogEntryNumber before, std::size_t limit) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " LOG_COLUMNS " FROM moderation_log WHERE entry < ?1"
                                 " ORDER BY entry DESC LIMIT ?2"));
  return all_rows<LogEntry>(select.bind_unsigned(1, before.value()).bind_unsigned(2, limit), entry_of);
}

Result<std::vector<LogEntry>> Moderation::log_by(AccountNumber account) {
  TRY(Statement select, state_.connection->prepare("SELECT " LOG_COLUMNS
                                                   " FROM moderation_log WHERE account = ?1 ORDER BY entry"));
  return all_rows<LogEntry>(select.bind_unsigned(1, account.value()), entry_of);
}

ModerationChanges::ModerationChanges(Transaction& transaction) : state_(*transaction.record_->state_) {}

Result<void> ModerationChanges::report(const Report& report) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT INTO reports(comment, account, reason, words, reported_at)"
                                 " VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(comment, account) DO UPDATE SET"
                                 " reason = excluded.reason, words = excluded.words,"
                                 " reported_at = excluded.reported_at, settled_at = NULL, settled_by = 0"));
  insert.bind_unsigned(1, report.comment.value()).bind_unsigned(2, report.account.value());
  insert.bind(3, static_cast<std::int64_t>(report.reason)).bind(4, std::string_view(report.words));
  return insert.bind(5, instant_number(report.reported_at)).run();
}

Result<std::uint64_t> ModerationChanges::settle(CommentNumber comment, AccountNumber by, Instant now) {
  TRY(Statement update, state_.connection->prepare("UPDATE reports SET settled_at = ?2, settled_by = ?3"
                                                   " WHERE comment = ?1 AND settled_at IS NULL"));
  update.bind_unsigned(1, comment.value()).bind(2, instant_number(now)).bind_unsigned(3, by.value());
  TRY_VOID(update.run());
  return static_cast<std::uint64_t>(state_.connection->changes());
}

Result<void> ModerationChanges::remove_reports_by(AccountNumber account) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM reports WHERE account = ?1"));
  return remove.bind_unsigned(1, account.value()).run();
}

Result<void> ModerationChanges::forget_subject(std::string_view name) {
  TRY(Statement update,
      state_.connection->prepare("UPDATE moderation_log SET subject = '' WHERE subject = ?1 COLLATE NOCASE"));
  return update.bind(1, name).run();
}

Result<void> ModerationChanges::log(const LogEntry& entry) {
  TRY(Statement insert, state_.connection->prepare(
                            "INSERT INTO moderation_log(account, by_token, act, subject, detail, done_at)"
                            " VALUES(?1, ?2, ?3, ?4, ?5, ?6)"));
  insert.bind_unsigned(1, entry.account.value()).bind(2, std::int64_t{entry.by_token});
  insert.bind(3, static_cast<std::int64_t>(entry.act)).bind(4, std::string_view(entry.subject));
  return insert.bind(5, std::string_view(entry.detail)).bind(6, instant_number(entry.done_at)).run();
}

}  // namespace broadsheet::store
