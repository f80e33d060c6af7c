// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Notices (store/notices.h): what is news for a reader.

#ifndef BROADSHEET_PAPERS_TELLING_H_
#define BROADSHEET_PAPERS_TELLING_H_

#include <cstddef>
#include <span>
#include <vector>

#include "base/result.h"
#include "store/deliveries.h"
#include "store/notices.h"
#include "store/record.h"

namespace broadsheet::papers {

// Of one account; older ones are forgotten.
inline constexpr std::size_t kNoticesKept = 500;

// Adds the notice for its account, as the account's switches say: not at all where it wants it nowhere, and
// with a letter of its own where it wants that.
Result<void> tell(store::Record& record, store::Transaction& transaction, const store::Notice& notice);

// As the account set it (`switches`, of store::Notices::switches_of), else as store::NoticeSwitch has it.
store::NoticeSwitch switch_in(std::span<const store::NoticeSwitch> switches, store::NoticeKind kind);

// What a letter of notices (store::DeliveryKind::kNotices) is about: those of the kinds that the account
// wants to be told of at once, from when the letter was asked for until the next one was.
Result<std::vector<store::Notice>> notices_to_mail(store::Record& record, const store::Account& account,
                                                   const store::Delivery& delivery);

// Tells the account what was done to a paper, by a source where there is no `actor`.
Result<void> tell_of_paper(store::Record& record, store::Transaction& transaction,
                           store::AccountNumber account, store::NoticeKind kind,
                           const store::PaperView& paper, Instant now, store::AccountNumber actor = {});

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_TELLING_H_
