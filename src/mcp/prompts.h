// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Requests that a person may begin with, which clients offer in a menu. Nothing of a paper stands in them.
// Inside the room.

#ifndef BROADSHEET_MCP_PROMPTS_H_
#define BROADSHEET_MCP_PROMPTS_H_

#include <optional>
#include <string_view>

#include "base/json_writer.h"
#include "mcp/message.h"

namespace broadsheet::mcp {

// "prompts": [...].
void write_prompts(JsonWriter& json);

// "description" and "messages" of the prompt of `params`, or what is wrong with them.
std::optional<RpcError> write_prompt(const std::optional<JsonObject>& params, JsonWriter& json);

}  // namespace broadsheet::mcp

#endif  // BROADSHEET_MCP_PROMPTS_H_
