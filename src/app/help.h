// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The help pages: the overview, and one page a command, both made from what the commands say about
// themselves.

#ifndef BROADSHEET_APP_HELP_H_
#define BROADSHEET_APP_HELP_H_

#include <memory>
#include <string_view>
#include <vector>

#include "app/command.h"
#include "app/terminal.h"

namespace broadsheet::app {

void write_overview(Terminal& terminal, const std::vector<std::unique_ptr<Command>>& commands);
void write_help(Terminal& terminal, const CommandText& text, const Options& options);

// The name nearest to what was typed, or nothing if none is near.
std::string_view nearest_name(std::string_view typed, const std::vector<std::unique_ptr<Command>>& commands);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_HELP_H_
