// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_WEB_REFUSING_H_
#define BROADSHEET_WEB_REFUSING_H_

#include "base/result.h"
#include "store/paper_view.h"
#include "text/html_template.h"
#include "web/exchange.h"

namespace broadsheet::web {

// The button beside those of a paper that its reader can keep, into {{#REFUSING}}.
Result<void> add_refusing(text::TemplateValues body, const Exchange& exchange, const store::PaperView& paper);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_REFUSING_H_
