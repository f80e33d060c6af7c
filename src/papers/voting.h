// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Votes of readers on papers: one for each person and paper, whatever ids it has, counted from their rows.

#ifndef BROADSHEET_PAPERS_VOTING_H_
#define BROADSHEET_PAPERS_VOTING_H_

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "papers/accounts.h"
#include "store/reader_votes.h"
#include "store/record.h"

namespace broadsheet::papers {

struct VoteState {
  std::int64_t upvotes = 0;  // of the paper as it is shown: our readers' and the newest of each source
  bool voted = false;        // the voter has a vote on it
  bool changed = false;      // by this act
};

// Votes, or takes the vote back; done already is no error. The vote is on the identity whose id the paper is
// shown under. kNotFound for a number that no paper has, kInvalid for a withdrawn paper, on which votes can
// only be taken back.
Result<VoteState> vote(store::Record& record, store::Transaction& transaction, PaperNumber paper,
                       const Actor& voter, bool up, Instant now);

// Sets whether the account counts by what it is now; true if that is different from before. Its papers are
// counted anew, and those that it claims say what it is now.
Result<bool> settle_account(store::Record& record, store::Transaction& transaction,
                            const store::Account& account, const AccountRules& rules, Instant now);

// What time does: accounts that are old enough begin to count, sessions and codes that are too old go. Writes
// only where there is something to do.
Result<void> keep_up(store::Record& record, const AccountRules& rules, Instant now);

// Whether the account voted for the paper.
Result<bool> has_voted(store::Record& record, store::AccountNumber account, PaperNumber paper);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_VOTING_H_
