// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Notices (store/notices.h): what is news for a reader.

#ifndef BROADSHEET_PAPERS_TELLING_H_
#define BROADSHEET_PAPERS_TELLING_H_

#include <cstddef>

#include "base/result.h"
#include "store/notices.h"
#include "store/record.h"

namespace broadsheet::papers {

// Of one account; older ones are forgotten.
inline constexpr std::size_t kNoticesKept = 500;

// Tells the account what was done to a paper, by a source where there is no `actor`.
Result<void> tell_of_paper(store::Record& record, store::Transaction& transaction,
                           store::AccountNumber account, store::NoticeKind kind,
                           const store::PaperView& paper, Instant now, store::AccountNumber actor = {});

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_TELLING_H_
