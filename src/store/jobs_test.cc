// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "store/jobs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "store/own_record_testing.h"
#include "store/record.h"

namespace broadsheet::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Instant at(std::int64_t milliseconds) {
  return Instant(std::chrono::milliseconds(milliseconds));
}

class JobStoreTest : public OwnRecordTest {
 protected:
  Jobs jobs() { return Jobs(*record_); }
  Job add(const char* subject, std::uint32_t account, Instant next_at) {
    Job job;
    job.subject = subject;
    job.account = AccountNumber(account);
    job.by_token = job.submits = true;
    job.made_at = at(5);
    job.next_at = next_at;
    act([&](Transaction& transaction) { job.number = JobChanges(transaction).add(job).value(); });
    return job;
  }
  void end(Job job, JobState state) {
    job.state = state;
    job.ended_at = at(90);
    job.outcome = "because";
    act([&](Transaction& transaction) { ASSERT_TRUE(JobChanges(transaction).replace(job).ok()); });
  }
};

TEST_F(JobStoreTest, WhatHasBeenDueForLongestIsNext) {
  const Job later = add("arxiv:2608.00002", 1, at(20));
  const Job first = add("arxiv:2608.00001", 2, at(10));
  EXPECT_EQ(jobs().next_due(at(9)).value(), std::nullopt);
  EXPECT_EQ(jobs().next_due(at(30)).value(), first);
  EXPECT_EQ(jobs().waiting_for("arxiv:2608.00002").value(), later);
  EXPECT_EQ(jobs().count_waiting().value(), 2U);
  EXPECT_EQ(jobs().count_waiting(AccountNumber(1)).value(), 1U);
  end(first, JobState::kDone);
  EXPECT_EQ(jobs().next_due(at(30)).value(), later);
  EXPECT_EQ(jobs().job(first.number).value()->outcome, "because");
  EXPECT_EQ(jobs().job(first.number).value()->ended_at, at(90));
  EXPECT_EQ(jobs().newest(JobNumber::highest(), 10).value().size(), 2U);
  EXPECT_THAT(jobs().newest(JobNumber::highest(), 10, AccountNumber(1)).value(), ElementsAre(later));
  EXPECT_THAT(jobs().newest(later.number, 10).value(), IsEmpty());
}

TEST_F(JobStoreTest, OfWhatEndedTheNewestStay) {
  const Job waiting = add("arxiv:2608.00001", 1, at(0));
  std::vector<Job> ended;
  for (int i = 0; i < 3; ++i) ended.push_back(add("arxiv:2608.00002", 1, at(0)));
  for (const Job& job : ended) end(job, JobState::kFailed);
  act([&](Transaction& transaction) { ASSERT_TRUE(JobChanges(transaction).forget_ended(2).ok()); });
  const std::vector<Job> left = jobs().newest(JobNumber::highest(), 10).value();
  ASSERT_EQ(left.size(), 3U);
  EXPECT_EQ(left[1].number, ended[1].number);
  EXPECT_EQ(left[2], waiting);
}

TEST_F(JobStoreTest, NothingOfAnAccountIsLeft) {
  add("arxiv:2608.00001", 1, at(0));
  const Job done = add("arxiv:2608.00002", 1, at(0));
  end(done, JobState::kDone);
  add("arxiv:2608.00003", 2, at(0));
  act([&](Transaction& transaction) {
    ASSERT_TRUE(JobChanges(transaction).forget_account(AccountNumber(1)).ok());
  });
  EXPECT_THAT(jobs().newest(JobNumber::highest(), 10, AccountNumber(1)).value(), IsEmpty());
  EXPECT_EQ(jobs().job(done.number).value()->account, AccountNumber(0));
  EXPECT_EQ(jobs().count_waiting().value(), 1U);
}

TEST_F(JobStoreTest, SubmissionsAreCountedAndForgotten) {
  const Submission one{IdentityNumber(1), AccountNumber(1), false, at(10)};
  const Submission other{IdentityNumber(2), AccountNumber(1), true, at(20)};
  act([&](Transaction& transaction) {
    ASSERT_TRUE(JobChanges(transaction).put_submission(one).ok());
    ASSERT_TRUE(JobChanges(transaction).put_submission(other).ok());
  });
  EXPECT_THAT(jobs().submissions_of(AccountNumber(1)).value(), ElementsAre(one, other));
  EXPECT_EQ(jobs().count_submissions(AccountNumber(1), at(20)).value(), 1U);
  const IdentityNumber both[] = {IdentityNumber(2), IdentityNumber(3)};
  EXPECT_THAT(jobs().submissions_on(both).value(), ElementsAre(other));
  act([&](Transaction& transaction) {
    ASSERT_TRUE(JobChanges(transaction).take_off({IdentityNumber(2), *parse_day("2026-08-20")}).ok());
    ASSERT_TRUE(JobChanges(transaction).remove_submissions_of(AccountNumber(1)).ok());
  });
  EXPECT_THAT(jobs().submissions_of(AccountNumber(1)).value(), IsEmpty());
  EXPECT_THAT(jobs().taken_off(both).value(),
              ElementsAre(TakenOff{IdentityNumber(2), *parse_day("2026-08-20")}));
  act([&](Transaction& transaction) { ASSERT_TRUE(JobChanges(transaction).put_back(both).ok()); });
  EXPECT_THAT(jobs().taken_off(both).value(), IsEmpty());
}

}  // namespace
}  // namespace broadsheet::store
