// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the bodies of the API hold, as tables from which /api/openapi.json is made. The keys that the public
// API promises are checked against them when this is compiled, and the tables against real bodies by
// tests/compat.

#ifndef BROADSHEET_WEB_SCHEMAS_H_
#define BROADSHEET_WEB_SCHEMAS_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "base/json_writer.h"

namespace broadsheet::web {

enum class Presence : std::uint8_t { kAlways, kSometimes };

// A type is "text", "time" (UTC, "2026-08-20T00:00:00.000Z"), "id" (24 hexadecimal digits), "count" (a whole
// number, not negative), "integer", "number", "truth", or the name of a schema. "[x]" is a list of x, "x?" is
// x or null, "x|y" is one or the other.
struct Property {
  std::string_view name;
  std::string_view type;
  Presence presence = Presence::kAlways;
  std::string_view about = {};
};

struct Schema {
  std::string_view name;
  std::span<const Property> properties;
  std::string_view base = {};  // a schema whose properties this one has too
  std::string_view about = {};
};

std::span<const Schema> all_schemas();

// The JSON Schema of a type, and of a schema by itself.
void write_type(JsonWriter& json, std::string_view type);
void write_schema(JsonWriter& json, const Schema& schema);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_SCHEMAS_H_
