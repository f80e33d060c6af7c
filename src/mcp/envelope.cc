// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mcp/envelope.h"

#include "base/base64.h"
#include "formats/fields.h"

namespace broadsheet::mcp {
namespace {

RpcError mismatch(std::string_view header, std::string_view said, std::string_view meant) {
  std::string message = "Header mismatch: " + std::string(header);
  if (said.empty()) {
    message += " is missing";
  } else {
    message += " is " + formats::quote(said);
  }
  return {RpcCode::kHeaderMismatch, message + ", the message says " + formats::quote(meant)};
}

// The member of the parameters that Mcp-Name repeats; empty: none.
std::string_view named_member(std::string_view method) {
  if (method == "tools/call" || method == "prompts/get") return "name";
  return method == "resources/read" ? "uri" : "";
}

}  // namespace

std::optional<std::string> decode_header(std::string_view value) {
  constexpr std::string_view kBegin = "=?base64?";
  constexpr std::string_view kEnd = "?=";
  const bool encoded =
      value.size() >= kBegin.size() + kEnd.size() && value.starts_with(kBegin) && value.ends_with(kEnd);
  if (!encoded) return std::string(value);
  value.remove_prefix(kBegin.size());
  value.remove_suffix(kEnd.size());
  return base64_decode(value);
}

std::optional<RpcError> check_envelope(const Envelope& envelope, const Message& message,
                                       std::string_view version) {
  if (envelope.version != version) return mismatch("MCP-Protocol-Version", envelope.version, version);
  if (envelope.method != message.method) return mismatch("Mcp-Method", envelope.method, message.method);
  const std::string_view key = named_member(message.method);
  if (key.empty()) return std::nullopt;
  const std::string_view name = text_member(message.params, key).value_or("");
  if (decode_header(envelope.name) != name) return mismatch("Mcp-Name", envelope.name, name);
  return std::nullopt;
}

}  // namespace broadsheet::mcp
