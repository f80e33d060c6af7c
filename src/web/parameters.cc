// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/parameters.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>

#include "base/check.h"

namespace broadsheet::web {
namespace {

std::optional<std::uint64_t> read_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return number;
}

Result<void> check(const Parameter& parameter, std::string_view value) {
  switch (parameter.kind) {
    case ParameterKind::kText:
      if (parameter.max == 0 || value.size() <= parameter.max) return {};
      return Error(ErrorCode::kInvalid,
                   fmt::format("{} can be {} bytes long at most", parameter.name, parameter.max));
    case ParameterKind::kNumber: {
      const auto number = read_number(value);
      if (number && *number >= parameter.min && *number <= parameter.max) return {};
      return Error(ErrorCode::kInvalid, fmt::format("{} must be a number from {} to {}", parameter.name,
                                                    parameter.min, parameter.max));
    }
    case ParameterKind::kTruth:
      if (read_truth(value)) return {};
      return Error(ErrorCode::kInvalid, fmt::format("{} must be true or false", parameter.name));
    case ParameterKind::kChoice: {
      const auto choices = split_words(parameter.choices);
      if (std::ranges::find(choices, value) != choices.end()) return {};
      return Error(ErrorCode::kInvalid,
                   fmt::format("{} must be one of {}", parameter.name, fmt::join(choices, ", ")));
    }
    // The messages of the public API begin like this.
    case ParameterKind::kDay:
      return parse_day(value).ok() ? Result<void>() : parse_day(value).context("Invalid date").error();
    case ParameterKind::kWeek:
      return parse_iso_week(value).ok() ? Result<void>()
                                        : parse_iso_week(value).context("Invalid week").error();
    case ParameterKind::kMonth:
      return parse_month(value).ok() ? Result<void>() : parse_month(value).context("Invalid month").error();
    case ParameterKind::kTime:
      return parse_instant(value).ok() ? Result<void>()
                                       : parse_instant(value).context(parameter.name).error();
  }
  return {};
}

const Parameter& find(std::span<const Parameter> table, std::string_view name) {
  const auto found = std::ranges::find(table, name, &Parameter::name);
  CHECK(found != table.end());
  return *found;
}

}  // namespace

Result<void> check_parameters(std::span<const Parameter> table, const Target& target) {
  for (const auto& [name, value] : target.parameters) {
    const auto parameter = std::ranges::find(table, name, &Parameter::name);
    if (parameter != table.end()) TRY_VOID(check(*parameter, value));
  }
  return {};
}

std::optional<bool> read_truth(std::string_view text) {
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return std::nullopt;
}

bool box_is_on(std::string_view sent) {
  return !sent.empty() && sent != "false" && sent != "0";
}

std::string_view text_parameter(std::span<const Parameter> table, const Target& target,
                                std::string_view name) {
  return target.parameter(name).value_or(find(table, name).missing);
}

std::uint64_t number_parameter(std::span<const Parameter> table, const Target& target,
                               std::string_view name) {
  return read_number(text_parameter(table, target, name)).value_or(0);
}

bool truth_parameter(std::span<const Parameter> table, const Target& target, std::string_view name) {
  return read_truth(text_parameter(table, target, name)).value_or(false);
}

}  // namespace broadsheet::web
