// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a command works with: where the data is, what time it is, where to write. One is made per run
// of the program; tests make their own.

#ifndef BROADSHEET_APP_CONTEXT_H_
#define BROADSHEET_APP_CONTEXT_H_

#include <string_view>

#include "app/data_folder.h"
#include "app/settings.h"
#include "app/terminal.h"
#include "base/clock.h"

namespace broadsheet::app {

struct Context {
  const Clock& clock;
  DataFolder folder;
  Settings settings;
  Terminal& out;  // results, and nothing else
  Terminal& err;  // progress, notices, complaints
};

// A remark for the person that is no result: "broadsheet: TEXT", wrapped, on stderr.
void notice(Context& context, std::string_view text);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_CONTEXT_H_
