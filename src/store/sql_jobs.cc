// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "store/jobs.h"
#include "store/record.h"
#include "store/sql_values.h"

namespace broadsheet::store {
namespace {

#define JOB_COLUMNS \
  "job, kind, subject, account, by_token, submits, state, made_at, tries, next_at, ended_at, outcome"

Job read_job(const Statement& row) {
  Job job;
  job.number = id_in<JobNumber>(row, 0);
  job.kind = static_cast<JobKind>(row.column_int(1));
  job.subject = row.column_text(2);
  job.account = id_in<AccountNumber>(row, 3);
  job.by_token = row.column_int(4) != 0;
  job.submits = row.column_int(5) != 0;
  job.state = static_cast<JobState>(row.column_int(6));
  job.made_at = instant_of(row.column_int(7));
  job.tries = static_cast<std::uint32_t>(row.column_unsigned(8));
  job.next_at = instant_of(row.column_int(9));
  job.ended_at = optional_instant(row, 10);
  job.outcome = row.column_text(11);
  return job;
}

#define SUBMISSION_COLUMNS "identity, account, by_token, submitted_at"

Submission read_submission(const Statement& row) {
  Submission submission;
  submission.identity = id_in<IdentityNumber>(row, 0);
  submission.account = id_in<AccountNumber>(row, 1);
  submission.by_token = row.column_int(2) != 0;
  submission.submitted_at = instant_of(row.column_int(3));
  return submission;
}

std::optional<std::int64_t> number_of(const std::optional<AccountNumber>& account) {
  return account ? std::optional<std::int64_t>(account->value()) : std::nullopt;
}

}  // namespace

Jobs::Jobs(Record& record) : state_(*record.state_) {}

Result<std::optional<Job>> Jobs::job(JobNumber number) {
  TRY(Statement select, state_.connection->prepare("SELECT " JOB_COLUMNS " FROM jobs WHERE job = ?1"));
  select.bind_unsigned(1, number.value());
  return one_row<Job>(select, read_job);
}

Result<std::vector<Job>> Jobs::newest(JobNumber before, std::size_t limit,
                                      std::optional<AccountNumber> account) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " JOB_COLUMNS " FROM jobs WHERE job < ?1"
                                 " AND (?2 IS NULL OR account = ?2) ORDER BY job DESC LIMIT ?3"));
  select.bind_unsigned(1, before.value()).bind_optional(2, number_of(account)).bind_unsigned(3, limit);
  return all_rows<Job>(select, read_job);
}

Result<std::optional<Job>> Jobs::next_due(Instant now) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " JOB_COLUMNS " FROM jobs WHERE state = 0 AND next_at <= ?1"
                                 " ORDER BY next_at, job LIMIT 1"));
  select.bind(1, instant_number(now));
  return one_row<Job>(select, read_job);
}

Result<std::optional<Job>> Jobs::waiting_for(std::string_view subject) {
  TRY(Statement select, state_.connection->prepare("SELECT " JOB_COLUMNS
                                                   " FROM jobs WHERE state = 0 AND subject = ?1 LIMIT 1"));
  select.bind(1, subject);
  return one_row<Job>(select, read_job);
}

Result<std::uint64_t> Jobs::count_waiting(std::optional<AccountNumber> account) {
  TRY(Statement select, state_.connection->prepare(
                            "SELECT COUNT(*) FROM jobs WHERE state = 0 AND (?1 IS NULL OR account = ?1)"));
  return counted(select.bind_optional(1, number_of(account)));
}

Result<std::vector<Submission>> Jobs::submissions_of(AccountNumber account) {
  TRY(Statement select, state_.connection->prepare("SELECT " SUBMISSION_COLUMNS
                                                   " FROM submissions WHERE account = ?1 ORDER BY identity"));
  select.bind_unsigned(1, account.value());
  return all_rows<Submission>(select, read_submission);
}

Result<std::vector<Submission>> Jobs::submissions_on(std::span<const IdentityNumber> identities) {
  std::vector<Submission> submissions;
  for (const IdentityNumber identity : identities) {
    TRY(Statement select,
        state_.connection->prepare("SELECT " SUBMISSION_COLUMNS " FROM submissions WHERE identity = ?1"));
    select.bind_unsigned(1, identity.value());
    TRY(const std::optional<Submission> one, one_row<Submission>(select, read_submission));
    if (one) submissions.push_back(*one);
  }
  return submissions;
}

Result<std::vector<TakenOff>> Jobs::taken_off(std::span<const IdentityNumber> identities) {
  std::vector<TakenOff> taken_off;
  for (const IdentityNumber identity : identities) {
    TRY(Statement select, state_.connection->prepare("SELECT day FROM taken_off WHERE identity = ?1"));
    TRY(const bool row, select.bind_unsigned(1, identity.value()).step());
    if (row) taken_off.push_back({identity, day_of(select.column_int(0))});
  }
  return taken_off;
}

Result<std::uint64_t> Jobs::count_submissions(AccountNumber account, Instant since) {
  TRY(Statement select, state_.connection->prepare(
                            "SELECT COUNT(*) FROM submissions WHERE account = ?1 AND submitted_at >= ?2"));
  return counted(select.bind_unsigned(1, account.value()).bind(2, instant_number(since)));
}

JobChanges::JobChanges(Transaction& transaction) : state_(*transaction.record_->state_) {}

Result<JobNumber> JobChanges::add(const Job& job) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT INTO jobs(kind, subject, account, by_token, submits, state, made_at,"
                                 " tries, next_at, ended_at, outcome)"
                                 " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"));
  insert.bind(1, static_cast<std::int64_t>(job.kind)).bind(2, job.subject);
  insert.bind_unsigned(3, job.account.value()).bind(4, std::int64_t{job.by_token});
  insert.bind(5, std::int64_t{job.submits}).bind(6, static_cast<std::int64_t>(job.state));
  insert.bind(7, instant_number(job.made_at)).bind_unsigned(8, job.tries);
  insert.bind(9, instant_number(job.next_at)).bind_optional(10, store::number_of(job.ended_at));
  TRY_VOID(insert.bind(11, job.outcome).run());
  return JobNumber(static_cast<JobNumber::Integer>(state_.connection->last_insert_rowid()));
}

Result<void> JobChanges::replace(const Job& job) {
  TRY(Statement update,
      state_.connection->prepare("UPDATE jobs SET submits = ?2, state = ?3, tries = ?4, next_at = ?5,"
                                 " ended_at = ?6, outcome = ?7 WHERE job = ?1"));
  update.bind_unsigned(1, job.number.value()).bind(2, std::int64_t{job.submits});
  update.bind(3, static_cast<std::int64_t>(job.state)).bind_unsigned(4, job.tries);
  update.bind(5, instant_number(job.next_at)).bind_optional(6, store::number_of(job.ended_at));
  return update.bind(7, job.outcome).run();
}

Result<void> JobChanges::forget_ended(std::size_t kept) {
  TRY(Statement forget,
      state_.connection->prepare("DELETE FROM jobs WHERE state <> 0 AND job <= (SELECT job FROM jobs"
                                 " WHERE state <> 0 ORDER BY job DESC LIMIT 1 OFFSET ?1)"));
  return forget.bind_unsigned(1, kept).run();
}

Result<void> JobChanges::forget_account(AccountNumber account) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM jobs WHERE state = 0 AND account = ?1"));
  TRY_VOID(remove.bind_unsigned(1, account.value()).run());
  TRY(Statement update, state_.connection->prepare("UPDATE jobs SET account = 0 WHERE account = ?1"));
  return update.bind_unsigned(1, account.value()).run();
}

Result<void> JobChanges::put_submission(const Submission& submission) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT OR REPLACE INTO submissions(identity, account, by_token,"
                                 " submitted_at) VALUES(?1, ?2, ?3, ?4)"));
  insert.bind_unsigned(1, submission.identity.value()).bind_unsigned(2, submission.account.value());
  insert.bind(3, std::int64_t{submission.by_token});
  return insert.bind(4, instant_number(submission.submitted_at)).run();
}

Result<void> JobChanges::remove_submissions_of(AccountNumber account) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM submissions WHERE account = ?1"));
  return remove.bind_unsigned(1, account.value()).run();
}

Result<void> JobChanges::take_off(const TakenOff& off) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT OR REPLACE INTO taken_off(identity, day) VALUES(?1, ?2)"));
  return insert.bind_unsigned(1, off.identity.value()).bind(2, day_number(off.day)).run();
}

Result<void> JobChanges::put_back(std::span<const IdentityNumber> identities) {
  for (const IdentityNumber identity : identities) {
    TRY(Statement remove, state_.connection->prepare("DELETE FROM taken_off WHERE identity = ?1"));
    TRY_VOID(remove.bind_unsigned(1, identity.value()).run());
  }
  return {};
}

}  // namespace broadsheet::store
