// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/signals.h"

#include <atomic>
#include <signal.h>

#include "base/check.h"

namespace broadsheet::app {
namespace {

std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may only touch lock-free atomics");

// A second Ctrl-C is a person who will not wait. A second SIGTERM is a supervisor that says it again, and
// what has begun is still finished.
void request_stop(int signal_number) {
  if (stop.exchange(true) && signal_number == SIGINT) {
    signal(signal_number, SIG_DFL);
    raise(signal_number);
  }
}

void handle(int signal_number, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  // No SA_RESTART: a read from a terminal or a pipe must come back to see the flag.
  CHECK(sigaction(signal_number, &action, nullptr) == 0);
}

// nohup and shells that start us in the background ask for these signals to be ignored; keep to it.
void handle_unless_ignored(int signal_number) {
  struct sigaction inherited {};
  CHECK(sigaction(signal_number, nullptr, &inherited) == 0);
  if (inherited.sa_handler != SIG_IGN) handle(signal_number, request_stop);
}

}  // namespace

void install_signal_handlers() {
  handle_unless_ignored(SIGINT);
  handle(SIGTERM, request_stop);
  handle_unless_ignored(SIGHUP);
  handle(SIGPIPE, SIG_IGN);
  handle(SIGXFSZ, SIG_IGN);
}

bool stop_requested() noexcept {
  return stop.load(std::memory_order_relaxed);
}

const std::atomic<bool>& stop_flag() noexcept {
  return stop;
}

}  // namespace broadsheet::app
