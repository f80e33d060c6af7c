// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/voting.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "papers/library.h"
#include "papers/own_counts.h"
#include "store/claims.h"
#include "store/comments.h"

namespace broadsheet::papers {
namespace {

using store::AccountNumber;
using store::Identity;
using store::IdentityNumber;

constexpr std::size_t kVotesRead = 1000;
constexpr std::size_t kAccountsSettled = 1000;  // in a minute

// All papers that an account voted for or commented on, when it begins to count or no longer does.
Result<void> recount_papers_of(store::Record& record, store::Transaction& transaction,
                               AccountNumber account) {
  std::set<IdentityNumber> identities;
  IdentityNumber after;
  for (;;) {
    TRY(const std::vector<store::ReaderVote> votes,
        store::Votes(record).votes_of(account, after, kVotesRead));
    if (votes.empty()) break;
    after = votes.back().identity;
    for (const store::ReaderVote& vote : votes) identities.insert(vote.identity);
  }
  store::CommentNumber before = store::CommentNumber::highest();
  for (;;) {
    TRY(const std::vector<store::Comment> comments,
        store::Comments(record).comments_by(account, before, kVotesRead));
    if (comments.empty()) break;
    before = comments.back().number;
    for (const store::Comment& comment : comments) identities.insert(comment.identity);
  }
  std::set<PaperNumber> papers;
  for (const IdentityNumber number : identities) {
    TRY(const std::optional<Identity> identity, record.identity(number));
    if (identity && identity->paper.value() != 0) papers.insert(identity->paper);
  }
  for (const PaperNumber paper : papers) {
    TRY(std::optional<store::PaperView> view, record.paper(paper));
    if (!view) continue;
    TRY_VOID(recount(record, transaction, *std::move(view)));
  }
  return {};
}

}  // namespace

Result<VoteState> vote(store::Record& record, store::Transaction& transaction, PaperNumber paper,
                       const Actor& voter, bool up, Instant now) {
  TRY(std::optional<store::PaperView> view, record.paper(paper));
  if (!view) return Error(ErrorCode::kNotFound, "Paper not found");
  if (up && view->withdrawn)
    return Error(ErrorCode::kInvalid, "this paper was withdrawn; it takes no more votes");
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, view->number));
  store::VoteChanges votes(transaction);
  VoteState state{.upvotes = view->upvotes(), .voted = up, .changed = false};
  if (up) {
    // A second vote on another id of the paper would be one too many once they are set apart.
    TRY(const std::optional<IdentityNumber> before, store::Votes(record).voted_on(voter.account, identities));
    TRY(const IdentityNumber place, shown_identity_of(record, *view));
    TRY(state.changed, votes.add({voter.account, before.value_or(place), voter.by_token, now}));
  } else {
    TRY(state.changed, votes.remove(voter.account, identities));
  }
  if (state.changed) {
    // Votes alone: a discussion is not read again for each of them.
    TRY(const store::VoteCounts counts, store::Votes(record).counts(identities));
    if (view->own_votes != counts.people) {
      view->own_votes = counts.people;
      TRY_VOID(transaction.put_paper(*view));
    }
    state.upvotes = view->upvotes();
  }
  return state;
}

Result<bool> settle_account(store::Record& record, store::Transaction& transaction,
                            const store::Account& account, const AccountRules& rules, Instant now) {
  const bool counts = may_count(account, rules, now);
  TRY(const std::vector<store::Claim> claims, store::Claims(record).claims_by(account.number));
  for (const store::Claim& claim : claims) TRY_VOID(refresh_discussion(record, transaction, claim.identity));
  if (account.counts == counts) return false;
  store::Account settled = account;
  settled.counts = counts;
  TRY_VOID(store::AccountChanges(transaction).replace(settled));
  TRY_VOID(recount_papers_of(record, transaction, account.number));
  TRY_VOID(tell_keepers_news(record, transaction, account.number));
  return true;
}

Result<void> keep_up(store::Record& record, const AccountRules& rules, Instant now) {
  store::Accounts accounts(record);
  TRY(const std::vector<AccountNumber> grown, accounts.may_count(now - rules.counts_after, kAccountsSettled));
  // Each its own commit: an account may have voted for thousands of papers.
  for (const AccountNumber number : grown) {
    TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
    TRY(const std::optional<store::Account> account, accounts.account(number));
    if (account) TRY_VOID(settle_account(record, transaction, *account, rules, now));
    TRY_VOID(transaction.commit());
  }
  TRY(const bool any, accounts.any_over(now - rules.session_idle, now - rules.session_max, now));
  if (!any) return {};
  TRY(store::Transaction transaction, record.begin(store::Durability::kInteractive));
  store::AccountChanges changes(transaction);
  TRY_VOID(changes.forget_sessions(now - rules.session_idle, now - rules.session_max));
  TRY_VOID(changes.forget_old_codes(now));
  TRY_VOID(transaction.commit());
  return {};
}

Result<bool> has_voted(store::Record& record, AccountNumber account, PaperNumber paper) {
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, paper));
  TRY(const std::optional<IdentityNumber> on, store::Votes(record).voted_on(account, identities));
  return on.has_value();
}

}  // namespace broadsheet::papers
