// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// One command of the program: what it says about itself, what it takes, what it does.

#ifndef BROADSHEET_APP_COMMAND_H_
#define BROADSHEET_APP_COMMAND_H_

#include <memory>
#include <string_view>
#include <vector>

#include "app/context.h"
#include "app/exit_status.h"
#include "app/options.h"
#include "base/result.h"

namespace broadsheet::app {

struct Example {
  std::string_view line;  // "broadsheet day 2026-07-01"
  std::string_view does;  // "the papers of that day"
};

// Static text: all of it outlives the program's run.
struct CommandText {
  std::string_view name;
  std::string_view group;    // the heading of the overview under which it stands
  std::string_view summary;  // one line, begins with a verb
  std::string_view about;    // paragraphs, separated by empty lines
  std::vector<Example> examples;
};

// Lives for one run of the program; confined to the main thread.
class Command {
 public:
  virtual ~Command() = default;
  virtual CommandText text() const = 0;
  virtual void declare(Options& options) = 0;
  virtual Result<ExitStatus> run(Context& context) = 0;
};

// All commands, in the order of the overview.
std::vector<std::unique_ptr<Command>> all_commands();

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_COMMAND_H_
