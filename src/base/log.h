// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Logging: one line an event, on stderr, as logfmt: a sentence and its fields.
//
//   log_info("index published", {{"revision", 42}, {"segments", 3}});
//
// Results never go through here: they belong to stdout.

#ifndef BROADSHEET_BASE_LOG_H_
#define BROADSHEET_BASE_LOG_H_

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

namespace broadsheet {

enum class LogLevel { kDebug, kInfo, kWarning, kError, kOff };

struct LogField {
  LogField(std::string_view name_, std::string_view value_) : name(name_), value(value_) {}
  LogField(std::string_view name_, const char* value_) : name(name_), value(value_) {}
  LogField(std::string_view name_, const std::string& value_) : name(name_), value(value_) {}
  template <typename Number>
  requires std::integral<Number> || std::floating_point<Number> LogField(std::string_view name_,
                                                                         Number value_)
      : name(name_), value(std::to_string(value_)) {}

  std::string name;
  std::string value;
};

enum class LogForm {
  kText,       // for a person at a terminal
  kJsonLines,  // one JSON object a line, for collectors: {"time","level","message", and the fields}
};

// Before the first event is logged from a second thread. The default is kText.
void set_log_form(LogForm form);

// Safe from any thread. The default level is kWarning: a command line stays quiet.
void set_log_level(LogLevel level);
// Whether an event of that level would be written: for fields that cost something to make.
bool logs(LogLevel level);
void log_debug(std::string_view message, std::initializer_list<LogField> fields = {});
void log_info(std::string_view message, std::initializer_list<LogField> fields = {});
void log_warning(std::string_view message, std::initializer_list<LogField> fields = {});
void log_error(std::string_view message, std::initializer_list<LogField> fields = {});

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_LOG_H_
