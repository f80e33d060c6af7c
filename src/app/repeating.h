// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_APP_REPEATING_H_
#define BROADSHEET_APP_REPEATING_H_

#include <atomic>
#include <chrono>
#include <functional>
#include <string_view>
#include <thread>

#include "base/result.h"

namespace broadsheet::app {

// What a server does again and again beside its answers, on a thread of its own.
class Repeating {
 public:
  // `step`: true if there is more to do at once; else the next one is `between` later, and where it failed at
  // least kAfterFailure later. What goes wrong is logged as `what`, but for kInterrupted.
  Repeating(std::string_view what, std::chrono::milliseconds between, std::function<Result<bool>()> step);
  // What failed is mostly a disk or a damaged file, which nobody mends in a second.
  static constexpr std::chrono::seconds kAfterFailure{10};
  ~Repeating();
  Repeating(const Repeating&) = delete;
  Repeating& operator=(const Repeating&) = delete;

  Result<void> start();
  // Returns when the step in hand has ended.
  void stop();
  // Set when it is to stop, for a step that takes long.
  const std::atomic<bool>& stopping() const { return stop_; }

 private:
  void run();

  const std::string_view what_;
  const std::chrono::milliseconds between_;
  const std::function<Result<bool>()> step_;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_REPEATING_H_
