// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Readers who say that they are an author of a paper, and moderators who agree or not. A claim can be made
// again after it was rejected, and a decision can be taken back.

#ifndef BROADSHEET_PAPERS_CLAIMING_H_
#define BROADSHEET_PAPERS_CLAIMING_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "papers/accounts.h"
#include "store/claims.h"
#include "store/record.h"

namespace broadsheet::papers {

// Of one account that nobody has decided about: defends moderators.
inline constexpr std::size_t kPendingClaimsMax = 20;

// Says that the actor is `author`, a name among the paper's authors. In place of an earlier claim that was
// not accepted; one that was is left as it is. kNotFound for a paper that is not there, kInvalid for a name
// that is none of its authors' or is claimed by another already, kTooLarge for one claim too many.
Result<void> claim_author(store::Record& record, store::Transaction& transaction, PaperNumber paper,
                          std::string_view author, const Actor& actor, Instant now);
// The actor's own claims on the paper are gone, also accepted ones.
Result<void> take_claim_back(store::Record& record, store::Transaction& transaction, PaperNumber paper,
                             const Actor& actor);

// What moderators decide, also a second time; it is in the log, and the claimant is told. kInvalid where the
// author is another account's by now.
Result<void> decide_claim(store::Record& record, store::Transaction& transaction, const store::Claim& claim,
                          bool accept, const Actor& moderator, Instant now);

// The account's claim on the paper, if there is one: the accepted one before others.
Result<std::optional<store::Claim>> claim_on(store::Record& record, PaperNumber paper,
                                             store::AccountNumber account);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_CLAIMING_H_
