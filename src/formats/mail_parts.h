// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A message that came by mail, taken apart (RFC 5322, RFC 2046): heads, and the parts within parts. Any bytes
// are a message; lines end with LF or CRLF. What is beyond the limits (formats/limits.h, kMail...) is left
// out. Views point into the message.

#ifndef BROADSHEET_FORMATS_MAIL_PARTS_H_
#define BROADSHEET_FORMATS_MAIL_PARTS_H_

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::formats {

// The fields at the beginning of a message, of a part, or of a list of such as delivery reports have them.
class MailHead {
 public:
  MailHead() = default;

  // Takes the head off the front of `message`, with the empty line behind it.
  static MailHead take(std::string_view& message);

  bool empty() const { return fields_.empty(); }
  // The value of the first field of a name, which is given in lower case, without its folds and as one line
  // of valid UTF-8; "" where there is none.
  std::string value(std::string_view name) const;
  // Those of all fields of that name.
  std::vector<std::string> values(std::string_view name) const;

 private:
  struct Field {
    std::string_view name;
    std::string_view value;  // with its folds
  };
  std::vector<Field> fields_;
};

struct MailPart {
  MailHead head;
  std::string type;       // "text/plain", in lower case, which is also what a part without a type is
  std::string_view body;  // as it stands there
};

// The message itself, then its parts in their order, each before those within it. What lies in a
// message/rfc822 is a part and not looked into.
std::vector<MailPart> mail_parts(std::string_view message);

// The beginning of a body without its Content-Transfer-Encoding, kMailDecodedBytesMax at most.
std::string decoded_body(const MailPart& part);

// "multipart/report; boundary=\"a b\"" -> the value of a parameter ("boundary"); "" where there is none.
std::string mail_parameter(std::string_view value, std::string_view name);

// What looks like an address in the value of a field, whatever stands around it, kMailRecipientsMax at most:
// of "Okafor, M. <mina@tides.example>" that in brackets. Printable ASCII with one "@" in it.
std::vector<std::string> mail_addresses(std::string_view value);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_MAIL_PARTS_H_
