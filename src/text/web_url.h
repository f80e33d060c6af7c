// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_TEXT_WEB_URL_H_
#define BROADSHEET_TEXT_WEB_URL_H_

#include <string_view>

namespace broadsheet::text {

// An address of somebody else's that may become a link: http and https, without blanks or controls.
bool is_web_url(std::string_view url);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_WEB_URL_H_
