// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/schedule.h"

#include <chrono>
#include <optional>

#include "base/clock.h"

namespace broadsheet::papers {
namespace {

using std::chrono::days;
using store::Cadence;
using store::Subscription;

// No two editions are further apart, with a day on either side for the zone.
constexpr int kDaysLooked = 34;

bool is_due_on(const Subscription& subscription, Day day) {
  const unsigned weekday = std::chrono::weekday(day).iso_encoding();
  switch (subscription.cadence) {
    case Cadence::kDaily:
      return true;
    case Cadence::kWeekdays:
      return weekday <= 5;
    case Cadence::kWeekly:
      return weekday == subscription.on_day;
    case Cadence::kMonthly:
      return static_cast<unsigned>(std::chrono::year_month_day(day).day()) == subscription.on_day;
  }
  return false;
}

// When the edition of the day is due; none if it has none. A day that the zone left out, as Samoa did when it
// went over the date line, is no day there.
Result<std::optional<Instant>> due_on(const Subscription& subscription, Day day) {
  if (!is_due_on(subscription, day)) return std::optional<Instant>();
  TRY(const Instant at, at_local_time(day, subscription.at, subscription.zone));
  TRY(const Day shown, local_day(at, subscription.zone, std::chrono::hours(24)));
  if (shown == day) return std::optional(at);
  // The hour was skipped together with the midnight behind it. Was all before it, too?
  TRY(const Instant begins, at_local_time(day, std::chrono::minutes(0), subscription.zone));
  return begins == at ? std::optional<Instant>() : std::optional(at);
}

Error no_edition(const Subscription& subscription) {
  return {ErrorCode::kInvalid, "there is no day " + std::to_string(subscription.on_day) +
                                   " on which a digest could be due: 1 to 7 in a week, 1 to 28 in a month"};
}

}  // namespace

Result<DueEdition> next_edition(const Subscription& subscription, Instant after) {
  TRY(const Day today, local_day(after, subscription.zone, std::chrono::hours(24)));
  for (int i = -1; i <= kDaysLooked; ++i) {
    const Day day = today + days(i);
    TRY(const std::optional<Instant> at, due_on(subscription, day));
    if (at && *at > after) return DueEdition{day, *at};
  }
  return no_edition(subscription);
}

Result<DueEdition> last_edition(const Subscription& subscription, Instant now) {
  TRY(const Day today, local_day(now, subscription.zone, std::chrono::hours(24)));
  for (int i = -1; i <= kDaysLooked; ++i) {
    const Day day = today - days(i);
    TRY(const std::optional<Instant> at, due_on(subscription, day));
    if (at && *at <= now) return DueEdition{day, *at};
  }
  return no_edition(subscription);
}

int days_between_editions(Cadence cadence) {
  switch (cadence) {
    case Cadence::kDaily:
    case Cadence::kWeekdays:
      return 1;
    case Cadence::kWeekly:
      return 7;
    case Cadence::kMonthly:
      return 31;
  }
  return 1;
}

}  // namespace broadsheet::papers
