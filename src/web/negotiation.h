// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// In which coding an answer is sent (RFC 9110, 12.5.3).

#ifndef BROADSHEET_WEB_NEGOTIATION_H_
#define BROADSHEET_WEB_NEGOTIATION_H_

#include <span>
#include <string>
#include <string_view>

#include "base/content_coding.h"
#include "http/message.h"

namespace broadsheet::web {

// For what is made for one answer, and for what is packed once: the most welcome comes first.
std::span<const ContentCoding> codings_of_pages();
std::span<const ContentCoding> codings_of_files();

// Of `codings` the first of those that `accept_encoding` likes best; kIdentity if it takes none of them. A
// header that is longer than a client needs, or none, asks for nothing.
ContentCoding choose_coding(std::string_view accept_encoding, std::span<const ContentCoding> codings);

// Packs the body of an answer as the request likes it, if that is worth it: not what is short, packed already
// or no text. Says so in Content-Encoding and Vary.
void pack_body(const http::Request& request, http::Response& response);

// Of a Content-Type, in lower case and without parameters: "text/plain; charset=utf-8" is "text/plain".
std::string media_type(std::string_view content_type);
// Whether bytes of this type become fewer by packing.
bool is_packable(std::string_view content_type);
// Adds to the Vary header of an answer, which may have one.
void vary_by(http::Response& response, std::string_view header);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_NEGOTIATION_H_
