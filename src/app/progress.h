// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A progress bar on a terminal: what, how far, how fast, how long still. Silent everywhere else.

#ifndef BROADSHEET_APP_PROGRESS_H_
#define BROADSHEET_APP_PROGRESS_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "app/terminal.h"

namespace broadsheet::app {

// One line of the bar; pure. `fraction` is negative where the end is not known, then there is neither
// bar nor time left. `rate` is per second.
std::string progress_line(std::string_view what, double fraction, std::uint64_t count, std::string_view noun,
                          double rate, double seconds, std::size_t columns);

// Confined to one thread. Wipes its line when destroyed.
class ProgressBar {
 public:
  ProgressBar(Terminal& terminal, std::string what);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void rename(std::string what) { what_ = std::move(what); }
  // Work `done` of `of` (0 where unknown), and `count` things done so far. Draws at most ten times a
  // second, so it may be called often.
  void show(std::uint64_t done, std::uint64_t of, std::uint64_t count, std::string_view noun);
  void wipe();

 private:
  using Time = std::chrono::steady_clock::time_point;

  Terminal& terminal_;
  std::string what_;
  const Time began_;
  Time drawn_at_;
  bool drawn_ = false;
};

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_PROGRESS_H_
