// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The Model Context Protocol without its transports: a message in, an answer out, nothing kept between them.
//
// Two kinds of client are served alike. Those of revision 2026-07-28 say with every request which revision it
// is of; those of 2024-11-05 to 2025-11-25 begin with a handshake, from which nothing needs to be remembered
// here.

#ifndef BROADSHEET_MCP_SERVER_H_
#define BROADSHEET_MCP_SERVER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "mcp/library.h"

namespace broadsheet::mcp {

// The headers of Streamable HTTP, as they came; empty: not sent. stdio has none of them.
struct Envelope {
  std::string_view version;  // MCP-Protocol-Version
  std::string_view method;   // Mcp-Method
  std::string_view name;     // Mcp-Name
};

// What a transport that has statuses says with an answer.
enum class Outcome : std::uint8_t {
  kAnswered,       // with a result, or with an error of a request that is sound as such
  kNothingToSay,   // to a notification
  kMalformed,      // a message that no client should send
  kUnknownMethod,  // of a client of 2026-07-28, which looks at the status
};

struct Answer {
  Outcome outcome = Outcome::kAnswered;
  std::string body = {};  // one JSON document without a line end; empty if there is nothing to say
};

// `message` is any bytes; without an envelope it came over stdio. Never fails: what goes wrong is in the
// answer.
Answer answer(const Library& library, std::string_view message, const Envelope* envelope = nullptr);

// To a message of more than kMessageBytesMax bytes, which nobody has whole.
Answer refuse_long_message();

}  // namespace broadsheet::mcp

#endif  // BROADSHEET_MCP_SERVER_H_
