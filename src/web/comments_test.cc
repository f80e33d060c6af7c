// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Comments as programs and browsers meet them: the API's shapes, and who may do what.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "papers/accounts.h"
#include "web/answer_cache.h"
#include "web/limits.h"
#include "web/readers_testing.h"

namespace broadsheet::web {
namespace {

using store::Role;
using store::Scope;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class CommentsTest : public ReadersTest {
 protected:
  CommentsTest() {
    site_.answers = &answers_;
    mina_cookie_ = sign_up("mina");
    sign_up("jun");
    mina_ = token_of("mina", Scope::kWrite);
    jun_ = token_of("jun", Scope::kWrite);
  }

  void set_role(const std::string& name, Role role) {
    store::Account changed = account(name);
    changed.role = role;
    act([&](store::Transaction& transaction) {
      ASSERT_TRUE(store::AccountChanges(transaction).replace(changed).ok());
    });
  }
  std::string say(const std::string& token, const std::string& words, const std::string& parent = "") {
    const std::string path = parent.empty() ? "/comment" : "/comment/" + parent + "/reply";
    const http::Response response =
        by_token("POST", kPaper + path, token, "{\"comment\": \"" + words + "\"}");
    EXPECT_EQ(response.status, 201) << response.body;
    return at(response, "/newMessage/id");
  }
  http::Response on(const std::string& token, const std::string& id, const std::string& what,
                    const std::string& body = "{}") {
    return by_token("POST", kPaper + "/comment/" + id + "/" + what, token, body);
  }

  std::string page() { return std::string(get("/papers/2607.00001").content()); }

  const std::string kPaper = "/api/papers/2607.00001";
  AnswerCache answers_;
  std::string mina_cookie_, mina_, jun_;
};

TEST_F(CommentsTest, HaveTheShapeOfThePublicApi) {
  const http::Response made =
      by_token("POST", kPaper + "/comment", mina_, R"({"comment": "Nice *result*, @jun."})");
  ASSERT_EQ(made.status, 201);
  const std::string data = "/newMessage/data";
  EXPECT_EQ(at(made, "/newMessage/type"), "comment");
  EXPECT_EQ(at(made, "/newMessage/author/name"), "mina");
  EXPECT_EQ(at(made, "/newMessage/createdAt"), "2026-07-01T12:00:00.000Z");
  EXPECT_EQ(at(made, data + "/latest/raw"), "Nice *result*, @jun.");
  EXPECT_EQ(at(made, data + "/latest/html"),
            "<p>Nice <em>result</em>, <a href=\"/users/jun\">@jun</a>.</p>\n");
  EXPECT_EQ(at(made, data + "/edited"), "false");
  EXPECT_EQ(at(made, data + "/byProgram"), "true");
  EXPECT_EQ(at(made, data + "/editors/0"), "mina");
  const std::string id = at(made, "/newMessage/id");
  EXPECT_EQ(id.size(), 24U);
  const std::string reply = say(jun_, "Thanks", id);

  const http::Response paper = ask(kPaper + "?field=comments");
  EXPECT_EQ(at(paper, "/numComments"), "2");
  EXPECT_EQ(at(paper, "/comments/1/id"), reply);
  EXPECT_EQ(at(paper, "/comments/1/data/parentCommentId"), id);
  EXPECT_EQ(at(ask(kPaper), "/comments"), "");
  const http::Response list = ask(kPaper + "/comments");
  EXPECT_EQ(at(list, "/0/id"), id);
  EXPECT_EQ(at(by_token("GET", "/api/notifications", jun_), "/count/unread"), "1");
  EXPECT_EQ(at(by_token("GET", "/api/notifications", jun_), "/notifications/0/reason"), "mention");
  EXPECT_EQ(at(by_token("GET", "/api/notifications", mina_), "/notifications/0/reason"), "reply");
  EXPECT_EQ(at(by_token("POST", "/api/notifications/mark-as-read", mina_), "/count/unread"), "0");
}

TEST_F(CommentsTest, WhatChangesIsNewInEveryAnswerAtOnce) {
  const std::string id = say(mina_, "First words");
  EXPECT_THAT(page(), HasSubstr("First words"));
  EXPECT_EQ(on(jun_, id, "reaction", R"({"reaction": "rocket"})").status, 200);
  EXPECT_THAT(page(), HasSubstr("rocket: jun"));
  EXPECT_EQ(on(mina_, id, "edit", R"({"comment": "Second words"})").status, 200);
  EXPECT_THAT(page(), AllOf(HasSubstr("Second words"), Not(HasSubstr("First words"))));
  EXPECT_EQ(at(ask(kPaper + "/comments"), "/0/data/numEdits"), "1");
  EXPECT_EQ(by_token("DELETE", kPaper + "/comment/" + id + "/reaction/rocket", jun_).status, 200);
  EXPECT_THAT(page(), Not(HasSubstr("rocket: jun")));
  EXPECT_EQ(by_token("DELETE", kPaper + "/comment/" + id, mina_).status, 200);
  EXPECT_THAT(page(), Not(HasSubstr("Second words")));
  EXPECT_EQ(at(ask(kPaper + "/comments"), "/0/data/deleted"), "true");
}

TEST_F(CommentsTest, EachMayDoWhatIsTheirsAndNothingElse) {
  const std::string id = say(mina_, "Mine");
  const std::string reads = token_of("mina", Scope::kRead);
  EXPECT_EQ(by_token("POST", kPaper + "/comment", reads, R"({"comment": "x"})").status, 403);
  EXPECT_EQ(ask(kPaper + "/comment", kHost, "POST", {}, R"({"comment": "x"})").status, 401);
  EXPECT_EQ(on(jun_, id, "edit", R"({"comment": "Not mine"})").status, 403);
  EXPECT_EQ(by_token("DELETE", kPaper + "/comment/" + id, jun_).status, 403);
  EXPECT_EQ(on(jun_, id, "hide", R"({"reason": "Spam"})").status, 403);
  set_role("jun", Role::kModerator);
  EXPECT_EQ(on(jun_, id, "hide", R"({"reason": "Spam"})").status, 403);  // of a token that writes
  const std::string moderates = token_of("jun", Scope::kAdmin);
  EXPECT_EQ(on(moderates, id, "hide", R"({"reason": "Boring"})").status, 400);
  EXPECT_EQ(on(moderates, id, "hide", R"({"reason": "Spam"})").status, 200);
  EXPECT_EQ(on(mina_, id, "edit", R"({"comment": "Again"})").status, 403);
  EXPECT_EQ(on(mina_, id, "reaction", R"({"reaction": "heart"})").status, 400);
  EXPECT_EQ(on(moderates, id, "edit", R"({"comment": "Hers"})").status, 403);
}

TEST_F(CommentsTest, WhatIsHiddenIsInNoAnswerForOthers) {
  const std::string id = say(mina_, "Unspeakable");
  set_role("jun", Role::kModerator);
  const std::string moderates = token_of("jun", Scope::kAdmin);
  EXPECT_EQ(on(mina_, id, "report", R"({"reason": "Abuse", "words": "it is mine"})").status, 200);
  EXPECT_EQ(on(moderates, id, "hide", R"({"reason": "Off-Topic"})").status, 200);
  for (const std::string path :
       {"/papers/2607.00001", "/comments", "/comments.atom", "/papers/2607.00001/comments.json",
        "/users/mina", "/moderation", "/api/papers/2607.00001/comments",
        "/api/papers/2607.00001?field=comments", "/api/moderation/log", "/papers/2607.00001.md"}) {
    const http::Response response = ask(path);
    EXPECT_EQ(response.status, 200) << path;
    EXPECT_THAT(std::string(response.content()), Not(HasSubstr("Unspeakable"))) << path;
    EXPECT_THAT(std::string(response.content()), Not(HasSubstr("it is mine"))) << path;
  }
  EXPECT_THAT(std::string(get("/comments/" + id).content()), Not(HasSubstr("Unspeakable")));
  EXPECT_THAT(page(), HasSubstr("Hidden by jun: Off-Topic."));
  EXPECT_EQ(at(ask(kPaper + "/comments"), "/0/data/hiddenBy"), "jun");
  EXPECT_EQ(at(ask("/api/moderation/log"), "/0/act"), "hide_comment");
  EXPECT_EQ(at(ask("/api/moderation/log"), "/0/detail"), "Off-Topic");
  EXPECT_EQ(on(moderates, id, "show").status, 200);
  EXPECT_THAT(page(), HasSubstr("Unspeakable"));
}

TEST_F(CommentsTest, APageHasSomeThreadsAndWhoWritesIsLedToTheirs) {
  const std::string first = say(mina_, "Word 0.");
  for (std::size_t i = 1; i <= kThreadsOnPage; ++i) say(mina_, "Word " + std::to_string(i) + ".");
  const std::string last = "Word " + std::to_string(kThreadsOnPage) + ".";
  EXPECT_THAT(page(), AllOf(HasSubstr("Word 0."), Not(HasSubstr(last))));
  EXPECT_THAT(std::string(get("/papers/2607.00001?threads=1").content()),
              AllOf(HasSubstr(last), Not(HasSubstr("Word 0."))));
  const std::string key = "form_key=" + form_key(mina_cookie_);
  const http::Response said = post("/papers/2607.00001/comment", key + "&comment=New", mina_cookie_);
  EXPECT_THAT(header_of(said, "Location"), HasSubstr("?threads=1#comment-"));
  // A reply is where its thread is.
  const http::Response reply =
      post("/papers/2607.00001/comment", key + "&comment=Late&parent=" + first, mina_cookie_);
  EXPECT_THAT(header_of(reply, "Location"), Not(HasSubstr("threads=")));
  EXPECT_THAT(page(), HasSubstr("Late"));
}

TEST_F(CommentsTest, FeedsHaveWhatIsSaid) {
  say(mina_, "A word & more");
  EXPECT_THAT(
      std::string(ask("/comments.atom").content()),
      AllOf(HasSubstr("A word &amp; more"), HasSubstr("<name>mina</name>"), HasSubstr("Small tides")));
  EXPECT_THAT(std::string(ask("/papers/2607.00001/comments.rss").content()), HasSubstr("A word"));
  EXPECT_EQ(at(ask("/papers/2607.00001/comments.json"), "/items/0/authors/0/name"), "mina");
  EXPECT_EQ(ask("/comments.bib").status, 404);
  EXPECT_EQ(header_of(ask("/papers/2607.00001/comments"), "Location"), "/papers/2607.00001#discussion");
}

TEST_F(CommentsTest, ModeratorsAreShownHowAccountsVote) {
  const std::string cookie = sign_up("ada");
  EXPECT_EQ(get("/moderation/rings", cookie).status, 403);
  set_role("ada", Role::kModerator);
  EXPECT_THAT(std::string(get("/moderation/rings", cookie).content()), HasSubstr("Nobody does."));
}

TEST_F(CommentsTest, AuthorsAreClaimedAsThePublicApiHasIt) {
  put("arxiv:2607.00002", "Claimed tides", "2026-07-01", [](store::PaperView& paper) {
    paper.authors = {"Mina Okafor", "Jun Roh"};
  });
  const std::string author = at(ask("/api/papers/2607.00002"), "/authors/0/_id");
  const auto claim = [&](const std::string& token, const std::string& paper, const std::string& id) {
    return by_token("POST", "/api/settings/papers/claim", token,
                    "{\"paperId\": \"" + paper + "\", \"claimAuthorId\": \"" + id + "\"}");
  };
  EXPECT_EQ(claim(mina_, "2607.00002", "0123456789abcdef01234567").status, 400);
  EXPECT_EQ(claim(mina_, "2607.99999", author).status, 404);
  const http::Response made = claim(mina_, "2607.00002", author);
  EXPECT_EQ(made.body, R"({"ok":true,"claimedPaperId":"2607.00002"})");
  set_role("jun", Role::kModerator);
  const std::string moderates = token_of("jun", Scope::kAdmin);
  EXPECT_EQ(by_token("GET", "/api/moderation/claims", mina_).status, 403);
  const http::Response waiting = by_token("GET", "/api/moderation/claims", moderates);
  EXPECT_EQ(at(waiting, "/0/author"), "Mina Okafor");
  const std::string path = "/api/moderation/claims/" + at(waiting, "/0/claim");
  EXPECT_EQ(by_token("POST", path, moderates, R"({"decision": "perhaps"})").status, 400);
  EXPECT_EQ(by_token("POST", path, mina_, R"({"decision": "accept"})").status, 403);
  EXPECT_EQ(by_token("POST", "/api/moderation/claims/x", moderates, R"({"decision": "accept"})").status, 400);
  EXPECT_EQ(by_token("POST", "/api/moderation/claims/99", moderates, R"({"decision": "accept"})").status,
            404);
  EXPECT_EQ(std::string(by_token("POST", path, moderates, R"({"decision": "accept"})").content()), "[]");
  const http::Response paper = ask("/api/papers/2607.00002");
  EXPECT_EQ(at(paper, "/authors/0/status"), "claimed_verified");
  EXPECT_EQ(at(paper, "/authors/0/user/name"), "mina");
  EXPECT_EQ(at(paper, "/authors/1/status"), "");
  EXPECT_THAT(std::string(get("/papers/2607.00002").content()), HasSubstr("href=\"/users/mina\""));
  EXPECT_THAT(std::string(get("/users/mina").content()), HasSubstr("Claimed tides"));
  EXPECT_EQ(at(by_token("GET", "/api/notifications", mina_), "/notifications/0/reason"), "claim_accepted");
}

TEST_F(CommentsTest, BadBodiesAndIdsAreRefusedWithAReason) {
  for (const char* body :
       {"", "{}", "[]", R"({"comment": ""})", R"({"comment": null})", "{\"comment\": \"\xff\"}"}) {
    const http::Response response = by_token("POST", kPaper + "/comment", mina_, body);
    EXPECT_EQ(response.status, 400) << body;
  }
  EXPECT_EQ(
      by_token("POST", kPaper + "/comment", mina_, "{\"comment\": \"" + std::string(17'000, 'a') + "\"}")
          .status,
      400);
  EXPECT_EQ(by_token("POST", "/api/papers/2607.99999/comment", mina_, R"({"comment": "x"})").status, 404);
  EXPECT_EQ(on(mina_, "0123456789abcdef01234567", "reply", R"({"comment": "x"})").status, 404);
  EXPECT_EQ(get("/comments/no-such").status, 404);
  EXPECT_EQ(get("/comments?before=x").status, 400);
}

}  // namespace
}  // namespace broadsheet::web
