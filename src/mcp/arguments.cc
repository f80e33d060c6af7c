// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mcp/arguments.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <utility>

#include "base/ascii.h"
#include "base/check.h"
#include "formats/fields.h"
#include "mcp/limits.h"

namespace broadsheet::mcp {
namespace {

using simdjson::SUCCESS;

bool is_choice(const Argument& argument, std::string_view text) {
  const std::vector<std::string_view> choices = split_words(argument.choices);
  return std::ranges::find(choices, text) != choices.end();
}

// "limit must be a whole number from 1 to 50".
std::string rule_of(const Argument& argument) {
  switch (argument.kind) {
    case ArgumentKind::kText:
      return fmt::format("{} must be a text of at most {} bytes", argument.name, argument.max);
    case ArgumentKind::kNumber:
      return fmt::format("{} must be a whole number from {} to {}", argument.name, argument.min,
                         argument.max);
    case ArgumentKind::kChoice:
      return fmt::format("{} must be one of {}", argument.name,
                         fmt::join(split_words(argument.choices), ", "));
    case ArgumentKind::kTexts:
      return fmt::format("{} must be a list of 1 to {} texts", argument.name, argument.max);
  }
  return {};
}

Error broken_rule(const Argument& argument) {
  return {ErrorCode::kInvalid, rule_of(argument)};
}

std::uint64_t number_of(std::string_view digits) {
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

Result<void> check_names(std::span<const Argument> table, const std::optional<JsonObject>& given) {
  if (!given) return {};
  for (const auto [key, value] : *given) {
    if (std::ranges::find(table, key, &Argument::name) != table.end()) continue;
    std::string names;
    for (const Argument& argument : table) names.append(names.empty() ? "" : ", ").append(argument.name);
    return Error(ErrorCode::kInvalid,
                 fmt::format("there is no argument {}: there are {}", formats::quote(key), names));
  }
  return {};
}

void write_schema_of(const Argument& argument, JsonWriter& json) {
  json.begin_object().key("description").value(argument.about);
  const bool is_list = argument.kind == ArgumentKind::kTexts;
  const bool is_number = argument.kind == ArgumentKind::kNumber;
  json.key("type").value(is_list ? "array" : is_number ? "integer" : "string");
  if (is_number) {
    json.key("minimum").value(argument.min).key("maximum").value(argument.max);
  } else if (is_list) {
    json.key("items").begin_object().key("type").value("string").end_object();
    json.key("minItems").value(1).key("maxItems").value(argument.max);
  } else if (argument.kind == ArgumentKind::kChoice) {
    json.key("enum").begin_array();
    for (const std::string_view choice : split_words(argument.choices)) json.value(choice);
    json.end_array();
  } else {
    json.key("maxLength").value(argument.max);
  }
  if (is_number) {
    json.key("default").raw(argument.missing);
  } else if (!argument.missing.empty()) {
    json.key("default").value(argument.missing);
  }
  json.end_object();
}

}  // namespace

Result<std::vector<std::string>> Arguments::read_texts(const Argument& argument, Json given) {
  simdjson::dom::array list;
  if (given.get(list) != SUCCESS || list.size() == 0 || list.size() > argument.max)
    return broken_rule(argument);
  std::vector<std::string> texts;
  for (const Json element : list) {
    std::string_view text;
    if (element.get(text) != SUCCESS || text.empty()) return broken_rule(argument);
    if (text.size() > kPaperIdBytesMax)
      return Error(ErrorCode::kInvalid,
                   fmt::format("an element of {} has more than {} bytes", argument.name, kPaperIdBytesMax));
    texts.emplace_back(text);
  }
  return texts;
}

Result<Arguments::Value> Arguments::read_value(const Argument& argument, Json given) {
  Value value;
  std::string_view text;
  switch (argument.kind) {
    case ArgumentKind::kNumber:
      if (given.get(value.number) != SUCCESS || value.number < argument.min || value.number > argument.max)
        return broken_rule(argument);
      break;
    case ArgumentKind::kTexts: {
      TRY(value.texts, read_texts(argument, given));
      break;
    }
    case ArgumentKind::kChoice:
      if (given.get(text) != SUCCESS || !is_choice(argument, text)) return broken_rule(argument);
      value.text = text;
      break;
    case ArgumentKind::kText:
      if (given.get(text) != SUCCESS || text.size() > argument.max) return broken_rule(argument);
      value.text = text;
      break;
  }
  return value;
}

Result<Arguments> Arguments::read(std::span<const Argument> table, const std::optional<JsonObject>& given) {
  TRY_VOID(check_names(table, given));
  Arguments arguments;
  for (const Argument& argument : table) {
    Value& value = arguments.values_[argument.name];
    if (const auto said = member(given, argument.name)) {
      TRY(value, read_value(argument, *said));
    } else if (argument.required) {
      return Error(ErrorCode::kInvalid, fmt::format("{} is missing: {}", argument.name, rule_of(argument)));
    } else if (argument.kind == ArgumentKind::kNumber) {
      value.number = number_of(argument.missing);
    } else {
      value.text = argument.missing;
    }
  }
  return arguments;
}

const Arguments::Value& Arguments::value(std::string_view name) const {
  const auto found = values_.find(name);
  CHECK(found != values_.end());
  return found->second;
}

std::string_view Arguments::text(std::string_view name) const {
  return value(name).text;
}

std::uint64_t Arguments::number(std::string_view name) const {
  return value(name).number;
}

std::vector<std::string> Arguments::texts(std::string_view name) const {
  return value(name).texts;
}

void write_input_schema(std::span<const Argument> table, JsonWriter& json) {
  json.begin_object().key("$schema").value("https://json-schema.org/draft/2020-12/schema");
  json.key("type").value("object").key("properties").begin_object();
  for (const Argument& argument : table) {
    json.key(argument.name);
    write_schema_of(argument, json);
  }
  json.end_object();
  json.key("required").begin_array();
  for (const Argument& argument : table) {
    if (argument.required) json.value(argument.name);
  }
  json.end_array().key("additionalProperties").value(false).end_object();
}

}  // namespace broadsheet::mcp
