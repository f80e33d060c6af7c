// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The makers of all commands, one source file each.

#ifndef BROADSHEET_APP_COMMANDS_H_
#define BROADSHEET_APP_COMMANDS_H_

#include <memory>

#include "app/command.h"

namespace broadsheet::app {

std::unique_ptr<Command> make_config_command();

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_COMMANDS_H_
