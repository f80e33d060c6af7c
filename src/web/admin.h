// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What the pages for admins have in common.

#ifndef BROADSHEET_WEB_ADMIN_H_
#define BROADSHEET_WEB_ADMIN_H_

#include <string>
#include <string_view>

#include "base/date.h"
#include "web/page.h"

namespace broadsheet::web {

// A page of the administration, with the way to the others. `section` is "overview", "readers", "sources" or
// "settings".
Page admin_page(const Exchange& exchange, std::string title, std::string_view section, std::string_view body);

// One row of a list of facts: {{#FACT}}{{FACT_NAME}}{{FACT_TEXT}}{{/FACT}}.
void add_fact(text::TemplateValues values, std::string_view name, std::string_view text);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_ADMIN_H_
