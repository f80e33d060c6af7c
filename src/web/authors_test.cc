// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What of authors needs no index. Their papers are tested where the program is (tests/cli/author.scenario)
// and in a browser (tests/browser).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/links.h"
#include "web/testing.h"

namespace broadsheet::web {
namespace {

using testing::AllOf;
using testing::HasSubstr;

using AuthorsTest = WebTest;

TEST_F(AuthorsTest, NobodyIsNotFound) {
  for (const char* target :
       {"/authors/Nobody", "/authors/Nobody.atom", "/authors/0000-0002-1825-0097", "/api/authors/Nobody"}) {
    EXPECT_EQ(ask(target).status, 404) << target;
  }
  EXPECT_THAT(browse("/authors/Nobody").body, HasSubstr("exactly this name or ORCID iD"));
  EXPECT_EQ(ask("/authors/Nobody?p=200").status, 400);
  EXPECT_EQ(ask("/api/authors/Nobody?limit=0").status, 400);
}

TEST_F(AuthorsTest, NamesOnAPaperLeadToTheirAuthor) {
  put("arxiv:2607.00001", "Small Tides", "2026-07-01", [](store::PaperView& paper) {
    paper.authors = {"Mina Okafor", "R/D \"Bob\" <b>Roh"};
    paper.orcids = {"", "0000-0002-1825-0097"};
  });
  EXPECT_THAT(browse("/papers/2607.00001").body,
              AllOf(HasSubstr("<a href=\"/authors/Mina%20Okafor\" dir=\"auto\">Mina Okafor</a>"),
                    HasSubstr("<a href=\"/authors/R%2FD%20%22Bob%22%20Roh\"")));
  EXPECT_THAT(ask("/api/papers/2607.00001").body,
              AllOf(HasSubstr(R"("name":"Mina Okafor","hidden":false})"),
                    HasSubstr(R"("hidden":false,"orcid":"0000-0002-1825-0097"})")));
}

}  // namespace
}  // namespace broadsheet::web
