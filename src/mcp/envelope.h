// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Whether what a transport says of a message outside of it is true. Inside the room.

#ifndef BROADSHEET_MCP_ENVELOPE_H_
#define BROADSHEET_MCP_ENVELOPE_H_

#include <optional>
#include <string>
#include <string_view>

#include "mcp/message.h"
#include "mcp/server.h"

namespace broadsheet::mcp {

// Since revision 2026-07-28 what is routed by a header must be what is done: -32020 where a header is missing
// or differs from the message.
std::optional<RpcError> check_envelope(const Envelope& envelope, const Message& message,
                                       std::string_view version);

// A header's value, which may be =?base64?…?= around the UTF-8 of what no header could say. Nothing for what
// is no such thing.
std::optional<std::string> decode_header(std::string_view value);

}  // namespace broadsheet::mcp

#endif  // BROADSHEET_MCP_ENVELOPE_H_
