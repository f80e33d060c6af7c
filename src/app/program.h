// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The program: finds the command, hands it its context, and turns how it ended into an exit status
// and, where it failed, one line for the person.

#ifndef BROADSHEET_APP_PROGRAM_H_
#define BROADSHEET_APP_PROGRAM_H_

#include <string>
#include <vector>

#include "app/exit_status.h"
#include "app/terminal.h"
#include "base/clock.h"

namespace broadsheet::app {

// `arguments` without the program's name.
ExitStatus run_program(const std::vector<std::string>& arguments, const Clock& clock, Terminal& out,
                       Terminal& err);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_PROGRAM_H_
