// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/doorkeeper.h"

#include <fmt/format.h>

#include "base/percent.h"
#include "base/secrets.h"
#include "formats/json_fields.h"
#include "web/negotiation.h"
#include "web/page.h"
#include "web/rate_limits.h"

namespace broadsheet::web {
namespace {

using store::Role;
using store::Scope;

Role needed_role(Caller caller) {
  switch (caller) {
    case Caller::kAdmin:
      return Role::kAdmin;
    case Caller::kModerator:
      return Role::kModerator;
    case Caller::kAnybody:
    case Caller::kReader:
    case Caller::kMonitor:
      return Role::kReader;
  }
  return Role::kAdmin;
}

// A token may act as its reader only as far as it was given: admin pages need a token for that.
Scope needed_scope(const Door& door) {
  if (door.caller == Caller::kModerator || door.caller == Caller::kAdmin) return Scope::kAdmin;
  return door.effect == Effect::kChange ? Scope::kWrite : Scope::kRead;
}

bool is_of_api(const Exchange& exchange) {
  return !exchange.target.segments.empty() && exchange.target.segments.front() == "api";
}

// A stranger who opens a page is shown where to log in, and comes back.
http::Response ask_to_log_in(const Exchange& exchange) {
  if (!is_of_api(exchange) && exchange.request.method == "GET")
    return redirect("/login?next=" + percent_encode(exchange.request.target));
  return std::move(error_response(401, "Invalid username or password.").set("WWW-Authenticate", "Bearer"));
}

bool is_monitor(const Exchange& exchange) {
  const Site& site = exchange.backend.site();
  const std::string client = rate_client(exchange.request, site.trusted_proxies);
  return client.empty() || is_one_of(client, site.metrics_readers);
}

std::optional<http::Response> refuse_caller(const Exchange& exchange, const Door& door) {
  if (door.caller == Caller::kAnybody) return std::nullopt;
  if (door.caller == Caller::kMonitor) {
    if (is_monitor(exchange)) return std::nullopt;
    return error_response(404, "There is nothing at this address");
  }
  if (!exchange.visitor) return ask_to_log_in(exchange);
  const Visitor& visitor = *exchange.visitor;
  if (visitor.role < needed_role(door.caller)) {
    const bool would_be_enough = visitor.account.role >= needed_role(door.caller);
    return error_response(403, would_be_enough
                                   ? "Switch the second factor on first: it is among your settings"
                                   : "This is for moderators and admins of this server");
  }
  if (visitor.is_program() && !papers::allows(visitor.scope, needed_scope(door)))
    return error_response(403, "This token may not do that: make one with a wider scope");
  return std::nullopt;
}

// Another site can make a reader's browser send a form with their cookie. It can't read the key that ours
// have.
std::optional<http::Response> refuse_forgery(const Exchange& exchange, const Door& door) {
  if (door.effect != Effect::kChange) return std::nullopt;
  if (exchange.visitor && exchange.visitor->is_program()) return std::nullopt;
  if (!comes_from_us(exchange))
    return error_response(403, "This was sent by a page of another site; open it here and try again");
  if (!exchange.visitor) return std::nullopt;
  std::string_view key = exchange.request.header(kFormKeyHeader);
  if (key.empty()) key = exchange.field(kFormKeyField);
  if (equal_secrets(key, exchange.visitor->form_key)) return std::nullopt;
  return error_response(403, "This form is of an earlier session; open the page anew and try again");
}

}  // namespace

bool comes_from_us(const Exchange& exchange) {
  const std::string_view site = exchange.request.header("sec-fetch-site");
  if (!site.empty()) return site == "same-origin" || site == "none";
  const std::string_view origin = exchange.request.header("origin");
  return origin.empty() || origin == exchange.base_url;
}

std::optional<http::Response> refused(Exchange& exchange, const Door& door) {
  const http::Request& request = exchange.request;
  if (door.body_bytes_max != 0 && request.body.size() > door.body_bytes_max)
    return error_response(413, fmt::format("the body has more than {} bytes", door.body_bytes_max));
  // What is not counted, such as a picture, is the same for everybody: it needs no look into the record.
  if (door.rate) {
    auto visitor = visitor_of(exchange.backend, request);
    // Whoever can't be known is nobody: it never opens a door.
    if (!visitor.ok()) return error_response(visitor.error());
    exchange.visitor = *std::move(visitor);
  }
  if (auto response = refuse_caller(exchange, door)) return response;
  if (door.body_bytes_max != 0 && media_type(request.header("content-type")) == kFormType) {
    auto form = parse_form(request.body);
    if (!form.ok()) return error_response(form.error());
    exchange.form = *std::move(form);
  }
  // What a program sends is read as the same fields.
  if (door.effect == Effect::kChange && media_type(request.header("content-type")) == "application/json" &&
      !request.body.empty()) {
    auto fields = formats::json_fields(request.body);
    if (!fields.ok()) return error_response(fields.error());
    exchange.form.parameters = *std::move(fields);
  }
  return refuse_forgery(exchange, door);
}

}  // namespace broadsheet::web
