// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Percent-encoding of text that becomes part of a URL (RFC 3986).

#ifndef BROADSHEET_BASE_PERCENT_H_
#define BROADSHEET_BASE_PERCENT_H_

#include <string>
#include <string_view>

namespace broadsheet {

// `text` as one segment of a path or one value of a query: all but unreserved characters, and those of
// `kept`, is escaped.
std::string percent_encode(std::string_view text, std::string_view kept = {});

// The same backwards, of any bytes: a '%' without two hexadecimal digits behind it stays, and so does '+'.
// The answer may be no UTF-8.
std::string percent_decode(std::string_view text);

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_PERCENT_H_
