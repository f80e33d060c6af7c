// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <string>
#include <vector>

#include "app/program.h"
#include "app/signals.h"
#include "app/terminal.h"
#include "base/clock.h"

int main(int argc, char** argv) {
  using broadsheet::app::Terminal;
  broadsheet::app::install_signal_handlers();
  const broadsheet::SystemClock clock;
  Terminal out = Terminal::for_descriptor(1);
  Terminal err = Terminal::for_descriptor(2);
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto status = broadsheet::app::run_program(arguments, clock, out, err);
  (void)err.flush().ok();
  return static_cast<int>(status);
}
