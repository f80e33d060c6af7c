// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "store/record.h"
#include "store/record_state.h"
#include "store/second_factor.h"

namespace broadsheet::store {

SecondFactors::SecondFactors(Record& record) : state_(*record.state_) {}

Result<std::optional<SecondFactor>> SecondFactors::of(AccountNumber account) {
  TRY(Statement select, state_.connection->prepare(
                            "SELECT secret, confirmed_at, last_step FROM second_factors WHERE account = ?1"));
  select.bind_unsigned(1, account.value());
  TRY(const bool row, select.step());
  if (!row) return std::optional<SecondFactor>();
  SecondFactor factor{.account = account,
                      .secret = std::string(select.column_blob(0)),
                      .last_step = select.column_unsigned(2)};
  if (const auto confirmed = select.column_optional(1)) factor.confirmed_at = instant_of(*confirmed);
  return std::optional(std::move(factor));
}

Result<bool> SecondFactors::is_on(AccountNumber account) {
  TRY(Statement select, state_.connection->prepare(
                            "SELECT 1 FROM second_factors WHERE account = ?1 AND confirmed_at IS NOT NULL"));
  return select.bind_unsigned(1, account.value()).step();
}

SecondFactorChanges::SecondFactorChanges(Transaction& transaction) : state_(*transaction.record_->state_) {}

Result<void> SecondFactorChanges::set(const SecondFactor& factor) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT INTO second_factors(account, secret, confirmed_at, last_step)"
                                 " VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET"
                                 " secret = excluded.secret, confirmed_at = excluded.confirmed_at,"
                                 " last_step = excluded.last_step"));
  insert.bind_unsigned(1, factor.account.value()).bind_blob(2, factor.secret);
  if (factor.confirmed_at) {
    insert.bind(3, instant_number(*factor.confirmed_at));
  } else {
    insert.bind_null(3);
  }
  return insert.bind_unsigned(4, factor.last_step).run();
}

Result<bool> SecondFactorChanges::take_step(AccountNumber account, std::uint64_t step) {
  TRY(Statement update,
      state_.connection->prepare(
          "UPDATE second_factors SET last_step = ?2 WHERE account = ?1 AND last_step < ?2"));
  TRY_VOID(update.bind_unsigned(1, account.value()).bind_unsigned(2, step).run());
  return state_.connection->changes() > 0;
}

Result<bool> SecondFactorChanges::remove(AccountNumber account) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM second_factors WHERE account = ?1"));
  TRY_VOID(remove.bind_unsigned(1, account.value()).run());
  return state_.connection->changes() > 0;
}

}  // namespace broadsheet::store
