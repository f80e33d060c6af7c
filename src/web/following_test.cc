// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What is followed as browsers and programs meet it, and private feeds. The papers that it brings need an
// index: tests/browser/test_following.py.

#include "papers/following.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "papers/commenting.h"
#include "papers/library.h"
#include "papers/telling.h"
#include "store/follows.h"
#include "store/notices.h"
#include "web/readers_testing.h"

namespace broadsheet::web {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kTides = "/papers/2607.00001";

class FollowingPagesTest : public ReadersTest {
 protected:
  FollowingPagesTest() : mina_(sign_up("mina")), jun_(sign_up("jun")) {
    for (const char* name : {"mina", "jun"})
      (name[0] == 'm' ? mina_token_ : jun_token_) = token_of(name, store::Scope::kWrite);
  }

  http::Response send(const std::string& target, const std::string& form, const std::string& cookie) {
    return post(target, form + "&form_key=" + form_key(cookie), cookie);
  }
  std::vector<store::Follow> follows(const std::string& name) {
    return store::Follows(backend_->record()).follows_of(account(name).number).value();
  }
  // Makes one, and gives its address without a suffix.
  std::string make_feed(const std::string& list, const std::string& follow = "") {
    const std::string made =
        send("/settings/feeds", "act=make&list=" + list + "&follow=" + follow, mina_).body;
    const std::size_t at = made.find("/private/");
    return at == std::string::npos ? "" : made.substr(at, 9 + 64);
  }

  std::string mina_, jun_;
  std::string mina_token_, jun_token_;
};

TEST_F(FollowingPagesTest, APaperIsFollowedByAButtonAndFollowedNoMore) {
  EXPECT_THAT(get(kTides, mina_).body, HasSubstr("+ Follow"));
  EXPECT_THAT(browse(kTides).body, Not(HasSubstr("+ Follow")));
  const http::Response followed = send("/following", "act=follow&kind=paper&target=2607.00001", mina_);
  EXPECT_EQ(followed.status, 303);
  EXPECT_EQ(header_of(followed, "Location"), kTides);
  EXPECT_THAT(get(kTides, mina_).body, AllOf(HasSubstr("✓ Following"), Not(HasSubstr("+ Follow"))));
  EXPECT_THAT(get(kTides, jun_).body, HasSubstr("+ Follow"));
  EXPECT_THAT(get("/following", mina_).body,
              AllOf(HasSubstr("What you follow: 1"), HasSubstr("Small tides")));
  send("/following", "act=unfollow&kind=paper&target=2607.00001", mina_);
  EXPECT_THAT(get(kTides, mina_).body, HasSubstr("+ Follow"));
  EXPECT_THAT(get("/following", mina_).body, HasSubstr("Nothing yet"));
}

TEST_F(FollowingPagesTest, AMergedPaperIsFollowedNoMoreUnderAnyOfItsIds) {
  put("arxiv:2607.00002", "Small tides, again", "2026-07-01");
  for (const char* id : {"2607.00001", "2607.00002"})
    send("/following", std::string("act=follow&kind=paper&target=") + id, mina_);
  act([&](store::Transaction& transaction) {
    const auto other = backend_->record().identity_by_id("arxiv:2607.00002").value();
    const PaperNumber paper = *backend_->record().number_of("arxiv:2607.00001").value();
    ASSERT_TRUE(transaction.set_paper_of(other->number, paper).ok());
  });
  EXPECT_EQ(follows("mina").size(), 2U);
  send("/following", "act=unfollow&kind=paper&target=2607.00001", mina_);
  EXPECT_TRUE(follows("mina").empty());
}

TEST_F(FollowingPagesTest, EveryKindLeadsToItsPage) {
  const std::pair<const char*, const char*> kinds[] = {
      {"kind=author&target=Mina+Okafor", "/authors/Mina%20Okafor"},
      {"kind=keyword&target=small+tides", "/papers?q=%22small%20tides%22"},
      {"kind=category&target=cs.ai%2Bcs.LG", "/categories/cs.AI+cs.LG"},
      {"kind=organization&target=Tide+Lab", "/organizations/Tide%20Lab"},
      {"kind=venue&target=ACL", "/venues/ACL"},
      {"kind=search&target=tides+-waves", "/papers?q=tides%20-waves"},
  };
  for (const auto& [form, path] : kinds) {
    const http::Response followed = send("/following", std::string("act=follow&") + form, mina_);
    EXPECT_EQ(followed.status, 303) << form << followed.body;
    EXPECT_EQ(header_of(followed, "Location"), path);
  }
  EXPECT_EQ(follows("mina").size(), 6U);
  const std::string page = get("/following", mina_).body;
  EXPECT_THAT(page, AllOf(HasSubstr("What you follow: 6"), HasSubstr("href=\"/authors/Mina%20Okafor\"")));
  for (const char* bad : {"kind=person&target=mina", "kind=category&target=no+expression",
                          "kind=author&target=", "kind=paper&target=2607.99999"}) {
    EXPECT_GE(send("/following", std::string("act=follow&") + bad, mina_).status, 400) << bad;
  }
  EXPECT_EQ(follows("mina").size(), 6U);
}

TEST_F(FollowingPagesTest, NobodyTouchesWhatOthersFollow) {
  send("/following", "act=follow&kind=keyword&target=tides", mina_);
  const std::string number = std::to_string(follows("mina").front().number.value());
  EXPECT_EQ(send("/following", "follow=" + number, jun_).status, 404);
  EXPECT_EQ(by_token("DELETE", "/api/following/" + number, jun_token_).status, 404);
  EXPECT_EQ(send("/settings/feeds", "act=make&list=follow&follow=" + number, jun_).status, 404);
  EXPECT_EQ(follows("mina").size(), 1U);
  EXPECT_EQ(send("/following", "follow=" + number, mina_).status, 303);
  EXPECT_TRUE(follows("mina").empty());
}

TEST_F(FollowingPagesTest, ProgramsFollowByTheApi) {
  const http::Response made =
      by_token("POST", "/api/following", mina_token_, R"({"kind":"keyword","target":" small  tides "})");
  EXPECT_EQ(made.status, 200) << made.body;
  EXPECT_THAT(made.body, AllOf(HasSubstr(R"("kind":"keyword","target":"small tides")"),
                               HasSubstr(R"("byProgram":true)")));
  by_token("POST", "/api/following", mina_token_, R"({"kind":"paper","target":"2607.00001"})");
  EXPECT_THAT(by_token("GET", "/api/following", mina_token_).body,
              AllOf(HasSubstr(R"("target":"small tides")"),
                    HasSubstr(R"("target":"2607.00001","title":"Small tides")")));
  EXPECT_EQ(by_token("GET", "/api/following", jun_token_).body, "[]");
  EXPECT_EQ(by_token("GET", "/api/followed-papers", mina_token_).body, "[]");
  const std::string number = std::to_string(follows("mina").front().number.value());
  EXPECT_THAT(by_token("DELETE", "/api/following/" + number, mina_token_).body,
              Not(HasSubstr("small tides")));
  EXPECT_EQ(ask("/api/following").status, 401);
  EXPECT_EQ(by_token("POST", "/api/following", token_of("mina", store::Scope::kRead),
                     R"({"kind":"keyword","target":"a"})")
                .status,
            403);
}

TEST_F(FollowingPagesTest, ProgramsWatchByTheNamesOfThePublicApi) {
  const auto watch = [&](const std::string& body) {
    return by_token("PATCH", "/api/settings/watch", mina_token_, body);
  };
  EXPECT_EQ(watch("{}").body, R"({"watched":[]})");
  send("/following", "act=follow&kind=keyword&target=tides", mina_);
  EXPECT_EQ(watch(R"({"add":[{"id":"Tide Lab","type":"org"},{"type":"user","id":"Mina Okafor"},)"
                  R"({"id":"2607.00001","type":"paper"}],"delete":[]})")
                .body,
            R"({"watched":[{"id":"Tide Lab","type":"org"},{"id":"Mina Okafor","type":"user"},)"
            R"({"id":"2607.00001","type":"paper"}]})");
  EXPECT_EQ(follows("mina").size(), 4U);
  // Again, and what is not followed, changes nothing.
  EXPECT_EQ(watch(R"({"add":[{"id":"Tide Lab","type":"org"}],"delete":[{"id":"Nobody","type":"user"},)"
                  R"({"id":"2607.99999","type":"paper"},{"id":"","type":"org"}]})")
                .status,
            200);
  EXPECT_EQ(follows("mina").size(), 4U);
  EXPECT_EQ(watch(R"({"delete":[{"id":"Tide Lab","type":"org"},{"id":"arxiv:2607.00001","type":"paper"}],)"
                  R"("add":[{"id":"Jun Roh","type":"user"}]})")
                .body,
            R"({"watched":[{"id":"Mina Okafor","type":"user"},{"id":"Jun Roh","type":"user"}]})");
  EXPECT_TRUE(follows("jun").empty());
}

TEST_F(FollowingPagesTest, WhatIsWatchedIsAllDoneOrNothing) {
  const auto status = [&](const std::string& body) {
    return by_token("PATCH", "/api/settings/watch", mina_token_, body).status;
  };
  const std::string good = R"({"id":"Tide Lab","type":"org"},)";
  const std::pair<const char*, int> refused[] = {
      {R"({"id":"a/b","type":"repo"})", 400},
      {R"({"id":"a","type":"collection"})", 400},
      {R"({"id":"2607.99999","type":"paper"})", 404},
      {R"({"id":"","type":"user"})", 400},
      {R"({"id":"a"})", 400},
      {R"({"type":"user"})", 400},
      {R"("Mina Okafor")", 400},
      {R"({"id":"a"},{"id":"b","type":"org"},{"type":"user"})", 400},
      {R"({"id":["a","b"],"type":"org"})", 400},
  };
  for (const auto& [entry, answer] : refused) {
    EXPECT_EQ(status("{\"add\":[" + good + entry + "]}"), answer) << entry;
    EXPECT_TRUE(follows("mina").empty()) << entry;
  }
  EXPECT_EQ(status("{\"add\":[" + good + good + R"({"id":"a","type":"org"}],"delete":[{"id":"b"}]})"), 400);
  EXPECT_THAT(
      by_token("PATCH", "/api/settings/watch", mina_token_, R"({"add":[{"id":"a","type":"repo"}]})").body,
      HasSubstr("there are no repositories here: follow a paper with the type paper"));
  std::string many;
  for (std::size_t i = 0; i <= papers::kFollowsMax; ++i)
    many += (i == 0 ? "" : ",") + ("{\"id\":\"" + std::to_string(i)) + "\",\"type\":\"org\"}";
  EXPECT_EQ(status("{\"add\":[" + many + "]}"), 400);
  EXPECT_TRUE(follows("mina").empty());
  many.erase(many.rfind(",{"));
  EXPECT_EQ(status("{\"add\":[" + many + "]}"), 200);
  EXPECT_EQ(status(R"({"add":[{"id":"one more","type":"user"}]})"), 400);
  // What goes makes room for what comes.
  EXPECT_EQ(status(R"({"add":[{"id":"one more","type":"user"}],"delete":[{"id":"7","type":"org"}]})"), 200);
  EXPECT_EQ(follows("mina").size(), papers::kFollowsMax);
}

TEST_F(FollowingPagesTest, APrivateFeedIsReadByWhoHasItsAddress) {
  act([&](store::Transaction& transaction) {
    const PaperNumber paper = *backend_->record().number_of("arxiv:2607.00001").value();
    ASSERT_TRUE(papers::save(backend_->record(), transaction, {account("mina").number}, paper,
                             {.note = "secret"}, clock_.now())
                    .ok());
  });
  const std::string path = make_feed("library");
  ASSERT_NE(path, "");
  for (const char* suffix : {".atom", ".rss", ".json"}) {
    const http::Response feed = ask(path + suffix);
    EXPECT_EQ(feed.status, 200) << suffix;
    EXPECT_THAT(feed.body, AllOf(HasSubstr("Small tides"), Not(HasSubstr("secret")))) << suffix;
    EXPECT_EQ(header_of(feed, "Cache-Control"), "private, no-store");
    EXPECT_EQ(header_of(feed, "Link"), "");
  }
  EXPECT_EQ(ask(path).status, 404);
  EXPECT_EQ(ask("/private/" + std::string(64, '0') + ".atom").status, 404);
  // It is shown once, and the record has no more than its hash.
  EXPECT_THAT(get("/settings/feeds", mina_).body,
              AllOf(HasSubstr("There is one since"), Not(HasSubstr(path))));
  send("/settings/feeds", "act=revoke&list=library", mina_);
  EXPECT_EQ(ask(path + ".atom").status, 404);
}

TEST_F(FollowingPagesTest, TheFeedOfAPaperHasWhatIsNewAboutIt) {
  send("/following", "act=follow&kind=paper&target=2607.00001", mina_);
  act([&](store::Transaction& transaction) {
    text::Typesetter typesetter;
    const PaperNumber paper = *backend_->record().number_of("arxiv:2607.00001").value();
    ASSERT_TRUE(papers::add_comment(backend_->record(), transaction, paper, "",
                                    papers::comment_text("What harbours?", typesetter).value(),
                                    {account("jun").number}, clock_.now())
                    .ok());
  });
  const std::string number = std::to_string(follows("mina").front().number.value());
  const std::string of_paper = make_feed("follow", number);
  ASSERT_NE(of_paper, "");
  EXPECT_THAT(ask(of_paper + ".atom").body,
              AllOf(HasSubstr("<title>Broadsheet: Small tides</title>"), HasSubstr("What harbours?")));
  EXPECT_THAT(ask(make_feed("following") + ".json").body,
              AllOf(HasSubstr("followed by mina"), HasSubstr("What harbours?")));
  EXPECT_THAT(get("/notifications", mina_).body, HasSubstr("commented"));
  // What is followed no more is nowhere any more.
  send("/following", "follow=" + number, mina_);
  EXPECT_EQ(ask(of_paper + ".atom").status, 404);
}

TEST_F(FollowingPagesTest, ANewVersionIsToldWithoutAPerson) {
  act([&](store::Transaction& transaction) {
    const auto identity = backend_->record().identity_by_id("arxiv:2607.00001").value();
    ASSERT_TRUE(store::NoticeChanges(transaction)
                    .add({.number = {},
                          .account = account("mina").number,
                          .kind = store::NoticeKind::kVersion,
                          .actor = {},
                          .comment = {},
                          .identity = identity->number,
                          .made_at = clock_.now()},
                         papers::kNoticesKept)
                    .ok());
  });
  EXPECT_THAT(get("/notifications", mina_).body,
              AllOf(HasSubstr("A new version"), Not(HasSubstr("The operator"))));
  EXPECT_THAT(by_token("GET", "/api/notifications", mina_token_).body,
              AllOf(HasSubstr("\"new_version\""), Not(HasSubstr("The operator"))));
}

}  // namespace
}  // namespace broadsheet::web
