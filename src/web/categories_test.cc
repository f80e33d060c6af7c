// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What of categories needs no index: the tree, what is refused, where links lead. Counts and papers are
// tested where the program is (tests/cli/categories.scenario) and where the index is (src/search).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papers/field_query.h"
#include "web/links.h"
#include "web/testing.h"

namespace broadsheet::web {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

using CategoriesTest = WebTest;

TEST_F(CategoriesTest, TheTreeHasEveryField) {
  const http::Response page = browse("/categories");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr("<h1>Categories</h1>"), HasSubstr("href=\"/categories/q-bio.NC\""),
                               HasSubstr("Neurons and Cognition"), HasSubstr("<h2>Physics</h2>"),
                               HasSubstr("= eess.SY"), HasSubstr("href=\"/categories/cs.AI+cs.LG-cs.CY\""),
                               Not(HasSubstr("Closed archives")), Not(HasSubstr("<script>"))));
  EXPECT_THAT(ask("/api/categories").body,
              HasSubstr(R"({"key":"cs.LG","name":"Machine Learning","papers":0})"));
}

TEST_F(CategoriesTest, AnExpressionHasNamesAndFeeds) {
  const http::Response page = browse("/categories/cs.ai+cs.lg-cs.CY");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(
      page.body,
      AllOf(HasSubstr(
                "<h1 dir=\"auto\">Artificial Intelligence + Machine Learning − Computers and Society</h1>"),
            HasSubstr("href=\"http://127.0.0.1:8370/categories/cs.AI+cs.LG-cs.CY\""),
            HasSubstr("href=\"/categories/cs.AI+cs.LG-cs.CY.atom\"")));
  EXPECT_THAT(browse("/categories/cs.SY").body,
              HasSubstr("cs.SY is today <a href=\"/categories/eess.SY\">eess.SY</a>"));
  for (const char* suffix : {".atom", ".rss", ".json"}) {
    const http::Response feed = ask(std::string("/categories/cs.AI") + suffix);
    EXPECT_EQ(feed.status, 200) << suffix;
    EXPECT_THAT(feed.body, HasSubstr("Broadsheet: Artificial Intelligence")) << suffix;
  }
}

TEST_F(CategoriesTest, WhatIsNoExpressionIsRefused) {
  for (const char* target : {"/categories/+", "/categories/cs.AI%20cs.LG", "/categories/%22%22",
                             "/categories/cs?p=200", "/categories/cs?p=x"}) {
    EXPECT_EQ(ask(target).status, 400) << target;
    EXPECT_EQ(browse(target).status, 400) << target;
  }
  EXPECT_THAT(ask("/categories/cs.AI%20cs.LG").body, HasSubstr("no expression of categories"));
  EXPECT_EQ(ask("/categories/" + std::string(9000, 'a')).status, 400);
}

TEST_F(CategoriesTest, ChipsHaveTheNameAndLeadToTheirCategory) {
  put("arxiv:2607.00001", "Small Tides", "2026-07-01", [](store::PaperView& paper) {
    paper.categories = {"cs.LG", "2026.acl-long"};
  });
  EXPECT_THAT(browse("/papers").body,
              AllOf(HasSubstr("<a href=\"/categories/cs.LG\" title=\"Machine Learning\">cs.LG</a>"),
                    HasSubstr("<a href=\"/categories/%222026.acl-long%22\" title=\"\">2026.acl-long</a>")));
}

TEST(CategoryLinks, LeadBackToTheCategory) {
  EXPECT_EQ(category_path("math-ph"), "/categories/math-ph");
  EXPECT_EQ(category_path("I.2/7"), "/categories/i.2%2F7");
  EXPECT_EQ(category_path("a+b"), "/categories/%22a+b%22");
  EXPECT_EQ(expression_path("cs.AI+cs.LG"), "/categories/cs.AI+cs.LG");
  EXPECT_EQ(papers::field_query("category", "2026.acl-long"), "category:\"2026.acl-long\"");
}

}  // namespace
}  // namespace broadsheet::web
