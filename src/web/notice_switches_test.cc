// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /settings/notifications and the same of the API: of what a reader is told, by our names and by the public
// ones.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "papers/subscriptions.h"
#include "papers/telling.h"
#include "store/notices.h"
#include "web/mail_testing.h"

namespace broadsheet::web {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class NoticeSwitchesTest : public MailPagesTest {};

TEST_F(NoticeSwitchesTest, SwitchesAreKeptByFormAndByApi) {
  const std::string cookie = confirmed("mina");
  const auto mina = [&](store::NoticeKind kind) {
    return papers::switch_in(store::Notices(backend_->record()).switches_of(account("mina").number).value(),
                             kind);
  };
  EXPECT_THAT(
      post("/settings/notifications",
           "switches=1&page.reply=1&mail.reply=at_once&mail.mention=none&form_key=" + form_key(cookie),
           cookie)
          .body,
      HasSubstr("Kept."));
  EXPECT_TRUE(mina(store::NoticeKind::kReply).on_page);
  EXPECT_EQ(mina(store::NoticeKind::kReply).mail, store::NoticeMail::kAtOnce);
  EXPECT_FALSE(mina(store::NoticeKind::kMention).on_page);
  EXPECT_EQ(mina(store::NoticeKind::kMention).mail, store::NoticeMail::kNone);
  const std::string token = token_of("mina", store::Scope::kWrite);
  EXPECT_THAT(by_token("PATCH", "/api/settings/notifications", token,
                       R"({"page":{"mention":true},"mail":{"thread":"at_once"}})")
                  .body,
              HasSubstr(R"({"reason":"mention","page":true,"mail":"none"})"));
  EXPECT_EQ(mina(store::NoticeKind::kReply).mail, store::NoticeMail::kAtOnce) << "what is not given stays";
  for (const char* bad : {R"({"mail":{"reply":"sometimes"}})", R"({"mail":{"reply":""}})", "[", "[]", "7"})
    EXPECT_EQ(by_token("PATCH", "/api/settings/notifications", token, bad).status, 400) << bad;
  EXPECT_EQ(by_token("PATCH", "/api/settings/notifications", token, R"({"mail":{"nothing":"none"}})").status,
            200);
  EXPECT_EQ(
      post("/settings/notifications", "switches=1&mail.reply=x&form_key=" + form_key(cookie), cookie).status,
      400);
}

TEST_F(NoticeSwitchesTest, SwitchesAreKeptByTheNamesOfThePublicApi) {
  confirmed("mina");
  const std::string token = token_of("mina", store::Scope::kWrite);
  const std::string path = "/api/settings/notifications";
  const auto send = [&](const std::string& switches) {
    return by_token("PATCH", path, token, "{\"notifications\": {" + switches + "}}");
  };
  const auto is = [](const char* reason, const char* page, const char* mail) {
    return HasSubstr(std::string("{\"reason\":\"") + reason + "\",\"page\":" + page + ",\"mail\":\"" + mail +
                     "\"}");
  };
  by_token("PATCH", path, token, R"({"mail":{"reply":"at_once"}})");
  EXPECT_THAT(send(R"("discussions_participating": true)").body, is("reply", "true", "at_once"))
      << "what comes stays as it comes";
  EXPECT_THAT(send(R"("discussions_participating": false, "web_discussions_participating": false)").body,
              AllOf(is("reply", "false", "none"), is("mention", "false", "none"),
                    is("thread", "false", "none"), is("hidden", "true", "digest")));
  EXPECT_THAT(send(R"("discussions_participating": true, "arxiv_paper_activity": false)").body,
              AllOf(is("thread", "false", "digest"), is("new_version", "true", "none"),
                    is("withdrawn", "true", "none"), is("claim_accepted", "true", "none"),
                    is("claim_rejected", "true", "none"), is("indexed", "true", "digest")));
  // Ours beside them say it last.
  EXPECT_THAT(by_token("PATCH", path, token,
                       R"({"notifications":{"arxiv_paper_activity":true},"mail":{"withdrawn":"none"}})")
                  .body,
              AllOf(is("new_version", "true", "digest"), is("withdrawn", "true", "none")));
  const std::string before = by_token("GET", path, token).body;
  EXPECT_EQ(send(R"("announcements": true, "org_suggestions": false, "launch_spaces": true,)"
                 R"("product_updates_after": "2026-07-01T00:00:00.000Z", "user_follows": false)")
                .body,
            before);
  for (const char* bad : {R"("discussions": true)", R"("announcements": "perhaps")", R"("user_follows": [])",
                          R"("web_discussions_participating": true, "no_such": true)"}) {
    const http::Response refused = send(bad);
    EXPECT_EQ(refused.status, 400) << bad;
    EXPECT_THAT(refused.body, HasSubstr("notifications.")) << bad;
  }
  EXPECT_EQ(by_token("GET", path, token).body, before);
}

TEST_F(NoticeSwitchesTest, TheDigestBeginsAndEndsByItsPublicName) {
  confirmed("mina");
  const std::string token = token_of("mina", store::Scope::kWrite);
  const auto switched = [&](const std::string& on) {
    const http::Response kept = by_token("PATCH", "/api/settings/notifications", token,
                                         "{\"notifications\": {\"daily_papers_digest\": " + on + "}}");
    EXPECT_EQ(kept.status, 200) << kept.body;
    return by_token("GET", "/api/settings/digest", token).body;
  };
  const std::string proposed = by_token("GET", "/api/settings/digest", token).body;
  EXPECT_EQ(switched("false"), proposed);
  const std::string begun = switched("true");
  EXPECT_THAT(begun, AllOf(HasSubstr("\"on\":true"), HasSubstr("\"for-you\"")));
  EXPECT_EQ(begun.substr(begun.find("\"subscription\"")), proposed.substr(proposed.find("\"subscription\"")));
  by_token("PATCH", "/api/settings/digest", token, R"({"size":7})");
  EXPECT_THAT(switched("true"), HasSubstr("\"size\":7")) << "it stays as it is";
  EXPECT_THAT(switched("false"), HasSubstr("\"on\":false"));
  EXPECT_TRUE(papers::is_stopped(backend_->record(), "mina@tides.example", false).value());
  EXPECT_THAT(switched("true"), AllOf(HasSubstr("\"on\":true"), HasSubstr("\"size\":7")));
}

TEST_F(NoticeSwitchesTest, NothingIsSwitchedWhereTheDigestIsRefused) {
  sign_up("jun");
  const std::string token = token_of("jun", store::Scope::kWrite);
  const std::string before = by_token("GET", "/api/settings/notifications", token).body;
  const http::Response refused =
      by_token("PATCH", "/api/settings/notifications", token,
               R"({"notifications":{"discussions_participating":false,"daily_papers_digest":true}})");
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, HasSubstr("confirm your address first"));
  EXPECT_EQ(by_token("GET", "/api/settings/notifications", token).body, before);
}

TEST_F(NoticeSwitchesTest, WhatIsSwitchedOffOnThePageIsNotOnItAndStaysForTheDigest) {
  const std::string cookie = confirmed("mina");
  const store::AccountNumber mina = account("mina").number;
  const auto tell = [&](store::NoticeKind kind) {
    act([&](store::Transaction& transaction) {
      const auto paper = backend_->record().paper_by_id("arxiv:2607.00001").value();
      ASSERT_TRUE(
          papers::tell_of_paper(backend_->record(), transaction, mina, kind, *paper, clock_.now()).ok());
    });
  };
  post("/settings/notifications", "switches=1&page.new_version=1&form_key=" + form_key(cookie), cookie);
  tell(store::NoticeKind::kVersion);
  tell(store::NoticeKind::kWithdrawn);
  EXPECT_THAT(get("/papers", cookie).body, HasSubstr(">1 new<"));
  const std::string token = token_of("mina", store::Scope::kWrite);
  EXPECT_THAT(by_token("GET", "/api/notifications", token).body,
              AllOf(HasSubstr("new_version"), Not(HasSubstr("withdrawn")), HasSubstr("\"unread\":1")));
  EXPECT_EQ(by_token("POST", "/api/notifications/mark-as-read", token).status, 200);
  const auto all =
      store::Notices(backend_->record()).notices_of(mina, store::NoticeNumber::highest(), 10).value();
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_FALSE(all.front().read_at) << "nobody has read what is in the digest alone";
  EXPECT_TRUE(all.back().read_at);
}

TEST_F(NoticeSwitchesTest, WhoHasLeftIsToldAndComesBackByAskingForALetter) {
  const std::string cookie = confirmed("mina");
  choose(cookie, "front-page=1");
  post("/settings/mail", "act=leave&form_key=" + form_key(cookie), cookie);
  const auto stopped = [&] {
    return papers::is_stopped(backend_->record(), "mina@tides.example", false).value();
  };
  EXPECT_THAT(get("/settings/notifications", cookie).body, HasSubstr("you have left"));
  post("/settings/notifications", "switches=1&mail.reply=digest&form_key=" + form_key(cookie), cookie);
  EXPECT_TRUE(stopped());
  post("/settings/notifications", "switches=1&mail.reply=at_once&form_key=" + form_key(cookie), cookie);
  EXPECT_FALSE(stopped());
  stop("mina@tides.example", store::StopReason::kComplained);
  post("/settings/notifications", "switches=1&mail.mention=at_once&form_key=" + form_key(cookie), cookie);
  EXPECT_TRUE(stopped());
  EXPECT_THAT(get("/settings/notifications", cookie).body, HasSubstr("marked it as spam"));
}

}  // namespace
}  // namespace broadsheet::web
