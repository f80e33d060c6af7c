// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What is for a reader as browsers and programs meet it; that it is well chosen is papers/for_you_test.cc's.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>
#include <string>

#include "store/testing.h"
#include "web/readers_testing.h"

namespace broadsheet::web {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class ForYouPagesTest : public ReadersTest {
 protected:
  ForYouPagesTest() : mina_(sign_up("mina")) {
    put("arxiv:2606.00009", "Tides of the old harbour", "2026-06-20");
    put("arxiv:2607.00002", "Tides in a narrow harbour", "2026-07-01");
    put("arxiv:2607.00003", "A harbour and its tides", "2026-06-30");
    put("arxiv:2607.00004", "Proofs by induction", "2026-07-01");
    put("arxiv:2607.00005", "Sorting with few comparisons", "2026-07-01");
  }
  std::string page() { return get("/for-you", mina_).body; }

  std::string mina_;
};

TEST_F(ForYouPagesTest, IsForWhoIsKnown) {
  EXPECT_EQ(browse("/for-you").status, 302);
  EXPECT_EQ(browse("/api/for-you").status, 401);
}

TEST_F(ForYouPagesTest, ShowsWhatIsLikeWhatIsKept) {
  EXPECT_THAT(page(), HasSubstr("Nothing yet."));
  post("/papers/2606.00009/save", "act=save&form_key=" + form_key(mina_), mina_);
  EXPECT_THAT(page(), AllOf(HasSubstr("/papers/2607.00002"), HasSubstr("/papers/2607.00003"),
                            HasSubstr("words of papers you keep"), Not(HasSubstr("/papers/2607.00004"))));
  // The week of the newest day, and not what is kept.
  EXPECT_THAT(page(), Not(HasSubstr("/papers/2606.00009\"")));
}

TEST_F(ForYouPagesTest, OneDamagedPaperHidesNoOther) {
  post("/papers/2606.00009/save", "act=save&form_key=" + form_key(mina_), mina_);
  store::damage_paper(folder_, *backend_->record().number_of("arxiv:2607.00002").value());
  EXPECT_THAT(page(), AllOf(HasSubstr("/papers/2607.00003"), Not(HasSubstr("/papers/2607.00002\""))));
}

TEST_F(ForYouPagesTest, WhatIsNotForThemIsGoneAtOnce) {
  const std::string key = "&form_key=" + form_key(mina_);
  post("/papers/2606.00009/save", "act=save" + key, mina_);
  const http::Response refused =
      post("/papers/2607.00002/not-for-me", "act=refuse&back=for-you" + key, mina_);
  EXPECT_EQ(header_of(refused, "Location"), "/for-you");
  EXPECT_THAT(page(), Not(HasSubstr("/papers/2607.00002\"")));
}

TEST_F(ForYouPagesTest, ProgramsGetTheReasonsWhichAddUp) {
  post("/papers/2606.00009/save", "act=save&form_key=" + form_key(mina_), mina_);
  const std::string token = token_of("mina", store::Scope::kRead);
  const http::Response answer = by_token("GET", "/api/for-you?days=2&limit=1", token);
  simdjson::dom::parser parser;
  const simdjson::dom::array papers = parser.parse(std::string(answer.content()));
  ASSERT_EQ(papers.size(), 1U);
  double sum = 0;
  for (const simdjson::dom::element reason : simdjson::dom::array(papers.at(0)["reasons"]))
    sum += double(reason["value"]);
  EXPECT_GT(sum, 0);
  EXPECT_NEAR(double(papers.at(0)["score"]), sum, 1e-9);
  EXPECT_EQ(by_token("GET", "/api/for-you?days=0", token).status, 400);
  EXPECT_EQ(by_token("GET", "/api/for-you?limit=101", token).status, 400);
}

}  // namespace
}  // namespace broadsheet::web
