// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Jobs: work in the world that somebody asked for. A request writes a row and is answered; a worker takes the
// row, does the work, and writes what came of it. And submissions: who put which paper on a daily page, and
// which of them were taken off.

#ifndef BROADSHEET_STORE_JOBS_H_
#define BROADSHEET_STORE_JOBS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/strong_id.h"
#include "store/accounts.h"
#include "store/rows.h"

namespace broadsheet::store {

using JobNumber = StrongId<struct JobNumberTag, std::uint32_t>;  // from 1, never given twice

// The numbers are stored: never reuse one.
enum class JobKind : std::uint8_t { kFetchPaper = 1 };
enum class JobState : std::uint8_t { kWaiting = 0, kDone = 1, kFailed = 2, kCancelled = 3 };

struct Job {
  JobNumber number;
  JobKind kind = JobKind::kFetchPaper;
  std::string subject;    // a prefixed id: "arxiv:2608.01234"
  AccountNumber account;  // who asked; 0: the operator, or somebody who is gone
  bool by_token = false;
  bool submits = false;  // the paper is to appear on the daily page too
  JobState state = JobState::kWaiting;
  Instant made_at;
  std::uint32_t tries = 0;
  Instant next_at;  // of the next try
  std::optional<Instant> ended_at = {};
  std::string outcome = {};  // why it failed, or waits; for people
  friend bool operator==(const Job&, const Job&) = default;
};

// An id of a paper that a moderator took off the page of a day.
struct TakenOff {
  IdentityNumber identity;
  Day day;
  friend bool operator==(const TakenOff&, const TakenOff&) = default;
};

struct Submission {
  IdentityNumber identity;
  AccountNumber account;
  bool by_token = false;
  Instant submitted_at;
  friend bool operator==(const Submission&, const Submission&) = default;
};

// Reads. Borrows the Record.
class Jobs {
 public:
  explicit Jobs(Record& record);

  Result<std::optional<Job>> job(JobNumber number);
  // Below `before`, the newest first; of one account, or of all.
  Result<std::vector<Job>> newest(JobNumber before, std::size_t limit,
                                  std::optional<AccountNumber> account = {});
  // That which has been due for longest.
  Result<std::optional<Job>> next_due(Instant now);
  Result<std::optional<Job>> waiting_for(std::string_view subject);
  Result<std::uint64_t> count_waiting(std::optional<AccountNumber> account = {});

  Result<std::vector<Submission>> submissions_of(AccountNumber account);  // by identity
  Result<std::vector<Submission>> submissions_on(std::span<const IdentityNumber> identities);
  Result<std::uint64_t> count_submissions(AccountNumber account, Instant since);
  // Those of them that were taken off a page.
  Result<std::vector<TakenOff>> taken_off(std::span<const IdentityNumber> identities);

 private:
  RecordState& state_;
};

// Writes, within a transaction.
class JobChanges {
 public:
  explicit JobChanges(Transaction& transaction);

  Result<JobNumber> add(const Job& job);  // `number` is not read
  // All but kind, subject and who asked when.
  Result<void> replace(const Job& job);
  // Of those that ended the newest `kept` stay.
  Result<void> forget_ended(std::size_t kept);
  // Jobs that wait go, the others are nobody's.
  Result<void> forget_account(AccountNumber account);

  // In place of an earlier one of the identity.
  Result<void> put_submission(const Submission& submission);
  Result<void> remove_submissions_of(AccountNumber account);
  Result<void> take_off(const TakenOff& off);
  Result<void> put_back(std::span<const IdentityNumber> identities);

 private:
  RecordState& state_;
};

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_JOBS_H_
