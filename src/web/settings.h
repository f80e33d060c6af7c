// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The page of a reader's settings, which answers whatever is done on it.

#ifndef BROADSHEET_WEB_SETTINGS_H_
#define BROADSHEET_WEB_SETTINGS_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "http/message.h"
#include "store/record.h"
#include "web/acting.h"
#include "web/exchange.h"

namespace broadsheet::web {

// What the page says of what was just done.
struct Told {
  std::string error = {};
  std::string done = {};
  std::string new_token = {};
  std::vector<std::string> recovery_codes = {};
};

http::Response settings_with(Exchange& exchange, const Told& told);

// Whether the form's field `present` is the reader's password; else what the page says.
std::optional<Told> unproven(const Exchange& exchange);

// Done with one interactive commit; what the reader got wrong is told on the page.
template <class Act>
http::Response act_on_settings(Exchange& exchange, const Act& acts) {
  const Result<Told> told = acted(exchange, acts);
  if (told.ok()) return settings_with(exchange, *told);
  if (is_askers(told.error())) return settings_with(exchange, {.error = told.error().message()});
  return error_response(told.error());
}

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_SETTINGS_H_
