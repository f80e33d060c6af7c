// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// SmtpClient hands one message after another to a mail server (RFC 5321).
//
// Nobody can promise that a message arrives exactly once: when the connection breaks between the final dot
// and its reply, the server may or may not have taken it. So the caller, a queue that survives crashes, is
// asked once just before the final dot goes out (`before_end`), and told apart afterwards what surely was not
// delivered from what may have been (`kUnknown`). A message is never sent a second time on our own account
// once its dot may be out.
//
// libcurl makes the connection: name, TCP, TLS with its certificates, greeting, login. The mail itself we
// speak, since only so the moment of the final dot and the time that each reply may take are ours.

#ifndef BROADSHEET_HTTP_SMTP_CLIENT_H_
#define BROADSHEET_HTTP_SMTP_CLIENT_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace broadsheet::http {

enum class SmtpSecurity : std::uint8_t {
  kNone,      // a server on this machine or behind a tunnel
  kStartTls,  // required: nothing is sent without it
  kTls,       // from the first byte (port 465)
};

// RFC 5321, section 4.5.3.2, asks for these patiences.
struct SmtpTimeouts {
  std::chrono::milliseconds connect{60'000};     // name and TCP
  std::chrono::milliseconds reply{300'000};      // each reply, the TLS handshake, each block of the message
  std::chrono::milliseconds final_dot{600'000};  // the reply to it: giving up early makes duplicates
  std::chrono::milliseconds whole{1'800'000};    // all of one message but the reply to its final dot
  std::chrono::milliseconds quit{2'000};         // the reply to QUIT, on which nothing depends
  std::chrono::milliseconds stop_grace{3'000};   // of the reply to the final dot once `stop` is set
};

struct SmtpOptions {
  std::string host;  // a name or an address
  std::uint16_t port = 587;
  SmtpSecurity security = SmtpSecurity::kStartTls;
  std::string user;  // "": no login
  std::string password;
  std::string ca_file;     // of certificates to trust instead of the system's; "": the system's
  std::string hello_name;  // our own name, as EHLO says it
  SmtpTimeouts timeouts;
  const std::atomic<bool>* stop = nullptr;  // set by a signal handler; seen within 0.1 s
};

// Addresses as they stand between < and >, in ASCII. `from` is where bounces go; "" for none.
struct SmtpEnvelope {
  std::string from;
  std::string to;
};

enum class SmtpResult : std::uint8_t {
  kAccepted,
  kRefusedAddress,  // for good, and it concerns this recipient
  kRefusedMessage,  // for good, and it concerns the message or its sender
  kTryLater,        // not delivered
  kUnreachable,     // not delivered, and no other message would be: connection, TLS, login, greeting
  kUnknown,         // cut after the final dot: it may have been delivered
};
enum class SmtpStage : std::uint8_t {
  kPrepare,  // before any server is asked
  kConnect,
  kBanner,
  kHello,
  kTls,
  kLogin,
  kMail,
  kRecipient,
  kData,
  kBody,
  kEnd,
};
std::string_view smtp_result_name(SmtpResult result);  // "accepted", "refused_address", ...
std::string_view smtp_stage_name(SmtpStage stage);     // "connect", "recipient", ...

struct SmtpOutcome {
  SmtpResult result = SmtpResult::kTryLater;
  SmtpStage stage = SmtpStage::kPrepare;  // where it ended
  int code = 0;                           // of the server's last reply there; 0 if it gave none
  std::string enhanced;                   // "5.1.1" if the reply bears one
  std::string text;                       // for people: one line of ASCII, at most some 400 bytes
};

// Confined to one thread. Keeps its connection for the next message; servers end one that is idle for
// minutes, so close() it when there is nothing to send for a while.
class SmtpClient {
 public:
  // kInvalid for options that cannot work, or that would send a password in the clear to another machine.
  static Result<std::unique_ptr<SmtpClient>> make(SmtpOptions options);
  ~SmtpClient();
  SmtpClient(const SmtpClient&) = delete;
  SmtpClient& operator=(const SmtpClient&) = delete;

  // `message` is what is between DATA and the dot, before dots are stuffed: lines of at most 998 bytes, each
  // ended by CRLF, without a CR, LF or NUL elsewhere. `before_end` is called when the server has agreed to
  // the recipient and has been given everything but the final dot; if it fails, the dot is not sent.
  SmtpOutcome send(const SmtpEnvelope& envelope, std::string_view message,
                   const std::function<Result<void>()>& before_end = {});

  // Says good-bye, so that the server need not wait. The next message makes a new connection.
  void close();

 private:
  struct State;
  explicit SmtpClient(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Why a message cannot go out as it is; "" if it can.
std::string smtp_message_fault(std::string_view message);
// Whether it may stand between < and > of a command: ASCII, one @, nothing that ends the command early.
bool is_smtp_address(std::string_view address);

}  // namespace broadsheet::http

#endif  // BROADSHEET_HTTP_SMTP_CLIENT_H_
