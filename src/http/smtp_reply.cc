// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "http/smtp_reply.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace broadsheet::http {
namespace {

// The status at the front of `text` (RFC 2034: class, subject, detail, then a blank); "" if there is none.
std::string_view enhanced_status(std::string_view text, char code_class) {
  const std::size_t end = std::min(text.find(' '), text.size());
  std::string_view rest = text.substr(0, end);
  if (take_until(rest, '.') != std::string_view(&code_class, 1)) return {};
  constexpr std::size_t kDigitsMax = 3;
  const std::string_view subject = take_until(rest, '.');
  for (const std::string_view part : {subject, rest}) {
    if (part.empty() || part.size() > kDigitsMax || !std::ranges::all_of(part, is_ascii_digit)) return {};
  }
  return text.substr(0, end);
}

}  // namespace

std::string smtp_text(std::string_view text) {
  text = trimmed(text);
  std::string shown(text.substr(0, kSmtpTextBytesMax));
  std::ranges::replace_if(
      shown, [](char c) { return c < 0x20 || c > 0x7E; }, '?');
  return shown;
}

SmtpReplyReader::State SmtpReplyReader::take(std::string_view& bytes) {
  while (state_ == State::kMore && !bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::size_t taken = end == std::string_view::npos ? bytes.size() : end + 1;
    if (line_.size() + taken > kSmtpLineBytesMax) {
      state_ = State::kGarbage;
      break;
    }
    line_.append(bytes.substr(0, taken));
    bytes.remove_prefix(taken);
    if (end == std::string_view::npos) break;
    state_ = take_line();
    line_.clear();
  }
  return state_;
}

SmtpReplyReader::State SmtpReplyReader::take_line() {
  std::string_view line = line_;
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  constexpr std::size_t kCodeDigits = 3;
  if (++lines_ > kSmtpLinesMax || line.size() < kCodeDigits) return State::kGarbage;
  int code = 0;
  for (const char digit : line.substr(0, kCodeDigits)) {
    if (!is_ascii_digit(digit)) return State::kGarbage;
    code = code * 10 + (digit - '0');
  }
  if (code < 200 || code > 599 || (reply_.code != 0 && code != reply_.code)) return State::kGarbage;
  const char code_class = line.front();
  line.remove_prefix(kCodeDigits);
  if (!line.empty() && line.front() != ' ' && line.front() != '-') return State::kGarbage;
  const bool more = line.starts_with('-');
  if (!line.empty()) line.remove_prefix(1);
  reply_.code = code;
  const std::string_view enhanced = enhanced_status(line, code_class);
  if (lines_ == 1) reply_.enhanced = enhanced;
  if (!enhanced.empty()) line.remove_prefix(enhanced.size());
  if (reply_.text.size() < kSmtpTextBytesMax) {
    const std::string text = smtp_text(line);
    if (!reply_.text.empty() && !text.empty()) reply_.text += ' ';
    reply_.text += text;
    if (reply_.text.size() > kSmtpTextBytesMax) reply_.text.resize(kSmtpTextBytesMax);
  }
  return more ? State::kMore : State::kDone;
}

bool is_refusal_of_address(const SmtpReply& reply, bool at_recipient) {
  if (reply.code < 500) return false;
  if (reply.enhanced.empty())
    return at_recipient && (reply.code == 550 || reply.code == 551 || reply.code == 553);
  // Of the address: bad mailbox, bad system, bad syntax, ambiguous, moved, accepts no mail. 5.1.7 and 5.1.8
  // are the sender's. Of the mailbox: disabled. A full one may be emptied.
  constexpr std::array<std::string_view, 8> kOfAddress{"5.1.0", "5.1.1", "5.1.2",  "5.1.3",
                                                       "5.1.4", "5.1.6", "5.1.10", "5.2.1"};
  return std::ranges::find(kOfAddress, reply.enhanced) != kOfAddress.end();
}

}  // namespace broadsheet::http
