// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/program.h"

#include <algorithm>
#include <memory>

#include "app/command.h"
#include "app/context.h"
#include "app/help.h"
#include "app/signals.h"

namespace broadsheet::app {
namespace {

constexpr std::string_view kVersion = BROADSHEET_VERSION;

void complain(Terminal& err, const std::string& message) {
  err.line(err.styled(Style::kError, "broadsheet:") + " " + message);
}

ExitStatus usage_error(Terminal& err, const std::string& message, const std::string& help) {
  complain(err, message);
  err.line("see: " + help);
  return ExitStatus::kUsage;
}

// What stands before the command: "broadsheet --data DIR search ...". `--data` moves behind it.
struct CommandLine {
  std::string command;  // empty if there is none
  std::vector<std::string> arguments;
  bool help = false;
  bool version = false;
  std::string complaint;
};

CommandLine split(const std::vector<std::string>& arguments) {
  CommandLine line;
  std::size_t at = 0;
  for (; at < arguments.size() && arguments[at].starts_with('-'); ++at) {
    const std::string& argument = arguments[at];
    if (argument == "--help" || argument == "-h") {
      line.help = true;
    } else if (argument == "--version" || argument == "-V") {
      line.version = true;
    } else if (argument.starts_with("--data=")) {
      line.arguments.push_back(argument);
    } else if (argument == "--data" && at + 1 < arguments.size()) {
      line.arguments.push_back("--data=" + arguments[++at]);
    } else {
      line.complaint = argument == "--data" ? "--data needs a folder" : "unknown: " + argument;
      return line;
    }
  }
  if (at == arguments.size()) return line;
  line.command = arguments[at++];
  line.arguments.insert(line.arguments.end(), arguments.begin() + static_cast<std::ptrdiff_t>(at),
                        arguments.end());
  // "broadsheet help search" and "broadsheet --help search" are what people try first.
  if (line.command == "help" || line.help) {
    line.help = line.command == "help" && line.arguments.empty();
    if (!line.help) {
      if (line.command == "help") {
        line.command = line.arguments.front();
      }
      line.arguments = {"--help"};
    }
  }
  return line;
}

Result<ExitStatus> run_command(Command& command, const Options& options, const Clock& clock, Terminal& out,
                               Terminal& err) {
  TRY(DataFolder folder, find_data_folder(options.data_folder()));
  // `config` must be able to repair settings that cannot be read, so a mistake there is not ours to judge.
  Settings settings;
  if (command.text().name != "config") {
    TRY(settings, load_settings(folder.settings_path()));
  }
  Context context{clock, std::move(folder), std::move(settings), out, err};
  TRY(const ExitStatus status, command.run(context));
  TRY_VOID(out.flush());
  return status;
}

ExitStatus report(const Error& error, Terminal& out, Terminal& err) {
  // Whoever closed the pipe has seen enough: that is how `| head` ends, and no failure.
  if (out.gone()) return ExitStatus::kDone;
  (void)out.flush().ok();
  if (error.code() == ErrorCode::kInterrupted || stop_requested()) {
    complain(err, "interrupted: what was done is kept");
    return ExitStatus::kInterrupted;
  }
  complain(err, error.message());
  return exit_status_of(error.code());
}

}  // namespace

ExitStatus run_program(const std::vector<std::string>& arguments, const Clock& clock, Terminal& out,
                       Terminal& err) {
  const CommandLine line = split(arguments);
  if (!line.complaint.empty()) return usage_error(err, line.complaint, "broadsheet --help");
  const auto commands = all_commands();
  if (line.version) {
    out.line("broadsheet " + std::string(kVersion));
  } else if (line.command.empty() || line.help) {
    write_overview(out, commands);
  }
  if (line.version || line.command.empty() || line.help) {
    const Result<void> written = out.flush();
    return written.ok() ? ExitStatus::kDone : report(written.error(), out, err);
  }
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&](const auto& command) { return command->text().name == line.command; });
  if (found == commands.end()) {
    const std::string_view nearest = nearest_name(line.command, commands);
    return usage_error(err,
                       "no command is called '" + line.command + "'" +
                           (nearest.empty() ? "" : ": did you mean '" + std::string(nearest) + "'?"),
                       "broadsheet --help");
  }
  Command& command = **found;
  Options options(line.command);
  command.declare(options);
  const Result<void> parsed = options.parse(line.arguments);
  if (!parsed.ok()) {
    return usage_error(err, line.command + ": " + parsed.error().message(),
                       "broadsheet " + line.command + " --help");
  }
  Result<ExitStatus> ended = ExitStatus::kDone;
  if (options.help_asked()) {
    write_help(out, command.text(), options);
    if (const Result<void> written = out.flush(); !written.ok()) ended = written.error();
  } else {
    ended = run_command(command, options, clock, out, err);
  }
  return ended.ok() ? ended.value() : report(ended.error(), out, err);
}

}  // namespace broadsheet::app
