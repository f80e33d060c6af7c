// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Claims: readers who say that they are an author of a paper, on the identity of the paper as it was then.

#ifndef BROADSHEET_STORE_CLAIMS_H_
#define BROADSHEET_STORE_CLAIMS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/strong_id.h"
#include "store/accounts.h"
#include "store/rows.h"

namespace broadsheet::store {

using ClaimNumber = StrongId<struct ClaimNumberTag, std::uint32_t>;  // from 1, never given twice

// The numbers are stored: never reuse one.
enum class ClaimState : std::uint8_t { kPending = 0, kAccepted = 1, kRejected = 2 };

// One for each account and identity.
struct Claim {
  ClaimNumber number;
  AccountNumber account;
  IdentityNumber identity;
  std::string author;  // the name among the paper's authors, as it stood there
  ClaimState state = ClaimState::kPending;
  Instant claimed_at;
  std::optional<Instant> decided_at = {};
  AccountNumber decided_by = {};
};

// Reads. Borrows the Record.
class Claims {
 public:
  explicit Claims(Record& record);

  Result<std::optional<Claim>> claim(ClaimNumber number);
  // Of one paper, by all of its identities; by number.
  Result<std::vector<Claim>> claims_of(std::span<const IdentityNumber> identities);
  Result<std::vector<Claim>> claims_by(AccountNumber account);  // by number
  Result<std::vector<Claim>> pending(std::size_t limit);        // by number

 private:
  RecordState& state_;
};

// Writes, within a transaction. Bringing the paper up to date is the caller's (papers/claiming.h).
class ClaimChanges {
 public:
  explicit ClaimChanges(Transaction& transaction);

  // In place of an earlier claim of the account on the identity. `number` is not read.
  Result<void> put(const Claim& claim);
  Result<void> decide(ClaimNumber number, ClaimState state, AccountNumber by, Instant now);
  Result<void> remove(ClaimNumber number);

 private:
  RecordState& state_;
};

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_CLAIMS_H_
