// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_PAPERS_FAILING_ADDRESS_H_
#define BROADSHEET_PAPERS_FAILING_ADDRESS_H_

#include <chrono>
#include <cstddef>

#include "base/date.h"
#include "base/result.h"
#include "store/record.h"
#include "store/subscribers.h"

namespace broadsheet::papers {

// So many digests behind one another, and over so long.
inline constexpr std::size_t kFailuresMax = 7;
inline constexpr std::chrono::hours kFailingFor{24 * 7};

// Stops the subscriber's address (StopReason::kBounced) if nothing arrives there: the last kFailuresMax
// digests by mail all failed, the first of them kFailingFor ago, none as a matter of trust in us (5.7.x),
// while letters to others were accepted. Most servers don't say that an address is gone in a way that can be
// told from other refusals. To be asked once a digest failed, in the transaction that says so. Whether it was
// stopped.
Result<bool> stop_if_failing(store::Record& record, store::Transaction& transaction,
                             store::SubscriberNumber number, Instant now);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_FAILING_ADDRESS_H_
