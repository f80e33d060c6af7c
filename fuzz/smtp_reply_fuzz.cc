// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Any bytes as what a mail server answers: the same in whatever pieces they come, and never more than is
// allowed.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "http/smtp_reply.h"

namespace {

using broadsheet::http::SmtpReplyReader;

struct Outcome {
  SmtpReplyReader reader;
  SmtpReplyReader::State state = SmtpReplyReader::State::kMore;
  std::size_t taken = 0;
};

Outcome read(std::string_view bytes, std::size_t piece) {
  Outcome outcome;
  while (outcome.state == SmtpReplyReader::State::kMore && outcome.taken < bytes.size()) {
    std::string_view next = bytes.substr(outcome.taken, piece);
    const std::size_t size = next.size();
    outcome.state = outcome.reader.take(next);
    outcome.taken += size - next.size();
  }
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Outcome whole = read(bytes, size + 1);
  const Outcome pieces = read(bytes, 1);
  CHECK(whole.state == pieces.state);
  if (whole.state != SmtpReplyReader::State::kDone) return 0;
  CHECK(whole.taken == pieces.taken);
  const broadsheet::http::SmtpReply& reply = whole.reader.reply();
  const broadsheet::http::SmtpReply& other = pieces.reader.reply();
  CHECK(reply.code == other.code && reply.enhanced == other.enhanced && reply.text == other.text);
  CHECK(reply.code >= 200 && reply.code <= 599);
  CHECK(reply.text.size() <= broadsheet::http::kSmtpTextBytesMax && reply.enhanced.size() <= 9);
  CHECK(std::ranges::all_of(reply.text, [](char c) { return c >= 0x20 && c < 0x7F; }));
  CHECK(std::ranges::all_of(reply.enhanced, [](char c) { return c == '.' || (c >= '0' && c <= '9'); }));
  CHECK(reply.code >= 500 || !broadsheet::http::is_refusal_of_address(reply));
  return 0;
}
