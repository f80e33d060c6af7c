// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/account_contributions.h"

#include <vector>

#include "base/date.h"
#include "papers/account_export.h"
#include "papers/contributing.h"
#include "store/jobs.h"

namespace broadsheet::papers {

Result<void> write_submissions(store::Record& record, const store::Account& account, JsonWriter& json) {
  TRY(const std::vector<store::Submission> submissions, store::Jobs(record).submissions_of(account.number));
  json.begin_array();
  for (const store::Submission& submission : submissions) {
    json.begin_object();
    TRY_VOID(write_paper(record, submission.identity, json));
    json.key("by_token").value(submission.by_token);
    json.key("submitted_at").value(format_instant(submission.submitted_at)).end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_submissions(store::Record& record, store::Transaction& transaction,
                                const store::Account& account, Instant /*now*/) {
  return forget_contributions(record, transaction, account);
}

Result<void> write_jobs(store::Record& record, const store::Account& account, JsonWriter& json) {
  TRY(const std::vector<store::Job> jobs,
      store::Jobs(record).newest(store::JobNumber::highest(), kEndedJobsKept, account.number));
  json.begin_array();
  for (const store::Job& job : jobs) {
    json.begin_object().key("job").value(job_kind_name(job.kind)).key("paper").value(job.subject);
    json.key("state").value(job_state_name(job.state)).key("by_token").value(job.by_token);
    json.key("made_at").value(format_instant(job.made_at)).end_object();
  }
  json.end_array();
  return {};
}

Result<void> forget_jobs(store::Record& /*record*/, store::Transaction& transaction,
                         const store::Account& account, Instant /*now*/) {
  return store::JobChanges(transaction).forget_account(account.number);
}

}  // namespace broadsheet::papers
