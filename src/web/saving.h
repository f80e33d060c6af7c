// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What pages and the API show of a paper that a reader keeps; to that reader alone.

#ifndef BROADSHEET_WEB_SAVING_H_
#define BROADSHEET_WEB_SAVING_H_

#include <optional>
#include <vector>

#include "base/json_writer.h"
#include "papers/library.h"
#include "text/html_template.h"
#include "web/exchange.h"

namespace broadsheet::web {

// The control beside the vote, into {{#SAVING}}: a button, or what is said of a paper that is saved.
void add_saving(text::TemplateValues body, const Exchange& exchange, const store::PaperView& paper);

// The states as options of a choice, into {{#STATE}}.
void add_state_choices(text::TemplateValues form, std::optional<store::ReadingState> chosen);

// Keys of an object that is open. `folders` are all of the account.
void write_kept(JsonWriter& json, const papers::KeptPaper& kept, const std::vector<store::Folder>& folders);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_SAVING_H_
