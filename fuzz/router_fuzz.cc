// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// An address that is taken apart and put together again is the same one, and leads to a route of its own
// method or to none; what its parameters say is checked without harm.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/percent.h"
#include "text/utf8.h"
#include "web/operations.h"
#include "web/routes.h"
#include "web/target.h"

namespace broadsheet::web {
namespace {

std::string put_together(const Target& target) {
  std::string text;
  for (const std::string& segment : target.segments) text += "/" + percent_encode(segment);
  char separator = '?';
  for (const auto& [name, value] : target.parameters) {
    text += separator + percent_encode(name) + "=" + percent_encode(value);
    separator = '&';
  }
  return text;
}

void check_routes(std::string_view method, const Target& target) {
  const Matched matched = match_route(method, target.segments);
  if (matched.route == nullptr) return;
  CHECK(matched.allowed.empty());
  CHECK(matched.route->method == method || (matched.route->method == "GET" && method == "HEAD"));
  for (const std::string& captured : matched.captured) CHECK(!captured.empty());
  if (matched.route->operation != nullptr)
    (void)check_parameters(matched.route->operation->parameters, target);
}

}  // namespace
}  // namespace broadsheet::web

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet::web;
  const auto target = parse_target({reinterpret_cast<const char*>(data), size});
  if (!target.ok()) return 0;
  for (const std::string& segment : target->segments) CHECK(broadsheet::text::is_valid_utf8(segment));
  const auto again = parse_target(put_together(*target));
  CHECK(again.ok() && again->segments == target->segments && again->parameters == target->parameters);
  for (const std::string_view method : {"GET", "HEAD", "POST", "DELETE"}) check_routes(method, *target);
  return 0;
}
