// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a reader chooses of the digest, as a form, as JSON, and read from either.

#ifndef BROADSHEET_WEB_SUBSCRIBING_H_
#define BROADSHEET_WEB_SUBSCRIBING_H_

#include "base/json_writer.h"
#include "base/result.h"
#include "store/subscribers.h"
#include "text/html_template.h"
#include "web/exchange.h"

namespace broadsheet::web {

// What a form shows to who chose nothing yet: the standard, in the server's time zone.
store::Subscription standard_choices(const Exchange& exchange);

// The form's fields, over what `choices` has: a field that is not there leaves it, but for boxes, which are
// off then if `choices` among the fields says that all of them were shown. kInvalid, or kTooLarge, with what
// is wrong first; `choices` then has everything that could be read, to be shown again.
Result<void> read_choices(const Exchange& exchange, bool with_account, store::Subscription& choices);

// Into {{>CHOICES}}, the template that all forms share. `is_new`: nobody chose any of it yet, so that a
// script may propose the browser's time zone.
void add_choices(text::TemplateValues& values, const store::Subscription& subscription, bool with_account,
                 bool is_new);

// The object of GET /api/settings/digest.
void write_subscription(JsonWriter& json, const store::Subscription& subscription);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_SUBSCRIBING_H_
