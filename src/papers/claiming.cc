// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/claiming.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "papers/commenting.h"
#include "papers/moderating.h"
#include "papers/own_counts.h"
#include "papers/paper_view.h"
#include "papers/telling.h"
#include "store/notices.h"

namespace broadsheet::papers {
namespace {

using store::Claim;
using store::ClaimState;
using store::IdentityNumber;

bool is_accepted_of_other(const std::vector<Claim>& claims, std::string_view author,
                          store::AccountNumber account) {
  return std::ranges::any_of(claims, [&](const Claim& claim) {
    return claim.state == ClaimState::kAccepted && claim.author == author && claim.account != account;
  });
}

Error claimed_already() {
  return {ErrorCode::kInvalid, "somebody else has shown to be this author"};
}

}  // namespace

Result<void> claim_author(store::Record& record, store::Transaction& transaction, PaperNumber paper,
                          std::string_view author, const Actor& actor, Instant now) {
  TRY(const std::optional<store::PaperView> view, record.paper(paper));
  if (!view) return Error(ErrorCode::kNotFound, "Paper not found");
  if (std::ranges::find(view->authors, author) == view->authors.end())
    return Error(ErrorCode::kInvalid, "choose one of the authors of the paper");
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, view->number));
  store::Claims claims(record);
  TRY(const std::vector<Claim> on_paper, claims.claims_of(identities));
  if (is_accepted_of_other(on_paper, author, actor.account)) return claimed_already();
  std::optional<IdentityNumber> place;
  for (const Claim& claim : on_paper) {
    if (claim.account != actor.account) continue;
    if (claim.state == ClaimState::kAccepted) return {};
    place = claim.identity;
  }
  TRY(const std::vector<Claim> mine, claims.claims_by(actor.account));
  const auto waiting = std::ranges::count(mine, ClaimState::kPending, &Claim::state);
  if (static_cast<std::size_t>(waiting) >= kPendingClaimsMax)
    return Error(ErrorCode::kTooLarge, "moderators have " + std::to_string(waiting) +
                                           " claims of yours before them; go on when they have decided");
  if (!place) {
    TRY(place, shown_identity_of(record, *view));
  }
  return store::ClaimChanges(transaction)
      .put({.number = {},
            .account = actor.account,
            .identity = *place,
            .author = std::string(author),
            .claimed_at = now});
}

Result<void> take_claim_back(store::Record& record, store::Transaction& transaction, PaperNumber paper,
                             const Actor& actor) {
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, paper));
  TRY(const std::vector<Claim> claims, store::Claims(record).claims_of(identities));
  for (const Claim& claim : claims) {
    if (claim.account != actor.account) continue;
    TRY_VOID(store::ClaimChanges(transaction).remove(claim.number));
    TRY_VOID(refresh_discussion(record, transaction, claim.identity));
  }
  return {};
}

Result<void> decide_claim(store::Record& record, store::Transaction& transaction, const Claim& claim,
                          bool accept, const Actor& moderator, Instant now) {
  const ClaimState state = accept ? ClaimState::kAccepted : ClaimState::kRejected;
  if (claim.state == state) return {};
  TRY(const std::optional<store::Identity> identity, record.identity(claim.identity));
  if (!identity) return Error(ErrorCode::kDamaged, "a claim is on a paper that never was");
  TRY(const std::optional<store::PaperView> view, record.paper(identity->paper));
  if (accept && view) {
    TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, view->number));
    TRY(const std::vector<Claim> claims, store::Claims(record).claims_of(identities));
    if (is_accepted_of_other(claims, claim.author, claim.account)) return claimed_already();
  }
  TRY_VOID(store::ClaimChanges(transaction).decide(claim.number, state, moderator.account, now));
  TRY_VOID(refresh_discussion(record, transaction, claim.identity));
  TRY(const std::optional<store::Account> claimant, store::Accounts(record).account(claim.account));
  TRY_VOID(log_act(
      transaction, accept ? store::ModerationAct::kAcceptClaim : store::ModerationAct::kRejectClaim,
      claimant ? claimant->name : "", claim.author + ", " + (view ? printed_id(*view) : ""), moderator, now));
  return tell(record, transaction,
              {.number = {},
               .account = claim.account,
               .kind = accept ? store::NoticeKind::kClaimAccepted : store::NoticeKind::kClaimRejected,
               .actor = moderator.account,
               .comment = {},
               .identity = claim.identity,
               .made_at = now});
}

Result<std::optional<Claim>> claim_on(store::Record& record, PaperNumber paper,
                                      store::AccountNumber account) {
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, paper));
  TRY(const std::vector<Claim> claims, store::Claims(record).claims_of(identities));
  std::optional<Claim> mine;
  for (const Claim& claim : claims) {
    if (claim.account != account) continue;
    if (!mine || claim.state == ClaimState::kAccepted) mine = claim;
  }
  return mine;
}

}  // namespace broadsheet::papers
