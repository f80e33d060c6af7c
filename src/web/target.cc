// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/target.h"

#include <algorithm>

#include "base/ascii.h"
#include "text/utf8.h"
#include "web/limits.h"

namespace broadsheet::web {
namespace {

enum class Part { kPath, kQuery };

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_allowed(char c, Part part) {
  const auto byte = static_cast<unsigned char>(c);
  if (part == Part::kQuery && (c == '\t' || c == '\n' || c == '\r')) return true;
  return byte >= 0x20 && byte != 0x7F;
}

Result<std::string> decode(std::string_view escaped, Part part) {
  std::string text;
  for (std::size_t i = 0; i < escaped.size(); ++i) {
    char c = escaped[i];
    if (c == '%') {
      const int high = i + 2 < escaped.size() ? hex_digit(escaped[i + 1]) : -1;
      const int low = i + 2 < escaped.size() ? hex_digit(escaped[i + 2]) : -1;
      if (high < 0 || low < 0) return Error(ErrorCode::kInvalid, "the address has a % that is no escape");
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && part == Part::kQuery) {
      c = ' ';
    }
    if (!is_allowed(c, part)) return Error(ErrorCode::kInvalid, "the address has a control character");
    text += c;
  }
  if (!text::is_valid_utf8(text)) return Error(ErrorCode::kInvalid, "the address is not UTF-8");
  return text;
}

}  // namespace

std::optional<std::string_view> Target::parameter(std::string_view name) const {
  const auto found = std::ranges::find(
      parameters, name, [](const auto& parameter) -> const std::string& { return parameter.first; });
  if (found == parameters.end()) return std::nullopt;
  return found->second;
}

bool Target::has(std::string_view name, std::string_view value) const {
  return std::ranges::any_of(parameters, [&](const auto& parameter) {
    return parameter.first == name && parameter.second == value;
  });
}

Result<Target> parse_target(std::string_view text) {
  Target target;
  std::string_view query = text;
  std::string_view path = take_until(query, '?');
  if (path.empty() || path.front() != '/')
    return Error(ErrorCode::kInvalid, "the address does not begin with /");
  // Each '/' begins a segment.
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    if (target.segments.size() == kSegmentsMax)
      return Error(ErrorCode::kInvalid, "the address has too many parts");
    TRY(std::string segment, decode(path.substr(0, end), Part::kPath));
    target.segments.push_back(std::move(segment));
    path.remove_prefix(end);
  }
  while (!query.empty()) {
    std::string_view value = take_until(query, '&');
    if (value.empty()) continue;
    if (target.parameters.size() == kParametersMax) {
      return Error(ErrorCode::kInvalid, "the address has too many parameters");
    }
    const std::string_view name = take_until(value, '=');
    TRY(std::string decoded_name, decode(name, Part::kQuery));
    TRY(std::string decoded_value, decode(value, Part::kQuery));
    target.parameters.emplace_back(std::move(decoded_name), std::move(decoded_value));
  }
  return target;
}

Result<Target> parse_form(std::string_view body) {
  return parse_target("/?" + std::string(body));
}

}  // namespace broadsheet::web
