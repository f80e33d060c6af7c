// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mcp/revisions.h"

#include <algorithm>
#include <string>

#include "mcp/envelope.h"
#include "text/utf8.h"

namespace broadsheet::mcp {
namespace {

constexpr std::string_view kVersionKey = "io.modelcontextprotocol/protocolVersion";
constexpr std::string_view kCapabilitiesKey = "io.modelcontextprotocol/clientCapabilities";
constexpr std::size_t kRepeatedBytesMax = 64;

bool shakes_hands(std::string_view revision) {
  return std::ranges::find(kHandshakeRevisions, revision) != kHandshakeRevisions.end();
}

RpcError unsupported(std::string_view requested) {
  JsonWriter data;
  data.begin_object().key("supported");
  write_revisions(data);
  data.key("requested").value(text::truncate_utf8(requested, kRepeatedBytesMax)).end_object();
  return {RpcCode::kUnsupportedVersion, "Unsupported protocol version", data.take()};
}

}  // namespace

bool stands_for_itself(const Message& message, const Envelope* envelope) {
  if (envelope != nullptr && !envelope->version.empty() && !shakes_hands(envelope->version)) return true;
  const auto version = member(object_member(message.params, "_meta"), kVersionKey);
  if (!version) return message.method == "server/discover";
  std::string_view revision;
  return version->get(revision) != simdjson::SUCCESS || !shakes_hands(revision);
}

std::optional<RpcError> check_metadata(const Message& message, const Envelope* envelope) {
  const auto meta = object_member(message.params, "_meta");
  const auto version = text_member(meta, kVersionKey);
  if (!version) return RpcError{RpcCode::kInvalidParams, "_meta must have " + std::string(kVersionKey)};
  if (!object_member(meta, kCapabilitiesKey))
    return RpcError{RpcCode::kInvalidParams, "_meta must have " + std::string(kCapabilitiesKey)};
  if (envelope != nullptr) {
    if (auto mismatch = check_envelope(*envelope, message, *version)) return mismatch;
  }
  if (*version != kCurrentRevision) return unsupported(*version);
  return std::nullopt;
}

void write_revisions(JsonWriter& json) {
  json.begin_array().value(kCurrentRevision);
  for (const std::string_view revision : kHandshakeRevisions) json.value(revision);
  json.end_array();
}

std::string_view agreed_revision(std::string_view wanted) {
  return shakes_hands(wanted) ? *std::ranges::find(kHandshakeRevisions, wanted) : kHandshakeRevisions.front();
}

}  // namespace broadsheet::mcp
