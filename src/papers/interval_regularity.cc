// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/interval_regularity.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <vector>

#include "base/english.h"

namespace broadsheet::papers {
namespace {

constexpr double kHeartbeatBelow = 0.5;
constexpr double kBurstyAbove = 1.0;

Rhythm rhythm_of(double variation) {
  if (variation < kHeartbeatBelow) return Rhythm::kHeartbeat;
  return variation > kBurstyAbove ? Rhythm::kBursty : Rhythm::kUndecided;
}

const char* words_of(Rhythm rhythm) {
  switch (rhythm) {
    case Rhythm::kHeartbeat:
      return "As regular as a schedule (below 0.5). A program with a timer is like that, and so is somebody "
             "who "
             "comes once every morning.";
    case Rhythm::kBursty:
      return "As irregular as people who come when they like (above 1). A program that acts several times in "
             "a "
             "row, or at random, is like that, too.";
    case Rhythm::kUndecided:
      break;
  }
  return "Between a schedule (below 0.5) and people who come when they like (above 1): it says nothing.";
}

}  // namespace

std::optional<IntervalRegularity> interval_regularity(std::span<const std::chrono::sys_seconds> acts) {
  if (acts.size() <= kRegularityIntervalsMin) return std::nullopt;
  std::vector<std::chrono::sys_seconds> sorted(acts.begin(), acts.end());
  std::sort(sorted.begin(), sorted.end());
  const std::size_t intervals = sorted.size() - 1;
  const auto span = sorted.back() - sorted.front();
  if (span < kRegularitySpanMin) return std::nullopt;
  const double mean = static_cast<double>(span.count()) / static_cast<double>(intervals);
  double squares = 0;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    const double off = static_cast<double>((sorted[i] - sorted[i - 1]).count()) - mean;
    squares += off * off;
  }
  const double variation = std::sqrt(squares / static_cast<double>(intervals - 1)) / mean;
  return IntervalRegularity{intervals, span, variation, rhythm_of(variation)};
}

std::string regularity_in_words(const IntervalRegularity& regularity) {
  const std::string variation = fmt::format("{:.2f}", regularity.variation);
  const auto days = std::chrono::duration_cast<std::chrono::days>(regularity.span).count();
  return "Regularity of intervals " + variation + ", of " + counted(regularity.intervals, "interval") +
         " in " + counted(static_cast<std::uint64_t>(days), "day") + ". " + words_of(regularity.rhythm) +
         " It does not tell programs from people, and nothing follows from it by itself.";
}

}  // namespace broadsheet::papers
