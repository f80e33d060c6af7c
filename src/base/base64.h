// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_BASE_BASE64_H_
#define BROADSHEET_BASE_BASE64_H_

#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

// Of any bytes, with its padding (RFC 4648, 4) and without line ends.
std::string base64_encode(std::string_view bytes);

// The bytes of base64 with its padding (RFC 4648, 4); nothing for what is none.
std::optional<std::string> base64_decode(std::string_view text);

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_BASE64_H_
