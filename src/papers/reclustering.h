// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Reclustering: what becomes of the papers around identities of which something changed.

#ifndef BROADSHEET_PAPERS_RECLUSTERING_H_
#define BROADSHEET_PAPERS_RECLUSTERING_H_

#include <vector>

#include "base/result.h"
#include "store/record.h"

namespace broadsheet::papers {

// Clusters the components of the seeds anew (the paper of the first as a whole) and writes what changed.
// True if `changed` made a paper.
//
// An identity that no record describes any more and that nothing holds to a paper goes on leading to the
// paper that it was of, without being one of its ids: an id that once led somewhere never leads nowhere.
Result<bool> recluster(store::Record& record, store::Transaction& transaction,
                       const std::vector<store::IdentityNumber>& seeds, store::IdentityNumber changed);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_RECLUSTERING_H_
