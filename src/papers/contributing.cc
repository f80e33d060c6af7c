// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/contributing.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <utility>
#include <vector>

#include "base/english.h"
#include "papers/claiming.h"
#include "papers/contribution.h"
#include "papers/own_counts.h"
#include "papers/telling.h"
#include "text/utf8.h"
#include "text/web_url.h"

namespace broadsheet::papers {
namespace {

using formats::SourceRecord;
using store::IdentityNumber;
using store::Job;
using store::JobState;

constexpr std::size_t kLinkBytesMax = 2000;
constexpr std::size_t kOrganizationBytesMax = 200;

Result<void> check_submitter(store::Record& record, const store::Account& account, Instant now) {
  if (!account.counts)
    return Error(ErrorCode::kInvalid,
                 "what you submit counts once your address is confirmed and your account is old enough");
  TRY(const std::uint64_t in_day,
      store::Jobs(record).count_submissions(account.number, now - std::chrono::days(1)));
  if (in_day >= kSubmissionsInDayMax)
    return Error(ErrorCode::kTooLarge,
                 fmt::format("a reader submits at most {} papers in a day", kSubmissionsInDayMax));
  return {};
}

Result<std::string> checked_link(const std::string& link, std::string_view must_begin,
                                 std::string_view what) {
  if (link.empty()) return link;
  if (link.size() > kLinkBytesMax)
    return Error(ErrorCode::kTooLarge, fmt::format("a link has at most {} bytes", kLinkBytesMax));
  if (!text::is_web_url(link) || !text::is_valid_utf8(link) || !link.starts_with(must_begin))
    return Error(ErrorCode::kInvalid, fmt::format("{}: an address begins with {}", what, must_begin));
  return link;
}

Result<std::optional<formats::Organization>> checked_organization(const formats::Organization& said) {
  formats::Organization organization{text::sanitize_line(said.handle), text::sanitize_line(said.fullname)};
  if (std::max(organization.handle.size(), organization.fullname.size()) > kOrganizationBytesMax)
    return Error(ErrorCode::kTooLarge,
                 fmt::format("the name of an organization has at most {} bytes", kOrganizationBytesMax));
  if (organization.handle.empty() && organization.fullname.empty())
    return std::optional<formats::Organization>();
  return std::optional(std::move(organization));
}

Result<void> check_jobs(store::Record& record, const Actor& reader) {
  store::Jobs jobs(record);
  TRY(const std::uint64_t own, jobs.count_waiting(reader.account));
  TRY(const std::uint64_t all, jobs.count_waiting());
  if (own >= kWaitingJobsMax)
    return Error(ErrorCode::kTooLarge,
                 fmt::format("{} of your papers are still to come; go on when they are here", own));
  if (all >= kWaitingJobsOfAllMax)
    return Error(ErrorCode::kTooLarge, "too many papers are still to come; try again in a while");
  return {};
}

// 1 minute, 5 minutes, 25 minutes, 2 hours, 10 hours.
std::chrono::minutes wait_after(std::uint32_t tries) {
  std::chrono::minutes wait{1};
  for (std::uint32_t i = 1; i < tries; ++i) wait *= 5;
  return wait;
}

// An answer that is none of a source, such as a proxy's page, may be another tomorrow.
bool may_change(const Error& error) {
  return error.code() != ErrorCode::kNotFound && error.code() != ErrorCode::kUnsupported;
}

Result<void> tell_asker(store::Record& record, store::Transaction& transaction, const Job& job,
                        PaperNumber paper, Instant now) {
  if (job.account.value() == 0) return {};
  TRY(const std::optional<store::PaperView> view, record.paper(paper));
  if (!view) return {};
  return tell_of_paper(record, transaction, job.account, store::NoticeKind::kCame, *view, now);
}

// The paper is here. What keeps it off the daily page is told, and no reason to fetch it again.
Result<void> came(store::Record& record, store::Transaction& transaction, Job& job, PaperNumber paper,
                  Day today, Instant now) {
  job.state = JobState::kDone;
  job.outcome.clear();
  if (job.submits) {
    const auto submitted = submit_paper(record, transaction, paper, {job.account, job.by_token}, today, now);
    const bool is_refused = !submitted.ok() && (submitted.error().code() == ErrorCode::kInvalid ||
                                                submitted.error().code() == ErrorCode::kTooLarge ||
                                                submitted.error().code() == ErrorCode::kNotFound);
    if (!submitted.ok() && !is_refused) return submitted.error();
    if (is_refused) job.outcome = "it is here, but not on the daily page: " + submitted.error().message();
  }
  return tell_asker(record, transaction, job, paper, now);
}

}  // namespace

Result<void> submit_paper(store::Record& record, store::Transaction& transaction, PaperNumber paper,
                          const Actor& reader, Day day, Instant now) {
  TRY(const store::PaperView view, paper_to_change(record, paper));
  if (view.featured)
    return Error(ErrorCode::kInvalid,
                 "this paper is on the page of " + format_day(*view.featured) + " already");
  TRY(const std::optional<store::Account> account, store::Accounts(record).account(reader.account));
  if (!account) return Error(ErrorCode::kNotFound, "there is no such account");
  TRY_VOID(check_submitter(record, *account, now));
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, view.number));
  TRY(const std::vector<store::TakenOff> taken_off, store::Jobs(record).taken_off(identities));
  if (!taken_off.empty())
    return Error(ErrorCode::kInvalid,
                 "a moderator took this paper off the page of " + format_day(taken_off.front().day));
  TRY(SourceRecord contribution, contribution_to(record, view));
  contribution.featured = day;
  set_submitter(*account, contribution);
  TRY_VOID(put_contribution(record, transaction, view, std::move(contribution)));
  TRY(const IdentityNumber place, shown_identity_of(record, view));
  return store::JobChanges(transaction).put_submission({place, reader.account, reader.by_token, now});
}

Result<bool> may_link(store::Record& record, PaperNumber paper, const store::Account& reader) {
  if (reader.role != store::Role::kReader) return true;
  TRY(const std::optional<store::Claim> claim, claim_on(record, paper, reader.number));
  return claim && claim->state == store::ClaimState::kAccepted;
}

Result<void> set_links(store::Record& record, store::Transaction& transaction, PaperNumber paper,
                       const PaperLinks& links) {
  TRY(const store::PaperView view, paper_to_change(record, paper));
  TRY(SourceRecord contribution, contribution_to(record, view));
  if (links.project_page) {
    TRY(contribution.project_page, checked_link(*links.project_page, "http", "project page"));
  }
  if (links.github_repo) {
    TRY(contribution.github_repo, checked_link(*links.github_repo, "https://github.com/", "repository"));
  }
  if (links.organization) {
    TRY(contribution.organization, checked_organization(*links.organization));
  }
  return put_contribution(record, transaction, view, std::move(contribution));
}

Result<void> forget_contributions(store::Record& record, store::Transaction& transaction,
                                  const store::Account& account) {
  TRY(const std::vector<store::Submission> submissions, store::Jobs(record).submissions_of(account.number));
  for (const store::Submission& submission : submissions) {
    TRY(const std::optional<store::Identity> identity, record.identity(submission.identity));
    if (!identity || identity->paper.value() == 0) continue;
    TRY(const std::optional<store::PaperView> view, record.paper(identity->paper));
    if (!view) continue;
    TRY(std::vector<Contribution> contributions, contributions_to(record, *view));
    for (Contribution& contribution : contributions) {
      if (contribution.record.submitter != account.name) continue;
      contribution.record.submitter.clear();
      contribution.record.submitter_fullname.clear();
      TRY_VOID(put_contribution(record, transaction, *view, std::move(contribution.record)));
    }
  }
  return store::JobChanges(transaction).remove_submissions_of(account.number);
}

Result<Job> ask_for_paper(store::Record& record, store::Transaction& transaction, std::string_view id,
                          const Actor& reader, bool submits, Instant now) {
  if (!id.starts_with("arxiv:") && !id.starts_with("doi:"))
    return Error(ErrorCode::kInvalid, "a paper is fetched by its arXiv id or its DOI");
  store::JobChanges changes(transaction);
  TRY(std::optional<Job> waiting, store::Jobs(record).waiting_for(id));
  if (waiting) {
    // Whoever asked first fetches it; whoever submits it does so when it is here.
    if (!submits || waiting->submits || waiting->account != reader.account) return *waiting;
    waiting->submits = true;
    TRY_VOID(changes.replace(*waiting));
    return *waiting;
  }
  TRY_VOID(check_jobs(record, reader));
  Job job;
  job.subject = id;
  job.account = reader.account;
  job.by_token = reader.by_token;
  job.submits = submits;
  job.made_at = job.next_at = now;
  TRY(job.number, changes.add(job));
  return job;
}

Result<void> settle_job(store::Record& record, store::Transaction& transaction, Job job,
                        const std::optional<Error>& error, Day today, Instant now) {
  ++job.tries;
  if (error && may_change(*error) && job.tries < kJobTriesMax) {
    job.next_at = now + wait_after(job.tries);
    job.outcome = error->message();
    return store::JobChanges(transaction).replace(job);
  }
  job.ended_at = now;
  TRY(const std::optional<PaperNumber> paper, record.number_of(job.subject));
  if (!error && paper) {
    TRY_VOID(came(record, transaction, job, *paper, today, now));
  } else {
    job.state = JobState::kFailed;
    job.outcome = error ? error->message() : "nobody who was asked has a paper of this id";
  }
  store::JobChanges changes(transaction);
  TRY_VOID(changes.replace(job));
  return changes.forget_ended(kEndedJobsKept);
}

Result<void> cancel_job(store::Transaction& transaction, Job job, Instant now) {
  if (job.state != JobState::kWaiting) return Error(ErrorCode::kInvalid, "this job has ended");
  job.state = JobState::kCancelled;
  job.ended_at = now;
  return store::JobChanges(transaction).replace(job);
}

std::string_view job_kind_name(store::JobKind kind) {
  return kind == store::JobKind::kFetchPaper ? "fetch a paper" : "";
}

std::string_view job_state_name(JobState state) {
  switch (state) {
    case JobState::kWaiting:
      return "waiting";
    case JobState::kDone:
      return "done";
    case JobState::kFailed:
      return "failed";
    case JobState::kCancelled:
      return "cancelled";
  }
  return {};
}

}  // namespace broadsheet::papers
