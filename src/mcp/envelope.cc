// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mcp/envelope.h"

#include <algorithm>
#include <cstdint>

#include "formats/fields.h"

namespace broadsheet::mcp {
namespace {

// The six bits of a letter of base64 (RFC 4648, section 4); -1 for none.
int six_bits(char letter) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t at = kLetters.find(letter);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

std::optional<std::string> decode_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  std::string bytes;
  std::uint32_t bits = 0;
  std::size_t held = 0;
  for (const char letter : text) {
    const int value = six_bits(letter);
    if (value < 0) return std::nullopt;
    bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xFFFFFF;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>(bits >> held & 0xFF);
  }
  return bytes;
}

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
  return decode_base64(value);
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
