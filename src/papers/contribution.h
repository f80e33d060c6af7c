// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The readers' word about a paper, as the record of the source `readers` that it is kept as.

#ifndef BROADSHEET_PAPERS_CONTRIBUTION_H_
#define BROADSHEET_PAPERS_CONTRIBUTION_H_

#include <vector>

#include "base/result.h"
#include "formats/source_record.h"
#include "store/accounts.h"
#include "store/record.h"

namespace broadsheet::papers {

// The paper, where readers can do something to it: kNotFound, kInvalid for one that was withdrawn.
Result<store::PaperView> paper_to_change(store::Record& record, PaperNumber paper);

struct Contribution {
  store::IdentityNumber identity;  // on which it stands, whatever is merged and parts again
  formats::SourceRecord record;
};
// What readers have said of the paper under each of its ids: one for most, several where papers were merged.
Result<std::vector<Contribution>> contributions_to(store::Record& record, const store::PaperView& paper);
// The first of these, or a new one.
Result<formats::SourceRecord> contribution_to(store::Record& record, const store::PaperView& paper);

void set_submitter(const store::Account& account, formats::SourceRecord& contribution);

Result<void> put_contribution(store::Record& record, store::Transaction& transaction,
                              const store::PaperView& paper, formats::SourceRecord contribution);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_CONTRIBUTION_H_
