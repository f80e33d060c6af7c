// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/rate_limits.h"

#include <algorithm>
#include <arpa/inet.h>
#include <fmt/format.h>

#include "base/ascii.h"
#include "base/digest.h"

namespace broadsheet::web {
namespace {

constexpr std::size_t kNetworkBytes = 8;

std::string_view class_name(RateClass of) {
  return of == RateClass::kApi ? "api" : "pages";
}

// The address in one form, whatever way it was written; nothing for what is none.
std::optional<std::string> network_of(std::string_view address) {
  const std::string text(address);
  in_addr four{};
  if (inet_pton(AF_INET, text.c_str(), &four) == 1) return text;
  in6_addr six{};
  if (inet_pton(AF_INET6, text.c_str(), &six) != 1) return std::nullopt;
  if (IN6_IS_ADDR_LOOPBACK(&six)) return "::1";
  return hex(&six, kNetworkBytes);
}

bool is_this_machine(std::string_view network) {
  return network == "::1" || network.starts_with("127.");
}

}  // namespace

std::optional<RateState> RateLimits::count(std::string_view client, RateClass of, WindowCounts::Time now) {
  const std::uint32_t quota = of == RateClass::kApi ? quotas_.api : quotas_.pages;
  if (quota == 0 || client.empty()) return std::nullopt;
  const std::lock_guard lock(mutex_);
  WindowCounts::Count& count = counts_[static_cast<std::size_t>(of)].of(client, now);
  RateState state{
      .of = of, .quota = quota, .remaining = 0, .renewed_in = {}, .exceeded = count.times >= quota};
  state.renewed_in = std::chrono::ceil<std::chrono::seconds>(count.began + kWindow - now);
  if (!state.exceeded) state.remaining = quota - ++count.times;
  return state;
}

void add_rate_headers(http::Response& response, const RateState& state) {
  const std::string_view name = class_name(state.of);
  response.set("RateLimit", fmt::format("\"{}\";r={};t={}", name, state.remaining, state.renewed_in.count()));
  response.set("RateLimit-Policy", fmt::format("\"fixed window\";\"{}\";q={};w={}", name, state.quota,
                                               RateLimits::kWindow.count()));
  if (state.exceeded) response.set("Retry-After", std::to_string(state.renewed_in.count()));
}

bool is_one_of(std::string_view client, const std::vector<std::string>& addresses) {
  return std::ranges::any_of(addresses,
                             [&](const std::string& address) { return network_of(address) == client; });
}

std::string rate_client(const http::Request& request, const std::vector<std::string>& trusted_proxies) {
  const auto trusted = [&](std::string_view address) {
    return std::ranges::find(trusted_proxies, address) != trusted_proxies.end();
  };
  std::string_view client = request.peer;
  std::string_view forwarded = request.header("x-forwarded-for");
  while (trusted(client) && !forwarded.empty()) {
    const std::size_t comma = forwarded.rfind(',');
    const std::string_view last =
        trimmed(comma == std::string_view::npos ? forwarded : forwarded.substr(comma + 1));
    if (!network_of(last)) break;
    client = last;
    forwarded = comma == std::string_view::npos ? std::string_view() : forwarded.substr(0, comma);
  }
  const std::string network = network_of(client).value_or(request.peer);
  return is_this_machine(network) ? std::string() : network;
}

}  // namespace broadsheet::web
