// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What readers said is not for them: papers that teach the ranking what to leave out. As private as a
// library.

#ifndef BROADSHEET_STORE_NOT_FOR_ME_H_
#define BROADSHEET_STORE_NOT_FOR_ME_H_

#include <span>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/accounts.h"
#include "store/rows.h"

namespace broadsheet::store {

struct NotForMe {
  AccountNumber account;
  IdentityNumber identity;
  Instant said_at;
  friend bool operator==(const NotForMe&, const NotForMe&) = default;
};

// Reads. Borrows the Record.
class Refusals {
 public:
  explicit Refusals(Record& record);

  Result<std::vector<NotForMe>> of(AccountNumber account);  // by identity
  Result<bool> has(AccountNumber account, std::span<const IdentityNumber> identities);

 private:
  RecordState& state_;
};

// Writes, within a transaction.
class RefusalChanges {
 public:
  explicit RefusalChanges(Transaction& transaction);

  // Keeps the first time.
  Result<void> add(const NotForMe& refusal);
  // True if there was one on any of them.
  Result<bool> remove(AccountNumber account, std::span<const IdentityNumber> identities);
  Result<void> remove_all_of(AccountNumber account);

 private:
  RecordState& state_;
};

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_NOT_FOR_ME_H_
