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

using formats::SourceRecord;
using store::IdentityNumber;
using store::ModerationAct;
using store::NoticeKind;

constexpr std::size_t kWhyBytesMax = 200;

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

// Sets who submitted it, if they are still here.
Result<void> name_submitter(store::Record& record, std::span<const IdentityNumber> identities,
                            SourceRecord& contribution) {
  TRY(const std::vector<store::Submission> submissions, store::Jobs(record).submissions_on(identities));
  if (submissions.empty()) return {};
  TRY(const std::optional<store::Account> account,
      store::Accounts(record).account(submissions.front().account));
  if (account) set_submitter(*account, contribution);
  return {};
}

}  // namespace

Result<OnPage> on_page(store::Record& record, const store::PaperView& paper) {
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, paper.number));
  TRY(const std::optional<Day> taken_off, store::Jobs(record).taken_off(identities));
  if (taken_off) return OnPage::kTakenOff;
  TRY(const std::vector<SourceRecord> contributions, contributions_to(record, paper));
  const bool any =
      std::ranges::any_of(contributions, [](const SourceRecord& one) { return one.featured.has_value(); });
  return any ? OnPage::kOn : OnPage::kNotByReaders;
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
  TRY(std::vector<SourceRecord> contributions, contributions_to(record, view));
  std::optional<Day> day;
  for (SourceRecord& contribution : contributions) {
    if (!contribution.featured) continue;
    day = std::min(day.value_or(*contribution.featured), *contribution.featured);
    contribution.featured.reset();
    contribution.submitter.clear();
    contribution.submitter_fullname.clear();
    TRY_VOID(put_contribution(record, transaction, view, std::move(contribution)));
  }
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, view.number));
  TRY(const IdentityNumber place, shown_identity_of(record, view));
  TRY_VOID(store::JobChanges(transaction).take_off(place, *day));
  TRY_VOID(tell_submitters(record, transaction, view, identities, NoticeKind::kTakenOff, moderator, now));
  return log_act(transaction, ModerationAct::kTakeOffPage, printed_id(view), reason, moderator, now);
}

Result<void> put_back_on_page(store::Record& record, store::Transaction& transaction, PaperNumber paper,
                              const Actor& moderator, Instant now) {
  TRY(const store::PaperView view, paper_to_change(record, paper));
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, view.number));
  TRY(const std::optional<Day> day, store::Jobs(record).taken_off(identities));
  if (!day) return {};
  TRY(SourceRecord contribution, contribution_to(record, view));
  contribution.featured = *day;
  TRY_VOID(name_submitter(record, identities, contribution));
  TRY_VOID(put_contribution(record, transaction, view, std::move(contribution)));
  TRY_VOID(store::JobChanges(transaction).put_back(identities));
  TRY_VOID(tell_submitters(record, transaction, view, identities, NoticeKind::kPutBack, moderator, now));
  return log_act(transaction, ModerationAct::kPutBackOnPage, printed_id(view), "", moderator, now);
}

}  // namespace broadsheet::papers
