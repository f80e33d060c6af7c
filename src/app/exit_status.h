// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the shell sees of how a command ended (docs/use/commands.md): the one table from errors to
// exit statuses.

#ifndef BROADSHEET_APP_EXIT_STATUS_H_
#define BROADSHEET_APP_EXIT_STATUS_H_

#include "base/result.h"

namespace broadsheet::app {

enum class ExitStatus : int {
  kDone = 0,           // also a search without hits
  kFailed = 1,         // the request failed; or a record was rejected after all the rest is stored
  kUsage = 2,          // the command line asks for something that does not exist
  kDataFolder = 3,     // the data folder is damaged or locked
  kInterrupted = 130,  // the person or the system asked us to stop; nothing done is lost
};

ExitStatus exit_status_of(ErrorCode code);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_EXIT_STATUS_H_
