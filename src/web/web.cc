// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/web.h"

#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <random>
#include <string>
#include <utility>

#include "web/exchange.h"
#include "web/routes.h"
#include "web/target.h"

namespace broadsheet::web {
namespace {

// Pages load nothing from elsewhere and are shown in no frame.
constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; img-src 'self'; "
    "style-src 'self'; script-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'";

// Unique in this process and unlikely to meet that of another.
std::string next_request_id() {
  static const std::uint64_t process = [] {
    std::random_device random;
    return (std::uint64_t{random()} << 32) | random();
  }();
  static std::atomic<std::uint64_t> count = 0;
  return fmt::format("{:016x}-{:x}", process, ++count);
}

http::Response with_common_headers(http::Response response) {
  response.set("X-Request-Id", next_request_id());
  response.set("Content-Security-Policy", std::string(kContentSecurityPolicy));
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "strict-origin-when-cross-origin");
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  return response;
}

std::string_view without_port(std::string_view host) {
  const std::size_t colon = host.rfind(':');
  const std::size_t bracket = host.rfind(']');
  if (colon == std::string_view::npos) return host;
  if (bracket != std::string_view::npos && bracket > colon) return host;
  return host.substr(0, colon);
}

bool is_loopback(std::string_view name) {
  const bool address =
      name.starts_with("127.") && name.find_first_not_of("0123456789.") == std::string_view::npos;
  return address || name == "localhost" || name == "[::1]";
}

http::Response route(Backend& backend, const http::Request& request) {
  if (!is_our_host(request.host, backend.site().hosts)) {
    return error_response(
        421, "this server is not called " + request.host + "; its operator can add the name to server.hosts");
  }
  const auto target = parse_target(request.target);
  if (!target.ok()) return error_response(target.error());
  Matched matched = match_route(request.method, target->segments);
  if (matched.route == nullptr) {
    if (matched.allowed.empty()) return error_response(404, "There is nothing at this address");
    return std::move(
        error_response(405, "This address cannot be asked in this way").set("Allow", matched.allowed));
  }
  const std::string& public_url = backend.site().public_url;
  Exchange exchange{.request = request,
                    .target = *target,
                    .captured = std::move(matched.captured),
                    .backend = backend,
                    .base_url = public_url.empty() ? "http://" + request.host : public_url};
  return matched.route->handler(exchange);
}

}  // namespace

bool is_our_host(std::string_view host, const std::vector<std::string>& hosts) {
  const std::string_view name = without_port(host);
  return is_loopback(name) ||
         std::ranges::any_of(hosts, [&](const std::string& ours) { return ours == host || ours == name; });
}

http::Response answer(Backend& backend, const http::Request& request) {
  return with_common_headers(route(backend, request));
}

http::Response refusal(std::uint16_t status, std::string_view reason) {
  return with_common_headers(error_response(status, reason));
}

}  // namespace broadsheet::web
