// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/json_fields.h"

#include <fmt/format.h>

#include "formats/json_values.h"
#include "text/utf8.h"

namespace broadsheet::formats {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

Result<void> add(Fields& fields, const std::string& name, std::string value) {
  if (fields.size() == kJsonFieldsMax)
    return Error(ErrorCode::kTooLarge, fmt::format("more than {} values", kJsonFieldsMax));
  fields.emplace_back(name, std::move(value));
  return {};
}

Result<void> add_value(Fields& fields, const std::string& name, JsonValue value);

Result<void> add_members(Fields& fields, const std::string& prefix, JsonObject object) {
  for (const auto& [key, value] : object)
    TRY_VOID(add_value(fields, prefix + text::sanitize_line(key), value));
  return {};
}

// `[null]` names as little as `[]`.
Result<void> add_elements(Fields& fields, const std::string& name, simdjson::dom::array list) {
  const std::size_t before = fields.size();
  for (const JsonValue element : list) TRY_VOID(add_value(fields, name, element));
  return fields.size() == before ? add(fields, name, "") : Result<void>();
}

// As deep as the parser lets a document be.
Result<void> add_value(Fields& fields, const std::string& name, JsonValue value) {
  switch (value.type()) {
    case simdjson::dom::element_type::OBJECT:
      return add_members(fields, name + ".", JsonObject(value));
    case simdjson::dom::element_type::ARRAY:
      return add_elements(fields, name, simdjson::dom::array(value));
    case simdjson::dom::element_type::STRING:
      return add(fields, name, text::sanitize(std::string_view(value)));
    case simdjson::dom::element_type::BOOL:
      return add(fields, name, bool(value) ? "true" : "false");
    case simdjson::dom::element_type::NULL_VALUE:
      return {};
    default:
      return add(fields, name, simdjson::minify(value));
  }
}

}  // namespace

Result<Fields> json_fields(std::string_view json) {
  if (json.size() > kRecordBytesMax)
    return Error(ErrorCode::kTooLarge, fmt::format("more than {} bytes of JSON", kRecordBytesMax));
  JsonParser parser;
  std::string reason;
  const std::optional<JsonObject> object = parser.parse_object(json, json.size(), reason);
  if (!object) return Error(ErrorCode::kInvalid, reason);
  Fields fields;
  TRY_VOID(add_members(fields, "", *object));
  return fields;
}

}  // namespace broadsheet::formats
