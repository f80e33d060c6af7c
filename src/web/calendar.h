// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A month as a calendar whose days, weeks and name lead to their editions.

#ifndef BROADSHEET_WEB_CALENDAR_H_
#define BROADSHEET_WEB_CALENDAR_H_

#include <optional>

#include "base/date.h"
#include "papers/archive.h"
#include "text/html_template.h"

namespace broadsheet::web {

// Into {{>CALENDAR}}; `current` is the day whose edition is shown, if one is.
void add_calendar(text::TemplateValues values, const papers::ArchiveMonth& month, std::optional<Day> current);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_CALENDAR_H_
