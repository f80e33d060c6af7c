// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a reader's telephone and we share, so that a password alone is not enough. The secret lies in the
// record as it is, because passwords of the moment are made from it: whoever reads the record has it.

#ifndef BROADSHEET_STORE_SECOND_FACTOR_H_
#define BROADSHEET_STORE_SECOND_FACTOR_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "store/accounts.h"

namespace broadsheet::store {

struct SecondFactor {
  AccountNumber account;
  std::string secret;                        // bytes (base/one_time_password.h)
  std::optional<Instant> confirmed_at = {};  // before that it is asked for nowhere
  std::uint64_t last_step = 0;               // of the last password that was taken
};

// Reads. Borrows the Record.
class SecondFactors {
 public:
  explicit SecondFactors(Record& record);

  Result<std::optional<SecondFactor>> of(AccountNumber account);
  // Cheaper: whether there is a confirmed one.
  Result<bool> is_on(AccountNumber account);

 private:
  RecordState& state_;
};

// Writes, within a transaction.
class SecondFactorChanges {
 public:
  explicit SecondFactorChanges(Transaction& transaction);

  // In the place of one that was there.
  Result<void> set(const SecondFactor& factor);
  // True if the step is behind the last one, which it is from now on: of many who bring one password at once,
  // one is let in.
  Result<bool> take_step(AccountNumber account, std::uint64_t step);
  Result<bool> remove(AccountNumber account);  // false if there was none

 private:
  RecordState& state_;
};

}  // namespace broadsheet::store

#endif  // BROADSHEET_STORE_SECOND_FACTOR_H_
