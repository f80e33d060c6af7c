// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The second factor, codes by link, taking everything along and going: as browsers meet them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <string>

#include "base/one_time_password.h"
#include "papers/account_codes.h"
#include "store/second_factor.h"
#include "web/readers_testing.h"

namespace broadsheet::web {
namespace {

using std::chrono::minutes;
using store::CodePurpose;
using store::Role;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class EnteringTest : public ReadersTest {
 protected:
  std::string digits(const std::string& name) {
    const auto factor = store::SecondFactors(backend_->record()).of(account(name).number).value();
    return totp_password(factor->secret, totp_step(clock_.now()));
  }
  void pass(minutes time) { clock_.set(clock_.now() + time); }
  // A form of the settings, with its key.
  http::Response send(const std::string& path, const std::string& form, const std::string& cookie) {
    return post("/settings" + path, "form_key=" + form_key(cookie) + "&" + form, cookie);
  }
  std::string present() { return "present=" + percent_encode(kPassword); }
  // What the field of that name holds on a page.
  static std::string value_of(const std::string& page, const std::string& field) {
    const std::string mark = "name=\"" + field + "\" value=\"";
    const std::size_t at = page.find(mark);
    if (at == std::string::npos) return "";
    return page.substr(at + mark.size(), page.find('"', at + mark.size()) - at - mark.size());
  }
  // Signed up and switched on; the first recovery code.
  std::string with_factor(const std::string& name, std::string& cookie) {
    cookie = sign_up(name);
    EXPECT_EQ(send("/second-factor/begin", present(), cookie).status, 200);
    const http::Response on = send("/second-factor/confirm", "digits=" + digits(name), cookie);
    const std::string mark = "data-copy=\"the recovery codes\">";
    const std::size_t at = on.body.find(mark);
    EXPECT_NE(at, std::string::npos) << on.body;
    return at == std::string::npos ? "" : on.body.substr(at + mark.size(), 29);
  }
  http::Response second(const std::string& step, const std::string& text) {
    return post("/login/second", "step=" + step + "&digits=" + text + "&next=%2Farchive");
  }
  std::string code_for(const std::string& name, CodePurpose purpose) {
    std::string code;
    act([&](store::Transaction& transaction) {
      code = papers::issue_code(transaction, account(name).number, purpose, clock_.now()).value();
    });
    return code;
  }
};

TEST_F(EnteringTest, LoggingInTakesTwoSteps) {
  std::string cookie;
  with_factor("mina", cookie);
  EXPECT_THAT(get("/settings", cookie).body, HasSubstr("It is on"));
  pass(minutes(1));
  EXPECT_THAT(post("/login", login("mina", "wrong password")).body, Not(HasSubstr("six digits")));
  const http::Response first = post("/login", login("mina", kPassword) + "&next=%2Farchive");
  EXPECT_EQ(first.status, 200);
  EXPECT_THAT(header_of(first, "Set-Cookie"), IsEmpty());
  const std::string step = value_of(first.body, "step");
  // A wrong try uses the step up, and gives another.
  const http::Response wrong = second(step, "000000");
  EXPECT_EQ(wrong.status, 403);
  EXPECT_EQ(second(step, digits("mina")).status, 403);
  const std::string next = value_of(wrong.body, "step");
  EXPECT_THAT(next, Not(testing::Eq(step)));
  const http::Response in = second(next, digits("mina"));
  EXPECT_EQ(in.status, 303);
  EXPECT_EQ(header_of(in, "Location"), "/archive");
  EXPECT_THAT(get("/settings", cookie_of(in)).body, HasSubstr("<h1>mina</h1>"));
  EXPECT_EQ(second(next, digits("mina")).status, 403);
}

TEST_F(EnteringTest, TheSecondStepIsForFiveMinutesAndDigitsForOnce) {
  std::string cookie;
  const std::string recovery = with_factor("mina", cookie);
  pass(minutes(1));
  std::string step = value_of(post("/login", login("mina", kPassword)).body, "step");
  pass(minutes(5));
  EXPECT_EQ(second(step, digits("mina")).status, 403);
  step = value_of(post("/login", login("mina", kPassword)).body, "step");
  EXPECT_EQ(second(step, digits("mina")).status, 303);
  step = value_of(post("/login", login("mina", kPassword)).body, "step");
  const http::Response again = second(step, digits("mina"));
  EXPECT_EQ(again.status, 403) << "whoever looked over the shoulder is too late";
  EXPECT_EQ(second(value_of(again.body, "step"), recovery).status, 303);
  step = value_of(post("/login", login("mina", kPassword)).body, "step");
  EXPECT_EQ(second(step, recovery).status, 403);
}

TEST_F(EnteringTest, DigitsAreNotGuessedByWhoKnowsThePassword) {
  std::string cookie;
  with_factor("mina", cookie);
  pass(minutes(1));
  std::string step = value_of(post("/login", login("mina", kPassword)).body, "step");
  for (std::uint32_t i = 0; i < LoginLimits::kOfClientMax; ++i) {
    const http::Response wrong = second(step, "00000" + std::to_string(i));
    ASSERT_EQ(wrong.status, 403);
    step = value_of(wrong.body, "step");
  }
  EXPECT_EQ(second(step, digits("mina")).status, 429);
}

TEST_F(EnteringTest, AFactorIsSwitchedOnAndOffByItsOwnerAlone) {
  const std::string cookie = sign_up("mina");
  EXPECT_EQ(send("/second-factor/begin", "present=wrong+password", cookie).status, 400);
  EXPECT_EQ(send("/second-factor/confirm", "digits=000000", cookie).status, 400);
  const http::Response offered = send("/second-factor/begin", present(), cookie);
  EXPECT_THAT(offered.body, HasSubstr("otpauth://totp/Broadsheet:mina?secret="));
  EXPECT_EQ(send("/second-factor/confirm", "digits=" + digits("mina"), cookie).status, 200);
  EXPECT_THAT(get("/settings", cookie).body, Not(HasSubstr("otpauth:")));
  EXPECT_EQ(send("/second-factor/begin", present(), cookie).status, 400);
  pass(minutes(1));
  EXPECT_EQ(send("/second-factor/off", present() + "&digits=000000", cookie).status, 400);
  EXPECT_EQ(send("/second-factor/off", "present=x&digits=" + digits("mina"), cookie).status, 400);
  EXPECT_EQ(send("/second-factor/off", present() + "&digits=" + digits("mina"), cookie).status, 200);
  EXPECT_EQ(post("/login", login("mina", kPassword)).status, 303);
}

TEST_F(EnteringTest, AnAdminActsAsSuchWithASecondFactor) {
  std::string cookie = sign_up("mina");
  store::Account admin = account("mina");
  admin.role = Role::kAdmin;
  act([&](store::Transaction& transaction) {
    ASSERT_TRUE(store::AccountChanges(transaction).replace(admin).ok());
  });
  const http::Response refused = get("/admin/readers", cookie);
  EXPECT_EQ(refused.status, 403);
  EXPECT_THAT(refused.body, HasSubstr("second factor"));
  EXPECT_THAT(get("/settings", cookie).body,
              AllOf(HasSubstr("Your role asks for it"), Not(HasSubstr("value=\"admin\""))));
  const std::string token = token_of("mina", store::Scope::kAdmin);
  EXPECT_EQ(by_token("GET", "/admin/readers", token).status, 403);
  site_.account_rules.second_factor = papers::SecondFactorRule::kOptional;
  EXPECT_EQ(get("/admin/readers", cookie).status, 200);
  site_.account_rules.second_factor = papers::SecondFactorRule::kAdmins;
  send("/second-factor/begin", present(), cookie);
  EXPECT_EQ(send("/second-factor/confirm", "digits=" + digits("mina"), cookie).status, 200);
  EXPECT_EQ(get("/admin/readers", cookie).status, 200);
  EXPECT_EQ(by_token("GET", "/admin/readers", token).status, 200);
}

// ------------------------------------------------------------------------------------------ codes

TEST_F(EnteringTest, ALinkSetsANewPasswordOnce) {
  const std::string cookie = sign_up("mina");
  const std::string token = token_of("mina", store::Scope::kRead);
  const std::string code = code_for("mina", CodePurpose::kResetPassword);
  const auto reset = [&](const std::string& with, const std::string& password) {
    return post("/reset", "code=" + with + "&password=" + percent_encode(password));
  };
  // Who only looks at the link, as programs do with links in mails, uses nothing up, and learns nothing.
  const std::string looked = get("/reset?code=" + code).body;
  std::string unknown = get("/reset?code=" + std::string(64, '0')).body;
  unknown.replace(unknown.find(std::string(64, '0')), 64, code);
  EXPECT_EQ(looked, unknown);
  EXPECT_EQ(reset(code, "short").status, 400);
  EXPECT_EQ(reset(code, "mina-1234").status, 400) << "little more than the name";
  EXPECT_EQ(reset(std::string(64, '0'), "a better password").status, 403);
  EXPECT_EQ(reset(code, "a better password").status, 200);
  EXPECT_EQ(reset(code, "another password").status, 403);
  EXPECT_EQ(get("/settings", cookie).status, 302) << "every session is over";
  EXPECT_EQ(by_token("GET", "/api/whoami-v2", token).status, 200);
  EXPECT_EQ(post("/login", login("mina", kPassword)).status, 403);
  EXPECT_EQ(post("/login", login("mina", "a better password")).status, 303);
}

TEST_F(EnteringTest, AChangedPasswordLeavesNoLinkThatSetsAnother) {
  const std::string cookie = sign_up("mina");
  const std::string code = code_for("mina", CodePurpose::kResetPassword);
  EXPECT_EQ(send("/password", present() + "&password=a+better+password", cookie).status, 200);
  EXPECT_EQ(post("/reset", "password=another+password&code=" + code).status, 403);
  EXPECT_EQ(post("/login", login("mina", "a better password")).status, 303);
}

TEST_F(EnteringTest, ALinkConfirmsAnAddressOnce) {
  sign_up("mina");
  const std::string code = code_for("mina", CodePurpose::kConfirmAddress);
  EXPECT_EQ(get("/confirm?code=" + code).status, 200);
  EXPECT_FALSE(account("mina").confirmed_at);
  EXPECT_EQ(post("/confirm", "code=x").status, 403);
  EXPECT_EQ(post("/confirm", "code=" + code).status, 200);
  EXPECT_EQ(account("mina").address, "mina@tides.example");
  EXPECT_EQ(post("/confirm", "code=" + code).status, 403);
}

// -------------------------------------------------------------------------------------- and going

TEST_F(EnteringTest, AReaderTakesEverythingAlong) {
  const std::string cookie = sign_up("mina");
  post("/papers/2607.00001/vote", "form_key=" + form_key(cookie) + "&up=true", cookie);
  const http::Response document = get("/settings/export", cookie);
  EXPECT_EQ(document.status, 200);
  EXPECT_THAT(header_of(document, "Content-Disposition"), StartsWith("attachment"));
  EXPECT_EQ(header_of(document, "Cache-Control"), "private, no-store");
  EXPECT_THAT(document.body, AllOf(HasSubstr("mina@tides.example"), HasSubstr("arxiv:2607.00001")));
}

TEST_F(EnteringTest, AReaderGoesWithAllThatIsTheirs) {
  const std::string cookie = sign_up("mina");
  const store::AccountNumber number = account("mina").number;
  const std::string token = token_of("mina", store::Scope::kWrite);
  EXPECT_EQ(send("/delete", "present=wrong+password", cookie).status, 400);
  EXPECT_EQ(get("/settings", cookie).status, 200);
  const http::Response gone = send("/delete", present(), cookie);
  EXPECT_EQ(gone.status, 303);
  EXPECT_THAT(header_of(gone, "Set-Cookie"), HasSubstr("Max-Age=0"));
  EXPECT_EQ(get("/settings", cookie).status, 302);
  EXPECT_EQ(by_token("GET", "/api/whoami-v2", token).status, 401);
  EXPECT_EQ(post("/login", login("mina", kPassword)).status, 403);
  EXPECT_TRUE(store::Accounts(backend_->record()).account(number).value()->deleted_at);
  EXPECT_EQ(sign_up("mina").substr(0, 8), "session=") << "the name is free again";
}

}  // namespace
}  // namespace broadsheet::web
