// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/json_body.h"

#include <simdjson.h>

#include "web/limits.h"

namespace broadsheet::web {
namespace {

using simdjson::dom::element_type;

Result<void> read_members(const simdjson::dom::object& object, const std::string& prefix, std::size_t depth,
                          JsonBody& to) {
  if (depth > kJsonDepthMax) return Error(ErrorCode::kInvalid, "the JSON body is nested too deeply");
  for (const auto& [key, value] : object) {
    std::string name = prefix + std::string(key);
    switch (value.type()) {
      case element_type::OBJECT:
        TRY_VOID(read_members(value.get_object().value_unsafe(), name + ".", depth + 1, to));
        break;
      case element_type::STRING:
        to.insert_or_assign(std::move(name), std::string(value.get_string().value_unsafe()));
        break;
      case element_type::INT64:
      case element_type::UINT64:
      case element_type::DOUBLE:
      case element_type::BOOL:
      case element_type::ARRAY:
      case element_type::NULL_VALUE:
        break;
    }
  }
  return {};
}

}  // namespace

Result<JsonBody> read_json_body(std::string_view body) {
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  const simdjson::error_code error = parser.parse(simdjson::padded_string(body)).get_object().get(object);
  if (error != simdjson::SUCCESS)
    return Error(ErrorCode::kInvalid, "the body is to be a JSON object, such as {\"comment\": \"…\"}");
  JsonBody read;
  TRY_VOID(read_members(object, "", 1, read));
  return read;
}

Result<std::string_view> needed_text(const JsonBody& body, std::string_view name) {
  const auto found = body.find(name);
  if (found == body.end())
    return Error(ErrorCode::kInvalid, "the body has no text \"" + std::string(name) + "\"");
  return std::string_view(found->second);
}

}  // namespace broadsheet::web
