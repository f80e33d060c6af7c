// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Enhanced mail system status codes (RFC 3463): "5.1.1" has a class, a subject and a detail. Mail servers
// write them in replies and in reports, at the front as RFC 2034 wants it or anywhere else.

#ifndef BROADSHEET_BASE_ENHANCED_STATUS_H_
#define BROADSHEET_BASE_ENHANCED_STATUS_H_

#include <cstddef>
#include <string_view>

namespace broadsheet {

// The code that begins at `at`; "" if none does, and within 15.1.1, 5.1.1.7 or 4.94.2. `at` is below the
// size.
std::string_view enhanced_status_at(std::string_view text, std::size_t at);

// The first one of one of the classes ("5", "45") in what a server said, "#5.7.1" and "5.7.1:" too; "" if
// there is none.
std::string_view enhanced_status_in(std::string_view text, std::string_view classes);

// Whether a failure with this code says that the address or its domain takes no mail at all. Not those that
// say no more than that something failed (5.0.0, 5.1.0), nor what is about the letter, its sender or a
// mailbox that may be emptied: a black list must not look like a thousand addresses that are gone.
bool is_address_gone(std::string_view enhanced_status);

}  // namespace broadsheet

#endif  // BROADSHEET_BASE_ENHANCED_STATUS_H_
