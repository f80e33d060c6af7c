// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The body of a request of the API that is JSON.

#ifndef BROADSHEET_WEB_JSON_BODY_H_
#define BROADSHEET_WEB_JSON_BODY_H_

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace broadsheet::web {

// The texts of an object under their names, those of objects within it as "item.id". What is no text is left
// out. Valid UTF-8.
using JsonBody = std::map<std::string, std::string, std::less<>>;

// kInvalid for what is no JSON, no object, or more than kJsonDepthMax objects within each other.
Result<JsonBody> read_json_body(std::string_view body);

// A text; kInvalid, with its name, where it is not there.
Result<std::string_view> needed_text(const JsonBody& body, std::string_view name);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_JSON_BODY_H_
