// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Any bytes in the fields of a message, divided by 0x1F: what is composed, and signed, has the fields that
// were asked for and no other, only CRLF at the ends of lines, and lines that every server passes on.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/ascii.h"
#include "base/check.h"
#include "mail/dkim.h"
#include "mail/limits.h"
#include "mail/message.h"

namespace {

using namespace broadsheet;

// Fields of the head. Lines are as they must be, or the target fails.
std::size_t count_fields(std::string_view message) {
  std::size_t fields = 0;
  bool in_head = true;
  while (!message.empty()) {
    const std::size_t end = message.find("\r\n");
    CHECK(end <= mail::kLineBytesMax);  // nowhere is beyond it
    const std::string_view line = message.substr(0, end);
    for (const char c : line) CHECK(c >= ' ' && c <= '~');
    CHECK(!line.starts_with('.') && !line.starts_with("From "));
    if (line.empty()) in_head = false;
    if (in_head && !line.starts_with(' ')) ++fields;
    message.remove_prefix(end + 2);
  }
  CHECK(!in_head);
  return fields;
}

const mail::DkimSigner& signer() {
  static const mail::DkimSigner made = [] {
    const std::string pem = SigningKey::make(KeyKind::kEd25519).pem();
    return mail::DkimSigner::make("tides.example", "s1", pem).value();
  }();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto next = [&input] { return std::string(take_until(input, '\x1F')); };
  mail::Message message;
  message.message_id = "1@tides.example";
  message.from = {next(), "papers@tides.example"};
  message.to = {next(), "mina@tides.example"};
  message.subject = next();
  message.text = next();
  message.html = next();
  // With fields of ours alone it is always composed.
  const Result<std::string> plain = compose(message);
  CHECK(plain.ok() == (std::max(message.text.size(), message.html.size()) <= mail::kBodyBytesMax));
  if (!plain.ok()) return 0;
  const std::size_t fields = message.html.empty() ? 8 : 7;
  CHECK(count_fields(plain.value()) == fields);
  CHECK(compose(message).value() == plain.value());
  CHECK(count_fields(signer().signed_message(plain.value(), Instant())) == fields + 1);

  // What an address or a header may be, the composer decides.
  const std::string address = next();
  if (!address.empty()) message.reply_to = {next(), address};
  while (!input.empty()) {
    const std::string name = next();
    message.headers.push_back({name, next()});
  }
  const Result<std::string> whole = compose(message);
  if (!whole.ok()) return 0;
  CHECK(count_fields(whole.value()) == fields + message.headers.size() + (message.reply_to ? 1 : 0));
  for (const mail::Header& header : message.headers)
    CHECK(whole.value().find("\r\n" + header.name + ": ") != std::string::npos);
  return 0;
}
