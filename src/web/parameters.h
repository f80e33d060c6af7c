// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The parameters of an address, as a table: what is checked before a handler sees the request is what
// /api/openapi.json says.

#ifndef BROADSHEET_WEB_PARAMETERS_H_
#define BROADSHEET_WEB_PARAMETERS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "base/date.h"
#include "base/result.h"
#include "web/target.h"

namespace broadsheet::web {

enum class ParameterKind : std::uint8_t {
  kText,
  kNumber,  // whole, from `min` to `max`
  kTruth,   // "true" or "false", also "1" and "0"
  kChoice,  // one of `choices`
  kDay,     // "2026-07-01"
  kWeek,    // "2026-W27", ISO 8601
  kMonth,   // "2026-07"
  kTime,    // RFC 3339, "2026-07-01T09:30:00Z"
};

struct Parameter {
  std::string_view name;
  ParameterKind kind = ParameterKind::kText;
  std::string_view about = {};    // a sentence for the reader of the description
  std::string_view missing = {};  // what holds where it is not given; empty: nothing does
  std::string_view example = {};
  std::uint64_t min = 0;
  std::uint64_t max = 0;          // of a text: bytes, 0 for no other bound than that of the address
  std::string_view choices = {};  // with a blank between them
  std::string_view pattern = {};  // of a text, for the description alone; the handler says what is wrong
  bool repeated = false;          // may be given several times
};

// kInvalid, with the name of the first parameter that is not what the table says and what it should be.
// Parameters that the table does not name are left alone: clients send what other servers know.
Result<void> check_parameters(std::span<const Parameter> table, const Target& target);

// "true" or "1", "false" or "0"; none for anything else.
std::optional<bool> read_truth(std::string_view text);
// Of a box of a form: a browser sends any word for it or nothing, a program also "false" or "0".
bool box_is_on(std::string_view sent);

// Values of checked parameters, or what holds where they were not given. The name must be in the table.
std::string_view text_parameter(std::span<const Parameter> table, const Target& target,
                                std::string_view name);
std::uint64_t number_parameter(std::span<const Parameter> table, const Target& target, std::string_view name);
bool truth_parameter(std::span<const Parameter> table, const Target& target, std::string_view name);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_PARAMETERS_H_
