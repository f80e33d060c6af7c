// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a session is called in its owner's list.

#ifndef BROADSHEET_WEB_DEVICE_NAME_H_
#define BROADSHEET_WEB_DEVICE_NAME_H_

#include <string>
#include <string_view>

namespace broadsheet::web {

// "Firefox on Linux" for the User-Agent of a browser, "curl/8.5.0" for that of a program, cut where it is
// long; empty for an empty one. What clients say of themselves is no fact.
std::string device_name(std::string_view user_agent);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_DEVICE_NAME_H_
