// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What readers add to a paper, on its page.

#ifndef BROADSHEET_WEB_CONTRIBUTING_H_
#define BROADSHEET_WEB_CONTRIBUTING_H_

#include "base/result.h"
#include "store/paper_view.h"
#include "text/html_template.h"
#include "web/exchange.h"

namespace broadsheet::web {

// A button that puts the paper on today's page, into {{#SUBMITTING}}, for a reader who counts; and the form
// of its links, into {{#LINKING}}, for its authors and for moderators.
Result<void> add_contributing(text::TemplateValues body, const Exchange& exchange,
                              const store::PaperView& paper);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_CONTRIBUTING_H_
