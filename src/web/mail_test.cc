// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The pages and the API of mail as browsers, mail programs and others meet them, without a mail server: the
// whole way is in tests/mail and tests/browser/test_mail.py.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "papers/subscriptions.h"
#include "store/deliveries.h"
#include "store/subscribers.h"
#include "web/mail_testing.h"

namespace broadsheet::web {
namespace {

using store::Delivery;
using store::DeliveryKind;
using store::Subscriber;
using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

// ------------------------------------------------------------------------------------- by address alone

TEST_F(MailPagesTest, NobodySubscribesWhereNoMailIsSent) {
  mailing_.sends = false;
  EXPECT_EQ(get("/subscribe").status, 404);
  EXPECT_EQ(ask_for("ada@readers.test").status, 404);
  EXPECT_EQ(post("/forgot", "name=ada").status, 404);
  EXPECT_THAT(get("/forgot").body, HasSubstr("sends no mail"));
  EXPECT_THAT(get("/login").body, Not(HasSubstr("/forgot")));
  EXPECT_THAT(get("/papers").body, Not(HasSubstr("/subscribe")));
  const std::string cookie = sign_up("mina");
  EXPECT_EQ(post("/settings/address/letter", "form_key=" + form_key(cookie), cookie).status, 400);
  EXPECT_THAT(deliveries(DeliveryKind::kAccountCode), IsEmpty());
  EXPECT_THAT(get("/settings/mail", cookie).body, HasSubstr("sends no mail yet"));
  EXPECT_THAT(get("/settings/notifications", cookie).body, HasSubstr("sends no mail yet"));
  EXPECT_THAT(get("/settings", cookie).body, HasSubstr("the operator of this server can do that"));
  EXPECT_EQ(get("/settings/mail/preview", cookie).status, 200) << "of what a webhook would get";
  site_.mailing = nullptr;
  EXPECT_EQ(get("/settings/mail/preview", cookie).status, 404);
}

TEST_F(MailPagesTest, OnlyWhoConfirmsIsSubscribed) {
  EXPECT_THAT(ask_for("ada@readers.test").body, HasSubstr("Look into your mail"));
  ASSERT_THAT(deliveries(DeliveryKind::kConfirmSubscription), SizeIs(1));
  EXPECT_EQ(get("/subscribe/confirm?code=" + code()).status, 200);
  EXPECT_EQ(store::Subscribers(backend_->record()).count()->active, 0U);
  EXPECT_EQ(get("/subscribe/confirm?code=" + code()).body.find("ada@"), std::string::npos);
  const http::Response done = post("/subscribe/confirm", "code=" + code());
  EXPECT_THAT(done.body, AllOf(HasSubstr("You are subscribed"), HasSubstr("href=\"/subscription/")));
  EXPECT_EQ(store::Subscribers(backend_->record()).count()->active, 1U);
  EXPECT_EQ(post("/subscribe/confirm", "code=" + code()).status, 403);
  EXPECT_EQ(post("/subscribe/confirm", "code=").status, 403);
}

TEST_F(MailPagesTest, AConfirmationIsGoodForADay) {
  ask_for("ada@readers.test");
  clock_.set(clock_.now() + papers::kConfirmationLasts + std::chrono::minutes(1));
  EXPECT_EQ(post("/subscribe/confirm", "code=" + code()).status, 403);
  ask_for("ada@readers.test");
  EXPECT_THAT(deliveries(DeliveryKind::kConfirmSubscription), SizeIs(2));
  EXPECT_EQ(post("/subscribe/confirm", "code=" + code()).status, 200);
}

TEST_F(MailPagesTest, AnswersTellNothingOfAnAddress) {
  confirmed("mina");
  subscribe("subscribed@readers.test");
  const Subscriber left = subscribe("left@readers.test");
  EXPECT_EQ(post("/unsubscribe/" + token(left), "").status, 200);
  ask_for("asked@readers.test");
  stop("bounced@readers.test", store::StopReason::kBounced);
  stop("complained@readers.test", store::StopReason::kComplained);
  const std::string expected = ask_for("new@readers.test").body;
  for (const char* address :
       {"subscribed@readers.test", "left@readers.test", "asked@readers.test", "bounced@readers.test",
        "complained@readers.test", "mina@tides.example", "new@readers.test", "NEW@readers.test"}) {
    const http::Response response = ask_for(address);
    EXPECT_EQ(response.status, 200) << address;
    EXPECT_EQ(response.body, expected) << address;
  }
  // And who had one today, or takes no mail, gets none.
  std::multiset<std::string> to;
  for (const Delivery& one : deliveries(DeliveryKind::kConfirmSubscription)) to.insert(one.address);
  EXPECT_EQ(to.count("bounced@readers.test") + to.count("complained@readers.test"), 0U);
  EXPECT_EQ(to.count("new@readers.test"), 1U);
  EXPECT_EQ(to.count("asked@readers.test"), 1U);
}

TEST_F(MailPagesTest, AClientAsksForTwentyLettersInADay) {
  site_.asked_letters = &letters_;
  for (std::uint32_t i = 0; i < LetterLimits::kOfClientMax; ++i)
    EXPECT_EQ(ask_for("reader" + std::to_string(i) + "@readers.test").status, 200);
  const http::Response refused = ask_for("one-more@readers.test");
  EXPECT_EQ(refused.status, 429);
  EXPECT_NE(header_of(refused, "Retry-After"), "");
  EXPECT_EQ(post("/forgot", "name=mina").status, 429);
  EXPECT_THAT(deliveries(DeliveryKind::kConfirmSubscription), SizeIs(LetterLimits::kOfClientMax));
  // An account is made all the same.
  sign_up("mina");
  EXPECT_THAT(deliveries(DeliveryKind::kAccountCode), IsEmpty());
}

TEST_F(MailPagesTest, WhoHasALetterChangesWhatItIs) {
  const Subscriber ada = subscribe("ada@readers.test");
  const std::string path = "/subscription/" + token(ada);
  EXPECT_THAT(get(path).body, AllOf(HasSubstr("Keep these choices"), HasSubstr("noindex"),
                                    Not(HasSubstr("ada@readers.test")), Not(HasSubstr("name=\"webhook\""))));
  // A mail program's browser has no session, and says that it comes from elsewhere.
  const std::vector<http::Header> foreign = {{"sec-fetch-site", "cross-site"}, {"origin", "null"}};
  EXPECT_EQ(post(path, "choices=1&trending=1&cadence=weekly&weekday=7&at=06:30&zone=UTC&size=20", "", foreign)
                .status,
            200);
  EXPECT_EQ(papers::subscription_text(present(ada).subscription),
            "Every Sunday at 06:30 (UTC), 20 papers: What is trending");
  EXPECT_EQ(post(path, "choices=1&for-you=1").status, 400);
  EXPECT_EQ(post(path, "choices=1&front-page=1&webhook=slack&webhook_url=https://x.example/").status, 200);
  EXPECT_EQ(present(ada).subscription.webhook.shape, store::WebhookShape::kNone);
  EXPECT_EQ(post("/unsubscribe/" + token(ada), "").status, 200);
  EXPECT_EQ(post(path, "choices=1&trending=1").status, 409);
  EXPECT_THAT(get(path).body, AllOf(HasSubstr("You have left"), HasSubstr("Subscribe anew")));
}

TEST_F(MailPagesTest, LeavingTakesAPostAndNothingElse) {
  const Subscriber ada = subscribe("ada@readers.test");
  const std::string path = "/unsubscribe/" + token(ada);
  for (const char* method : {"GET", "HEAD"}) EXPECT_EQ(ask(path, kHost, method).status, 200);
  for (const char* method : {"PUT", "PATCH", "DELETE"}) EXPECT_EQ(ask(path, kHost, method).status, 405);
  EXPECT_FALSE(present(ada).left_at);
  const http::Response left =
      ask(path, kHost, "POST",
          {{"sec-fetch-site", "cross-site"}, {"origin", "https://mail.example"}, {"content-type", "text/x"}},
          "List-Unsubscribe=One-Click");
  EXPECT_EQ(left.status, 200);
  EXPECT_EQ(header_of(left, "Location"), "");
  EXPECT_EQ(header_of(left, "Cache-Control"), "private, no-store");
  EXPECT_TRUE(present(ada).left_at);
  EXPECT_EQ(ask(path, kHost, "POST").status, 200);
  EXPECT_EQ(ask(path, kHost, "POST", {}, std::string(20'000, 'x')).status, 413);
}

TEST_F(MailPagesTest, ForgedLinksAreAnsweredAlike) {
  const Subscriber ada = subscribe("ada@readers.test");
  const std::string right = token(ada);
  std::set<std::string> bodies;
  std::vector<std::string> forged = {"x",         "1.1." + std::string(32, '0'),
                                     right + "0", right.substr(0, right.size() - 1),
                                     "0" + right, "2" + right.substr(1)};
  for (std::size_t i = right.rfind('.') + 1; i < right.size(); ++i) {
    forged.push_back(right);
    forged.back()[i] = right[i] == 'a' ? 'b' : 'a';
  }
  for (const std::string& one : forged) {
    for (const char* path : {"/subscription/", "/unsubscribe/"}) {
      for (const http::Response& response :
           {get(path + one), ask(path + one, kHost, "POST", {{"accept", "text/html"}})}) {
        EXPECT_EQ(response.status, 404) << one;
        bodies.insert(response.body);
      }
    }
  }
  EXPECT_THAT(bodies, SizeIs(1));
  EXPECT_FALSE(present(ada).left_at);
}

// ---------------------------------------------------------------------------------- hostile and wrong

constexpr const char* kHostile[] = {"<script>alert(1)</script>",
                                    "\"><img src=x onerror=alert(1)>",
                                    "' onfocus='alert(1)",
                                    "{{ADDRESS}}",
                                    "%s%n",
                                    "a\r\nBcc: x@y.example",
                                    "../../etc/passwd",
                                    "\xC3\x28",
                                    "\xE2\x80\xAE\x64\x65",
                                    "0",
                                    "-1",
                                    "99999999999999999999",
                                    "NaN",
                                    "24:00",
                                    "7:5",
                                    "07:30:00",
                                    "-0:10",
                                    ":",
                                    "Europe/Berlin\n",
                                    "../UTC",
                                    "/etc/localtime",
                                    "posix/UTC",
                                    "true",
                                    "false",
                                    "javascript:alert(1)",
                                    "https://x.example/<script>",
                                    "+++",
                                    "((((",
                                    "\"",
                                    "",
                                    " ",
                                    "\t"};

TEST_F(MailPagesTest, HostileFieldsAreRefusedOrShownAsText) {
  const Subscriber ada = subscribe("ada@readers.test");
  const std::string cookie = confirmed("mina");
  const std::string key = form_key(cookie);
  const std::vector<std::string> fields = {
      "address",      "cadence",        "weekday",    "day",      "at",      "zone",
      "size",         "quiet",          "front-page", "category", "author",  "keyword",
      "organization", "venue",          "search",     "meaning",  "for-you", "webhook",
      "webhook_url",  "webhook_secret", "parts",      "choices",  "by_mail", "act"};
  for (const std::string& field : fields) {
    std::vector<std::string> values(std::begin(kHostile), std::end(kHostile));
    values.emplace_back(5000, 'x');
    for (const std::string& value : values) {
      const std::string form =
          field + "=" + percent_encode(value) + "&trending=1&cadence=weekly&webhook=json";
      for (const http::Response& response :
           {post("/subscribe", form + "&address=x%40readers.test"), post("/subscription/" + token(ada), form),
            post("/settings/mail", form + "&form_key=" + key, cookie)}) {
        EXPECT_THAT(response.status, AnyOf(200, 400)) << field << " " << value << response.body;
        EXPECT_THAT(response.body, AllOf(Not(HasSubstr("<script>alert")), Not(HasSubstr("<img src=x")),
                                         Not(HasSubstr("' onfocus='"))))
            << field << " " << value;
      }
    }
  }
  // Whatever came of it can be read and shown.
  EXPECT_EQ(get("/subscription/" + token(ada)).status, 200);
  EXPECT_EQ(get("/settings/mail", cookie).status, 200);
  EXPECT_EQ(get("/settings/mail/preview", cookie).status, 200);
}

TEST_F(MailPagesTest, WhatIsRefusedIsShownAsItWasFilledIn) {
  const http::Response refused = post(
      "/subscribe",
      "choices=1&address=ada%40readers.test&cadence=monthly&day=12&at=05:45&zone=Atlantis%2FX&size=30&quiet=1"
      "&category=cs.CL%0D%0Acs.LG&author=Mina+Okafor");
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body,
              AllOf(HasSubstr("there is no time zone of that name"), HasSubstr("value=\"ada@readers.test\""),
                    HasSubstr("value=\"monthly\" checked"), HasSubstr("max=\"28\" value=\"12\""),
                    HasSubstr("value=\"05:45\""), HasSubstr("value=\"Atlantis/X\""),
                    HasSubstr("cs.CL\ncs.LG\n"), HasSubstr("Mina Okafor")));
  EXPECT_THAT(refused.body, Not(HasSubstr("data-propose")));
}

// The fields of the form as a browser would send them when nothing was changed.
std::string sent_back(const std::string& page) {
  std::string form;
  const auto add = [&](const std::string& name, const std::string& value) {
    form += (form.empty() ? "" : "&") + name + "=" + percent_encode(value);
  };
  const auto attribute = [](const std::string& tag, const std::string& name) {
    const std::string mark = " " + name + "=\"";
    const std::size_t at = tag.find(mark);
    if (at == std::string::npos) return std::string();
    const std::size_t begin = at + mark.size();
    return tag.substr(begin, tag.find('"', begin) - begin);
  };
  std::string select;
  const std::size_t begin = page.find("name=\"choices\"");
  for (std::size_t at = page.rfind('<', begin); at < page.find("</form>", begin);
       at = page.find('<', at + 1)) {
    const std::string tag = page.substr(at, page.find('>', at) - at);
    const bool off =
        tag.find("type=\"radio\"") != std::string::npos || tag.find("checkbox") != std::string::npos;
    if (tag.starts_with("<input") && (!off || tag.ends_with(" checked")))
      add(attribute(tag, "name"), attribute(tag, "value"));
    if (tag.starts_with("<select")) select = attribute(tag, "name");
    if (tag.starts_with("<option") && tag.ends_with(" selected")) add(select, attribute(tag, "value"));
    if (tag.starts_with("<textarea")) {
      const std::size_t text = at + tag.size() + 1;
      add(attribute(tag, "name"), page.substr(text, page.find('<', text) - text));
    }
  }
  return form;
}

TEST_F(MailPagesTest, AFormThatIsSentBackAsItIsChangesNothing) {
  const std::string cookie = confirmed("mina");
  for (const char* choices :
       {"front-page=1", "cadence=weekly&weekday=7&category=cs.CL%0Acs.LG%2Bcs.AI&size=7",
        "cadence=monthly&day=28&at=00:00&zone=Asia/Kathmandu&quiet=1&trending=1&for-you=1&replies=1",
        "cadence=weekdays&at=23:59&author=Mina+Okafor%0AJun+Roh&keyword=small+tides&search=tides+-waves"
        "&meaning=how+tides+rise&venue=ACL&organization=Tide+Lab",
        "front-page=1&webhook=json&webhook_url=https://x.example/&webhook_secret=unmistakable"}) {
    EXPECT_EQ(choose(cookie, choices).status, 200) << choices;
    const auto of_mina = [&] {
      return store::Subscribers(backend_->record()).of_account(account("mina").number).value()->subscription;
    };
    const store::Subscription before = of_mina();
    const std::string form = sent_back(get("/settings/mail", cookie).body);
    EXPECT_THAT(form, Not(HasSubstr("unmistakable")));
    EXPECT_EQ(post("/settings/mail", form + "&form_key=" + form_key(cookie), cookie).status, 200) << form;
    EXPECT_EQ(of_mina(), before) << form;
  }
}

// ---------------------------------------------------------------------------------------- with an account

TEST_F(MailPagesTest, AnAccountBeginsChangesAndStops) {
  const std::string cookie = confirmed("mina");
  EXPECT_EQ(header_of(get("/subscribe", cookie), "Location"), "/settings/mail");
  EXPECT_THAT(
      get("/settings/mail", cookie).body,
      AllOf(HasSubstr("You get no digest yet"), HasSubstr("mina@tides.example"), HasSubstr(">Begin<")));
  EXPECT_THAT(choose(cookie, "for-you=1&following=1&versions=1&replies=1").body,
              AllOf(HasSubstr("Kept."), HasSubstr("Stop it"), HasSubstr("The next one is due")));
  EXPECT_THAT(post("/settings/mail", "act=leave&form_key=" + form_key(cookie), cookie).body,
              AllOf(HasSubstr("Nothing more is sent."), HasSubstr("You get no digest yet")));
}

TEST_F(MailPagesTest, WithoutAnAddressOnlyAWebhookIsTold) {
  const std::string cookie = sign_up("mina");
  EXPECT_THAT(get("/settings/mail", cookie).body, HasSubstr("no address that is known to be yours"));
  EXPECT_THAT(choose(cookie, "front-page=1").body, HasSubstr("confirm your address first"));
  const std::string hook = "choices=1&front-page=1&webhook=slack&webhook_url=https://x.example/&form_key=";
  EXPECT_EQ(post("/settings/mail", hook + form_key(cookie), cookie).status, 200);
  EXPECT_EQ(choose(cookie, "front-page=1&webhook=slack&webhook_url=https://x.example/").status, 400);
}

TEST_F(MailPagesTest, APreviewIsALetterThatFetchesAndRunsNothing) {
  const std::string cookie = confirmed("mina");
  const http::Response letter = get("/settings/mail/preview", cookie);
  EXPECT_EQ(letter.status, 200);
  EXPECT_THAT(header_of(letter, "Content-Security-Policy"),
              AllOf(HasSubstr("default-src 'none'"), HasSubstr("sandbox")));
  EXPECT_EQ(header_of(letter, "Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(header_of(get("/settings/mail/preview?as=text", cookie), "Content-Type"),
            "text/plain; charset=utf-8");
  EXPECT_EQ(store::Subscribers(backend_->record()).count()->active, 0U);
}

TEST_F(MailPagesTest, WhatTheAccountChoseStaysWhenItsAddressConfirms) {
  const std::string cookie = confirmed("mina");
  choose(cookie, "for-you=1&size=5&webhook=slack&webhook_url=https://x.example/");
  ask_for("mina@tides.example", "&category=cs.CL&size=20");
  EXPECT_THAT(post("/subscribe/confirm", "code=" + code()).body,
              AllOf(HasSubstr("5 papers: For you; The front page; Category cs.CL"),
                    HasSubstr("href=\"/settings/mail\"")));
  const auto mina = store::Subscribers(backend_->record()).of_account(account("mina").number).value();
  EXPECT_EQ(mina->subscription.webhook.shape, store::WebhookShape::kSlack);
  EXPECT_EQ(store::Subscribers(backend_->record()).count()->active, 1U);
  // Nobody changes it with a letter alone.
  EXPECT_THAT(get("/subscription/" + token(*mina)).body, HasSubstr("It is of an account"));
  EXPECT_EQ(post("/subscription/" + token(*mina), "choices=1&trending=1").status, 409);
}

TEST_F(MailPagesTest, AnAddressThatBecomesAnAccountsBringsItsDigestAlong) {
  const Subscriber before = subscribe("mina@tides.example", "&category=cs.CL");
  const std::string cookie = confirmed("mina");
  const Subscriber after = present(before);
  EXPECT_EQ(after.account, account("mina").number);
  EXPECT_EQ(after.address, "");
  EXPECT_EQ(after.subscription, before.subscription);
  EXPECT_THAT(get("/settings/mail", cookie).body, HasSubstr("The next one is due"));

  // Where the account has its own already, that goes on and the other ends.
  const std::string jun = sign_up("jun");
  const std::string hook = "choices=1&for-you=1&webhook=slack&webhook_url=https://x.example/&form_key=";
  EXPECT_EQ(post("/settings/mail", hook + form_key(jun), jun).status, 200);
  const std::string letter = content(DeliveryKind::kAccountCode);
  const Subscriber of_address = subscribe("jun@tides.example");
  EXPECT_EQ(post("/confirm", "code=" + letter.substr(letter.find(' ') + 1)).status, 200);
  EXPECT_TRUE(present(of_address).left_at);
  EXPECT_FALSE(store::Subscribers(backend_->record()).of_account(account("jun").number).value()->left_at);
  EXPECT_FALSE(papers::is_stopped(backend_->record(), "jun@tides.example", false).value());
}

// -------------------------------------------------------------------------------------------- the API

TEST_F(MailPagesTest, ProgramsReadChangeAndEndTheDigest) {
  confirmed("mina");
  const std::string token = token_of("mina", store::Scope::kWrite);
  EXPECT_THAT(by_token("GET", "/api/settings/digest", token).body, HasSubstr(R"({"on":false,"next":null,)"));
  const http::Response made =
      by_token("PATCH", "/api/settings/digest", token,
               R"({"cadence":"weekly","weekday":2,"at":"06:15","zone":"Europe/Berlin","size":7,)"
               R"("parts":["for-you","category:cs.CL"]})");
  EXPECT_EQ(made.status, 200) << made.body;
  EXPECT_THAT(
      made.body,
      AllOf(HasSubstr(R"("on":true,"next":"2026-07-07T04:15:00.000Z")"),
            HasSubstr(R"("cadence":"weekly","weekday":2,"at":"06:15","zone":"Europe/Berlin","size":7)"),
            HasSubstr(R"("parts":["for-you","category:cs.CL"])")));
  // What is not given stays.
  EXPECT_THAT(by_token("PATCH", "/api/settings/digest", token, R"({"size":9})").body,
              AllOf(HasSubstr("\"size\":9"), HasSubstr("Europe/Berlin"), HasSubstr("category:cs.CL")));
  for (const char* bad : {R"({"cadence":"hourly"})", R"({"weekday":0})", R"({"weekday":8})",
                          R"({"at":"25:00"})", R"({"zone":"Mars"})", R"({"size":0})", R"({"size":51})",
                          R"({"parts":["x"]})", R"({"parts":["category:"]})", R"({"webhook":"irc"})",
                          R"({"webhook":"json"})", R"({"size":"many"})", "{", "[]"}) {
    EXPECT_EQ(by_token("PATCH", "/api/settings/digest", token, bad).status, 400) << bad;
  }
  const http::Response of_nothing = by_token("PATCH", "/api/settings/digest", token, R"({"parts":[]})");
  EXPECT_EQ(of_nothing.status, 400);
  EXPECT_THAT(of_nothing.body, HasSubstr("choose at least one thing"));
  EXPECT_THAT(by_token("GET", "/api/settings/digest", token).body,
              AllOf(HasSubstr("\"size\":9"), HasSubstr("category:cs.CL")));
  EXPECT_THAT(by_token("GET", "/api/digest", token).body, HasSubstr("\"papers\":["));
  EXPECT_THAT(by_token("DELETE", "/api/settings/digest", token).body, HasSubstr("\"on\":false"));
  EXPECT_THAT(by_token("DELETE", "/api/settings/digest", token).body, HasSubstr("\"on\":false"));
}

TEST_F(MailPagesTest, TheSecretOfAWebhookIsNeverShown) {
  const std::string cookie = confirmed("mina");
  const std::string token = token_of("mina", store::Scope::kWrite);
  const http::Response made =
      by_token("PATCH", "/api/settings/digest", token,
               R"({"webhook":"json","webhook_url":"https://x.example/","webhook_secret":"unmistakable"})");
  EXPECT_EQ(made.status, 200) << made.body;
  for (const std::string& body : {made.body, by_token("GET", "/api/settings/digest", token).body,
                                  get("/settings/mail", cookie).body, get("/settings/export", cookie).body})
    EXPECT_THAT(body, Not(HasSubstr("unmistakable")));
}

TEST_F(MailPagesTest, EveryDoorLetsInWhomItIsFor) {
  const Subscriber ada = subscribe("ada@readers.test");
  const std::string mina = confirmed("mina");
  const std::string read = token_of("mina", store::Scope::kRead);
  const std::string write = token_of("mina", store::Scope::kWrite);
  struct Case {
    const char* method;
    std::string target;
    int stranger, foreign_form, reads, writes;  // what is answered to a stranger, another site, two tokens
  };
  const std::string secret = token(ada);
  const Case cases[] = {
      {"GET", "/subscribe", 200, 200, 302, 302},
      {"GET", "/subscribe/confirm", 200, 200, 200, 200},
      {"POST", "/subscribe", 400, 403, 400, 400},
      {"POST", "/subscribe/confirm", 403, 403, 403, 403},
      {"GET", "/subscription/" + secret, 200, 200, 200, 200},
      {"GET", "/unsubscribe/" + secret, 200, 200, 200, 200},
      {"POST", "/subscription/" + secret, 200, 200, 200, 200},
      {"POST", "/unsubscribe/" + secret, 200, 200, 200, 200},
      {"GET", "/settings/mail", 302, 302, 200, 200},
      {"GET", "/settings/mail/preview", 302, 302, 200, 200},
      {"GET", "/settings/notifications", 302, 302, 200, 200},
      {"POST", "/settings/mail", 401, 401, 403, 200},
      {"POST", "/settings/notifications", 401, 401, 403, 200},
      {"POST", "/settings/address", 401, 401, 403, 400},
      {"POST", "/settings/address/letter", 401, 401, 403, 400},
      {"GET", "/forgot", 200, 200, 200, 200},
      {"POST", "/forgot", 200, 403, 200, 200},
      {"GET", "/api/settings/digest", 401, 401, 200, 200},
      {"PATCH", "/api/settings/digest", 401, 401, 403, 200},
      {"DELETE", "/api/settings/digest", 401, 401, 403, 200},
      {"GET", "/api/digest", 401, 401, 200, 200},
      {"GET", "/api/settings/notifications", 401, 401, 200, 200},
      {"PATCH", "/api/settings/notifications", 401, 401, 403, 200},
      {"PATCH", "/api/settings/watch", 401, 401, 403, 200},
  };
  for (const Case& one : cases) {
    const auto status = [&](std::vector<http::Header> headers) {
      return ask(one.target, kHost, one.method, std::move(headers)).status;
    };
    EXPECT_EQ(status({{"sec-fetch-site", "same-origin"}}), one.stranger) << one.method << one.target;
    EXPECT_EQ(status({{"sec-fetch-site", "cross-site"}}), one.foreign_form) << one.method << one.target;
    EXPECT_EQ(status({{"authorization", "Bearer " + read}}), one.reads) << one.method << one.target;
    EXPECT_EQ(status({{"authorization", "Bearer " + write}}), one.writes) << one.method << one.target;
    // With a cookie and without the key of the form nothing of a reader's is changed.
    if (std::string_view(one.method) != "GET" && one.stranger == 401) {
      EXPECT_EQ(status({{"cookie", mina}, {"sec-fetch-site", "same-origin"}}), 403)
          << one.method << one.target;
    }
  }
}

}  // namespace
}  // namespace broadsheet::web
