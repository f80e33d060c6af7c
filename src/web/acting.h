// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a reader does: one interactive transaction, whose commit is the acknowledgement.

#ifndef BROADSHEET_WEB_ACTING_H_
#define BROADSHEET_WEB_ACTING_H_

#include <utility>

#include "base/result.h"
#include "papers/accounts.h"
#include "store/record.h"
#include "web/exchange.h"

namespace broadsheet::web {

// Who acts: the visitor, whom the door has let in.
inline papers::Actor actor_of(const Exchange& exchange) {
  return {exchange.visitor->account.number, exchange.visitor->is_program()};
}

// What `acts`, which takes the transaction, gives, once it is committed. On an error nothing was done.
template <class Act>
auto acted(const Exchange& exchange, const Act& acts) -> decltype(acts(std::declval<store::Transaction&>())) {
  TRY(store::Transaction transaction, exchange.backend.record().begin(store::Durability::kInteractive));
  auto done = acts(transaction);
  if (!done.ok()) return done;
  TRY_VOID(transaction.commit());
  return done;
}

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_ACTING_H_
