// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Votes of our own readers, a row for each account and identity. A paper has those of its identities, each
// account once: merges and their undoing move nothing.

#ifndef BROADSHEET_STORE_READER_VOTES_H_
#define BROADSHEET_STORE_READER_VOTES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/accounts.h"
#include "store/rows.h"

namespace broadsheet::store {

struct ReaderVote {
  AccountNumber account;
  IdentityNumber identity;
  bool by_token = false;  // by a program that has the reader's token
  Instant voted_at;
};

// A vote by the paper that its identity is of now.
struct PaperVote {
  AccountNumber account;
  PaperNumber paper;
  Instant voted_at;
};

// Of accounts that count (Account::counts).
struct VoteCounts {
  std::int64_t people = 0;    // who voted themselves: what is shown and ranked by
  std::int64_t programs = 0;  // whose program did, shown apart
};

// Reads. Borrows the Record.
class Votes {
 public:
  explicit Votes(Record& record);

  // Of one paper, by all of its identities. Linear in its votes.
  Result<VoteCounts> counts(std::span<const IdentityNumber> identities);
  // The first of them that the account has a vote on.
  Result<std::optional<IdentityNumber>> voted_on(AccountNumber account,
                                                 std::span<const IdentityNumber> identities);
  // By identity, above `after`, at most `limit`: all that somebody voted for.
  Result<std::vector<ReaderVote>> votes_of(AccountNumber account, IdentityNumber after, std::size_t limit);
  // Of people, not of their programs: since then, the newest first, at most `limit`. Looks at every vote.
  Result<std::vector<PaperVote>> newest_votes(Instant since, std::size_t limit);
  // When the account voted itself, the newest first, at most `limit`.
  Result<std::vector<Instant>> times_of(AccountNumber account, std::size_t limit);

 private:
  RecordState& state_;
};

// Writes, within a transaction. The paper's view is the caller's to bring up to date (papers/voting.h).
class VoteChanges {
 public:
  explicit VoteChanges(Transaction& transaction);

  // True if anything is different: the vote is new, or was a program's and is the reader's own now.
  Result<bool> add(const ReaderVote& vote);
  // True if there was one on any of them.
  Result<bool> remove(AccountNumber account, std::span<const IdentityNumber> identities);
  Result<void> remove_all(AccountNumber account);

 private:
  RecordState& state_;
};

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_READER_VOTES_H_
