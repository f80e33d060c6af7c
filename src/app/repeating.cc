// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/repeating.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "base/thread.h"

namespace broadsheet::app {
namespace {

constexpr std::chrono::milliseconds kLook{50};

}  // namespace

Repeating::Repeating(std::string_view what, std::chrono::milliseconds between,
                     std::function<Result<bool>()> step)
    : what_(what), between_(between), step_(std::move(step)) {}

Repeating::~Repeating() {
  stop();
}

Result<void> Repeating::start() {
  TRY(thread_, start_thread([this] { run(); }));
  return {};
}

void Repeating::stop() {
  stop_ = true;
  if (thread_.joinable()) thread_.join();
}

void Repeating::run() {
  while (!stop_) {
    const Result<bool> done = step_();
    if (done.ok() && *done) continue;
    if (!done.ok() && done.error().code() != ErrorCode::kInterrupted)
      log_error(what_, {{"because", done.error().message()}});
    const auto wait = done.ok() ? between_ : std::max<std::chrono::milliseconds>(between_, kAfterFailure);
    const auto until = std::chrono::steady_clock::now() + wait;
    while (!stop_ && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(kLook);
  }
}

}  // namespace broadsheet::app
