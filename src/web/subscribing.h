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

// The form's fields: a field that is not there leaves what `present` has, but for boxes, which are off then
// if `boxes` says that all of them were shown. kInvalid, with what is wrong.
Result<store::Subscription> asked_subscription(const Exchange& exchange, store::Subscription present,
                                               bool with_account);

// Into {{>CHOICES}}, the template that all forms share.
void add_choices(text::TemplateValues& values, const store::Subscription& subscription, bool with_account);

// The object of GET /api/settings/digest.
void write_subscription(JsonWriter& json, const store::Subscription& subscription);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_SUBSCRIBING_H_
