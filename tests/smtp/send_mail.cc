// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Hands files to a mail server by SmtpClient, for the tests of this folder.
//
//   send_mail [NAME=VALUE]... FROM TO FILE [FROM TO FILE]...
//
// A line for each file: result, stage, code, enhanced status, how often it was asked before the end, and the
// text, with tabs between them. Status 2 for options that cannot work, with the reason.

#include <charconv>
#include <chrono>
#include <iostream>
#include <map>
#include <string>
#include <string_view>

#include "base/file.h"
#include "http/smtp_client.h"

namespace {

using namespace broadsheet;

// Names with their values; takes them off the front.
std::map<std::string, std::string> take_options(int& next, int argc, char** argv) {
  std::map<std::string, std::string> values;
  for (; next < argc; ++next) {
    const std::string word = argv[next];
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || word.find('@') < equals) break;
    values[word.substr(0, equals)] = word.substr(equals + 1);
  }
  return values;
}

long number(const std::string& text) {
  long value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

http::SmtpOptions smtp_options(const std::map<std::string, std::string>& values) {
  http::SmtpOptions options;
  options.hello_name = "papers.test";
  options.host = "localhost";
  const std::map<std::string_view, std::chrono::milliseconds*> timeouts{
      {"connect_ms", &options.timeouts.connect},     {"reply_ms", &options.timeouts.reply},
      {"final_dot_ms", &options.timeouts.final_dot}, {"whole_ms", &options.timeouts.whole},
      {"quit_ms", &options.timeouts.quit},
  };
  for (const auto& [name, value] : values) {
    if (name == "host") options.host = value;
    if (name == "port") options.port = static_cast<std::uint16_t>(number(value));
    if (name == "user") options.user = value;
    if (name == "password") options.password = value;
    if (name == "ca_file") options.ca_file = value;
    if (name == "security" && value == "none") options.security = http::SmtpSecurity::kNone;
    if (name == "security" && value == "tls") options.security = http::SmtpSecurity::kTls;
    if (const auto found = timeouts.find(name); found != timeouts.end())
      *found->second = std::chrono::milliseconds(number(value));
  }
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  constexpr std::size_t kBytesMax = std::size_t{64} << 20;
  int next = 1;
  const Result<std::unique_ptr<http::SmtpClient>> made =
      http::SmtpClient::make(smtp_options(take_options(next, argc, argv)));
  if (!made.ok()) {
    std::cerr << made.error().message() << "\n";
    return 2;
  }
  for (; next + 2 < argc; next += 3) {
    const Result<std::string> message = read_file(argv[next + 2], kBytesMax);
    if (!message.ok()) {
      std::cerr << message.error().message() << "\n";
      return 1;
    }
    int asked = 0;
    const auto before_end = [&asked]() -> Result<void> {
      ++asked;
      return {};
    };
    const http::SmtpOutcome outcome =
        made.value()->send({argv[next], argv[next + 1]}, message.value(), before_end);
    std::cout << http::smtp_result_name(outcome.result) << '\t' << http::smtp_stage_name(outcome.stage)
              << '\t' << outcome.code << '\t' << outcome.enhanced << '\t' << asked << '\t' << outcome.text
              << std::endl;
  }
  return 0;
}
