// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The digest of a reader with an account, which several addresses begin and end.

#ifndef BROADSHEET_WEB_OWN_DIGEST_H_
#define BROADSHEET_WEB_OWN_DIGEST_H_

#include <optional>

#include "base/result.h"
#include "store/record.h"
#include "store/subscribers.h"
#include "web/exchange.h"

namespace broadsheet::web {

// Of whoever asks; none who never had a digest. Whoever left has one with `left_at`.
Result<std::optional<store::Subscriber>> own_subscriber(const Exchange& exchange);

// The subscriber that there is, or the one that there would be, with what is proposed to an account.
store::Subscriber shown_subscriber(const Exchange& exchange, const std::optional<store::Subscriber>& present);

// Within a transaction. kInvalid without an address where it is to be mailed.
Result<void> begin_digest(const Exchange& exchange, store::Transaction& transaction,
                          const store::Subscription& subscription);
// Nothing to do for who gets none.
Result<void> end_digest(const Exchange& exchange, store::Transaction& transaction);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_OWN_DIGEST_H_
