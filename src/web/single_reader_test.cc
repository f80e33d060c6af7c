// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Who is the one reader of a machine: every condition by itself.

#include "web/single_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <utility>

#include "base/secrets.h"
#include "papers/single_reader.h"
#include "web/testing.h"

namespace broadsheet::web {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class SingleReaderTest : public WebTest {
 protected:
  SingleReaderTest() {
    site_.single_reader_key = new_secret();
    put("arxiv:2607.00001", "Small tides", "2026-07-01");
    EXPECT_TRUE(papers::make_single_reader(backend_->record(), clock_.now()).value());
  }

  // As a browser on this machine asks.
  static http::Request request(std::string method = "GET", std::string target = "/settings") {
    http::Request request;
    request.method = std::move(method);
    request.target = std::move(target);
    request.host = "127.0.0.1:8370";
    request.peer = "127.0.0.1";
    request.headers = {{"accept", "text/html"}, {"sec-fetch-site", "same-origin"}};
    return request;
  }
  http::Response answered(const http::Request& request) { return answer(*backend_, request); }
  bool knows(const http::Request& request) { return is_single_reader(site_, request); }
  // With a header that a proxy adds, or another in the place of one that the browser sends.
  static http::Request with(const std::string& name, const std::string& value) {
    http::Request changed = request();
    std::erase_if(changed.headers, [&](const http::Header& header) { return header.name == name; });
    changed.headers.push_back({name, value});
    return changed;
  }
  std::string form_key() {
    const std::string page = answered(request()).body;
    const std::string mark = "name=\"form_key\" value=\"";
    const std::size_t at = page.find(mark);
    return at == std::string::npos ? "" : page.substr(at + mark.size(), 64);
  }
  http::Response vote(const std::string& key, http::Request sent) {
    sent.method = "POST";
    sent.target = "/papers/2607.00001/vote";
    sent.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
    sent.body = "up=true&form_key=" + key;
    return answered(sent);
  }
};

TEST_F(SingleReaderTest, NeedsNoLoginAndMayEverything) {
  EXPECT_TRUE(knows(request()));
  EXPECT_THAT(answered(request()).body, AllOf(HasSubstr("<h1>you</h1>"), Not(HasSubstr("Log out")),
                                              Not(HasSubstr("type=\"password\""))));
  EXPECT_EQ(answered(request("GET", "/admin/readers")).status, 200);
  EXPECT_EQ(vote(form_key(), request()).status, 303);
  EXPECT_THAT(answered(request("GET", "/papers/2607.00001")).body, HasSubstr("take it back"));
  EXPECT_EQ(header_of(answered(request("GET", "/papers")), "Cache-Control"), "private, no-store");
}

TEST_F(SingleReaderTest, IsKnownByEveryNameOfThisMachine) {
  for (const char* host : {"127.0.0.1", "127.0.0.1:8370", "localhost:8370", "[::1]:8370", "127.1.2.3:80"}) {
    http::Request sent = request();
    sent.host = host;
    EXPECT_TRUE(knows(sent)) << host;
  }
}

TEST_F(SingleReaderTest, IsNobodyWhereThereAreMany) {
  site_.single_reader_key.clear();
  EXPECT_FALSE(knows(request()));
  EXPECT_EQ(answered(request()).status, 302);
}

TEST_F(SingleReaderTest, IsNobodyOnASiteWithAnAddressForAll) {
  site_.public_url = "https://papers.example";
  EXPECT_FALSE(knows(request()));
}

TEST_F(SingleReaderTest, IsNobodyWhoComesFromAnotherMachine) {
  for (const char* peer :
       {"", "10.0.0.7", "192.168.1.2", "2001:db8::1", "::ffff:10.0.0.7", "::12", "1127.0.0.1"}) {
    http::Request sent = request();
    sent.peer = peer;
    EXPECT_FALSE(knows(sent)) << peer;
  }
}

// A page of another site that had its name lead to this machine (DNS rebinding) comes with its own name.
TEST_F(SingleReaderTest, IsNobodyByAnotherName) {
  site_.hosts = {"papers.example", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example"};
  for (const char* host : {"papers.example", "evil.example:8370", "127.0.0.1.evil.example",
                           "localhost.evil.example:8370", "10.0.0.7:8370", "0.0.0.0:8370", ""}) {
    http::Request sent = request();
    sent.host = host;
    EXPECT_FALSE(knows(sent)) << host;
  }
}

TEST_F(SingleReaderTest, IsNobodyThroughAProxy) {
  for (const char* header : {"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto",
                             "x-real-ip", "x-forwarded", "true-client-ip", "cf-connecting-ip"}) {
    EXPECT_FALSE(knows(with(header, "for=203.0.113.9"))) << header;
    EXPECT_FALSE(knows(with(header, ""))) << header;
  }
  http::Request old = request();
  old.version = 0;
  EXPECT_FALSE(knows(old)) << "as proxies ask that say nothing";
}

TEST_F(SingleReaderTest, IsNobodyForAPageOfAnotherSite) {
  EXPECT_FALSE(knows(with("sec-fetch-site", "cross-site")));
  EXPECT_FALSE(knows(with("sec-fetch-site", "same-site")));
  for (const char* origin :
       {"https://evil.example", "null", "http://127.0.0.1:9999", "https://127.0.0.1:8370"})
    EXPECT_FALSE(knows(with("origin", origin))) << origin;
  EXPECT_TRUE(knows(with("origin", "http://127.0.0.1:8370")));
  // A link may be followed; a frame or a script of that page gets nothing.
  http::Request followed = with("sec-fetch-site", "cross-site");
  followed.headers.push_back({"sec-fetch-mode", "navigate"});
  followed.headers.push_back({"sec-fetch-dest", "iframe"});
  EXPECT_FALSE(knows(followed));
  followed.headers.back().value = "document";
  EXPECT_TRUE(knows(followed));
  followed.method = "POST";
  EXPECT_FALSE(knows(followed));
}

TEST_F(SingleReaderTest, SendsFormsWithAKeyAsEverybodyDoes) {
  const std::string key = form_key();
  ASSERT_EQ(key.size(), 64U);
  EXPECT_EQ(vote("", request()).status, 403);
  EXPECT_EQ(vote(std::string(64, '0'), request()).status, 403);
  EXPECT_EQ(vote(key, with("sec-fetch-site", "cross-site")).status, 401);
  EXPECT_EQ(vote(key, with("origin", "https://evil.example")).status, 401);
  // Of an earlier start of the server.
  site_.single_reader_key = new_secret();
  EXPECT_EQ(vote(key, request()).status, 403);
  EXPECT_EQ(vote(form_key(), request()).status, 303);
}

TEST_F(SingleReaderTest, IsNobodyWhereTheAccountWentMissing) {
  auto transaction = backend_->record().begin(store::Durability::kInteractive).value();
  store::Account you =
      *store::Accounts(backend_->record()).account_by_name(papers::kSingleReaderName).value();
  you.name = "somebody";
  ASSERT_TRUE(store::AccountChanges(transaction).replace(you).ok());
  ASSERT_TRUE(transaction.commit().ok());
  EXPECT_EQ(answered(request()).status, 302);
}

}  // namespace
}  // namespace broadsheet::web
