// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// When a digest is due. An edition is named by the local day on which it is due, whatever clocks do: so
// there is one for a day, also where its hour is skipped, comes twice, or the reader moves to another time
// zone; and none for a day that the zone never had.

#ifndef BROADSHEET_PAPERS_SCHEDULE_H_
#define BROADSHEET_PAPERS_SCHEDULE_H_

#include "base/date.h"
#include "base/result.h"
#include "store/subscribers.h"

namespace broadsheet::papers {

struct DueEdition {
  Day day;     // local
  Instant at;  // when it is due
};

// The first that is due after `after`. kNotFound for a zone that the system does not know.
Result<DueEdition> next_edition(const store::Subscription& subscription, Instant after);
// The last that is due at `now` or before. Errors as above.
Result<DueEdition> last_edition(const store::Subscription& subscription, Instant now);

// How many days an edition is about: 1, 7 or 31.
int days_between_editions(store::Cadence cadence);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_SCHEDULE_H_
