// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Rate limits: how many requests one client may make in five minutes, counted in fixed windows as the public
// API does, and told in the headers of draft-ietf-httpapi-ratelimit-headers-09, which its clients read.

#ifndef BROADSHEET_WEB_RATE_LIMITS_H_
#define BROADSHEET_WEB_RATE_LIMITS_H_

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"
#include "web/window_counts.h"

namespace broadsheet::web {

enum class RateClass : std::uint8_t { kApi, kPages };

struct RateQuotas {
  std::uint32_t api = 3000;  // requests in a window; 0: no limit
  std::uint32_t pages = 3000;
};

struct RateState {
  RateClass of = RateClass::kApi;
  std::uint32_t quota = 0;
  std::uint32_t remaining = 0;
  std::chrono::seconds renewed_in{0};
  bool exceeded = false;
};

// Safe from any thread. Clients are forgotten with their window and written down nowhere.
class RateLimits {
 public:
  static constexpr std::chrono::seconds kWindow{300};
  // Clients that are counted apart; further ones share one count, so that many addresses are no way around.
  static constexpr std::size_t kClientsMax = 65'536;

  explicit RateLimits(RateQuotas quotas) : quotas_(quotas) {}

  // Counts one request of a client; nothing if the class has no limit.
  std::optional<RateState> count(std::string_view client, RateClass of, WindowCounts::Time now);

 private:
  const RateQuotas quotas_;
  std::mutex mutex_;
  // By class.
  std::array<WindowCounts, 2> counts_{WindowCounts(kWindow, kClientsMax), WindowCounts(kWindow, kClientsMax)};
};

// RateLimit and RateLimit-Policy, and Retry-After if the limit is exceeded.
void add_rate_headers(http::Response& response, const RateState& state);

// Whom a request is counted for: the other end of the connection, or, if that is a trusted proxy, the last
// address in X-Forwarded-For that is none. Addresses of IPv6 are cut to their network of 64 bits, because a
// client has all of it. Empty for this machine itself, which is not limited.
std::string rate_client(const http::Request& request, const std::vector<std::string>& trusted_proxies);

// True if the client, as rate_client() says it, has one of these addresses.
bool is_one_of(std::string_view client, const std::vector<std::string>& addresses);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_RATE_LIMITS_H_
