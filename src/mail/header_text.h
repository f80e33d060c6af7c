// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Text in the head of a message: words that any server passes on, in lines of which none can be taken for
// another field. All functions are pure and linear in their input, which may be any bytes.

#ifndef BROADSHEET_MAIL_HEADER_TEXT_H_
#define BROADSHEET_MAIL_HEADER_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace broadsheet::mail {

// What a subject or a name is before it is encoded: text::sanitize_line(), so that line ends are blanks and
// other controls are gone, cut to so many bytes with an ellipsis at the end.
std::string readable_line(std::string_view text, std::size_t bytes_max);

// A subject (unstructured text, RFC 5322, 2.2.1) in ASCII without line ends, for append_header(): as it
// stands where it is plain ASCII, else in encoded-words.
std::string unstructured(std::string_view text);

// A name beside an address, or beside the id in a List-Id (a phrase, RFC 5322, 3.2.5): a quoted-string, or
// encoded-words. Empty for what has nothing readable in it.
std::string phrase(std::string_view text);

// Appends the field, folded at the blanks of `value` to lines of kLineBytesAim where its words allow it:
// nothing is put between two characters of it but a line end, in front of a blank that is there. `value` is
// printable ASCII with single blanks between its words and none around them.
void append_header(std::string& message, std::string_view name, std::string_view value);

}  // namespace broadsheet::mail

#endif  // BROADSHEET_MAIL_HEADER_TEXT_H_
