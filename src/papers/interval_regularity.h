// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// How regular an account's intervals between acts are: one statistic among others for moderators to look at,
// never a reason to do anything by itself, and never shown for little.
//
// The measure is the coefficient of variation, the standard deviation of the intervals by their mean (Li,
// "The Moltbook Illusion", arXiv 2602.07432): less than 0.5 is like a heartbeat, more than 1 as bursty as
// what people do at will, and between them nothing can be said. It tells scheduled acts from unscheduled ones
// and not programs from people: somebody who votes once each morning is as regular as any program, and a
// program that acts three times in a row each day is as bursty as any person.

#ifndef BROADSHEET_PAPERS_INTERVAL_REGULARITY_H_
#define BROADSHEET_PAPERS_INTERVAL_REGULARITY_H_

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace broadsheet::papers {

// Of fewer intervals a third of memoryless acts would look like a heartbeat.
inline constexpr std::size_t kRegularityIntervalsMin = 20;
inline constexpr std::chrono::days kRegularitySpanMin{7};  // first act to last

enum class Rhythm { kHeartbeat, kUndecided, kBursty };

struct IntervalRegularity {
  std::size_t intervals = 0;
  std::chrono::seconds span{};  // from the first act to the last
  double variation = 0;         // standard deviation / mean of the intervals
  Rhythm rhythm = Rhythm::kUndecided;
};

// Of acts in any order. Nothing for fewer than kRegularityIntervalsMin intervals or a span of less than
// kRegularitySpanMin. O(n log n).
std::optional<IntervalRegularity> interval_regularity(std::span<const std::chrono::sys_seconds> acts);

// What a moderator reads beside the number: what it is, and what it does not prove.
std::string regularity_in_words(const IntervalRegularity& regularity);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_INTERVAL_REGULARITY_H_
