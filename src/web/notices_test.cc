// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// /api/notifications as clients of the public API meet it: its shape, what the parameters choose, and what is
// marked and forgotten.

#include "store/notices.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <utility>

#include "papers/paper_body.h"
#include "papers/telling.h"
#include "web/limits.h"
#include "web/readers_testing.h"

namespace broadsheet::web {
namespace {

using store::NoticeKind;

constexpr const char* kList = "/api/notifications";
constexpr const char* kMark = "/api/notifications/mark-as-read";
constexpr const char* kSmall = "2607.00001";
constexpr const char* kSpring = "2607.00002";

class NoticesTest : public ReadersTest {
 protected:
  NoticesTest() {
    put("arxiv:2607.00002", "Spring tides", "2026-07-01");
    sign_up("mina");
    sign_up("jun");
    mina_ = token_of("mina", store::Scope::kWrite);
    jun_ = token_of("jun", store::Scope::kWrite);
  }

  // Tells mina something of a paper that is not about a comment.
  void tell(NoticeKind kind, const std::string& id) {
    act([&](store::Transaction& transaction) {
      const auto paper = backend_->record().paper_by_id("arxiv:" + id).value();
      ASSERT_TRUE(papers::tell_of_paper(backend_->record(), transaction, account("mina").number, kind, *paper,
                                        clock_.now())
                      .ok());
    });
  }
  // Jun says something on a paper, of which the comment's id is the answer.
  std::string say(const std::string& id, const std::string& words) {
    const http::Response made =
        by_token("POST", "/api/papers/" + id + "/comment", jun_, "{\"comment\": \"" + words + "\"}");
    EXPECT_EQ(made.status, 201) << made.body;
    return at(made, "/newMessage/id");
  }
  // Three, the newest first: a mention on the first paper, a new version of the second and of the first.
  void tell_three() {
    tell(NoticeKind::kVersion, kSmall);
    clock_.advance(std::chrono::minutes(1));
    tell(NoticeKind::kVersion, kSpring);
    clock_.advance(std::chrono::minutes(1));
    comment_ = say(kSmall, "Look, @mina");
  }
  http::Response list(const std::string& query = "") { return by_token("GET", kList + query, mina_); }
  // "view unread all", as the answer counts them.
  static std::string counts(const http::Response& response) {
    return at(response, "/count/view") + " " + at(response, "/count/unread") + " " +
           at(response, "/count/all");
  }
  static std::string discussion(const std::string& id) { return papers::object_id("discussion", id); }
  static std::string named(const std::string& id, const std::string& more = "") {
    return "{\"discussionIds\": [\"" + discussion(id) + "\"]" + more + "}";
  }

  std::string mina_, jun_, comment_;
};

TEST_F(NoticesTest, HaveTheShapeOfThePublicApi) {
  tell_three();
  const http::Response body = list();
  ASSERT_EQ(body.status, 200) << body.body;
  const std::string first = "/notifications/0";
  EXPECT_EQ(at(body, first + "/type"), "paper");
  EXPECT_EQ(at(body, first + "/reason"), "mention");
  EXPECT_EQ(at(body, first + "/updatedAt"), "2026-07-01T12:02:00.000Z");
  EXPECT_EQ(at(body, first + "/read"), "false");
  EXPECT_EQ(at(body, first + "/discussionEventId"), comment_);
  EXPECT_EQ(at(body, first + "/paper/_id"), papers::object_id("paper", kSmall));
  EXPECT_EQ(at(body, first + "/paper/id"), kSmall);
  EXPECT_EQ(at(body, first + "/paper/title"), "Small tides");
  EXPECT_EQ(at(body, first + "/paperDiscussion/id"), discussion(kSmall));
  EXPECT_EQ(at(body, first + "/paperDiscussion/paperId"), papers::object_id("paper", kSmall));
  const std::string who = first + "/paperDiscussion/participating/0";
  EXPECT_EQ(at(body, who + "/_id"), papers::object_id("user", "jun"));
  EXPECT_EQ(at(body, who + "/user"), "jun");
  EXPECT_EQ(at(body, who + "/avatar"), papers::avatar_path("jun"));
  EXPECT_EQ(at(body, who + "/avatarUrl"), papers::avatar_path("jun"));
  EXPECT_EQ(at(body, "/notifications/1/discussionEventId"), "");
  EXPECT_EQ(at(body, "/notifications/1/paperDiscussion/participating"), "[]");
  EXPECT_EQ(counts(body), "3 3 3");
  EXPECT_EQ(at(body, "/start"), "0");
}

TEST_F(NoticesTest, TheParametersChoose) {
  tell_three();
  by_token("POST", kMark, mina_, named(kSpring));
  const std::string small = papers::object_id("paper", kSmall);
  const std::pair<std::string, const char*> cases[] = {
      {"", "3"},
      {"?readStatus=all&mention=all", "3"},
      {"?readStatus=unread", "2"},
      {"?paperId=2607.00001", "2"},
      {"?paperId=arxiv:2607.00002v1", "1"},
      {"?paperId=" + small, "2"},
      {"?paperId=" + small + "&readStatus=unread&mention=mentions", "1"},
      {"?paperId=0123456789abcdef01234567", "0"},
      {"?paperId=2607.99999", "0"},
      {"?paperId=nonsense", "0"},
      {"?mention=mentions", "1"},
      {"?mention=participating", "1"},
      {"?lastUpdate=2026-07-01T12:01:00Z", "2"},
      {"?lastUpdate=2026-07-01T14:01:00.001%2B02:00", "1"},
      {"?lastUpdate=2026-07-02", "0"},
      {"?repoType=model", "0"},
      {"?repoName=a/b", "0"},
      {"?postAuthor=mina", "0"},
      {"?articleId=1", "0"},
      {"?repoType=&paperId=", "3"},
  };
  for (const auto& [query, view] : cases) {
    const http::Response body = list(query);
    EXPECT_EQ(counts(body), std::string(view) + " 2 3") << query << body.body;
    EXPECT_EQ(at(body, "/notifications") == "[]", std::string_view(view) == "0") << query;
  }
  for (const char* bad : {"?p=-1", "?p=x", "?readStatus=read", "?mention=none", "?lastUpdate=yesterday"})
    EXPECT_EQ(list(bad).status, 400) << bad;
}

TEST_F(NoticesTest, WhatIsSaidInADiscussionIsParticipating) {
  by_token("POST", "/api/papers/2607.00001/comment", mina_, R"({"comment": "First"})");
  say(kSmall, "Second");
  tell(NoticeKind::kClaimAccepted, kSmall);
  EXPECT_EQ(at(list("?mention=participating"), "/notifications/0/reason"), "thread");
  EXPECT_EQ(counts(list("?mention=participating")), "1 2 2");
  EXPECT_EQ(counts(list("?mention=mentions")), "0 2 2");
}

TEST_F(NoticesTest, PagesAreOfFifty) {
  for (std::size_t i = 0; i <= kNoticesOnPage; ++i) tell(NoticeKind::kVersion, kSmall);
  const http::Response second = list("?p=1");
  EXPECT_EQ(at(second, "/start"), std::to_string(kNoticesOnPage));
  EXPECT_NE(at(second, "/notifications/0/type"), "");
  EXPECT_EQ(at(second, "/notifications/1"), "");
  EXPECT_EQ(counts(second), "51 51 51");
  EXPECT_EQ(at(list("?p=1000000"), "/notifications"), "[]");
  EXPECT_EQ(at(list(), "/notifications/50"), "");
}

// An empty list of discussions was once read as none that was given, and everything was forgotten.
TEST_F(NoticesTest, AnEmptyListNamesNothing) {
  tell_three();
  for (const char* body : {R"({"discussionIds": []})", R"({"discussionIds": [null]})"}) {
    EXPECT_EQ(counts(by_token("DELETE", kList, mina_, body)), "3 3 3") << body;
    EXPECT_EQ(counts(by_token("POST", kMark, mina_, body)), "3 3 3") << body;
  }
  EXPECT_EQ(counts(by_token("DELETE", kList + std::string("?applyToAll=false"), mina_)), "3 3 3");
}

TEST_F(NoticesTest, AreMarkedByDiscussionByParametersOrAll) {
  tell_three();
  EXPECT_EQ(counts(by_token("POST", kMark, mina_, named(kSmall))), "3 1 3");
  EXPECT_EQ(counts(by_token("POST", kMark, mina_, named(kSmall, ", \"read\": false"))), "3 3 3");
  // With an empty list beside it, as clients of the public API send it.
  EXPECT_EQ(counts(by_token("POST", kMark + std::string("?applyToAll=true&mention=mentions"), mina_,
                            R"({"discussionIds": [], "read": true})")),
            "1 2 3");
  EXPECT_EQ(counts(by_token("POST", kMark + std::string("?paperId=2607.00002"), mina_)), "1 1 3");
  EXPECT_EQ(counts(by_token("POST", kMark, mina_)), "3 0 3");
  EXPECT_EQ(counts(by_token("POST", kMark, mina_, R"({"read": false})")), "3 3 3");
  for (const char* bad : {R"({"read": "perhaps"})", R"({"read": []})", R"({"read": 2})"})
    EXPECT_EQ(by_token("POST", kMark, mina_, bad).status, 400) << bad;
  EXPECT_EQ(by_token("POST", kMark + std::string("?applyToAll=some"), mina_).status, 400);
}

TEST_F(NoticesTest, WhenItWasReadFirstStays) {
  tell_three();
  const auto read_at = [&] {
    return store::Notices(backend_->record())
        .notices_of(account("mina").number, store::NoticeNumber::highest(), 1)
        ->front()
        .read_at;
  };
  by_token("POST", kMark, mina_);
  const auto first = read_at();
  clock_.advance(std::chrono::minutes(5));
  by_token("POST", kMark, mina_);
  EXPECT_TRUE(first.has_value());
  EXPECT_EQ(read_at(), first);
}

TEST_F(NoticesTest, AreForgottenByDiscussionByParametersOrAll) {
  tell_three();
  EXPECT_EQ(counts(by_token("DELETE", kList, mina_, named("2607.99999"))), "3 3 3");
  EXPECT_EQ(counts(by_token("DELETE", kList, jun_, named(kSmall))), "0 0 0");
  EXPECT_EQ(counts(by_token("DELETE", kList, mina_, named(kSpring))), "2 2 2");
  EXPECT_EQ(counts(by_token("DELETE", kList + std::string("?applyToAll=true&mention=mentions"), mina_,
                            R"({"discussionIds": []})")),
            "0 1 1");
  EXPECT_EQ(counts(by_token("DELETE", kList + std::string("?repoType=model"), mina_)), "0 1 1");
  EXPECT_EQ(counts(by_token("DELETE", kList, mina_)), "0 0 0");
}

TEST_F(NoticesTest, EveryDoorLetsInWhomItIsFor) {
  const std::string reads = token_of("mina", store::Scope::kRead);
  EXPECT_EQ(ask(kList).status, 401);
  EXPECT_EQ(ask(kMark, kHost, "POST").status, 401);
  EXPECT_EQ(by_token("GET", kList, reads).status, 200);
  EXPECT_EQ(by_token("POST", kMark, reads).status, 403);
  EXPECT_EQ(by_token("DELETE", kList, reads).status, 403);
}

}  // namespace
}  // namespace broadsheet::web
