// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/log.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/date.h"
#include "base/json_writer.h"

namespace broadsheet {

namespace {

constexpr const char* kTextPattern = "%Y-%m-%dT%H:%M:%S.%eZ %l %v";

spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> instance = [] {
    auto made =
        std::make_shared<spdlog::logger>("broadsheet", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern(kTextPattern, spdlog::pattern_time_type::utc);
    made->set_level(spdlog::level::warn);
    return made;
  }();
  return *instance;
}

// Values with blanks or quotes are quoted, and line breaks escaped, so that an event stays one line.
void append_value(std::string& line, std::string_view value) {
  if (!value.empty() && value.find_first_of(" \"=\\\n\r\t") == std::string_view::npos) {
    line.append(value);
    return;
  }
  line += '"';
  for (const char c : value) {
    if (c == '\n') {
      line.append("\\n");
    } else if (c == '\r') {
      line.append("\\r");
    } else {
      if (c == '"' || c == '\\') line += '\\';
      line += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;  // a terminal would obey it
    }
  }
  line += '"';
}

spdlog::level::level_enum spdlog_level(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return spdlog::level::debug;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      return spdlog::level::err;
    case LogLevel::kOff:
      break;
  }
  return spdlog::level::off;
}

bool json_lines = false;

// JSON is UTF-8; an event may quote bytes that are not.
std::string ascii(std::string_view text) {
  std::string plain(text);
  std::ranges::replace_if(
      plain, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
  return plain;
}

std::string json_line(spdlog::level::level_enum level, std::string_view message,
                      std::initializer_list<LogField> fields) {
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const spdlog::string_view_t name = spdlog::level::to_string_view(level);
  JsonWriter json;
  json.begin_object().key("time").value(format_instant(now));
  json.key("level").value(std::string_view(name.data(), name.size())).key("message").value(ascii(message));
  for (const LogField& field : fields) json.key(field.name).value(ascii(field.value));
  json.end_object();
  return json.take();
}

void log(spdlog::level::level_enum level, std::string_view message, std::initializer_list<LogField> fields) {
  if (!logger().should_log(level)) return;
  if (json_lines) {
    const std::string line = json_line(level, message, fields);
    return logger().log(level, spdlog::string_view_t(line.data(), line.size()));
  }
  std::string line(message);
  for (const LogField& field : fields) {
    line.append(" ").append(field.name).append("=");
    append_value(line, field.value);
  }
  logger().log(level, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace

void set_log_form(LogForm form) {
  json_lines = form == LogForm::kJsonLines;
  logger().set_pattern(json_lines ? "%v" : kTextPattern, spdlog::pattern_time_type::utc);
}

void set_log_level(LogLevel level) {
  logger().set_level(spdlog_level(level));
}

bool logs(LogLevel level) {
  return logger().should_log(spdlog_level(level));
}

void log_debug(std::string_view message, std::initializer_list<LogField> fields) {
  log(spdlog::level::debug, message, fields);
}
void log_info(std::string_view message, std::initializer_list<LogField> fields) {
  log(spdlog::level::info, message, fields);
}
void log_warning(std::string_view message, std::initializer_list<LogField> fields) {
  log(spdlog::level::warn, message, fields);
}
void log_error(std::string_view message, std::initializer_list<LogField> fields) {
  log(spdlog::level::err, message, fields);
}

}  // namespace broadsheet
