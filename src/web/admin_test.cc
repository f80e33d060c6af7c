// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The pages for admins.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <string>

#include "web/administration.h"
#include "web/readers_testing.h"

namespace broadsheet::web {
namespace {

using store::Role;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class FakeAdministration : public Administration {
 public:
  Result<std::vector<SourceShown>> sources() override {
    return std::vector<SourceShown>{{.name = "arxiv",
                                     .address = "https://a.example/oai",
                                     .schedule = "every 6 hours",
                                     .state = paused ? "paused" : "failing",
                                     .paused = paused,
                                     .next_run = {},
                                     .last_success = "2026-06-30T22:45:00Z",
                                     .last_error = "<b>no</b> answer",
                                     .last_error_at = "2026-07-01T04:45:00Z",
                                     .failures = 2}};
  }
  Result<std::vector<HarvestShown>> harvests() override {
    return std::vector<HarvestShown>{{"oai-pmh https://b.example/oai", "", "<i>gone</i>", "2026-07-01"}};
  }
  Result<void> set_source_paused(std::string_view name, bool wanted) override {
    if (name != "arxiv") return Error(ErrorCode::kNotFound, "no source is called so");
    paused = wanted;
    return {};
  }
  std::vector<SettingShown> settings() override {
    return {{"server.public_url", "", true, "where readers find the server"}};
  }
  DiskUse disk() override { return {{{"record", 1536}}, std::uint64_t{20} << 30}; }
  Result<std::vector<FollowerShown>> followers() override {
    return std::vector<FollowerShown>{{"lexical", "behind", 3, 12}};
  }

  bool paused = false;
};

class AdminTest : public ReadersTest {
 protected:
  AdminTest() {
    site_.account_rules.second_factor = papers::SecondFactorRule::kOptional;
    site_.administration = &administration_;
    site_.version = "1.2.3";
    cookie_ = sign_up("mina");
    set_role("mina", Role::kAdmin);
    jun_ = sign_up("jun");
  }
  void set_role(const std::string& name, Role role) {
    store::Account changed = account(name);
    changed.role = role;
    act([&](store::Transaction& transaction) {
      ASSERT_TRUE(store::AccountChanges(transaction).replace(changed).ok());
    });
  }
  http::Response send(const std::string& path, const std::string& form) {
    return post("/admin" + path, "form_key=" + form_key(cookie_) + "&" + form, cookie_);
  }

  FakeAdministration administration_;
  std::string cookie_;
  std::string jun_;
};

TEST_F(AdminTest, PagesAreForAdminsAlone) {
  for (const char* path :
       {"/admin", "/admin/readers", "/admin/readers/jun", "/admin/sources", "/admin/settings"}) {
    EXPECT_EQ(get(path, cookie_).status, 200) << path;
    EXPECT_EQ(get(path, jun_).status, 403) << path;
    EXPECT_EQ(get(path).status, 302) << path;
    set_role("jun", Role::kModerator);
    EXPECT_EQ(get(path, jun_).status, 403) << path;
    set_role("jun", Role::kReader);
  }
  EXPECT_THAT(get("/papers", cookie_).body, HasSubstr("href=\"/admin\""));
  EXPECT_THAT(get("/papers", jun_).body, Not(HasSubstr("href=\"/admin\"")));
}

TEST_F(AdminTest, TheOverviewTellsHowItIsDoing) {
  EXPECT_THAT(get("/admin", cookie_).body,
              AllOf(HasSubstr("1.2.3"), HasSubstr("3 revisions behind"), HasSubstr("1.5 KiB"),
                    HasSubstr("20 GiB"), HasSubstr("<th scope=\"row\">Readers</th><td>2</td>")));
}

TEST_F(AdminTest, SourcesArePausedAndResumed) {
  const std::string page = get("/admin/sources", cookie_).body;
  EXPECT_THAT(page, AllOf(HasSubstr("&lt;b&gt;no&lt;/b&gt; answer"), HasSubstr("2 failures in a row"),
                          HasSubstr("never complete; failed 2026-07-01: &lt;i&gt;gone&lt;/i&gt;"),
                          HasSubstr("value=\"pause\"")));
  EXPECT_THAT(send("/sources/arxiv", "act=pause").body,
              AllOf(HasSubstr("arxiv is paused."), HasSubstr("value=\"resume\"")));
  EXPECT_TRUE(administration_.paused);
  EXPECT_EQ(send("/sources/arxiv", "act=resume").status, 200);
  EXPECT_FALSE(administration_.paused);
  EXPECT_EQ(send("/sources/arxiv", "act=burn").status, 400);
  EXPECT_EQ(send("/sources/other", "act=pause").status, 404);
}

TEST_F(AdminTest, ReadersAreFoundByName) {
  EXPECT_THAT(get("/admin/readers?q=J", cookie_).body,
              AllOf(HasSubstr("/admin/readers/jun"), Not(HasSubstr("/admin/readers/mina"))));
  for (int i = 0; i < 60; ++i) {
    act([&](store::Transaction& transaction) {
      ASSERT_TRUE(
          papers::add_account(
              transaction,
              {.name = "r-" + std::to_string(100 + i), .fullname = "", .address = "", .password = "x"},
              clock_.now())
              .ok());
    });
  }
  const std::string first = get("/admin/readers?q=r", cookie_).body;
  EXPECT_THAT(first, AllOf(HasSubstr(">r-149<"), Not(HasSubstr(">r-150<")), HasSubstr("after=r-149")));
  EXPECT_THAT(get("/admin/readers?q=r&after=r-149", cookie_).body,
              AllOf(HasSubstr(">r-150<"), Not(HasSubstr(">r-149<"))));
  EXPECT_EQ(get("/admin/readers/nobody", cookie_).status, 404);
}

TEST_F(AdminTest, AReaderIsGivenARoleBannedAndLetIn) {
  EXPECT_EQ(send("/readers/jun", "act=role&role=moderator").status, 200);
  EXPECT_EQ(account("jun").role, Role::kModerator);
  EXPECT_EQ(send("/readers/jun", "act=role&role=emperor").status, 400);
  EXPECT_EQ(send("/readers/jun", "act=ban").status, 200);
  EXPECT_TRUE(account("jun").banned_at);
  EXPECT_EQ(get("/settings", jun_).status, 302);
  EXPECT_THAT(get("/admin/readers/jun", cookie_).body, HasSubstr("Take the ban back"));
  EXPECT_EQ(send("/readers/jun", "act=unban").status, 200);
  EXPECT_FALSE(account("jun").banned_at);
  EXPECT_EQ(send("/readers/jun", "act=confirm").status, 200);
  EXPECT_TRUE(account("jun").confirmed_at);
  const std::string again = cookie_of(post("/login", login("jun", kPassword)));
  EXPECT_EQ(send("/readers/jun", "act=logout").status, 200);
  EXPECT_EQ(get("/settings", again).status, 302);
  EXPECT_EQ(send("/readers/jun", "act=frobnicate").status, 400);
  EXPECT_EQ(send("/readers/nobody", "act=ban").status, 404);
}

TEST_F(AdminTest, NobodyLocksThemselvesOut) {
  EXPECT_EQ(send("/readers/mina", "act=role&role=reader").status, 400);
  EXPECT_EQ(send("/readers/mina", "act=ban").status, 400);
  EXPECT_EQ(account("mina").role, Role::kAdmin);
  EXPECT_FALSE(account("mina").banned_at);
}

TEST_F(AdminTest, LinksAreShownOnceAndOpenWhatTheySay) {
  const std::string invited = send("/invitations", "x=").body;
  const std::string mark = kHost + std::string("/signup?invitation=");
  std::size_t at = invited.find(mark);
  ASSERT_NE(at, std::string::npos) << invited;
  site_.account_rules.sign_up = papers::SignUp::kInvitation;
  EXPECT_EQ(post("/signup", "name=kim&address=k%40a.bc&password=" + percent_encode(kPassword) +
                                "&invitation=" + invited.substr(at + mark.size(), 64))
                .status,
            303);
  const std::string reset = send("/readers/jun", "act=reset").body;
  const std::string reset_mark = kHost + std::string("/reset?code=");
  at = reset.find(reset_mark);
  ASSERT_NE(at, std::string::npos) << reset;
  EXPECT_EQ(
      post("/reset", "password=a+better+password&code=" + reset.substr(at + reset_mark.size(), 64)).status,
      200);
}

TEST_F(AdminTest, SettingsAreShown) {
  EXPECT_THAT(get("/admin/settings", cookie_).body,
              AllOf(HasSubstr("server.public_url"), HasSubstr("(none)"), HasSubstr("default")));
}

TEST_F(AdminTest, WithoutAnAdministrationThereIsNothing) {
  site_.administration = nullptr;
  for (const char* path : {"/admin", "/admin/sources", "/admin/settings"})
    EXPECT_EQ(get(path, cookie_).status, 404) << path;
}

}  // namespace
}  // namespace broadsheet::web
