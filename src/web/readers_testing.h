// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// ReadersTest: readers with accounts, and what they send, without a server. For tests only.

#ifndef BROADSHEET_WEB_READERS_TESTING_H_
#define BROADSHEET_WEB_READERS_TESTING_H_

#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

#include "base/percent.h"
#include "formats/json_values.h"
#include "papers/accounts.h"
#include "web/login_limits.h"
#include "web/testing.h"

namespace broadsheet::web {

inline constexpr const char* kHost = "127.0.0.1:8370";
inline constexpr const char* kPassword = "correct horse battery";

class ReadersTest : public WebTest {
 protected:
  ReadersTest() {
    site_.account_rules.sign_up = papers::SignUp::kOpen;
    site_.login_limits = &limits_;
    put("arxiv:2607.00001", "Small tides", "2026-07-01");
  }

  http::Response post(const std::string& target, const std::string& form, const std::string& cookie = "",
                      std::vector<http::Header> headers = {{"sec-fetch-site", "same-origin"}}) {
    headers.push_back({"content-type", "application/x-www-form-urlencoded"});
    if (!cookie.empty()) headers.push_back({"cookie", cookie});
    return ask(target, kHost, "POST", std::move(headers), form);
  }
  http::Response get(const std::string& target, const std::string& cookie = "") {
    return ask(target, kHost, "GET", {{"accept", "text/html"}, {"cookie", cookie}});
  }
  // The cookie of a response, as a browser sends it back.
  static std::string cookie_of(const http::Response& response) {
    const std::string cookie = header_of(response, "Set-Cookie");
    return cookie.substr(0, cookie.find(';'));
  }
  std::string sign_up(const std::string& name) {
    const http::Response made = post("/signup", "name=" + name + "&address=" + name +
                                                    "%40tides.example&password=" + percent_encode(kPassword));
    EXPECT_EQ(made.status, 303) << made.body;
    return cookie_of(made);
  }
  std::string form_key(const std::string& cookie) {
    const std::string page = get("/settings", cookie).body;
    const std::string mark = "name=\"form_key\" value=\"";
    const std::size_t at = page.find(mark);
    return at == std::string::npos ? "" : page.substr(at + mark.size(), 64);
  }
  std::string login(const std::string& name, const std::string& password) {
    return "name=" + name + "&password=" + percent_encode(password);
  }
  store::Account account(const std::string& name) {
    return *store::Accounts(backend_->record()).account_by_name(name).value();
  }
  template <class Act>
  void act(const Act& acts) {
    auto transaction = backend_->record().begin(store::Durability::kInteractive).value();
    acts(transaction);
    ASSERT_TRUE(transaction.commit().ok());
  }
  std::string token_of(const std::string& name, store::Scope scope) {
    std::string secret;
    act([&](store::Transaction& transaction) {
      secret = papers::issue_token(backend_->record(), transaction, account(name).number, "laptop", scope,
                                   clock_.now())
                   .value()
                   .secret;
    });
    return secret;
  }
  http::Response by_token(const std::string& method, const std::string& target, const std::string& token,
                          const std::string& body = "") {
    return ask(target, kHost, method,
               {{"authorization", "Bearer " + token}, {"content-type", "application/json"}}, body);
  }
  // A value of a body; empty where there is none.
  static std::string at(const http::Response& response, const std::string& pointer) {
    simdjson::dom::parser parser;
    simdjson::dom::element value;
    if (parser.parse(std::string(response.content())).at_pointer(pointer).get(value) != simdjson::SUCCESS)
      return "";
    std::string_view text;
    return value.get(text) == simdjson::SUCCESS ? std::string(text) : simdjson::minify(value);
  }

  LoginLimits limits_;
};

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_READERS_TESTING_H_
