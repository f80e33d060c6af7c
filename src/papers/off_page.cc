// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/off_page.h"

#include <algorithm>
#include <fmt/format.h>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "papers/contribution.h"
#include "papers/moderating.h"
#include "papers/own_counts.h"
#include "papers/paper_view.h"
#include "papers/telling.h"
#include "store/jobs.h"
#include "text/utf8.h"

namespace broadsheet::papers {
namespace {

using store::IdentityNumber;
using store::ModerationAct;
using store::NoticeKind;

constexpr std::size_t kWhyBytesMax = 800;  // 200 letters of any script

Result<void> tell_submitters(store::Record& record, store::Transaction& transaction,
                             const store::PaperView& paper, std::span<const IdentityNumber> identities,
                             NoticeKind kind, const Actor& moderator, Instant now) {
  TRY(const std::vector<store::Submission> submissions, store::Jobs(record).submissions_on(identities));
  for (const store::Submission& submission : submissions) {
    if (submission.account == moderator.account) continue;
    TRY_VOID(tell_of_paper(record, transaction, submission.account, kind, paper, now, moderator.account));
  }
  return {};
}

// Sets who submitted it, if they are still here: whoever submitted this id of the paper, or else another.
Result<void> name_submitter(store::Record& record, std::span<const IdentityNumber> identities,
                            Contribution& contribution) {
  TRY(std::vector<store::Submission> submissions, store::Jobs(record).submissions_on(identities));
  if (submissions.empty()) return {};
  const auto own = std::ranges::find(submissions, contribution.identity, &store::Submission::identity);
  const store::Submission& submission = own == submissions.end() ? submissions.front() : *own;
  TRY(const std::optional<store::Account> account, store::Accounts(record).account(submission.account));
  if (account) set_submitter(*account, contribution.record);
  return {};
}

}  // namespace

Result<OnPage> on_page(store::Record& record, const store::PaperView& paper) {
  TRY(const std::vector<Contribution> contributions, contributions_to(record, paper));
  for (const Contribution& contribution : contributions) {
    if (contribution.record.featured) return OnPage::kOn;
  }
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, paper.number));
  TRY(const std::vector<store::TakenOff> taken_off, store::Jobs(record).taken_off(identities));
  return taken_off.empty() ? OnPage::kNotByReaders : OnPage::kTakenOff;
}

Result<void> take_off_page(store::Record& record, store::Transaction& transaction, PaperNumber paper,
                           std::string_view why, const Actor& moderator, Instant now) {
  TRY(const store::PaperView view, paper_to_change(record, paper));
  const std::string reason = text::sanitize_line(why);
  if (reason.size() > kWhyBytesMax)
    return Error(ErrorCode::kInvalid,
                 fmt::format("a reason has at most {} bytes; say it shorter", kWhyBytesMax));
  TRY(const OnPage state, on_page(record, view));
  if (state == OnPage::kTakenOff) return {};
  if (state == OnPage::kNotByReaders) return Error(ErrorCode::kInvalid, "no reader put this paper on a page");
  // Each under its own id: merged papers part again, and each has its own day then.
  TRY(std::vector<Contribution> contributions, contributions_to(record, view));
  for (Contribution& contribution : contributions) {
    if (!contribution.record.featured) continue;
    TRY_VOID(store::JobChanges(transaction).take_off({contribution.identity, *contribution.record.featured}));
    contribution.record.featured.reset();
    contribution.record.submitter.clear();
    contribution.record.submitter_fullname.clear();
    TRY_VOID(put_contribution(record, transaction, view, std::move(contribution.record)));
  }
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, view.number));
  TRY_VOID(tell_submitters(record, transaction, view, identities, NoticeKind::kTakenOff, moderator, now));
  return log_act(transaction, ModerationAct::kTakeOffPage, printed_id(view), reason, moderator, now);
}

Result<void> put_back_on_page(store::Record& record, store::Transaction& transaction, PaperNumber paper,
                              const Actor& moderator, Instant now) {
  TRY(const store::PaperView view, paper_to_change(record, paper));
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, view.number));
  TRY(const std::vector<store::TakenOff> taken_off, store::Jobs(record).taken_off(identities));
  if (taken_off.empty()) return {};
  TRY(std::vector<Contribution> contributions, contributions_to(record, view));
  for (const store::TakenOff& off : taken_off) {
    const auto contribution = std::ranges::find(contributions, off.identity, &Contribution::identity);
    if (contribution == contributions.end()) continue;
    contribution->record.featured = off.day;
    TRY_VOID(name_submitter(record, identities, *contribution));
    TRY_VOID(put_contribution(record, transaction, view, std::move(contribution->record)));
  }
  TRY_VOID(store::JobChanges(transaction).put_back(identities));
  TRY_VOID(tell_submitters(record, transaction, view, identities, NoticeKind::kPutBack, moderator, now));
  return log_act(transaction, ModerationAct::kPutBackOnPage, printed_id(view), "", moderator, now);
}

}  // namespace broadsheet::papers
