// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Exchange: one request on its way to an answer, and the builders of answers. Handlers read it from top to
// bottom: what was asked, a check, the record, one of these.

#ifndef BROADSHEET_WEB_EXCHANGE_H_
#define BROADSHEET_WEB_EXCHANGE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/message.h"
#include "web/backend.h"
#include "web/parameters.h"
#include "web/target.h"
#include "web/visitor.h"

namespace broadsheet::web {

struct Exchange {
  const http::Request& request;
  const Target& target;
  // What the variables of the route's pattern stood for, in their order.
  std::vector<std::string> captured;
  Backend& backend;
  std::span<const Parameter> parameters;  // what the route takes; its values are checked
  // "http://127.0.0.1:8370": scheme and authority for absolute links, without a slash at the end.
  std::string base_url;
  // Set by the doorkeeper: who asks, none for a stranger; and the fields of a form that was sent.
  std::optional<Visitor> visitor = {};
  Target form = {};

  // A field of the form; empty where it was not sent.
  std::string_view field(std::string_view name) const { return form.parameter(name).value_or(""); }
  // Values of the route's parameters, or what holds where they were not given.
  std::string_view text(std::string_view name) const { return text_parameter(parameters, target, name); }
  std::uint64_t number(std::string_view name) const { return number_parameter(parameters, target, name); }
  bool truth(std::string_view name) const { return truth_parameter(parameters, target, name); }
};

// A field of a form or of a JSON body; kInvalid, with its name, where it was not sent.
Result<std::string_view> needed_field(const Exchange& exchange, std::string_view name);

// A JSON body.
http::Response json_response(std::string body);
// A text with its type: "text/markdown; charset=utf-8".
http::Response text_response(std::string body, std::string type);
// {"error": message}, and the message again in X-Error-Message, where the Python client reads it.
http::Response error_response(std::uint16_t status, std::string_view message);
// What was made, or the answer to what went wrong.
http::Response answer_of(Result<http::Response> made);
// The same of what was looked up in the index: its errors are those of search_error().
http::Response answer_of_search(Exchange& exchange, Result<http::Response> made);
// Whether the asker can put it right: then a page says so beside the form.
bool is_askers(const Error& error);
// The one table from errors to statuses. What is no fault of the asker is logged and not told.
http::Response error_response(const Error& error);
// The same for an error of a search: if the index is damaged, it is made anew.
http::Response search_error(Exchange& exchange, const Error& error);
// 302 to a path of ours. Not for ever: an id may lead to another paper one day.
http::Response redirect(std::string path);
// 303 to a path of ours, to be read with GET: what was asked for is done.
http::Response see_other(std::string path);

// A whole number from 0 to `max`; `missing` if the parameter is not there. kInvalid, with its name, for
// anything else.
Result<std::uint64_t> number_parameter(const Target& target, std::string_view name, std::uint64_t missing,
                                       std::uint64_t min, std::uint64_t max);

// The same of what is named by a number: a folder, a token. `missing` also where the parameter is empty.
template <class Id>
Result<Id> id_parameter(const Target& target, std::string_view name, Id missing = {}) {
  if (target.parameter(name).value_or("").empty()) return missing;
  TRY(const std::uint64_t number, number_parameter(target, name, 0, 0, Id::highest().value()));
  return Id(static_cast<typename Id::Integer>(number));
}
// Likewise where a list goes on, the newest first: `before`, the beginning without it.
template <class Id>
Result<Id> before_parameter(const Exchange& exchange) {
  return id_parameter<Id>(exchange.target, "before", Id::highest());
}
// Likewise the `index`th variable of the pattern.
template <class Id>
Result<Id> captured_id(const Exchange& exchange, std::size_t index, std::string_view name) {
  return id_parameter<Id>({.segments = {}, .parameters = {{std::string(name), exchange.captured[index]}}},
                          name);
}

// Path and query of the same request with one parameter changed.
std::string target_with(const Exchange& exchange, std::string_view parameter, std::string_view value);
// The Link header's value for the same request with one parameter changed: <…>; rel="next". Always
// absolute: some clients read nothing else.
std::string next_link(const Exchange& exchange, std::string_view parameter, std::string_view value);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_EXCHANGE_H_
