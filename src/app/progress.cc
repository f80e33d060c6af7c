// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/progress.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "app/layout.h"
#include "base/english.h"
#include "text/display.h"

namespace broadsheet::app {
namespace {

constexpr std::size_t kBarColumnsMax = 24;
constexpr std::size_t kBarColumnsMin = 8;
constexpr std::chrono::milliseconds kDrawInterval{100};

std::string clock_time(double seconds) {
  constexpr double kLongest = 99.0 * 3600;
  const auto whole = static_cast<long>(std::clamp(std::round(seconds), 0.0, kLongest));
  std::array<char, 48> text{};
  if (whole >= 3600) {
    std::snprintf(text.data(), text.size(), "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
  } else {
    std::snprintf(text.data(), text.size(), "%ld:%02ld", whole / 60, whole % 60);
  }
  return text.data();
}

std::string bar_of(double fraction, std::size_t columns) {
  const auto full = static_cast<std::size_t>(std::lround(fraction * static_cast<double>(columns)));
  std::string bar;
  for (std::size_t i = 0; i < columns; ++i) bar += i < full ? "█" : "░";
  return bar;
}

}  // namespace

std::string progress_line(std::string_view what, double fraction, std::uint64_t count, std::string_view noun,
                          double rate, double seconds, std::size_t columns) {
  std::string numbers = counted(count, noun) + ", " + with_thousands(static_cast<std::uint64_t>(rate)) + "/s";
  if (fraction < 0) return text::fit_to_width(std::string(what) + "  " + numbers, columns);
  fraction = std::min(fraction, 1.0);
  // The first moments say nothing about the rest.
  const bool steady = fraction > 0.01 && seconds > 0.5;
  numbers += steady ? ", " + clock_time(seconds * (1 - fraction) / fraction) + " left" : "";
  std::array<char, 8> percent{};
  std::snprintf(percent.data(), percent.size(), "%3d%%", static_cast<int>(fraction * 100));
  const std::string end = std::string(percent.data()) + "  " + numbers;
  const std::size_t end_columns = text::display_width(end);
  const std::size_t rest = columns > end_columns + 4 ? columns - end_columns - 4 : 0;
  if (rest < kBarColumnsMin) return text::fit_to_width(end, columns);
  const std::size_t name_columns = std::min(text::display_width(what), rest - kBarColumnsMin);
  const std::size_t bar_columns = std::min(kBarColumnsMax, rest - name_columns);
  return text::fit_to_width(what, name_columns) + "  " + bar_of(fraction, bar_columns) + "  " + end;
}

ProgressBar::ProgressBar(Terminal& terminal, std::string what)
    : terminal_(terminal), what_(std::move(what)), began_(std::chrono::steady_clock::now()) {}

ProgressBar::~ProgressBar() {
  wipe();
}

void ProgressBar::show(std::uint64_t done, std::uint64_t of, std::uint64_t count, std::string_view noun) {
  if (!terminal_.interactive()) return;
  const Time now = std::chrono::steady_clock::now();
  if (drawn_ && now - drawn_at_ < kDrawInterval) return;
  const double seconds = std::chrono::duration<double>(now - began_).count();
  const double fraction = of == 0 ? -1 : static_cast<double>(done) / static_cast<double>(of);
  const double rate = seconds > 0 ? static_cast<double>(count) / seconds : 0;
  terminal_.write("\r\x1b[K" +
                  progress_line(what_, fraction, count, noun, rate, seconds, terminal_.width() - 1));
  (void)terminal_.flush().ok();  // a bar that cannot be drawn is no reason to stop
  drawn_ = true;
  drawn_at_ = now;
}

void ProgressBar::wipe() {
  if (!drawn_) return;
  terminal_.write("\r\x1b[K");
  (void)terminal_.flush().ok();
  drawn_ = false;
}

}  // namespace broadsheet::app
