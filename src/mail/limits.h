// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What bounds a message, and looking after those who send it, each with what it defends against. Sizes in
// bytes.

#ifndef BROADSHEET_MAIL_LIMITS_H_
#define BROADSHEET_MAIL_LIMITS_H_

#include <chrono>
#include <cstddef>

namespace broadsheet::mail {

// Of a line without its end. The first is what RFC 5322, 2.1.1 allows and no server may cut; the second what
// it advises, which only a word longer than that passes.
inline constexpr std::size_t kLineBytesMax = 998;
inline constexpr std::size_t kLineBytesAim = 78;
// Of a line of a body (RFC 2045, 6.7) and of an encoded-word (RFC 2047, 2).
inline constexpr std::size_t kBodyLineBytesMax = 76;
inline constexpr std::size_t kEncodedWordBytesMax = 75;

// Of a subject and of a name beside an address; longer ones are cut and end in an ellipsis. Nobody is shown
// more, and servers cut or refuse a header of 100 kB.
inline constexpr std::size_t kSubjectBytesMax = 1000;
inline constexpr std::size_t kNameBytesMax = 200;

// Of a header field that a caller adds, of a word of its value (an address in brackets is one), and how many
// there may be. A word must fit into a line together with the longest name.
inline constexpr std::size_t kHeaderNameBytesMax = 64;
inline constexpr std::size_t kHeaderValueBytesMax = 8192;
inline constexpr std::size_t kHeaderWordBytesMax = 900;
inline constexpr std::size_t kHeadersMax = 32;
inline constexpr std::size_t kMessageIdBytesMax = 250;

// Of the plain text and of the HTML, each, before they are encoded, which may take three times as much. Mail
// services refuse messages beyond 10 to 25 MB.
inline constexpr std::size_t kBodyBytesMax = std::size_t{2} << 20;

// Of all the questions about what the DNS says of our domain, of which none begins later. Somebody waits for
// the page, and with it one of the server's few workers: with silent name servers, a minute and more.
inline constexpr std::chrono::seconds kSenderLookupTime{10};

}  // namespace broadsheet::mail

#endif  // BROADSHEET_MAIL_LIMITS_H_
