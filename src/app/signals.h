// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Signals as a flag: SIGINT, SIGTERM and SIGHUP ask the command that runs to stop at its next safe
// point; a second SIGINT ends the process at once, as the system would have done at the first (the
// record survives that by design). SIGPIPE and SIGXFSZ are ignored, so that a closed pipe and a
// full quota come back as errors of the write that met them.

#ifndef BROADSHEET_APP_SIGNALS_H_
#define BROADSHEET_APP_SIGNALS_H_

#include <atomic>

namespace broadsheet::app {

// Once, at the start of main, before any thread.
void install_signal_handlers();

// True from the first request to stop on. Safe from any thread.
bool stop_requested() noexcept;

// The same, for code that looks at a flag.
const std::atomic<bool>& stop_flag() noexcept;

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_SIGNALS_H_
