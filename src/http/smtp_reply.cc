// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "http/smtp_reply.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/enhanced_status.h"

namespace broadsheet::http {

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
  const std::string_view enhanced = enhanced_status_in(line, std::string_view(&code_class, 1));
  if (reply_.enhanced.empty()) reply_.enhanced = enhanced;
  // Elsewhere than at the front it is part of a sentence.
  if (!enhanced.empty() && enhanced.data() == line.data()) line.remove_prefix(enhanced.size());
  if (reply_.text.size() < kSmtpTextBytesMax) {
    const std::string text = smtp_text(line);
    if (!reply_.text.empty() && !text.empty()) reply_.text += ' ';
    reply_.text += text;
    if (reply_.text.size() > kSmtpTextBytesMax) reply_.text.resize(kSmtpTextBytesMax);
  }
  return more ? State::kMore : State::kDone;
}

bool is_refusal_of_address(const SmtpReply& reply) {
  return reply.code >= 500 && is_address_gone(reply.enhanced);
}

}  // namespace broadsheet::http
