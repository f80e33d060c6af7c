// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Which address is whose.

#ifndef BROADSHEET_WEB_ROUTES_H_
#define BROADSHEET_WEB_ROUTES_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"
#include "web/door.h"
#include "web/exchange.h"

namespace broadsheet::web {

struct Operation;

// A pattern is a path in which "{name}" stands for one segment that is not empty, and "{name*}" for
// one or more, joined by '/': all but those of the pattern that come behind it. A route of GET answers HEAD
// too.
struct Route {
  std::string_view method;
  std::string_view pattern;
  Door door;
  http::Response (*handler)(Exchange& exchange);
  const Operation* operation = nullptr;  // of the API; null for pages and files
};

// In the order in which they are tried.
std::span<const Route> all_routes();

struct Matched {
  const Route* route = nullptr;       // null: no route of that method
  std::vector<std::string> captured;  // what the variables stood for
  std::string allowed;                // without a route: the methods that have one, for Allow
};
Matched match_route(std::string_view method, const std::vector<std::string>& segments);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_ROUTES_H_
