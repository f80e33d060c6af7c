// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What moderators are shown of how accounts vote: groups in lockstep (lockstep.h) and how regular somebody's
// acts are (interval_regularity.h). Both are to be read by people; neither changes a count or an account.

#ifndef BROADSHEET_PAPERS_RING_REPORT_H_
#define BROADSHEET_PAPERS_RING_REPORT_H_

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

#include "base/result.h"
#include "papers/interval_regularity.h"
#include "papers/lockstep.h"
#include "store/record.h"

namespace broadsheet::papers {

// Votes older than this are not looked at, nor more than so many of the newest: some seconds of work.
inline constexpr std::chrono::days kRingReportDays{90};
inline constexpr std::size_t kRingReportVotesMax = 500'000;
// Acts of one account whose rhythm is looked at, the newest of each kind.
inline constexpr std::size_t kRhythmActsMax = 2'000;

struct RingReport {
  std::size_t votes = 0;  // looked at: of people, not of their programs
  std::vector<LockstepGroup> groups;
};
Result<RingReport> ring_report(store::Record& record, Instant now);

// Of what the account did itself, votes and comments; none where that is too little to say anything.
Result<std::optional<IntervalRegularity>> rhythm_of(store::Record& record, store::AccountNumber account);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_RING_REPORT_H_
