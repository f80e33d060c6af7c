// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/similar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "web/testing.h"

namespace broadsheet::web {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class SimilarPages : public WebTest {
 protected:
  SimilarPages() {
    put("arxiv:2607.00001", "Small Tides", "2026-07-01");
    put("doi:10.1000/a/b", "Elsewhere", "2026-07-01");
  }
  http::Response post(std::string target, std::string type, std::string body) {
    return ask(std::move(target), "127.0.0.1:8370", "POST",
               {{"accept", "text/html"}, {"content-type", std::move(type)}}, std::move(body));
  }
};

constexpr const char* kForm = "application/x-www-form-urlencoded";

TEST_F(SimilarPages, APaperHasAPageOfThoseLikeIt) {
  const http::Response response = browse("/papers/2607.00001/similar");
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body, AllOf(HasSubstr("href=\"/papers/2607.00001\""), HasSubstr("Small Tides"),
                                   HasSubstr("/papers/2607.00001/similar?sort=votes"),
                                   HasSubstr("The index is being made")));
  EXPECT_THAT(browse("/papers/2607.00001").body, HasSubstr("href=\"/papers/2607.00001/similar\""));
}

TEST_F(SimilarPages, AnIdMayHaveSlashesAndOtherForms) {
  EXPECT_EQ(browse("/papers/doi:10.1000/a/b/similar").status, 200);
  const http::Response other = browse("/papers/arxiv:2607.00001v2/similar?sort=date&q=a+b");
  EXPECT_EQ(other.status, 302);
  EXPECT_EQ(header_of(other, "Location"), "/papers/2607.00001/similar?q=a%20b&sort=date");
}

TEST_F(SimilarPages, WhatIsWrongIsSaid) {
  EXPECT_EQ(browse("/papers/2607.99999/similar").status, 404);
  EXPECT_EQ(browse("/papers/2607.00001/similar?sort=best").status, 400);
  EXPECT_EQ(browse("/papers/2607.00001/similar?p=x").status, 400);
  EXPECT_EQ(browse("/papers/similar?ids=nonsense").status, 400);
  EXPECT_EQ(post("/papers/similar", "text/plain", "text=tides").status, 415);
  EXPECT_EQ(post("/papers/similar", kForm, "text=%ff").status, 400);
}

TEST_F(SimilarPages, AFormTakesATextAndIds) {
  EXPECT_THAT(browse("/papers/similar").body,
              AllOf(HasSubstr("<textarea"), Not(HasSubstr("aria-label=\"Order\""))));
  EXPECT_THAT(browse("/papers/similar?ids=2607.00001").body, HasSubstr("Small Tides"));
  const http::Response response =
      post("/papers/similar", kForm, "text=one%0D%0A%3C%2Ftextarea%3E%3Cscript%3E&ids=2607.00001");
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body, AllOf(HasSubstr("one\r\n&lt;/textarea&gt;&lt;script&gt;"),
                                   Not(HasSubstr("<script>")), HasSubstr("Small Tides")));
  EXPECT_EQ(header_of(post("/papers/similar", kForm, "ids=2607.00001&text="), "Location"),
            "/papers/similar?ids=2607.00001");
}

TEST_F(SimilarPages, TheApiTakesIdsAndTexts) {
  EXPECT_EQ(ask("/api/papers/2607.00001/similar").body, "[]");
  EXPECT_EQ(header_of(ask("/api/papers/2607.00001/similar"), "X-Total-Count"), "0");
  EXPECT_EQ(ask("/api/papers/similar?ids=2607.00001,+arxiv:2607.00001").status, 200);
  EXPECT_EQ(post("/api/papers/similar", "Text/Markdown; charset=utf-8", "# Tides").status, 200);
  EXPECT_EQ(ask("/api/papers/similar").status, 400);
  EXPECT_EQ(ask("/api/papers/similar?ids=2607.99999").status, 404);
  EXPECT_EQ(ask("/api/papers/2607.00001/similar?limit=0").status, 400);
  EXPECT_EQ(post("/api/papers/similar", "application/json", "{}").status, 415);
  EXPECT_EQ(post("/api/papers/similar", "text/plain", "").status, 400);
}

TEST(SimilarIds, AreReadFromAList) {
  EXPECT_THAT(ids_of("a, b\nc,,d"), ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(ids_of(" ,"), IsEmpty());
}

}  // namespace
}  // namespace broadsheet::web
