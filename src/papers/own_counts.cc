// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/own_counts.h"

#include <optional>
#include <utility>

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

Result<void> set_own_counts(store::Record& record, std::span<const store::IdentityNumber> identities,
                            store::PaperView& view) {
  TRY(const store::VoteCounts votes, store::Votes(record).counts(identities));
  TRY(const store::CommentCounts comments, store::Comments(record).counts(identities));
  view.own_votes = votes.people;
  view.own_comments = comments.comments;
  view.own_commenters = comments.people;
  return {};
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
  transaction.touch_discussion(view->number);
  TRY_VOID(recount(record, transaction, *std::move(view)));
  return {};
}

}  // namespace broadsheet::papers
