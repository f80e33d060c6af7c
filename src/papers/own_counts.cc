// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/own_counts.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "store/claims.h"
#include "store/comments.h"
#include "store/reader_votes.h"

namespace broadsheet::papers {

Result<std::vector<store::IdentityNumber>> identity_numbers_of(store::Record& record, PaperNumber paper) {
  TRY(const std::vector<store::Identity> identities, record.identities_of(paper));
  std::vector<store::IdentityNumber> numbers;
  numbers.reserve(identities.size());
  for (const store::Identity& identity : identities) numbers.push_back(identity.number);
  return numbers;
}

Result<store::IdentityNumber> shown_identity_of(store::Record& record, const store::PaperView& paper) {
  TRY(const std::optional<store::Identity> best, record.identity_by_id(paper.ids.front()));
  if (!best) return Error(ErrorCode::kDamaged, paper.ids.front() + " is an id of no paper");
  return best->number;
}

namespace {

Result<void> set_claimed(store::Record& record, std::span<const store::IdentityNumber> identities,
                         store::PaperView& view) {
  view.claimed.clear();
  view.author_takes_part = false;
  TRY(const std::vector<store::Claim> claims, store::Claims(record).claims_of(identities));
  std::set<store::AccountNumber> authors;
  for (const store::Claim& claim : claims) {
    if (claim.state != store::ClaimState::kAccepted) continue;
    // Of a paper whose sources spell the name otherwise by now, the claim waits until they agree again.
    if (std::ranges::find(view.authors, claim.author) == view.authors.end()) continue;
    TRY(const std::optional<store::Account> account, store::Accounts(record).account(claim.account));
    if (!account || account->deleted_at || account->banned_at) continue;
    if (!authors.insert(claim.account).second) continue;
    view.claimed.push_back({.author = claim.author,
                            .name = account->name,
                            .fullname = account->fullname.empty() ? account->name : account->fullname,
                            .since = claim.decided_at.value_or(claim.claimed_at)});
  }
  if (authors.empty()) return {};
  TRY(const std::vector<store::CommentOutline> comments, store::Comments(record).outlines_of(identities));
  view.author_takes_part = std::ranges::any_of(comments, [&](const store::CommentOutline& comment) {
    return comment.is_shown && authors.contains(comment.account);
  });
  return {};
}

}  // namespace

Result<void> set_own_counts(store::Record& record, std::span<const store::IdentityNumber> identities,
                            store::PaperView& view) {
  TRY(const store::VoteCounts votes, store::Votes(record).counts(identities));
  TRY(const store::CommentCounts comments, store::Comments(record).counts(identities));
  view.own_votes = votes.people;
  view.own_comments = comments.comments;
  view.own_commenters = comments.people;
  return set_claimed(record, identities, view);
}

Result<store::PaperView> recount(store::Record& record, store::Transaction& transaction,
                                 store::PaperView view) {
  TRY(const std::vector<store::IdentityNumber> identities, identity_numbers_of(record, view.number));
  store::PaperView counted = view;
  TRY_VOID(set_own_counts(record, identities, counted));
  if (counted != view) TRY_VOID(transaction.put_paper(counted));
  return counted;
}

Result<void> refresh_discussion(store::Record& record, store::Transaction& transaction,
                                store::IdentityNumber number) {
  TRY(const std::optional<store::Identity> identity, record.identity(number));
  if (!identity || identity->paper.value() == 0) return {};
  TRY(std::optional<store::PaperView> view, record.paper(identity->paper));
  if (!view) return {};
  transaction.touch_reception(view->number);
  TRY_VOID(recount(record, transaction, *std::move(view)));
  return {};
}

}  // namespace broadsheet::papers
