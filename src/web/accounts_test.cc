// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Accounts as browsers and programs meet them: every door, and who gets through it.

#include "papers/accounts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <vector>

#include "base/percent.h"
#include "base/secrets.h"
#include "papers/voting.h"
#include "web/readers_testing.h"
#include "web/routes.h"

namespace broadsheet::web {
namespace {

using store::Role;
using store::Scope;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

TEST_F(ReadersTest, SomebodySignsUpLogsOutAndIn) {
  const std::string cookie = sign_up("mina");
  EXPECT_THAT(get("/settings", cookie).body, HasSubstr("<h1>mina</h1>"));
  EXPECT_THAT(get("/papers", cookie).body, HasSubstr(">mina</a>"));
  const http::Response out = post("/logout", "form_key=" + form_key(cookie), cookie);
  EXPECT_EQ(out.status, 303);
  EXPECT_THAT(header_of(out, "Set-Cookie"), HasSubstr("Max-Age=0"));
  EXPECT_NE(header_of(out, "Clear-Site-Data"), "");
  // The session is over here too, and not only in the browser.
  EXPECT_EQ(header_of(get("/settings", cookie), "Location"), "/login?next=%2Fsettings");

  EXPECT_EQ(post("/login", login("mina", "wrong password")).status, 403);
  const http::Response in = post("/login", login("MINA", kPassword) + "&next=%2Fpapers%3Fp%3D1");
  EXPECT_EQ(in.status, 303);
  EXPECT_EQ(header_of(in, "Location"), "/papers?p=1");
  EXPECT_NE(cookie_of(in), cookie);
  EXPECT_THAT(get("/settings", cookie_of(in)).body, HasSubstr("<h1>mina</h1>"));
}

TEST_F(ReadersTest, ACookieIsForThisSiteAndForNoScript) {
  EXPECT_THAT(header_of(post("/login", login("x", "y")), "Set-Cookie"), IsEmpty());
  sign_up("mina");
  EXPECT_THAT(header_of(post("/login", login("mina", kPassword)), "Set-Cookie"),
              AllOf(StartsWith("session="), HasSubstr("HttpOnly"), HasSubstr("SameSite=Lax"),
                    HasSubstr("Path=/"), Not(HasSubstr("Domain"))));
  site_.public_url = "https://papers.example";
  EXPECT_THAT(header_of(post("/login", login("mina", kPassword)), "Set-Cookie"),
              AllOf(StartsWith("__Host-session="), HasSubstr("; Secure")));
}

TEST_F(ReadersTest, AfterLoginOneIsLedNowhereElse) {
  sign_up("mina");
  for (const char* next : {"//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)",
                           "/a\r\nSet-Cookie: x=y", "evil", ""}) {
    const http::Response in = post("/login", login("mina", kPassword) + "&next=" + percent_encode(next));
    if (in.status == 303) {
      EXPECT_EQ(header_of(in, "Location"), "/papers") << next;
    }
  }
}

TEST_F(ReadersTest, AStrangerLearnsNothingOfWhoHasAnAccount) {
  sign_up("mina");
  const auto wrong = [&](const std::string& name) {
    std::string body = post("/login", login(name, "wrong password")).body;
    const std::size_t at = body.find("value=\"" + name);
    return body.replace(at, name.size() + 7, "");
  };
  EXPECT_EQ(wrong("mina"), wrong("nobody-of-this-name"));
  // An address that somebody signed up with is as good as another.
  EXPECT_EQ(
      post("/signup", "name=jun&address=mina%40tides.example&password=" + percent_encode(kPassword)).status,
      303);
  EXPECT_EQ(
      post("/signup", "name=Mina&address=x%40tides.example&password=" + percent_encode(kPassword)).status,
      409);
}

TEST_F(ReadersTest, WhatIsWrongWithASignUpIsSaid) {
  EXPECT_THAT(post("/signup", "name=a&address=a%40b.cd&password=long+enough+to+do").body,
              HasSubstr("role=\"alert\""));
  EXPECT_EQ(post("/signup", "name=mina&address=nonsense&password=long+enough+to+do").status, 400);
  EXPECT_EQ(post("/signup", "name=mina&address=a%40b.cd&password=password1").status, 400);
  site_.account_rules.sign_up = papers::SignUp::kClosed;
  EXPECT_EQ(post("/signup", "name=mina&address=a%40b.cd&password=long+enough+to+do").status, 403);
  EXPECT_THAT(get("/signup").body, Not(HasSubstr("<form class=\"form\"")));
}

TEST_F(ReadersTest, AnInvitationMakesOneAccount) {
  site_.account_rules.sign_up = papers::SignUp::kInvitation;
  const std::string code = new_secret();
  act([&](store::Transaction& transaction) {
    ASSERT_TRUE(
        store::AccountChanges(transaction)
            .add_code(sha256(code), store::CodePurpose::kInvitation, {}, clock_.now() + std::chrono::hours(1))
            .ok());
  });
  EXPECT_THAT(get("/signup?invitation=" + code).body, HasSubstr(code));
  const auto with = [&](const std::string& name, const std::string& invitation) {
    return post("/signup",
                "name=" + name + "&address=a%40b.cd&password=long+enough+to+do&invitation=" + invitation)
        .status;
  };
  EXPECT_EQ(with("mina", ""), 400);
  EXPECT_EQ(with("mina", new_secret()), 400);
  EXPECT_EQ(with("mina", code), 303);
  EXPECT_EQ(with("jun", code), 400);
}

TEST_F(ReadersTest, PasswordsAreNotGuessed) {
  sign_up("mina");
  for (std::uint32_t i = 0; i < LoginLimits::kOfClientMax; ++i)
    EXPECT_EQ(post("/login", login("mina", "guess number " + std::to_string(i))).status, 403);
  const http::Response refused = post("/login", login("mina", kPassword));
  EXPECT_EQ(refused.status, 429);
  EXPECT_NE(header_of(refused, "Retry-After"), "");
}

TEST_F(ReadersTest, AChangedPasswordEndsOtherSessions) {
  const std::string here = sign_up("mina");
  const std::string there = cookie_of(post("/login", login("mina", kPassword)));
  const auto change = [&](const std::string& present, const std::string& wanted) {
    return post("/settings/password",
                "form_key=" + form_key(here) + "&present=" + percent_encode(present) +
                    "&password=" + percent_encode(wanted),
                here)
        .status;
  };
  EXPECT_EQ(change("another password", "a better password"), 400);
  EXPECT_EQ(change(kPassword, "short"), 400);
  EXPECT_EQ(change(kPassword, "a better password"), 200);
  EXPECT_EQ(get("/settings", here).status, 200);
  EXPECT_EQ(get("/settings", there).status, 302);
  EXPECT_EQ(post("/login", login("mina", kPassword)).status, 403);
  EXPECT_EQ(post("/login", login("mina", "a better password")).status, 303);
}

TEST_F(ReadersTest, DevicesAreListedAndLoggedOutFromAfar) {
  const std::string here = sign_up("mina");
  const std::string there = cookie_of(post("/login", login("mina", kPassword)));
  const std::string page = get("/settings", here).body;
  const std::string mark = "name=\"session\" value=\"";
  const std::string session = page.substr(page.find(mark) + mark.size(), 64);
  // Of another reader it opens and ends nothing.
  const std::string jun = sign_up("jun");
  EXPECT_EQ(post("/settings/sessions/end", "form_key=" + form_key(jun) + "&session=" + session, jun).status,
            200);
  EXPECT_EQ(get("/settings", there).status, 200);
  EXPECT_EQ(post("/settings/sessions/end", "form_key=" + form_key(here) + "&session=" + session, here).status,
            200);
  EXPECT_EQ(get("/settings", there).status, 302);
}

TEST_F(ReadersTest, ATokenIsShownOnceAndDoesWhatItMay) {
  const std::string cookie = sign_up("mina");
  const http::Response made =
      post("/settings/tokens", "form_key=" + form_key(cookie) + "&name=laptop&scope=write", cookie);
  const std::size_t at = made.body.find("bs_");
  ASSERT_NE(at, std::string::npos);
  const std::string token = made.body.substr(at, 67);
  EXPECT_THAT(get("/settings", cookie).body, AllOf(HasSubstr("laptop"), Not(HasSubstr(token))));
  const http::Response who = by_token("GET", "/api/whoami-v2", token);
  EXPECT_EQ(who.status, 200);
  EXPECT_THAT(who.body, AllOf(HasSubstr("\"name\":\"mina\""), HasSubstr("\"displayName\":\"laptop\""),
                              HasSubstr("\"role\":\"write\""),
                              HasSubstr("\"createdAt\":\"2026-07-01T12:00:00.000Z\"")));
  EXPECT_EQ(header_of(who, "Cache-Control"), "private, no-store");
  EXPECT_EQ(post("/settings/tokens", "form_key=" + form_key(cookie) + "&name=x&scope=admin", cookie).status,
            400);

  const std::string number = std::to_string(
      store::Accounts(backend_->record()).tokens_of(account("mina").number).value().front().number.value());
  EXPECT_EQ(
      post("/settings/tokens/revoke", "form_key=" + form_key(cookie) + "&token=" + number, cookie).status,
      200);
  EXPECT_EQ(by_token("GET", "/api/whoami-v2", token).status, 401);
}

TEST_F(ReadersTest, EachScopeDoesWhatItMayAndNothingElse) {
  sign_up("mina");
  const std::string read = token_of("mina", Scope::kRead);
  const std::string write = token_of("mina", Scope::kWrite);
  EXPECT_EQ(by_token("GET", "/api/whoami-v2", read).status, 200);
  EXPECT_EQ(by_token("POST", "/api/papers/2607.00001/vote", read).status, 403);
  EXPECT_EQ(by_token("POST", "/api/papers/2607.00001/vote", write).status, 200);
  // Clients send tokens of other servers along when they only read.
  EXPECT_EQ(by_token("GET", "/api/papers/2607.00001", "hf_abcdef").status, 200);
  EXPECT_EQ(by_token("POST", "/api/papers/2607.00001/vote", "hf_abcdef").status, 401);
}

TEST_F(ReadersTest, VotesThroughThePageAndTheApi) {
  const std::string cookie = sign_up("mina");
  EXPECT_THAT(get("/papers/2607.00001", cookie).body, HasSubstr("Vote for it"));
  EXPECT_THAT(get("/papers/2607.00001").body, Not(HasSubstr("Vote for it")));
  const auto vote = [&](const char* up) {
    return post("/papers/2607.00001/vote", "form_key=" + form_key(cookie) + "&up=" + up, cookie);
  };
  EXPECT_EQ(header_of(vote("true"), "Location"), "/papers/2607.00001");
  EXPECT_THAT(get("/papers/2607.00001", cookie).body, HasSubstr("take it back"));
  EXPECT_EQ(vote("false").status, 303);
  EXPECT_THAT(get("/papers/2607.00001", cookie).body, HasSubstr("Vote for it"));

  const std::string token = token_of("mina", Scope::kWrite);
  EXPECT_EQ(by_token("POST", "/api/papers/2607.00001/vote", token).body,
            R"({"upvotes":0,"upvoted":true,"counts":false})");
  EXPECT_EQ(by_token("DELETE", "/api/papers/2607.00001/vote", token).body,
            R"({"upvotes":0,"upvoted":false,"counts":false})");
  EXPECT_EQ(by_token("POST", "/api/papers/2607.99999/vote", token).status, 404);
}

TEST_F(ReadersTest, ABannedSessionVotesNoMore) {
  const std::string cookie = sign_up("mina");
  const std::string key = form_key(cookie);
  store::Account banned = account("mina");
  banned.banned_at = clock_.now();
  act([&](store::Transaction& transaction) {
    ASSERT_TRUE(store::AccountChanges(transaction).replace(banned).ok());
  });
  EXPECT_EQ(post("/papers/2607.00001/vote", "form_key=" + key + "&up=true", cookie).status, 401);
}

// ------------------------------------------------------------------------- along the table of routes

// An address that the pattern stands for.
std::string address_of(const Route& route) {
  std::string address;
  std::string_view pattern = route.pattern;
  while (!pattern.empty()) {
    const std::size_t open = std::min(pattern.find('{'), pattern.size());
    address += pattern.substr(0, open);
    pattern.remove_prefix(open);
    if (pattern.empty()) break;
    const std::string_view name = pattern.substr(0, pattern.find('}') + 1);
    if (name != "{form}") address += name == "{id*}" ? "2607.00001" : "x";
    pattern.remove_prefix(name.size());
  }
  return address;
}

TEST_F(ReadersTest, StrangersComeThroughNoDoorOfReaders) {
  for (const Route& route : all_routes()) {
    if (route.door.caller == Caller::kAnybody || route.door.caller == Caller::kMonitor) continue;
    const http::Response response =
        ask(address_of(route), kHost, std::string(route.method), {{"sec-fetch-site", "same-origin"}}, "x");
    const bool led_to_login =
        response.status == 302 && header_of(response, "Location").starts_with("/login?next=");
    EXPECT_TRUE(response.status == 401 || led_to_login)
        << route.method << " " << route.pattern << " " << response.status;
  }
}

TEST_F(ReadersTest, NothingIsChangedByAFormOfAnotherSite) {
  const std::string cookie = sign_up("mina");
  const std::string other = sign_up("jun");
  const std::string key = form_key(cookie);
  const std::vector<std::pair<std::string, std::vector<http::Header>>> forgeries = {
      {"", {{"sec-fetch-site", "same-origin"}}},
      {"form_key=" + form_key(other), {{"sec-fetch-site", "same-origin"}}},
      {"form_key=" + std::string(64, '0'), {{"sec-fetch-site", "same-origin"}}},
      {"form_key=" + key, {{"sec-fetch-site", "cross-site"}}},
      {"form_key=" + key, {{"sec-fetch-site", "same-site"}}},
      {"form_key=" + key, {{"origin", "https://evil.example"}}},
      {"form_key=" + key, {{"origin", "null"}}},
  };
  std::size_t doors = 0;
  for (const Route& route : all_routes()) {
    // Where a secret in the address says who may, it is no matter who sends it.
    if (route.door.effect != Effect::kChange) continue;
    ++doors;
    for (const auto& [form, headers] : forgeries) {
      if (route.door.caller == Caller::kAnybody && headers.front().value == "same-origin") continue;
      std::vector<http::Header> sent = headers;
      sent.push_back({"cookie", cookie});
      sent.push_back({"content-type", "application/x-www-form-urlencoded"});
      const http::Response response = ask(address_of(route), kHost, std::string(route.method), sent, form);
      EXPECT_EQ(response.status, 403) << route.method << " " << route.pattern << " with " << form;
    }
    // Nor by a link.
    if (route.method == "POST") {
      EXPECT_NE(get(address_of(route) + "?form_key=" + key + "&up=true", cookie).status, 303)
          << route.pattern;
    }
  }
  EXPECT_GE(doors, 10U);
  EXPECT_THAT(get("/papers/2607.00001", cookie).body, HasSubstr("Vote for it"));
}

TEST_F(ReadersTest, WhatIsOfOneReaderIsKeptByNobody) {
  const std::string cookie = sign_up("mina");
  for (const Route& route : all_routes()) {
    if (route.method != "GET") continue;
    const http::Response own = get(address_of(route), cookie);
    const http::Response anybodys = get(address_of(route));
    if (!route.door.rate && route.door.caching != Caching::kNever) {
      // Pictures, style sheets: may be kept, because they are the same for everybody.
      EXPECT_EQ(std::string(own.content()), std::string(anybodys.content())) << route.pattern;
      continue;
    }
    const bool is_page = header_of(own, "Content-Type").starts_with("text/html");
    if (route.door.caching != Caching::kByHandler || is_page) {
      EXPECT_EQ(header_of(own, "Cache-Control"), "private, no-store") << route.pattern;
    }
    if (route.door.caching == Caching::kNever) {
      EXPECT_EQ(header_of(anybodys, "Cache-Control"), "private, no-store") << route.pattern;
    }
  }
}

TEST_F(ReadersTest, BodiesHaveBounds) {
  const std::string cookie = sign_up("mina");
  for (const Route& route : all_routes()) {
    if (route.door.body_bytes_max == 0) continue;
    const std::string body(route.door.body_bytes_max + 1, 'x');
    EXPECT_EQ(ask(address_of(route), kHost, std::string(route.method), {{"cookie", cookie}}, body).status,
              413)
        << route.pattern;
  }
}

TEST_F(ReadersTest, NoForgedSecretOpensADoor) {
  sign_up("mina");
  for (int i = 0; i < 10'000; ++i) {
    const std::string forged = new_secret();
    ASSERT_EQ(get("/settings", "session=" + forged).status, 302);
    ASSERT_EQ(by_token("GET", "/api/whoami-v2", "bs_" + forged).status, 401);
  }
}

TEST(Doors, EachWorkHasItsLane) {
  const auto lane = [](const char* method, const char* target) {
    http::Request request;
    request.method = method;
    request.target = target;
    return lane_of(request);
  };
  EXPECT_EQ(lane("GET", "/login"), 0U);
  EXPECT_EQ(lane("POST", "/login"), static_cast<std::size_t>(Work::kPasswords));
  EXPECT_EQ(lane("POST", "/papers/2607.00001/vote"), static_cast<std::size_t>(Work::kActs));
  EXPECT_EQ(lane("POST", "/nothing"), 0U);
  EXPECT_EQ(lane("POST", "/%"), 0U);
}

}  // namespace
}  // namespace broadsheet::web
