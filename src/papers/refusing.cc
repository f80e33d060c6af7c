// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/refusing.h"

#include <fmt/format.h>
#include <optional>
#include <vector>

#include "papers/own_counts.h"
#include "store/not_for_me.h"

namespace broadsheet::papers {

using store::AccountNumber;
using store::IdentityNumber;

Result<void> refuse(store::Record& record, store::Transaction& transaction, AccountNumber account,
                    PaperNumber paper, Instant now) {
  TRY(const std::optional<store::PaperView> view, record.paper(paper));
  if (!view) return Error(ErrorCode::kNotFound, "Paper not found");
  TRY(const std::vector<store::NotForMe> present, store::Refusals(record).of(account));
  if (present.size() >= kRefusalsMax)
    return Error(ErrorCode::kTooLarge, fmt::format("a reader refuses at most {} papers", kRefusalsMax));
  TRY(const IdentityNumber place, shown_identity_of(record, *view));
  return store::RefusalChanges(transaction).add({account, place, now});
}

Result<bool> take_refusal_back(store::Record& record, store::Transaction& transaction, AccountNumber account,
                               PaperNumber paper) {
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, paper));
  return store::RefusalChanges(transaction).remove(account, identities);
}

Result<bool> is_refused(store::Record& record, AccountNumber account, PaperNumber paper) {
  TRY(const std::vector<IdentityNumber> identities, identity_numbers_of(record, paper));
  return store::Refusals(record).has(account, identities);
}

}  // namespace broadsheet::papers
