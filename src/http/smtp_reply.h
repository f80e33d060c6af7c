// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a mail server answers to a command (RFC 5321, section 4.2), read as it arrives. A reply has one code
// and one or many lines; whatever the server sends, no more than a line of it is kept besides a short text.

#ifndef BROADSHEET_HTTP_SMTP_REPLY_H_
#define BROADSHEET_HTTP_SMTP_REPLY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet::http {

struct SmtpReply {
  int code = 0;          // 200 to 599
  std::string enhanced;  // "5.1.1" (RFC 3463), of the reply's class, wherever it stands; or ""
  std::string
      text;  // one line of printable ASCII, at most kSmtpTextBytesMax; without code, and `enhanced` in front
};

inline constexpr std::size_t kSmtpTextBytesMax = 300;
// The standard's limit is 512; servers with long explanations pass it. Beyond this it is no reply.
inline constexpr std::size_t kSmtpLineBytesMax = 4096;
inline constexpr std::size_t kSmtpLinesMax = 128;

// Reads one reply.
class SmtpReplyReader {
 public:
  enum class State : std::uint8_t { kMore, kDone, kGarbage };

  // Takes from the front of `bytes` what belongs to the reply. Once it is done, or no reply, nothing is
  // taken.
  State take(std::string_view& bytes);
  // Whole once the state is kDone.
  const SmtpReply& reply() const { return reply_; }
  // Ready for the next reply.
  void clear() { *this = SmtpReplyReader(); }

 private:
  State take_line();

  SmtpReply reply_;
  std::string line_;
  std::size_t lines_ = 0;
  State state_ = State::kMore;
};

// What any text of a server may be shown as: one line of printable ASCII, at most kSmtpTextBytesMax bytes.
std::string smtp_text(std::string_view text);

// Whether a refusal (5xx) concerns this one address, and not the message, its sender or the server's trust in
// us. Only an enhanced status tells: servers say 550 for almost everything.
bool is_refusal_of_address(const SmtpReply& reply);

}  // namespace broadsheet::http

#endif  // BROADSHEET_HTTP_SMTP_REPLY_H_
