// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// GET /api/openapi.json: the API in OpenAPI 3.1, written from the table of routes.

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "web/handlers.h"
#include "web/operations.h"
#include "web/routes.h"
#include "web/schemas.h"

namespace broadsheet::web {
namespace {

// "/api/papers/{id*}" -> "/api/papers/{id}".
std::string plain_pattern(std::string_view pattern) {
  std::string plain(pattern);
  std::erase(plain, '*');
  return plain;
}

std::vector<std::string> variables(const std::string& pattern) {
  std::vector<std::string> names;
  for (std::size_t at = pattern.find('{'); at != std::string::npos; at = pattern.find('{', at + 1)) {
    names.push_back(pattern.substr(at + 1, pattern.find('}', at) - at - 1));
  }
  return names;
}

void write_parameter_type(JsonWriter& json, const Parameter& parameter) {
  json.begin_object();
  switch (parameter.kind) {
    case ParameterKind::kText:
      json.key("type").value("string");
      if (parameter.max != 0) json.key("maxLength").value(parameter.max);
      if (!parameter.pattern.empty()) json.key("pattern").value(parameter.pattern);
      break;
    case ParameterKind::kNumber:
      json.key("type").value("integer").key("minimum").value(parameter.min);
      json.key("maximum").value(parameter.max);
      break;
    case ParameterKind::kTruth:
      json.key("type").value("boolean");
      break;
    case ParameterKind::kChoice:
      json.key("type").value("string").key("enum").begin_array();
      for (const std::string_view choice : split_words(parameter.choices)) json.value(choice);
      json.end_array();
      break;
    case ParameterKind::kDay:
      json.key("type").value("string").key("format").value("date");
      break;
    case ParameterKind::kWeek:
      json.key("type").value("string").key("pattern").value("^[0-9]{4}-W[0-9]{2}$");
      break;
    case ParameterKind::kMonth:
      json.key("type").value("string").key("pattern").value("^[0-9]{4}-[0-9]{2}$");
      break;
    case ParameterKind::kTime:
      json.key("type").value("string").key("format").value("date-time");
      break;
  }
  if (parameter.missing.empty()) {
  } else if (parameter.kind == ParameterKind::kNumber || parameter.kind == ParameterKind::kTruth) {
    json.key("default").raw(parameter.missing);
  } else {
    json.key("default").value(parameter.missing);
  }
  json.end_object();
}

void write_parameters(JsonWriter& json, const std::string& pattern, const Operation& operation) {
  json.key("parameters").begin_array();
  for (const std::string& name : variables(pattern)) {
    json.begin_object().key("name").value(name).key("in").value("path").key("required").value(true);
    // What an address cannot hold; a client would not send it either.
    json.key("schema").begin_object().key("type").value("string").key("minLength").value(1);
    json.key("pattern").value(R"(^[^\x00-\x1f\x7f]+$)").end_object().end_object();
  }
  for (const Parameter& parameter : operation.parameters) {
    json.begin_object().key("name").value(parameter.name).key("in").value("query");
    if (!parameter.about.empty()) json.key("description").value(parameter.about);
    if (!parameter.example.empty()) json.key("example").value(parameter.example);
    json.key("schema");
    if (parameter.repeated) json.begin_object().key("type").value("array").key("items");
    write_parameter_type(json, parameter);
    if (parameter.repeated) json.end_object();
    json.end_object();
  }
  json.end_array();
}

void write_answer(JsonWriter& json, std::string_view status, std::string_view about, std::string_view type) {
  json.key(status).begin_object().key("description").value(about).key("content").begin_object();
  json.key("application/json").begin_object().key("schema");
  write_type(json, type);
  json.end_object().end_object().end_object();
}

void write_body(JsonWriter& json, std::string_view about) {
  json.key("requestBody").begin_object().key("description").value(about).key("required").value(true);
  json.key("content").begin_object();
  // Whatever is sent as one of these is a text: there is nothing that a schema could refuse.
  for (const std::string_view type : {"text/plain", "text/markdown"})
    json.key(type).begin_object().key("schema").begin_object().end_object().end_object();
  json.end_object().end_object();
}

void write_json_body(JsonWriter& json, std::string_view type) {
  json.key("requestBody").begin_object().key("required").value(false).key("content").begin_object();
  json.key("application/json").begin_object().key("schema");
  write_type(json, type);
  json.end_object().end_object().end_object();
}

void write_operation(JsonWriter& json, const std::string& pattern, const Operation& operation) {
  json.begin_object().key("operationId").value(operation.name).key("summary").value(operation.summary);
  write_parameters(json, pattern, operation);
  if (!operation.body.empty()) write_body(json, operation.body);
  if (!operation.takes.empty()) write_json_body(json, operation.takes);
  json.key("responses").begin_object();
  if (!operation.answers.empty())
    write_answer(json, std::to_string(operation.status), "The answer", operation.answers);
  write_answer(json, "4XX", "What was wrong with the request", "Error");
  write_answer(json, "503", "Too much is asked for at the moment, or something is being repaired", "Error");
  json.end_object().end_object();
}

std::string describe() {
  std::map<std::string, std::vector<const Route*>> by_pattern;
  for (const Route& route : all_routes()) {
    if (route.operation != nullptr) by_pattern[plain_pattern(route.pattern)].push_back(&route);
  }
  JsonWriter json;
  json.begin_object().key("openapi").value("3.1.0").key("info").begin_object();
  json.key("title").value("Broadsheet").key("version").value("1");
  json.key("description")
      .value(
          "The public Daily Papers API and what Broadsheet adds to it. Further keys may come; none of these "
          "goes.");
  json.key("license").begin_object().key("name").value("Apache-2.0").key("identifier").value("Apache-2.0");
  json.end_object().end_object().key("paths").begin_object();
  for (const auto& [pattern, routes] : by_pattern) {
    json.key(pattern).begin_object();
    for (const Route* const route : routes) {
      json.key(ascii_lower(route->method));
      write_operation(json, pattern, *route->operation);
    }
    json.end_object();
  }
  json.end_object().key("components").begin_object().key("schemas").begin_object();
  for (const Schema& schema : all_schemas()) {
    json.key(schema.name);
    write_schema(json, schema);
  }
  json.end_object().end_object().end_object();
  return json.take();
}

}  // namespace

http::Response api_description(Exchange&) {
  static const auto description = std::make_shared<const std::string>(describe());
  http::Response response = json_response({});
  response.shared_body = description;
  return response;
}

}  // namespace broadsheet::web
