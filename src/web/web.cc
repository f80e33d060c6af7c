// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/web.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fmt/format.h>
#include <optional>
#include <random>
#include <string>
#include <utility>

#include "base/digest.h"
#include "base/log.h"
#include "web/doorkeeper.h"
#include "web/exchange.h"
#include "web/list_forms.h"
#include "web/negotiation.h"
#include "web/operations.h"
#include "web/page.h"
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

http::Response with_common_headers(http::Response response, const std::string& id) {
  constexpr std::size_t kCommonHeaders = 6;
  response.headers.reserve(response.headers.size() + kCommonHeaders);
  response.set("X-Request-Id", id);
  // A letter that is shown has one of its own.
  if (std::ranges::find(response.headers, "Content-Security-Policy", &http::Header::name) ==
      response.headers.end())
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

// Of the bytes as they are sent, so that each coding has its own.
void add_tag(http::Response& response) {
  if (response.status != 200 || response.stream != nullptr || !response.header("ETag").empty()) return;
  const std::uint64_t content = hash64(response.content());
  response.set("ETag", "\"" + hex(&content, sizeof content) + "\"");
}

// The answer to a condition: a browser or a feed reader that has this already gets no body again.
http::Response validated(const http::Request& request, http::Response response) {
  if (request.method != "GET" && request.method != "HEAD") return response;
  add_tag(response);
  const std::string_view tag = response.header("ETag");
  if (tag.empty()) return response;
  // A list of tags, or '*'; each of ours is so peculiar that to look for it in the text is enough.
  const std::string_view known = request.header("if-none-match");
  if (known == "*" || known.find(tag) != std::string_view::npos) {
    response.status = 304;
    response.body.clear();
    response.shared_body.reset();
  }
  return response;
}

// What programs read here depends on nobody's cookies, so pages of other sites may read it too (the Fetch
// standard, "CORS protocol").
void let_others_read(http::Response& response) {
  response.set("Access-Control-Allow-Origin", "*");
  response.set("Access-Control-Expose-Headers", "Link, X-Total-Count, X-Error-Message, X-Request-Id, ETag");
}

// What a browser asks before it lets a page of another site ask with headers of its own.
http::Response preflight(const std::string& allowed) {
  http::Response response;
  response.status = 204;
  response.set("Allow", allowed + ", OPTIONS").set("Access-Control-Allow-Methods", allowed);
  response.set("Access-Control-Allow-Headers", "Accept, If-None-Match")
      .set("Access-Control-Max-Age", "86400");
  let_others_read(response);
  return response;
}

bool is_html(const http::Response& response) {
  return response.header("Content-Type").starts_with("text/html");
}

// What went wrong, as a page if a person asked and as JSON if a program did.
http::Response readable_error(const Exchange& exchange, http::Response response) {
  const bool api = !exchange.target.segments.empty() && exchange.target.segments.front() == "api";
  if (response.status < 400 || api || !wants_html(exchange.request)) return response;
  const std::string_view message = response.header("X-Error-Message");
  if (message.empty()) return response;
  http::Response page = error_page(exchange, response.status, message);
  for (const http::Header& header : response.headers) {
    if (header.name != "Content-Type") page.set(header.name, header.value);
  }
  return page;
}

bool is_read_by_all(const Door& door) {
  return door.caller == Caller::kAnybody && door.effect == Effect::kNone &&
         (door.caching == Caching::kUntilChange || door.rate == RateClass::kApi);
}

// What a route that lasts answered last time, if nothing changed since, or what it answers now.
http::Response lasting(Exchange& exchange, const Route& route) {
  constexpr std::size_t kAcceptBytesMax = 256;
  AnswerCache* const cache = exchange.backend.site().answers;
  const std::string_view accept = exchange.request.header("accept");
  if (cache == nullptr || exchange.visitor || route.door.caching != Caching::kUntilChange ||
      accept.size() > kAcceptBytesMax)
    return route.handler(exchange);
  const auto head = exchange.backend.record().head();
  const auto today = exchange.backend.editions().today();
  if (!head.ok() || !today.ok()) return route.handler(exchange);
  const auto searcher = exchange.backend.site().searcher();
  AnswerStamp stamp{.record = *head, .searchable = {}, .ranked = {}, .vectors = 0, .today = *today};
  stamp.hour = std::chrono::floor<std::chrono::hours>(exchange.backend.site().clock.now());
  if (const auto table = exchange.backend.site().trending_table(); table) stamp.ranked = table->revision();
  if (searcher) stamp.searchable = searcher->revision();
  if (searcher) stamp.vectors = searcher->vectors_generation();
  // What is packed is packed once for all who take the same coding.
  const ContentCoding coding = choose_coding(exchange.request.header("accept-encoding"), codings_of_pages());
  // A line feed is in none of them.
  const std::string key = fmt::format("{}\n{}\n{}\n{}", exchange.request.target, exchange.base_url, accept,
                                      content_coding_name(coding));
  if (auto known = cache->find(key, stamp)) return *std::move(known);
  http::Response response = route.handler(exchange);
  pack_body(exchange.request, response);
  add_tag(response);
  // Read after `stamp`: an answer may be newer than it says, never older.
  if (response.status == 200 && response.stream == nullptr) cache->keep(key, stamp, response);
  return response;
}

// What is of one reader is kept by nobody between them and us.
void keep_private(http::Response& response) {
  std::erase_if(response.headers, [](const http::Header& header) { return header.name == "Cache-Control"; });
  response.set("Cache-Control", "private, no-store");
}

http::Response let_in(Exchange& exchange, const Route& route) {
  auto refusal = refused(exchange, route.door);
  return refusal ? *std::move(refusal) : lasting(exchange, route);
}

// A page says who reads it; a picture and a style sheet are the same for everybody.
bool is_private(const Exchange& exchange, const Door& door, const http::Response& response) {
  if (door.caching == Caching::kNever) return true;
  return exchange.visitor && (door.caching == Caching::kUntilChange || is_html(response));
}

http::Response limited(Exchange& exchange, const Route& route) {
  const Site& site = exchange.backend.site();
  std::optional<RateState> rate;
  if (route.door.rate && site.rate_limits != nullptr) {
    rate = site.rate_limits->count(rate_client(exchange.request, site.trusted_proxies), *route.door.rate,
                                   std::chrono::steady_clock::now());
  }
  http::Response response;
  if (rate && rate->exceeded) {
    response = error_response(429, "too many requests from your address: wait as long as Retry-After says");
  } else {
    const auto sound = check_parameters(exchange.parameters, exchange.target);
    response = sound.ok() ? let_in(exchange, route) : error_response(sound.error());
  }
  if (rate) add_rate_headers(response, *rate);
  return response;
}

// The answer, and the pattern of the route that gave it.
http::Response route(Backend& backend, const http::Request& request, std::string_view& pattern) {
  if (!is_our_host(request.host, backend.site().hosts)) {
    return error_response(
        421, "this server is not called " + request.host + "; its operator can add the name to server.hosts");
  }
  const auto target = parse_target(request.target);
  if (!target.ok()) return error_response(target.error());
  Matched matched = match_route(request.method, target->segments);
  const std::string& public_url = backend.site().public_url;
  Exchange exchange{.request = request,
                    .target = *target,
                    .captured = std::move(matched.captured),
                    .backend = backend,
                    .parameters = {},
                    .base_url = public_url.empty() ? "http://" + request.host : public_url};
  if (matched.route != nullptr) {
    pattern = matched.route->pattern;
    if (matched.route->operation != nullptr) exchange.parameters = matched.route->operation->parameters;
    http::Response response = readable_error(exchange, limited(exchange, *matched.route));
    if (is_private(exchange, matched.route->door, response)) keep_private(response);
    if (is_read_by_all(matched.route->door) && !is_html(response)) let_others_read(response);
    return response;
  }
  if (request.method == "OPTIONS" && matched.allowed.starts_with("GET")) {
    const Matched read = match_route("GET", target->segments);
    if (read.route != nullptr && is_read_by_all(read.route->door)) return preflight(matched.allowed);
  }
  if (matched.allowed.empty()) {
    return readable_error(exchange, error_response(404, "There is nothing at this address"));
  }
  return readable_error(
      exchange,
      std::move(
          error_response(405, "This address cannot be asked in this way").set("Allow", matched.allowed)));
}

// Neither who asked nor for what words: logs outlive their purpose.
void log_answer(const http::Request& request, std::string_view pattern, const std::string& id,
                const http::Response& response, std::chrono::duration<double, std::milli> took) {
  log_info("answered", {{"request", id},
                        {"method", request.method},
                        {"route", pattern},
                        {"status", response.status},
                        {"ms", fmt::format("{:.3f}", took.count())},
                        {"bytes", response.content().size()}});
}

}  // namespace

bool is_loopback_host(std::string_view host) {
  return is_loopback(without_port(host));
}

bool is_our_host(std::string_view host, const std::vector<std::string>& hosts) {
  const std::string_view name = without_port(host);
  return is_loopback(name) ||
         std::ranges::any_of(hosts, [&](const std::string& ours) { return ours == host || ours == name; });
}

std::size_t lane_of(const http::Request& request) {
  if (request.method == "GET" || request.method == "HEAD") return static_cast<std::size_t>(Work::kQuick);
  const auto target = parse_target(request.target);
  const Matched matched = target.ok() ? match_route(request.method, target->segments) : Matched{};
  return static_cast<std::size_t>(matched.route == nullptr ? Work::kQuick : matched.route->door.work);
}

http::Response answer(Backend& backend, const http::Request& request) {
  const auto began = std::chrono::steady_clock::now();
  std::string_view pattern;
  const std::string id = next_request_id();
  http::Response made = route(backend, request, pattern);
  pack_body(request, made);
  http::Response response = with_common_headers(validated(request, std::move(made)), id);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
  Metrics* const metrics = backend.site().metrics;
  if (metrics != nullptr) metrics->answered(pattern, response.status, took);
  if (logs(LogLevel::kInfo)) log_answer(request, pattern, id, response, took);
  return response;
}

Result<std::string> answer_more(Backend& backend, http::BodyStream& stream) {
  return next_piece(backend, stream);
}

http::Response refusal(std::uint16_t status, std::string_view reason) {
  return with_common_headers(error_response(status, reason), next_request_id());
}

}  // namespace broadsheet::web
