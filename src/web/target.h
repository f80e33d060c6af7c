// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Target: what a request asks for, taken apart once. No other code reads raw paths or queries.

#ifndef BROADSHEET_WEB_TARGET_H_
#define BROADSHEET_WEB_TARGET_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace broadsheet::web {

// Texts are decoded, valid UTF-8, and hold no control character but, in values of parameters, tab and
// line ends.
struct Target {
  // Of "/papers/a%2Fb": {"papers", "a/b"}. "/papers/" has an empty one at its end, "/" only that.
  std::vector<std::string> segments;
  std::vector<std::pair<std::string, std::string>> parameters;  // as they came, also repeated ones

  // The first value of a parameter.
  std::optional<std::string_view> parameter(std::string_view name) const;
  // Whether a parameter has the value, among others perhaps.
  bool has(std::string_view name, std::string_view value) const;
};

// Of the origin form that http::Request has. kInvalid for an escape that is none, text that is not
// UTF-8, control characters, and more of anything than web/limits.h allows.
Result<Target> parse_target(std::string_view target);

// The fields of a form that was sent as kFormType, as parameters. Errors as above.
inline constexpr std::string_view kFormType = "application/x-www-form-urlencoded";
Result<Target> parse_form(std::string_view body);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_TARGET_H_
