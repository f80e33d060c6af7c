// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a paper's view says of our own readers: their votes, comments and claims, from the rows of all of its
// identities.

#ifndef BROADSHEET_PAPERS_OWN_COUNTS_H_
#define BROADSHEET_PAPERS_OWN_COUNTS_H_

#include <span>
#include <vector>

#include "base/result.h"
#include "store/record.h"

namespace broadsheet::papers {

Result<std::vector<store::IdentityNumber>> identity_numbers_of(store::Record& record, PaperNumber paper);

// That whose id the paper is shown under: what readers do to a paper stands on it. kDamaged if there is none.
Result<store::IdentityNumber> shown_identity_of(store::Record& record, const store::PaperView& paper);

// Sets the counts of `view`, whatever they were.
Result<void> set_own_counts(store::Record& record, std::span<const store::IdentityNumber> identities,
                            store::PaperView& view);

// Counts anew and keeps the view where that is news. The view as it is now.
Result<store::PaperView> recount(store::Record& record, store::Transaction& transaction,
                                 store::PaperView view);

// After something was said, or is shown otherwise than before: counts the identity's paper anew, and tells
// those who keep its page that it is another one.
Result<void> refresh_discussion(store::Record& record, store::Transaction& transaction,
                                store::IdentityNumber identity);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_OWN_COUNTS_H_
