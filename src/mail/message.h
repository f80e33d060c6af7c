// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A message of ours, and its bytes on the wire (RFC 5322, MIME). Whatever stands in its fields, the bytes
// have the header fields that were asked for and no other, only CRLF as line ends, and lines of at most
// kLineBytesMax.

#ifndef BROADSHEET_MAIL_MESSAGE_H_
#define BROADSHEET_MAIL_MESSAGE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace broadsheet::mail {

struct Mailbox {
  std::string name;     // any text; may be empty
  std::string address;  // is_mail_address()
};

// A field beyond those of Message.
struct Header {
  std::string name;   // letters, digits and hyphens
  std::string value;  // printable ASCII, single blanks; phrase() of mail/header_text.h makes it of any text
};

struct Message {
  Mailbox from;
  Mailbox to;
  std::optional<Mailbox> reply_to;
  std::string subject;     // any text
  std::string message_id;  // "left@right", without its brackets
  Instant date{};
  std::vector<Header> headers;  // in their order; no name twice
  std::string text;             // any text with LF or CRLF
  std::string html;             // the same as HTML; where it is empty the message is plain text
};

// Whether the address can be put on the wire as it stands, brackets around it: what papers::folded_address()
// would keep, in any case, and nothing that readers take for an encoded-word.
bool is_mail_address(std::string_view address);

// The whole message, which ends with a line end. The same message always has the same bytes. Subject and
// names are made readable_line() (mail/header_text.h), text and HTML text::sanitize() with a line end behind
// the last line. kInvalid for an address, a Message-ID, a date (years from 1000 to 2999), or a further header
// that can't be written, among them those that a Message has fields for; kTooLarge for text or HTML beyond
// kBodyBytesMax.
Result<std::string> compose(const Message& message);

}  // namespace broadsheet::mail

#endif  // BROADSHEET_MAIL_MESSAGE_H_
