// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// "Not for me": what a reader says of a paper so that fewer like it are chosen for them. It is about no
// quality and nobody else learns of it. A row stands on the identity that was refused, as with libraries.

#ifndef BROADSHEET_PAPERS_REFUSING_H_
#define BROADSHEET_PAPERS_REFUSING_H_

#include <cstddef>

#include "base/result.h"
#include "papers/accounts.h"
#include "store/record.h"

namespace broadsheet::papers {

inline constexpr std::size_t kRefusalsMax = 5'000;  // of an account

// kNotFound for a number that no paper has, kTooLarge for one too many.
Result<void> refuse(store::Record& record, store::Transaction& transaction, store::AccountNumber account,
                    PaperNumber paper, Instant now);
// Under whichever of its ids it was said. True if it was.
Result<bool> take_refusal_back(store::Record& record, store::Transaction& transaction,
                               store::AccountNumber account, PaperNumber paper);
Result<bool> is_refused(store::Record& record, store::AccountNumber account, PaperNumber paper);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_REFUSING_H_
