// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The doorkeeper asks of a request what its route's door asks (web/door.h), and lets nothing else through.

#ifndef BROADSHEET_WEB_DOORKEEPER_H_
#define BROADSHEET_WEB_DOORKEEPER_H_

#include <optional>

#include "web/door.h"
#include "web/exchange.h"
#include "web/visitor.h"

namespace broadsheet::web {

// The field of a form, and the header of a script, that carry Visitor::form_key.
inline constexpr std::string_view kFormKeyField = "form_key";
inline constexpr std::string_view kFormKeyHeader = "x-form-key";

// Finds out who asks, into `exchange.visitor`, and the fields of a form, into `exchange.form`. The answer
// that refuses the request, or none.
std::optional<http::Response> refused(Exchange& exchange, const Door& door);

// Whether the request comes from a page of ours, or from no page at all: by Sec-Fetch-Site, else by Origin.
// What says neither is no browser of the last years, and carries no cookie that another site could use.
bool comes_from_us(const Exchange& exchange);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_DOORKEEPER_H_
