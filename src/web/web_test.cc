// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/web.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "web/routes.h"
#include "web/testing.h"

namespace broadsheet::web {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(WebTest, EveryAnswerHasTheHeadersThatProtectReaders) {
  for (const char* target : {"/healthz", "/nothing", "/api/daily_papers?date=x", "/%"}) {
    const http::Response response = ask(target);
    EXPECT_THAT(header_of(response, "Content-Security-Policy"), HasSubstr("default-src 'none'")) << target;
    EXPECT_EQ(header_of(response, "X-Content-Type-Options"), "nosniff") << target;
    EXPECT_NE(header_of(response, "X-Request-Id"), "") << target;
    EXPECT_THAT(header_of(response, "Content-Type"), HasSubstr("charset=utf-8")) << target;
  }
}

TEST_F(WebTest, AnErrorHasOneShape) {
  const http::Response response = ask("/api/papers/1234.56789");
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.body, R"({"error":"Paper not found"})");
  EXPECT_EQ(header_of(response, "X-Error-Message"), "Paper not found");
  EXPECT_EQ(ask("/api/daily_papers?limit=101").body, R"({"error":"limit must be a number from 1 to 100"})");
}

TEST_F(WebTest, AnEmptyRecordHasEmptyLists) {
  EXPECT_EQ(ask("/api/daily_papers").body, "[]");
  EXPECT_EQ(ask("/api/papers/search").body, "[]");
  EXPECT_EQ(ask("/api/papers/search?q=tides").body, "[]");
}

TEST_F(WebTest, SaysHowAnAddressMayBeAsked) {
  const http::Response response = ask("/api/daily_papers", "localhost", "DELETE");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(header_of(response, "Allow"), "GET, HEAD");
  EXPECT_EQ(ask("/api/papers/2608.01234/comment", "localhost", "POST").status, 401);
  EXPECT_EQ(ask("/healthz", "localhost", "HEAD").status, 200);
}

TEST_F(WebTest, AnswersToItsOwnNamesAlone) {
  for (const char* host : {"127.0.0.1", "127.0.0.1:8370", "localhost:1", "[::1]:8370", "papers.example",
                           "papers.example:443", "lab:81"}) {
    EXPECT_EQ(ask("/healthz", host).status, 200) << host;
  }
  for (const char* host :
       {"evil.example", "127.0.0.1.evil.example", "lab:82", "lab", "xpapers.example", "[::2]"}) {
    EXPECT_EQ(ask("/healthz", host).status, 421) << host;
  }
}

TEST(Routes, GiveVariablesWhatTheyStandFor) {
  const auto matched = [](std::string_view method, const std::vector<std::string>& segments) {
    return match_route(method, segments);
  };
  EXPECT_THAT(matched("GET", {"api", "papers", "hep-th", "9901001"}).captured, ElementsAre("hep-th/9901001"));
  EXPECT_THAT(matched("GET", {"api", "papers", "https:", "", "arxiv.org", "abs", "2608.01234"}).captured,
              ElementsAre("https://arxiv.org/abs/2608.01234"));
  EXPECT_EQ(matched("GET", {"api", "papers", "search"}).route->pattern, "/api/papers/search");
  EXPECT_THAT(matched("POST", {"api", "papers", "1", "comment", "2", "reply"}).captured,
              ElementsAre("1", "2"));
  EXPECT_EQ(matched("GET", {"api", "papers", ""}).route, nullptr);
  EXPECT_EQ(matched("GET", {"api", "daily_papers", ""}).route, nullptr);
  EXPECT_THAT(matched("GET", {"api"}).allowed, IsEmpty());
  EXPECT_THAT(matched("DELETE", {"papers", "similar"}).allowed, "GET, HEAD, POST");
  EXPECT_THAT(matched("POST", {"papers", "similar"}).allowed, IsEmpty());
  // All that one pattern takes, and nothing that only takes anything.
  EXPECT_THAT(matched("OPTIONS", {"api", "collections", "mina", "tides-1"}).allowed,
              "GET, HEAD, PATCH, DELETE");
  EXPECT_THAT(matched("PATCH", {"api", "collections", "mina", "items"}).allowed, "POST");
  EXPECT_EQ(matched("GET", {"api", "papers", "2608.01234", "vote"}).route, nullptr);
}

}  // namespace
}  // namespace broadsheet::web
