// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_MAIL_QUOTED_PRINTABLE_H_
#define BROADSHEET_MAIL_QUOTED_PRINTABLE_H_

#include <string>
#include <string_view>

namespace broadsheet::mail {

// "=C3": the byte as two hexadecimal digits.
void append_hex_escape(std::string& out, char byte);

// Lines of UTF-8, which end with LF, as quoted-printable with CRLF (RFC 2045, 6.7): lines of at most
// kBodyLineBytesMax of printable ASCII, none of which begins with a dot, with "From " or with "--", whatever
// a server, a mailbox or a reader would make of it. "=_" is in none of them. The last line gets an end if it
// has none.
std::string quoted_printable(std::string_view text);

}  // namespace broadsheet::mail

#endif  // BROADSHEET_MAIL_QUOTED_PRINTABLE_H_
