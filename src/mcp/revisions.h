// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Revisions of the protocol, and which a message is of. Inside the room.

#ifndef BROADSHEET_MCP_REVISIONS_H_
#define BROADSHEET_MCP_REVISIONS_H_

#include <array>
#include <optional>
#include <string_view>

#include "base/json_writer.h"
#include "mcp/message.h"
#include "mcp/server.h"

namespace broadsheet::mcp {

inline constexpr std::string_view kCurrentRevision = "2026-07-28";
// Those that begin with a handshake, the newest first.
inline constexpr std::array<std::string_view, 4> kHandshakeRevisions{"2025-11-25", "2025-06-18", "2025-03-26",
                                                                     "2024-11-05"};

// Whether each message of the client stands for itself, as since 2026-07-28, also in a revision that we do
// not know; else it shook hands, or is about to.
bool stands_for_itself(const Message& message, const Envelope* envelope);

// What is wrong with a message that stands for itself: its _meta, its envelope, or its revision.
std::optional<RpcError> check_metadata(const Message& message, const Envelope* envelope);

// ["2026-07-28", …].
void write_revisions(JsonWriter& json);

// What a handshake that asks for `wanted` agrees upon.
std::string_view agreed_revision(std::string_view wanted);

}  // namespace broadsheet::mcp

#endif  // BROADSHEET_MCP_REVISIONS_H_
