// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// After a restore no letter goes out (store::kMailHeld) before the operator says so: what waits in a backup,
// and what was due since it was made, was most likely sent before.

#ifndef BROADSHEET_PAPERS_MAIL_RELEASING_H_
#define BROADSHEET_PAPERS_MAIL_RELEASING_H_

#include <cstdint>

#include "base/date.h"
#include "base/result.h"
#include "store/record.h"

namespace broadsheet::papers {

struct Released {
  bool was_held = false;
  std::uint64_t cancelled = 0;  // deliveries that waited
  std::uint64_t skipped = 0;    // editions that were due
};

// Letters go out again. With `keep` what waits is sent and what is due is chosen; else both are left out, and
// the next digests look at what comes from now on. Nothing where nothing is held. `today`: our own day.
Result<Released> release_mail(store::Record& record, bool keep, Day today, Instant now);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_MAIL_RELEASING_H_
