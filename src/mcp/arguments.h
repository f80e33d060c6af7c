// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The arguments of a tool, as a table: what is checked before a tool runs is what its inputSchema says.

#ifndef BROADSHEET_MCP_ARGUMENTS_H_
#define BROADSHEET_MCP_ARGUMENTS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.h"
#include "base/result.h"
#include "mcp/message.h"

namespace broadsheet::mcp {

enum class ArgumentKind : std::uint8_t {
  kText,
  kNumber,  // whole, from `min` to `max`
  kChoice,  // one of `choices`
  kTexts,   // a list of 1 to `max` texts
};

struct Argument {
  std::string_view name;
  ArgumentKind kind = ArgumentKind::kText;
  std::string_view about = {};    // a sentence for whoever calls
  std::string_view missing = {};  // what holds where it is not given; empty: nothing does
  std::uint64_t min = 0;
  std::uint64_t max = 0;          // of a text: bytes; of a list: its elements
  std::string_view choices = {};  // with a blank between them
  bool required = false;
};

// Values that were checked.
class Arguments {
 public:
  // kInvalid for what the table does not know, what is missing, and what is no such value; it says which and
  // what it should be.
  static Result<Arguments> read(std::span<const Argument> table, const std::optional<JsonObject>& given);

  // What was given, or what holds then. The name must be in the table.
  std::string_view text(std::string_view name) const;
  std::uint64_t number(std::string_view name) const;
  std::vector<std::string> texts(std::string_view name) const;  // empty: not given

 private:
  struct Value {
    std::string text = {};
    std::uint64_t number = 0;
    std::vector<std::string> texts = {};
  };
  static Result<Value> read_value(const Argument& argument, Json given);
  static Result<std::vector<std::string>> read_texts(const Argument& argument, Json given);
  const Value& value(std::string_view name) const;

  std::map<std::string_view, Value> values_;
};

// The JSON Schema (2020-12) of such arguments.
void write_input_schema(std::span<const Argument> table, JsonWriter& json);

}  // namespace broadsheet::mcp

#endif  // BROADSHEET_MCP_ARGUMENTS_H_
