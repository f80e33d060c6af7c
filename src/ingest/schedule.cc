// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/schedule.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/clock.h"
#include "base/digest.h"
#include "formats/fields.h"
#include "ingest/limits.h"

namespace broadsheet::ingest {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::uint8_t kAllDays = 0x7F;

Error no_schedule(std::string_view text) {
  return {ErrorCode::kInvalid, "'" + std::string(text) +
                                   "' is no schedule: write one like \"every 6 hours\", \"07:00 UTC\" or "
                                   "\"22:45 Sun-Thu America/New_York\""};
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (text = formats::trim(text); !text.empty(); text = formats::trim(text)) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

std::optional<unsigned> number(std::string_view text) {
  unsigned value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<minutes> time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = number(text.substr(0, 2));
  const auto minute = number(text.substr(3));
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  return minutes(*hour * 60 + *minute);
}

std::optional<std::size_t> day_of_week(std::string_view name) {
  const auto* const found = std::ranges::find(kDays, name);
  if (found == kDays.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kDays.begin());
}

// "Sun-Thu", "Mon": the days from the first to the last, over the end of the week too.
std::optional<std::uint8_t> days_of(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto first = day_of_week(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : day_of_week(text.substr(dash + 1));
  if (!first || !last) return std::nullopt;
  unsigned set = 0;
  for (std::size_t day = *first;; day = (day + 1) % kDays.size()) {
    set |= 1U << day;
    if (day == *last) return static_cast<std::uint8_t>(set);
  }
}

std::string text_of_days(std::uint8_t set) {
  for (const std::string_view first : kDays) {
    for (const std::string_view last : kDays) {
      std::string text(first);
      if (first != last) text.append("-").append(last);
      if (days_of(text) == set) return text;
    }
  }
  return {};
}

std::optional<Schedule> parse_every(const std::vector<std::string_view>& words) {
  if (words.size() != 3) return std::nullopt;
  const auto count = number(words[1]);
  const bool in_hours = words[2] == "hours" || words[2] == "hour";
  if (!count || *count == 0 || (!in_hours && words[2] != "minutes")) return std::nullopt;
  const minutes every = in_hours ? minutes(hours(std::min(*count, 1000U))) : minutes(*count);
  if (every < kEveryMin || every > kEveryMax) return std::nullopt;
  Schedule schedule;
  schedule.every = every;
  return schedule;
}

std::string two_digits(std::int64_t value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

// The last time at or before `now` that the schedule names.
Instant last_named(const Schedule& schedule, Instant now, seconds spread) {
  // A day of slack on the one side for the zone, a week and a day on the other for the days.
  const Day today = std::chrono::floor<days>(now);
  for (Day day = today + days(1); day >= today - days(8); day -= days(1)) {
    const unsigned weekday = std::chrono::weekday(day).c_encoding();
    if ((schedule.days >> weekday & 1U) == 0) continue;
    const Result<Instant> named = at_local_time(day, schedule.at, schedule.zone);
    if (named.ok() && *named + spread <= now) return *named + spread;
  }
  return Instant{};
}

Instant next_named(const Schedule& schedule, Instant after, seconds spread) {
  const Day from = std::chrono::floor<days>(after) - days(1);
  for (Day day = from; day <= from + days(9); day += days(1)) {
    const unsigned weekday = std::chrono::weekday(day).c_encoding();
    if ((schedule.days >> weekday & 1U) == 0) continue;
    const Result<Instant> named = at_local_time(day, schedule.at, schedule.zone);
    if (named.ok() && *named + spread > after) return *named + spread;
  }
  return after + days(1);
}

}  // namespace

Result<Schedule> parse_schedule(std::string_view text) {
  const std::vector<std::string_view> words = words_of(text);
  if (!words.empty() && words[0] == "every") {
    const auto every = parse_every(words);
    if (!every) return no_schedule(text);
    return *every;
  }
  if (words.size() < 2 || words.size() > 3) return no_schedule(text);
  const auto at = time_of_day(words[0]);
  const auto set = words.size() == 3 ? days_of(words[1]) : std::optional<std::uint8_t>(kAllDays);
  Schedule schedule;
  schedule.zone = words.back();
  if (!at || !set || !at_local_time(Day{}, minutes(0), schedule.zone).ok()) return no_schedule(text);
  schedule.at = *at;
  schedule.days = *set;
  return schedule;
}

std::string to_text(const Schedule& schedule) {
  if (schedule.every > minutes(0)) {
    const bool whole = schedule.every % hours(1) == minutes(0);
    const auto count = whole ? schedule.every / hours(1) : schedule.every.count();
    return "every " + std::to_string(count) + (whole ? (count == 1 ? " hour" : " hours") : " minutes");
  }
  std::string text = two_digits(schedule.at / hours(1)) + ":" + two_digits(schedule.at.count() % 60) + " ";
  if (schedule.days != kAllDays) text += text_of_days(schedule.days) + " ";
  return text + schedule.zone;
}

Instant next_run(const Schedule& schedule, const Runs& runs, Instant now, seconds spread) {
  if (!runs.last || *runs.last > now) return now;
  const Instant last = *runs.last;
  if (runs.failures > 0) {
    std::chrono::minutes wait = kTryAgainMin;
    for (std::uint64_t i = 1; i < runs.failures && wait < kTryAgainMax; ++i) wait *= 2;
    return last + std::min(wait, kTryAgainMax);
  }
  if (schedule.every > minutes(0)) return last + schedule.every;
  const Instant named = last_named(schedule, now, spread);
  return named > last ? named : next_named(schedule, now, spread);
}

seconds spread_of(std::string_view name) {
  constexpr std::uint64_t kSpreadSeconds = 240;
  return seconds(hash64(name) % kSpreadSeconds);
}

}  // namespace broadsheet::ingest
