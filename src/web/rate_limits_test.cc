// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/rate_limits.h"

#include <gtest/gtest.h>

namespace broadsheet::web {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

const steady_clock::time_point kNow{seconds(1000)};

http::Request from(std::string peer, std::string forwarded = {}) {
  http::Request request;
  request.peer = std::move(peer);
  if (!forwarded.empty()) request.headers.push_back({"x-forwarded-for", std::move(forwarded)});
  return request;
}

TEST(RateLimits, CountsAClientUntilItsWindowEnds) {
  RateLimits limits({.api = 2, .pages = 0});
  EXPECT_EQ(limits.count("192.0.2.1", RateClass::kApi, kNow)->remaining, 1U);
  EXPECT_EQ(limits.count("192.0.2.1", RateClass::kApi, kNow)->remaining, 0U);
  const auto third = limits.count("192.0.2.1", RateClass::kApi, kNow + seconds(100));
  EXPECT_TRUE(third->exceeded);
  EXPECT_EQ(third->renewed_in, seconds(200));
  EXPECT_FALSE(limits.count("192.0.2.2", RateClass::kApi, kNow)->exceeded) << "another client";
  EXPECT_FALSE(limits.count("192.0.2.1", RateClass::kPages, kNow)) << "no limit";
  EXPECT_FALSE(limits.count("192.0.2.1", RateClass::kApi, kNow + seconds(300))->exceeded) << "a new window";
}

TEST(RateLimits, ThisMachineIsNotLimited) {
  RateLimits limits({.api = 1, .pages = 1});
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limits.count("", RateClass::kApi, kNow));
  EXPECT_EQ(rate_client(from("127.0.0.1"), {}), "");
  EXPECT_EQ(rate_client(from("::1"), {}), "");
}

TEST(RateLimits, ManyAddressesAreNoWayAround) {
  RateLimits limits({.api = 5, .pages = 5});
  for (std::size_t i = 0; i < RateLimits::kClientsMax; ++i) {
    limits.count("c" + std::to_string(i), RateClass::kApi, kNow);
  }
  int exceeded = 0;
  for (int i = 0; i < 10; ++i) {
    exceeded += limits.count("new" + std::to_string(i), RateClass::kApi, kNow)->exceeded ? 1 : 0;
  }
  EXPECT_EQ(exceeded, 5) << "together they have one quota";
  EXPECT_EQ(limits.count("new", RateClass::kApi, kNow + seconds(300))->remaining, 4U) << "all were forgotten";
}

TEST(RateLimits, HeadersAreAsClientsReadThem) {
  http::Response response;
  add_rate_headers(
      response,
      {.of = RateClass::kApi, .quota = 500, .remaining = 0, .renewed_in = seconds(55), .exceeded = true});
  const std::vector<http::Header> expected = {{"RateLimit", "\"api\";r=0;t=55"},
                                              {"RateLimit-Policy", "\"fixed window\";\"api\";q=500;w=300"},
                                              {"Retry-After", "55"}};
  EXPECT_EQ(response.headers, expected);
}

TEST(RateClient, OnlyATrustedProxySpeaksForOthers) {
  const std::vector<std::string> proxies = {"10.0.0.2", "10.0.0.3", "127.0.0.1"};
  EXPECT_EQ(rate_client(from("192.0.2.9", "203.0.113.5"), proxies), "192.0.2.9");
  EXPECT_EQ(rate_client(from("10.0.0.2", "203.0.113.5"), proxies), "203.0.113.5");
  EXPECT_EQ(rate_client(from("127.0.0.1", "198.51.100.1, 203.0.113.5, 10.0.0.3"), proxies), "203.0.113.5")
      << "what the client itself wrote in front is not believed";
  EXPECT_EQ(rate_client(from("10.0.0.2", "203.0.113.5, <script>"), proxies), "10.0.0.2");
  EXPECT_EQ(rate_client(from("10.0.0.2"), proxies), "10.0.0.2");
}

TEST(RateClient, ANetworkOfVersionSixIsOneClient) {
  const std::string one = rate_client(from("2001:db8:1:2::1"), {});
  EXPECT_EQ(one, rate_client(from("2001:0db8:0001:0002:ffff::9"), {}));
  EXPECT_NE(one, rate_client(from("2001:db8:1:3::1"), {}));
}

}  // namespace
}  // namespace broadsheet::web
