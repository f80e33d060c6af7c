// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Messages as JSON-RPC 2.0 and the Model Context Protocol have them (modelcontextprotocol.io/specification/
// 2026-07-28/basic). Within this room only: it shows simdjson's types.

#ifndef BROADSHEET_MCP_MESSAGE_H_
#define BROADSHEET_MCP_MESSAGE_H_

#include <optional>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.h"

namespace broadsheet::mcp {

using Json = simdjson::dom::element;
using JsonObject = simdjson::dom::object;

enum class RpcCode : int {
  kParseError = -32700,
  kInvalidRequest = -32600,
  kMethodNotFound = -32601,
  kInvalidParams = -32602,
  kInternalError = -32603,
  kResourceNotFound = -32002,  // up to revision 2025-11-25
  kHeaderMismatch = -32020,
  kUnsupportedVersion = -32022,
};

// What went wrong with a request as such. Texts in it are ours or the caller's own, never a paper's.
struct RpcError {
  RpcCode code = RpcCode::kInternalError;
  std::string message;
  std::string data = {};  // JSON; empty: none
};

enum class MessageKind : std::uint8_t {
  kRequest,
  kNotification,
  kResponse,  // to what we never asked
  kBroken,
};

// Refers to the document that it was read from.
struct Message {
  MessageKind kind = MessageKind::kBroken;
  std::string id = {};  // JSON: a text or a whole number; empty where there is none, or none that can be read
  std::string_view method = {};
  std::optional<JsonObject> params = {};
  std::optional<RpcError> error = {};  // of kBroken
};

// The messages of one document. All texts in it are valid UTF-8: the parser has looked, also at escapes.
// Confined to one thread; they live as long as it does.
class Document {
 public:
  // A message, or a list of some. What is none is a message of kind kBroken, so there is at least one.
  explicit Document(std::string_view json);

  const std::vector<Message>& messages() const { return messages_; }
  bool is_batch() const { return is_batch_; }

 private:
  void read(std::string_view json);
  void refuse(RpcError error);

  simdjson::dom::parser parser_;
  std::vector<Message> messages_;
  bool is_batch_ = false;
};

// The member of an object; nothing where it is null or missing, or there is no object.
std::optional<Json> member(const std::optional<JsonObject>& object, std::string_view key);
// The same if it is a text.
std::optional<std::string_view> text_member(const std::optional<JsonObject>& object, std::string_view key);
std::optional<JsonObject> object_member(const std::optional<JsonObject>& object, std::string_view key);

// What is wrong with a message of more than kMessageBytesMax bytes.
RpcError too_long();

// {"jsonrpc":"2.0","id":…,"error":{…}}, without an id where there is none.
void write_error(JsonWriter& json, const std::string& id, const RpcError& error);

}  // namespace broadsheet::mcp

#endif  // BROADSHEET_MCP_MESSAGE_H_
