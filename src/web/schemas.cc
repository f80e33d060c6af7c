// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/schemas.h"

#include "web/schema_tables.h"

namespace broadsheet::web {
namespace {

void write_plain_type(JsonWriter& json, std::string_view type) {
  const auto typed = [&](std::string_view name) -> JsonWriter& { return json.key("type").value(name); };
  if (type == "text") {
    typed("string");
  } else if (type == "time") {
    typed("string").key("format").value("date-time");
  } else if (type == "id") {
    typed("string").key("pattern").value("^[0-9a-f]{24}$");
  } else if (type == "count") {
    typed("integer").key("minimum").value(0);
  } else if (type == "truth") {
    typed("boolean");
  } else if (tables::find_schema(type) == nullptr) {
    typed(type);  // "integer", "number", "object"
  } else {
    json.key("$ref").value("#/components/schemas/" + std::string(type));
  }
}

void write_properties(JsonWriter& json, const Schema& schema) {
  if (const Schema* const base = tables::find_schema(schema.base)) write_properties(json, *base);
  for (const Property& property : schema.properties) {
    json.key(property.name);
    if (property.about.empty()) {
      write_type(json, property.type);
      continue;
    }
    json.begin_object().key("description").value(property.about).key("allOf").begin_array();
    write_type(json, property.type);
    json.end_array().end_object();
  }
}

void write_required(JsonWriter& json, const Schema& schema) {
  if (const Schema* const base = tables::find_schema(schema.base)) write_required(json, *base);
  for (const Property& property : schema.properties) {
    if (property.presence == Presence::kAlways) json.value(property.name);
  }
}

}  // namespace

std::span<const Schema> all_schemas() {
  return tables::kSchemas;
}

void write_type(JsonWriter& json, std::string_view type) {
  json.begin_object();
  const std::size_t bar = type.find('|');
  if (bar != std::string_view::npos) {
    json.key("anyOf").begin_array();
    write_type(json, type.substr(0, bar));
    write_type(json, type.substr(bar + 1));
    json.end_array();
  } else if (type.ends_with('?')) {
    json.key("anyOf").begin_array();
    write_type(json, type.substr(0, type.size() - 1));
    json.begin_object().key("type").value("null").end_object().end_array();
  } else if (type.starts_with('[')) {
    json.key("type").value("array").key("items");
    write_type(json, type.substr(1, type.size() - 2));
  } else {
    write_plain_type(json, type);
  }
  json.end_object();
}

void write_schema(JsonWriter& json, const Schema& schema) {
  json.begin_object().key("type").value("object");
  if (!schema.about.empty()) json.key("description").value(schema.about);
  json.key("properties").begin_object();
  write_properties(json, schema);
  json.end_object().key("required").begin_array();
  write_required(json, schema);
  json.end_array().end_object();
}

}  // namespace broadsheet::web
