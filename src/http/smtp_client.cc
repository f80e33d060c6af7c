// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "http/smtp_client.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "http/smtp_connection.h"
#include "http/smtp_reply.h"

namespace broadsheet::http {
namespace {

// RFC 5321, section 4.5.3.1, with the line end left away.
constexpr std::size_t kLineBytesMax = 998;
constexpr std::size_t kAddressBytesMax = 254;
constexpr std::size_t kLocalPartBytesMax = 64;
constexpr std::size_t kHostBytesMax = 253;
constexpr std::size_t kSecretBytesMax = 1024;
constexpr std::size_t kBlockBytes = std::size_t{64} << 10;

bool is_host_name(std::string_view text) {
  return !text.empty() && text.size() <= kHostBytesMax && text.front() != '-' && text.front() != '.' &&
         std::ranges::all_of(text, [](char c) {
           return is_ascii_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == ':';
         });
}

bool is_hello_name(std::string_view text) {
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  return is_host_name(text);
}

bool is_this_machine(std::string_view host) {
  return host == "localhost" || host == "::1" ||
         (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos);
}

SmtpOutcome own_refusal(SmtpResult result, std::string_view why) {
  SmtpOutcome outcome;
  outcome.result = result;
  outcome.text = smtp_text(why);
  return outcome;
}

bool is_eight_bit(std::string_view message) {
  return std::ranges::any_of(message, [](char c) { return static_cast<unsigned char>(c) > 0x7F; });
}

}  // namespace

std::string_view smtp_result_name(SmtpResult result) {
  constexpr std::array<std::string_view, 6> kNames{"accepted",  "refused_address", "refused_message",
                                                   "try_later", "unreachable",     "unknown"};
  return kNames.at(static_cast<std::size_t>(result));
}

std::string_view smtp_stage_name(SmtpStage stage) {
  constexpr std::array<std::string_view, 11> kNames{"prepare", "connect",   "banner", "hello", "tls", "login",
                                                    "mail",    "recipient", "data",   "body",  "end"};
  return kNames.at(static_cast<std::size_t>(stage));
}

std::string smtp_message_fault(std::string_view message) {
  if (message.empty()) return "the message is empty";
  while (!message.empty()) {
    const std::size_t end = message.find('\n');
    if (end == std::string_view::npos) return "the message doesn't end with a line end";
    if (end == 0 || message[end - 1] != '\r') return "the message holds a bare line feed";
    const std::string_view line = message.substr(0, end - 1);
    if (line.find('\r') != std::string_view::npos) return "the message holds a bare carriage return";
    if (line.find('\0') != std::string_view::npos) return "the message holds a NUL";
    if (line.size() > kLineBytesMax) return "the message holds a line of more than 998 bytes";
    message.remove_prefix(end + 1);
  }
  return "";
}

bool is_smtp_address(std::string_view address) {
  const std::size_t at = address.rfind('@');
  if (at == std::string_view::npos || at == 0 || at > kLocalPartBytesMax || address.size() > kAddressBytesMax)
    return false;
  if (!std::ranges::all_of(address, [](char c) { return c > 0x20 && c < 0x7F && c != '<' && c != '>'; }))
    return false;
  const std::string_view domain = address.substr(at + 1);
  return is_host_name(domain) || (domain.starts_with('[') && domain.ends_with(']') && is_hello_name(domain));
}

struct SmtpClient::State {
  SmtpOptions options;
  std::unique_ptr<SmtpConnection> connection;
  bool needs_reset = false;  // a transaction was left open
  bool broken = false;       // the last step ended without a reply that leaves the connection usable
  // Of the message being sent.
  SmtpClock::time_point whole_deadline;

  SmtpClock::time_point reply_deadline() const {
    return std::min(SmtpClock::now() + options.timeouts.reply, whole_deadline);
  }

  bool ready_kept_connection();
  std::optional<SmtpOutcome> step(SmtpStage stage, std::string_view line, int expected_class);
  std::optional<SmtpOutcome> judge(SmtpStage stage, const SmtpReply& reply, int expected_class);
  SmtpOutcome lost(SmtpStage stage, const Error& error);
  std::optional<SmtpOutcome> send_body(std::string_view message);
  SmtpOutcome spoke_early();
  SmtpOutcome transact(const SmtpEnvelope& envelope, std::string_view message,
                       const std::function<Result<void>()>& before_end);
  SmtpOutcome end(const std::function<Result<void>()>& before_end);
  void close();
};

void SmtpClient::State::close() {
  if (connection == nullptr) return;
  const bool stopped = options.stop != nullptr && options.stop->load(std::memory_order_relaxed);
  if (!broken && !stopped) {
    const SmtpClock::time_point deadline = SmtpClock::now() + options.timeouts.quit;
    if (connection->send("QUIT\r\n", deadline).ok()) (void)connection->read_reply(deadline);
  }
  connection.reset();
  needs_reset = false;
  broken = false;
}

// False if the connection is no longer any good; then it is gone.
bool SmtpClient::State::ready_kept_connection() {
  bool good = connection->is_quiet();
  if (good && needs_reset) {
    good = connection->send("RSET\r\n", reply_deadline()).ok();
    const Result<SmtpReply> reply = good ? connection->read_reply(reply_deadline()) : SmtpReply{};
    good = reply.ok() && reply.value().code / 100 == 2;
  }
  needs_reset = false;
  if (!good) {
    broken = true;
    close();
  }
  return good;
}

// No reply, or none that can be used. Before the dot that means: not delivered.
SmtpOutcome SmtpClient::State::lost(SmtpStage stage, const Error& error) {
  broken = true;
  SmtpOutcome outcome;
  outcome.result = SmtpResult::kTryLater;
  outcome.stage = stage;
  outcome.text = smtp_text(error.message());
  return outcome;
}

// The outcome unless the reply is the one that goes on.
std::optional<SmtpOutcome> SmtpClient::State::judge(SmtpStage stage, const SmtpReply& reply,
                                                    int expected_class) {
  const int reply_class = reply.code / 100;
  if (reply_class == expected_class) return std::nullopt;
  if (reply_class < 4) {
    const std::string code = std::to_string(reply.code);
    return lost(stage, Error(ErrorCode::kInvalid, "the server gave an answer out of turn: " + code));
  }
  SmtpOutcome outcome{SmtpResult::kTryLater, stage, reply.code, reply.enhanced, reply.text};
  if (reply.code == 421) broken = true;  // it hangs up
  if (reply_class == 4) return outcome;
  // It wants TLS or a login first: no message would fare better, and it is for the operator to mend. Said of
  // a recipient, others may fare better.
  if (reply.code == 530 || reply.code == 538) {
    if (stage <= SmtpStage::kMail) outcome.result = SmtpResult::kUnreachable;
    return outcome;
  }
  const bool of_address = stage != SmtpStage::kMail && is_refusal_of_address(reply);
  outcome.result = of_address ? SmtpResult::kRefusedAddress : SmtpResult::kRefusedMessage;
  return outcome;
}

std::optional<SmtpOutcome> SmtpClient::State::step(SmtpStage stage, std::string_view line,
                                                   int expected_class) {
  const SmtpClock::time_point deadline = reply_deadline();
  if (const Result<void> sent = connection->send(line, deadline); !sent.ok()) {
    // What it said before it hung up tells more, if it did.
    const Result<SmtpReply> reply = connection->read_reply(deadline);
    if (!reply.ok() || reply.value().code < 400) return lost(stage, sent.error());
    std::optional<SmtpOutcome> outcome = judge(stage, reply.value(), expected_class);
    broken = true;
    return outcome;
  }
  const Result<SmtpReply> reply = connection->read_reply(deadline);
  if (!reply.ok()) return lost(stage, reply.error());
  return judge(stage, reply.value(), expected_class);
}

// The server said something, or hung up, while the message was not yet complete. It must not get its end: a
// reply to half a message would be taken for the one to all of it.
SmtpOutcome SmtpClient::State::spoke_early() {
  const Result<SmtpReply> reply = connection->read_reply(reply_deadline());
  SmtpOutcome outcome;
  if (reply.ok()) {
    // Whatever is not a refusal is out of turn.
    outcome = *judge(SmtpStage::kBody, reply.value(), 0);
  } else {
    outcome = lost(SmtpStage::kBody, reply.error());
  }
  broken = true;
  return outcome;
}

// All but the final dot, with dots stuffed (RFC 5321, section 4.5.2).
std::optional<SmtpOutcome> SmtpClient::State::send_body(std::string_view message) {
  std::string block;
  while (!message.empty()) {
    block.clear();
    while (!message.empty() && block.size() < kBlockBytes) {
      const std::string_view line = message.substr(0, message.find('\n') + 1);
      if (line.front() == '.') block += '.';
      block += line;
      message.remove_prefix(line.size());
    }
    if (!connection->is_quiet()) return spoke_early();
    const Result<void> sent = connection->send(block, reply_deadline());
    if (!sent.ok() && sent.error().code() == ErrorCode::kIo && !connection->is_quiet()) return spoke_early();
    if (!sent.ok()) return lost(SmtpStage::kBody, sent.error());
  }
  return std::nullopt;
}

SmtpOutcome SmtpClient::State::end(const std::function<Result<void>()>& before_end) {
  if (before_end) {
    if (const Result<void> agreed = before_end(); !agreed.ok()) return lost(SmtpStage::kBody, agreed.error());
  }
  if (!connection->is_quiet()) return spoke_early();
  // From here on, only a reply tells.
  const SmtpClock::time_point deadline = SmtpClock::now() + options.timeouts.final_dot;
  const Result<void> sent = connection->send(".\r\n", deadline);
  const Result<SmtpReply> reply = connection->read_reply(deadline, options.timeouts.stop_grace);
  if (!reply.ok()) {
    SmtpOutcome outcome = lost(SmtpStage::kEnd, sent.ok() ? reply.error() : sent.error());
    outcome.result = SmtpResult::kUnknown;
    return outcome;
  }
  if (std::optional<SmtpOutcome> outcome = judge(SmtpStage::kEnd, reply.value(), 2)) {
    if (reply.value().code < 400) outcome->result = SmtpResult::kUnknown;
    return *std::move(outcome);
  }
  needs_reset = false;
  const SmtpReply& taken = reply.value();
  return {SmtpResult::kAccepted, SmtpStage::kEnd, taken.code, taken.enhanced, taken.text};
}

SmtpOutcome SmtpClient::State::transact(const SmtpEnvelope& envelope, std::string_view message,
                                        const std::function<Result<void>()>& before_end) {
  const SmtpExtensions& extensions = connection->extensions();
  if (extensions.size_max && message.size() > *extensions.size_max)
    return own_refusal(SmtpResult::kRefusedMessage, "the message is larger than the server takes");
  const bool eight_bit = is_eight_bit(message);
  if (eight_bit && !extensions.eight_bit)
    return own_refusal(SmtpResult::kRefusedMessage, "the message is 8-bit, and the server takes only ASCII");
  std::string from = "MAIL FROM:<" + envelope.from + ">";
  if (extensions.size) from += " SIZE=" + std::to_string(message.size());
  if (eight_bit) from += " BODY=8BITMIME";
  needs_reset = true;
  if (auto outcome = step(SmtpStage::kMail, from + "\r\n", 2)) return *std::move(outcome);
  if (auto outcome = step(SmtpStage::kRecipient, "RCPT TO:<" + envelope.to + ">\r\n", 2))
    return *std::move(outcome);
  if (auto outcome = step(SmtpStage::kData, "DATA\r\n", 3)) return *std::move(outcome);
  if (auto outcome = send_body(message)) return *std::move(outcome);
  return end(before_end);
}

SmtpClient::SmtpClient(std::unique_ptr<State> state) : state_(std::move(state)) {}
SmtpClient::~SmtpClient() {
  close();
}

Result<std::unique_ptr<SmtpClient>> SmtpClient::make(SmtpOptions options) {
  const auto wrong = [](const std::string& why) { return Error(ErrorCode::kInvalid, why); };
  if (!is_host_name(options.host))
    return wrong("the mail server is no host name: write one like mail.example.org");
  if (options.port == 0) return wrong("0 is no port of a mail server");
  if (!is_hello_name(options.hello_name))
    return wrong("the name to greet the mail server with is no host name: write one like papers.example.org");
  for (const std::string& secret : {options.user, options.password}) {
    if (secret.size() > kSecretBytesMax || secret.find('\0') != std::string::npos)
      return wrong("the user name or the password of the mail server is too long or holds a NUL");
  }
  if (!options.user.empty() && options.security == SmtpSecurity::kNone && !is_this_machine(options.host))
    return wrong("the password of the mail server would go out in the clear: use STARTTLS or TLS");
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  return std::unique_ptr<SmtpClient>(new SmtpClient(std::move(state)));
}

SmtpOutcome SmtpClient::send(const SmtpEnvelope& envelope, std::string_view message,
                             const std::function<Result<void>()>& before_end) {
  if (!is_smtp_address(envelope.to))
    return own_refusal(SmtpResult::kRefusedAddress, "the address is none that mail in ASCII can be sent to");
  if (!envelope.from.empty() && !is_smtp_address(envelope.from))
    return own_refusal(SmtpResult::kRefusedMessage, "the sender's address is none that ASCII can say");
  if (const std::string fault = smtp_message_fault(message); !fault.empty())
    return own_refusal(SmtpResult::kRefusedMessage, fault);
  State& state = *state_;
  state.whole_deadline = SmtpClock::now() + state.options.timeouts.whole;
  while (true) {
    const bool kept = state.connection != nullptr && state.ready_kept_connection();
    if (!kept) {
      SmtpConnection::Opened opened = SmtpConnection::open(state.options, state.whole_deadline);
      if (auto* failed = std::get_if<SmtpOutcome>(&opened)) return std::move(*failed);
      state.connection = std::get<std::unique_ptr<SmtpConnection>>(std::move(opened));
    }
    SmtpOutcome outcome = state.transact(envelope, message, before_end);
    const bool lost_at_once = state.broken && outcome.stage == SmtpStage::kMail;
    if (state.broken) state.close();
    // A server may have ended a kept connection for reasons of its own. One that is fresh has no such excuse.
    const bool stopped = state.options.stop != nullptr && state.options.stop->load(std::memory_order_relaxed);
    if (!kept || !lost_at_once || stopped) return outcome;
  }
}

void SmtpClient::close() {
  state_->close();
}

}  // namespace broadsheet::http
