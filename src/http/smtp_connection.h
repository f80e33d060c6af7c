// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A connection to a mail server that has greeted, secured and logged in, ready for mail. Private to
// SmtpClient.

#ifndef BROADSHEET_HTTP_SMTP_CONNECTION_H_
#define BROADSHEET_HTTP_SMTP_CONNECTION_H_

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "http/smtp_client.h"
#include "http/smtp_reply.h"

namespace broadsheet::http {

using SmtpClock = std::chrono::steady_clock;

// Of the server's answer to EHLO.
struct SmtpExtensions {
  bool eight_bit = false;
  std::optional<std::size_t> size_max;  // of a message, in bytes; nothing if it takes any or doesn't say
  bool size = false;                    // knows SIZE=
};

// Confined to one thread. Errors of its calls: kInterrupted when asked to stop, kInvalid for what is no
// reply, kIo for a silent or broken peer. After one it is of no further use.
class SmtpConnection {
 public:
  // The outcome, kUnreachable or kTryLater (asked to stop), if there is no connection.
  using Opened = std::variant<std::unique_ptr<SmtpConnection>, SmtpOutcome>;
  // `options` must live longer.
  static Opened open(const SmtpOptions& options, SmtpClock::time_point deadline);
  ~SmtpConnection();
  SmtpConnection(const SmtpConnection&) = delete;
  SmtpConnection& operator=(const SmtpConnection&) = delete;

  const SmtpExtensions& extensions() const;

  Result<void> send(std::string_view bytes, SmtpClock::time_point deadline);
  // Once asked to stop it waits for `stop_grace` more.
  Result<SmtpReply> read_reply(SmtpClock::time_point deadline, SmtpClock::duration stop_grace = {});
  // Whether the server keeps silent, as it must before it is asked. False if it spoke or hung up.
  bool is_quiet();

 private:
  struct State;
  explicit SmtpConnection(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::http

#endif  // BROADSHEET_HTTP_SMTP_CONNECTION_H_
