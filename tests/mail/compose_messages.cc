// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Composes and signs messages, for the tests of this folder to read as others would.
//
//   compose_messages < messages > composed
//
// A line of input is a message: fields with tabs between them, each a name, "=" and the base64 of its bytes
// ("header" is a whole one, "Name:value"; "list" the name of a List-Id). First come two lines with the keys
// that were made: "rsa" or "ed25519", the name in the DNS and the record there, with tabs between them. Then
// a line for each message: the base64 of the message signed with both, or "!" and why it can't be written.

#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "base/base64.h"
#include "base/check.h"
#include "mail/dkim.h"
#include "mail/header_text.h"
#include "mail/message.h"

namespace {

using namespace broadsheet;

mail::Mailbox& reply_to(mail::Message& message) {
  if (!message.reply_to) message.reply_to.emplace();
  return *message.reply_to;
}

void set_field(mail::Message& message, std::string_view name, const std::string& value) {
  if (name == "from.name") message.from.name = value;
  if (name == "from") message.from.address = value;
  if (name == "to.name") message.to.name = value;
  if (name == "to") message.to.address = value;
  if (name == "reply_to.name") reply_to(message).name = value;
  if (name == "reply_to") reply_to(message).address = value;
  if (name == "subject") message.subject = value;
  if (name == "message_id") message.message_id = value;
  if (name == "text") message.text = value;
  if (name == "html") message.html = value;
  if (name == "list") {
    std::string id = mail::phrase(value);
    if (!id.empty()) id += ' ';
    message.headers.push_back({"List-Id", id + "<daily.tides.example>"});
  }
  if (name == "header") {
    std::string_view rest = value;
    const std::string header(take_until(rest, ':'));
    message.headers.push_back({header, std::string(rest)});
  }
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  const Instant now{std::chrono::seconds(1'782'885'904)};
  std::vector<mail::DkimSigner> signers;
  for (const KeyKind kind : {KeyKind::kRsa, KeyKind::kEd25519}) {
    const char* name = kind == KeyKind::kRsa ? "rsa" : "ed25519";
    const std::string pem = SigningKey::make(kind).pem();
    signers.push_back(mail::DkimSigner::make("tides.example", name, pem).value());
    std::cout << name << "\t" << signers.back().dns_name() << "\t" << signers.back().dns_record() << "\n";
  }
  for (std::string line; std::getline(std::cin, line);) {
    mail::Message message;
    message.date = now;
    std::string_view rest = line;
    while (!rest.empty()) {
      std::string_view field = take_until(rest, '\t');
      const std::string_view name = take_until(field, '=');
      const std::optional<std::string> value = base64_decode(field);
      CHECK(value.has_value());
      set_field(message, name, *value);
    }
    Result<std::string> composed = compose(message);
    if (!composed.ok()) {
      std::cout << "!" << composed.error().message() << "\n";
      continue;
    }
    std::string bytes = std::move(composed).value();
    for (const mail::DkimSigner& signer : signers) bytes = signer.signed_message(bytes, now);
    std::cout << base64_encode(bytes) << "\n";
  }
  return 0;
}
