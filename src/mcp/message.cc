// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mcp/message.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/check.h"
#include "mcp/limits.h"

namespace broadsheet::mcp {
namespace {

using simdjson::SUCCESS;

Message broken(std::string id, std::string why) {
  Message message;
  message.id = std::move(id);
  message.error = RpcError{RpcCode::kInvalidRequest, std::move(why)};
  return message;
}

// The id as JSON; empty for what can be no id.
std::string id_of(Json value) {
  std::int64_t number = 0;
  if (value.get(number) == SUCCESS) return std::to_string(number);
  std::string_view text;
  if (value.get(text) != SUCCESS || text.size() > kIdBytesMax) return {};
  std::string id;
  append_json_string(id, text);
  return id;
}

Message message_of(Json root) {
  JsonObject object;
  if (root.get(object) != SUCCESS) return broken({}, "a message is a JSON object");
  Message message;
  Json id;
  const bool has_id = object.at_key("id").get(id) == SUCCESS;
  if (has_id) message.id = id_of(id);
  std::string_view version;
  if (object.at_key("jsonrpc").get(version) != SUCCESS || version != "2.0")
    return broken(message.id, "jsonrpc must be \"2.0\"");
  if (object.at_key("method").get(message.method) != SUCCESS) {
    const bool is_response =
        object.at_key("result").error() == SUCCESS || object.at_key("error").error() == SUCCESS;
    if (!is_response) return broken(message.id, "method must be a text");
    message.kind = MessageKind::kResponse;
    return message;
  }
  if (has_id && message.id.empty())
    return broken({}, "id must be a text of at most 256 bytes or a whole number");
  Json params;
  if (object.at_key("params").get(params) == SUCCESS && !params.is_null()) {
    JsonObject members;
    if (params.get(members) != SUCCESS) return broken(message.id, "params must be an object");
    message.params = members;
  }
  message.kind = has_id ? MessageKind::kRequest : MessageKind::kNotification;
  return message;
}

}  // namespace

void Document::refuse(RpcError error) {
  Message message;
  message.error = std::move(error);
  messages_.push_back(std::move(message));
}

Document::Document(std::string_view json) {
  read(json);
}

void Document::read(std::string_view json) {
  if (json.size() > kMessageBytesMax) return refuse(too_long());
  constexpr std::size_t kCapacityMin = std::size_t{4} << 10;
  CHECK(parser_.allocate(std::max(json.size(), kCapacityMin), kJsonDepthMax) == SUCCESS);
  Json root;
  const auto error = parser_.parse(json.data(), json.size(), true).get(root);
  if (error != SUCCESS)
    return refuse({RpcCode::kParseError, std::string("invalid JSON: ") + simdjson::error_message(error)});
  simdjson::dom::array list;
  is_batch_ = root.get(list) == SUCCESS;
  if (!is_batch_) {
    messages_.push_back(message_of(root));
  } else if (list.size() == 0 || list.size() > kBatchMax) {
    is_batch_ = false;
    refuse({RpcCode::kInvalidRequest, "a batch has 1 to " + std::to_string(kBatchMax) + " messages"});
  } else {
    for (const Json element : list) messages_.push_back(message_of(element));
  }
}

std::optional<Json> member(const std::optional<JsonObject>& object, std::string_view key) {
  Json value;
  if (!object || object->at_key(key).get(value) != SUCCESS || value.is_null()) return std::nullopt;
  return value;
}

std::optional<std::string_view> text_member(const std::optional<JsonObject>& object, std::string_view key) {
  const auto value = member(object, key);
  std::string_view text;
  if (!value || value->get(text) != SUCCESS) return std::nullopt;
  return text;
}

std::optional<JsonObject> object_member(const std::optional<JsonObject>& object, std::string_view key) {
  const auto value = member(object, key);
  JsonObject members;
  if (!value || value->get(members) != SUCCESS) return std::nullopt;
  return members;
}

RpcError too_long() {
  return {RpcCode::kInvalidRequest, "a message has at most " + std::to_string(kMessageBytesMax) + " bytes"};
}

void write_error(JsonWriter& json, const std::string& id, const RpcError& error) {
  json.begin_object().key("jsonrpc").value("2.0");
  if (!id.empty()) json.key("id").raw(id);
  json.key("error").begin_object().key("code").value(static_cast<int>(error.code));
  json.key("message").value(error.message);
  if (!error.data.empty()) json.key("data").raw(error.data);
  json.end_object().end_object();
}

}  // namespace broadsheet::mcp
