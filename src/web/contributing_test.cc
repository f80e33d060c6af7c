// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/contributing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "web/readers_testing.h"

namespace broadsheet::web {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kTides = "/papers/2607.00001";

class ContributingPagesTest : public ReadersTest {
 protected:
  ContributingPagesTest() : mina_(sign_up("mina")), token_(token_of("mina", store::Scope::kWrite)) {}

  http::Response send(const std::string& target, const std::string& form, const std::string& cookie) {
    return post(target, form + "&form_key=" + form_key(cookie), cookie);
  }
  void count(const std::string& name, store::Role role = store::Role::kReader) {
    act([&](store::Transaction& transaction) {
      store::Account counted = account(name);
      counted.counts = true;
      counted.role = role;
      ASSERT_TRUE(store::AccountChanges(transaction).replace(counted).ok());
    });
  }
  std::vector<store::Job> jobs() {
    return store::Jobs(backend_->record()).newest(store::JobNumber::highest(), 9).value();
  }

  std::string mina_;
  std::string token_;
};

TEST_F(ContributingPagesTest, APaperIsPutOnTodaysPage) {
  EXPECT_THAT(get(kTides, mina_).body, Not(HasSubstr("Put it on today")));
  EXPECT_THAT(send("/papers/submit", "paper=2607.00001&act=submit", mina_).body,
              HasSubstr("once your address is confirmed"));
  count("mina");
  EXPECT_THAT(get(kTides, mina_).body, HasSubstr("Put it on today"));
  const http::Response done = send("/papers/submit", "paper=2607.00001&act=submit", mina_);
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(header_of(done, "Location"), kTides);
  EXPECT_THAT(ask("/api/papers/2607.00001").body, HasSubstr("\"submittedOnDailyAt\""));
  EXPECT_THAT(get(kTides, mina_).body, Not(HasSubstr("Put it on today")));
  EXPECT_EQ(by_token("POST", "/api/papers/2607.00001/submit", token_).status, 400) << "it is there already";
}

TEST_F(ContributingPagesTest, AModeratorTakesASubmissionOffThePage) {
  count("mina");
  const std::string jun = sign_up("jun");
  const std::string page = std::string(kTides) + "/daily-page";
  ASSERT_EQ(send("/papers/submit", "paper=2607.00001&act=submit", mina_).status, 303);
  EXPECT_EQ(send(page, "act=take-off", mina_).status, 403);
  count("jun", store::Role::kModerator);
  EXPECT_THAT(get(kTides, mina_).body, Not(HasSubstr("Take it off its daily page")));
  EXPECT_THAT(get(kTides, jun).body, HasSubstr("Take it off its daily page"));
  EXPECT_EQ(send(page, "act=other", jun).status, 400);
  EXPECT_EQ(send(page, "act=take-off&why=%3Cb%3Espam", jun).status, 303);
  EXPECT_THAT(ask("/api/papers/2607.00001").body, Not(HasSubstr("submittedOnDailyAt")));
  EXPECT_THAT(browse("/moderation").body,
              AllOf(HasSubstr("took a paper that a reader submitted off its daily page: &lt;b&gt;spam"),
                    HasSubstr("href=\"/papers/2607.00001\"")));
  EXPECT_THAT(get("/notifications", mina_).body, HasSubstr("took what you submitted off its daily page"));
  EXPECT_THAT(get(kTides, jun).body, HasSubstr("Put it back on its daily page"));
  EXPECT_EQ(send(page, "act=put-back", jun).status, 303);
  EXPECT_THAT(ask("/api/papers/2607.00001").body, HasSubstr("\"submittedOnDailyAt\""));
  EXPECT_EQ(by_token("POST", "/api/papers/2607.00001/daily-page", token_, R"({"act":"take-off"})").status,
            403);
}

TEST_F(ContributingPagesTest, APaperThatIsNotHereIsAJob) {
  EXPECT_EQ(
      send("/papers/submit", "paper=https%3A%2F%2Farxiv.org%2Fabs%2F2608.00009v1&act=index", mina_).status,
      303);
  EXPECT_THAT(get("/papers/submit", mina_).body, AllOf(HasSubstr("2608.00009"), HasSubstr("waiting")));
  EXPECT_THAT(send("/papers/submit", "paper=%3Cb%3E&act=index", mina_).body,
              AllOf(HasSubstr("is no id"), HasSubstr("&lt;b&gt;")));
  EXPECT_THAT(by_token("POST", "/api/papers/index", token_, R"({"arxivId":"2608.00009"})").body,
              HasSubstr(R"("id":"2608.00009","state":"waiting")"));
  EXPECT_EQ(by_token("POST", "/api/papers/index", token_, R"({"arxivId":"2607.00001"})").body, "{}");
  EXPECT_EQ(by_token("POST", "/api/papers/index", token_, "{}").status, 400);
  EXPECT_EQ(jobs().size(), 1U);
  EXPECT_THAT(by_token("GET", "/api/jobs", token_).body, HasSubstr("2608.00009"));
  EXPECT_EQ(ask("/api/jobs").status, 401);
}

TEST_F(ContributingPagesTest, LinksAreForTheAuthors) {
  const std::string body = R"({"projectPage":"https://tides.example/","organization":"Tide Lab"})";
  EXPECT_EQ(by_token("POST", "/api/papers/2607.00001/links", token_, body).status, 403);
  EXPECT_EQ(send(std::string(kTides) + "/links", "projectPage=https%3A%2F%2Ftides.example%2F", mina_).status,
            403);
  count("mina", store::Role::kModerator);
  EXPECT_EQ(by_token("POST", "/api/papers/2607.00001/links", token_, body).body, "{}");
  EXPECT_THAT(ask("/api/papers/2607.00001").body,
              AllOf(HasSubstr(R"("projectPage":"https://tides.example/")"), HasSubstr("Tide Lab")));
  EXPECT_EQ(send(std::string(kTides) + "/links", "projectPage=javascript%3Aalert(1)", mina_).status, 400);
  EXPECT_EQ(send(std::string(kTides) + "/links", "projectPage=&organization=", mina_).status, 303);
  EXPECT_THAT(ask("/api/papers/2607.00001").body, Not(HasSubstr("tides.example")));
}

}  // namespace
}  // namespace broadsheet::web
