// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/telling.h"

#include "papers/own_counts.h"

namespace broadsheet::papers {

Result<void> tell_of_paper(store::Record& record, store::Transaction& transaction,
                           store::AccountNumber account, store::NoticeKind kind,
                           const store::PaperView& paper, Instant now, store::AccountNumber actor) {
  TRY(const store::IdentityNumber place, shown_identity_of(record, paper));
  return store::NoticeChanges(transaction)
      .add({.number = {},
            .account = account,
            .kind = kind,
            .actor = actor,
            .comment = {},
            .identity = place,
            .made_at = now},
           kNoticesKept);
}

}  // namespace broadsheet::papers
