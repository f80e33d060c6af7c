// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "web/testing.h"

namespace broadsheet::web {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr const char* kPing = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";

std::string request(const std::string& method, const std::string& params) {
  return R"({"jsonrpc":"2.0","id":1,"method":")" + method + R"(","params":{)" + params + "}}";
}

class McpOverHttp : public WebTest {
 protected:
  McpOverHttp() { site_.version = "1.2"; }

  http::Response post(std::string body, std::vector<http::Header> headers = {},
                      std::string host = "127.0.0.1:8370") {
    headers.push_back({"content-type", "application/json"});
    return ask("/mcp", std::move(host), "POST", std::move(headers), std::move(body));
  }
};

TEST_F(McpOverHttp, ARequestIsAnsweredAndNotKept) {
  const http::Response response = post(kPing, {{"accept", "application/json, text/event-stream"}});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, R"({"jsonrpc":"2.0","id":1,"result":{}})");
  EXPECT_THAT(header_of(response, "Content-Type"), StartsWith("application/json"));
  EXPECT_EQ(header_of(response, "Cache-Control"), "no-store");
  EXPECT_THAT(header_of(response, "ETag"), IsEmpty());
}

TEST_F(McpOverHttp, ToolsAnswerFromTheRecord) {
  put("arxiv:2607.00001", "Small Tides", "2026-07-01");
  EXPECT_THAT(post(request("tools/call", R"("name":"paper","arguments":{"id":"2607.00001"})")).body,
              HasSubstr(R"("title":"Small Tides")"));
  EXPECT_THAT(post(request("initialize", R"("protocolVersion":"2025-11-25")")).body,
              HasSubstr(R"("version":"1.2")"));
}

TEST_F(McpOverHttp, StatusesAreThoseOfTheProtocol) {
  EXPECT_EQ(post(R"({"jsonrpc":"2.0","method":"notifications/initialized"})").status, 202);
  EXPECT_THAT(post(R"({"jsonrpc":"2.0","method":"notifications/initialized"})").body, IsEmpty());
  EXPECT_EQ(post("{").status, 400);
  EXPECT_EQ(post(request("none", "")).status, 200);
  const std::string current =
      request("ping", R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
                      R"("io.modelcontextprotocol/clientCapabilities":{}})");
  EXPECT_EQ(post(current, {{"mcp-protocol-version", "2026-07-28"}, {"mcp-method", "ping"}}).status, 404);
  const http::Response mismatch =
      post(current, {{"mcp-protocol-version", "2026-07-28"}, {"mcp-method", "pong"}});
  EXPECT_EQ(mismatch.status, 400);
  EXPECT_THAT(mismatch.body, HasSubstr("-32020"));
}

TEST_F(McpOverHttp, PagesOfOtherSitesAreNotAnswered) {
  for (const std::string origin : {"http://127.0.0.1:8370", "http://localhost:6274", "http://[::1]:1",
                                   "HTTP://LOCALHOST", "https://papers.example", "http://lab:81"})
    EXPECT_EQ(post(kPing, {{"origin", origin}}).status, 200) << origin;
  for (const std::string origin :
       {"http://evil.example", "https://papers.example.evil.example", "null", "evil.example",
        "http://evil.example/127.0.0.1", "http://127.0.0.1.evil.example", "http://lab:82", "http://"})
    EXPECT_EQ(post(kPing, {{"origin", origin}}).status, 403) << origin;
  EXPECT_EQ(post(kPing, {}, "evil.example").status, 421);
}

TEST_F(McpOverHttp, OnlyJsonIsTakenAndGiven) {
  EXPECT_EQ(ask("/mcp", "127.0.0.1", "POST", {{"content-type", "text/plain"}}, kPing).status, 415);
  EXPECT_EQ(ask("/mcp", "127.0.0.1", "POST", {}, kPing).status, 415);
  EXPECT_EQ(
      ask("/mcp", "127.0.0.1", "POST", {{"content-type", "Application/JSON;charset=utf-8"}}, kPing).status,
      200);
  EXPECT_EQ(post(kPing, {{"accept", "text/event-stream"}}).status, 406);
  EXPECT_EQ(post(kPing, {{"accept", "*/*"}}).status, 200);
}

TEST_F(McpOverHttp, ThereAreNoStreamsAndNoSessions) {
  for (const std::string method : {"GET", "DELETE", "PUT"}) {
    const http::Response response = ask("/mcp", "127.0.0.1", method, {{"accept", "text/event-stream"}});
    EXPECT_EQ(response.status, 405) << method;
    EXPECT_EQ(header_of(response, "Allow"), "POST");
  }
}

TEST_F(McpOverHttp, RequestsAreCountedAsThoseOfTheApi) {
  RateLimits limits({.api = 1, .pages = 100});
  site_.rate_limits = &limits;
  site_.trusted_proxies = {""};
  const std::vector<http::Header> client{{"x-forwarded-for", "203.0.113.9"}};
  EXPECT_EQ(post(kPing, client).status, 200);
  EXPECT_EQ(post(kPing, client).status, 429);
}

}  // namespace
}  // namespace broadsheet::web
