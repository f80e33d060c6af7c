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

// Tells the account what a source did to a paper: a notice without a person.
Result<void> tell_of_paper(store::Record& record, store::Transaction& transaction,
                           store::AccountNumber account, store::NoticeKind kind,
                           const store::PaperView& paper, Instant now);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_TELLING_H_
