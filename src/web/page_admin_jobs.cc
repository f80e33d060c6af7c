// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /admin/jobs: what the server was asked to do, and what came of it.

#include <string>
#include <vector>

#include "base/english.h"
#include "papers/contributing.h"
#include "papers/discussion.h"
#include "text/ids.h"
#include "web/acting.h"
#include "web/admin.h"
#include "web/discussion.h"
#include "web/handlers.h"
#include "web/limits.h"

namespace broadsheet::web {
namespace {

using store::Job;
using text::TemplateValues;

Result<void> add_job(TemplateValues list, const Exchange& exchange, papers::Discussion& reading,
                     const Job& job) {
  TRY(const papers::Person reader, reading.person(job.account));
  TemplateValues row = list.add("JOB");
  row.set("JOB_ID", text::printed_id(job.subject)).set("JOB_KIND", papers::job_kind_name(job.kind));
  row.set("JOB_STATE", papers::job_state_name(job.state)).set("JOB_DATE", short_moment(job.made_at));
  row.set("JOB_READER", job.account.value() == 0 ? "the operator" : reader.fullname);
  row.set("JOB_TRIES", counted(job.tries, "request")).set("JOB_OUTCOME", job.outcome);
  if (job.submits) row.show("JOB_SUBMITS");
  if (job.state != store::JobState::kWaiting) return {};
  row.add("JOB_WAITS")
      .set("FORM_KEY", exchange.visitor->form_key)
      .set("JOB_NUMBER", job.number.value())
      .set("JOB_ID", text::printed_id(job.subject));
  return {};
}

Result<http::Response> jobs(Exchange& exchange) {
  TRY(const std::vector<Job> all,
      store::Jobs(exchange.backend.record()).newest(store::JobNumber::highest(), kJobsShown));
  Page page = admin_page(exchange, "Jobs", "jobs", "admin_jobs.html");
  if (all.empty()) {
    page.body().show("NO_JOBS");
    return page.response();
  }
  papers::Discussion reading = discussion_for(exchange);
  TemplateValues list = page.body().add("JOBS");
  for (const Job& job : all) TRY_VOID(add_job(list, exchange, reading, job));
  return page.response();
}

Result<http::Response> cancel(Exchange& exchange) {
  TRY(const store::JobNumber number, captured_id<store::JobNumber>(exchange, 0, "job"));
  TRY(const std::optional<Job> job, store::Jobs(exchange.backend.record()).job(number));
  if (!job) return Error(ErrorCode::kNotFound, "there is no such job");
  TRY_VOID(acted(exchange, [&](store::Transaction& transaction) {
    return papers::cancel_job(transaction, *job, exchange.backend.site().clock.now());
  }));
  return see_other("/admin/jobs");
}

}  // namespace

http::Response admin_jobs(Exchange& exchange) {
  return answer_of(jobs(exchange));
}

http::Response admin_act_on_job(Exchange& exchange) {
  return answer_of(cancel(exchange));
}

}  // namespace broadsheet::web
