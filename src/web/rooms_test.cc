// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Archive, calendars, filters, and the doors for programs that look for them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "web/search_filters.h"
#include "web/testing.h"

namespace broadsheet::web {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST_F(WebTest, TheArchiveLeadsToYearsAndDays) {
  put("arxiv:2606.00001", "Tides of June", "2026-06-30");
  put("arxiv:2607.00001", "Small Tides", "2026-07-01");
  put("doi:10.1000/old", "Old Tides", "1998-03-02");
  EXPECT_THAT(browse("/archive").body, AllOf(HasSubstr("3 papers"), HasSubstr("href=\"/archive/2026\""),
                                             HasSubstr("href=\"/archive/1998\"")));
  const std::string year = browse("/archive/2026").body;
  EXPECT_THAT(year,
              AllOf(HasSubstr("href=\"/papers/date/2026-06-30\" title=\"30 Jun 2026: 1 paper\""),
                    HasSubstr("href=\"/papers/month/2026-07\""), HasSubstr("href=\"/papers/week/2026-W27\""),
                    HasSubstr("rel=\"prev\" href=\"/archive/1998\""), Not(HasSubstr("May 2026"))));
  EXPECT_EQ(browse("/archive/99").status, 400);
  EXPECT_EQ(browse("/archive/2026x").status, 400);
  EXPECT_THAT(browse("/archive/2001").body, HasSubstr("No papers of this year"));
}

TEST_F(WebTest, AnEditionHasTheCalendarOfItsMonth) {
  put("arxiv:2607.00001", "Small Tides", "2026-07-01");
  EXPECT_THAT(browse("/papers/date/2026-07-01").body,
              HasSubstr("title=\"1 Jul 2026: 1 paper\" aria-current=\"date\">1</a>"));
}

TEST_F(WebTest, WhatIsTrendingHasAWindow) {
  put("arxiv:2606.00001", "Tides of June", "2026-06-05");
  put("arxiv:2607.00001", "Small Tides", "2026-07-01");
  EXPECT_THAT(browse("/papers/trending").body, Not(HasSubstr("Tides of June")));
  EXPECT_THAT(browse("/papers/trending?days=30").body,
              AllOf(HasSubstr("Tides of June"), HasSubstr("/papers/trending.atom?days=30")));
  EXPECT_EQ(browse("/papers/trending?days=0").status, 400);
  EXPECT_EQ(browse("/papers/trending?days=400").status, 400);
  const std::string api = "/api/daily_papers?sort=trending";
  EXPECT_THAT(ask(api).body, Not(HasSubstr("Tides of June")));
  EXPECT_THAT(ask(api + "&days=30").body, AllOf(HasSubstr("Tides of June"), HasSubstr("\"trending\":{")));
  EXPECT_EQ(ask(api + "&days=30&category=cs.CL%20x").status, 400);
  EXPECT_EQ(ask(api + "&days=400").status, 400);
}

TEST_F(WebTest, WhatIsTrendingComesFromWhatIsKeptWhereItReachesFarEnough) {
  put("arxiv:2606.00001", "Tides of June", "2026-06-05");
  put("arxiv:2607.00001", "Small Tides", "2026-07-01");
  const auto table = [&](const char* first) {
    return std::make_shared<const papers::TrendingTable>(
        papers::read_trending_table(backend_->record(), *parse_day(first), *parse_day("2026-07-31")).value());
  };
  auto kept = table("2026-06-15");
  site_.trending_table = [&kept] { return kept; };
  open_backend();
  put("arxiv:2607.00002", "Tides to come", "2026-07-01");
  EXPECT_THAT(browse("/papers/trending").body, Not(HasSubstr("Tides to come"))) << "it is not followed here";
  EXPECT_THAT(browse("/papers/trending?days=30").body,
              AllOf(HasSubstr("Tides of June"), HasSubstr("Tides to come")))
      << "of what goes back further the record is asked";
  kept = table("2026-06-01");
  EXPECT_THAT(browse("/papers/trending").body, HasSubstr("Tides to come"));
}

TEST_F(WebTest, DoorsSayWhereTheySpeak) {
  put("arxiv:2607.00001", "Small Tides", "2026-07-01");
  put("doi:10.1000/a b&c", "Elsewhere", "2026-07-01");
  EXPECT_THAT(ask("/opensearch.xml").body,
              HasSubstr("template=\"http://127.0.0.1:8370/papers?q={searchTerms}&amp;p={startPage?}\""));
  EXPECT_THAT(ask("/robots.txt").body, HasSubstr("Sitemap: http://127.0.0.1:8370/sitemap.xml\n"));
  EXPECT_THAT(ask("/sitemap.xml").body, HasSubstr("<loc>http://127.0.0.1:8370/sitemaps/0.xml</loc>"));
  EXPECT_THAT(ask("/sitemaps/0.xml").body,
              AllOf(HasSubstr("<loc>http://127.0.0.1:8370/papers/2607.00001</loc>"),
                    HasSubstr("<loc>http://127.0.0.1:8370/papers/doi%3A10.1000/a%20b%26c</loc>")));
  for (const char* path : {"/sitemaps/0", "/sitemaps/x.xml", "/sitemaps/999999999.xml", "/sitemaps/-1.xml"})
    EXPECT_EQ(ask(path).status, 404) << path;
  EXPECT_THAT(ask("/llms.txt").body, HasSubstr("http://127.0.0.1:8370/papers.md"));
}

TEST_F(WebTest, PagesOfOtherSitesMayReadWhatProgramsRead) {
  for (const char* path : {"/api/daily_papers", "/papers.atom", "/papers.md"})
    EXPECT_EQ(header_of(ask(path), "Access-Control-Allow-Origin"), "*") << path;
  for (const char* path : {"/papers", "/metrics", "/healthz", "/about"})
    EXPECT_EQ(header_of(browse(path), "Access-Control-Allow-Origin"), "") << path;
  const http::Response before = ask("/api/daily_papers", "localhost", "OPTIONS");
  EXPECT_EQ(before.status, 204);
  EXPECT_EQ(header_of(before, "Access-Control-Allow-Methods"), "GET, HEAD");
  EXPECT_EQ(ask("/api/papers/1/comment", "localhost", "OPTIONS").status, 405);
  EXPECT_EQ(ask("/healthz", "localhost", "OPTIONS").status, 405);
  EXPECT_EQ(ask("/nothing", "localhost", "OPTIONS").status, 404);
}

TEST_F(WebTest, AboutSaysWhatThereIs) {
  put("arxiv:2607.00001", "Small Tides", "2026-07-01");
  EXPECT_THAT(browse("/about").body,
              AllOf(HasSubstr("the index is being made"), HasSubstr("<math"), HasSubstr("America/New_York")));
}

TEST_F(WebTest, SuggestionsAreNoneWithoutAnIndex) {
  EXPECT_EQ(ask("/api/suggest?q=gra").body, R"({"q":"gra","suggestions":[]})");
  EXPECT_EQ(ask("/suggest?q=gra").body, R"(["gra",[],[],[]])");
  EXPECT_EQ(header_of(ask("/suggest"), "Content-Type"), "application/x-suggestions+json; charset=utf-8");
}

SearchFilters filters_of(const std::string& query) {
  return read_filters(parse_target("/papers?" + query).value()).value();
}

TEST(SearchFilters, SayWhatTheQueryLanguageSays) {
  EXPECT_EQ(filter_query(filters_of("q=x")), "");
  EXPECT_EQ(filter_query(filters_of("author=Ada+Stone&venue=EMNLP&source=arxiv&code=true")),
            "author:\"Ada Stone\" venue:EMNLP source:arxiv has:code");
  EXPECT_EQ(filter_query(filters_of("organization=Deep+%22Lab%22")), "org:\"Deep Lab\"");
  EXPECT_EQ(filter_query(filters_of("from=2026-01&to=2026-06")), "date:2026-01..2026-06");
  EXPECT_EQ(filter_query(filters_of("to=2026")), "date:..2026");
  EXPECT_THAT(filter_query(filters_of("category=cs.AI%2Bcs.LG")), HasSubstr("cs.ai+cs.lg"));
}

TEST(SearchFilters, AreGivenBackAsTheyCame) {
  const std::string parameters = "&category=cs.AI%2Bcs.LG&author=Ada%20Stone&from=2026&code=true";
  EXPECT_EQ(filter_parameters(filters_of("q=" + parameters)), parameters);
}

TEST(SearchFilters, EachCanBeTakenAway) {
  const auto set = set_filters(filters_of("author=Ada&code=true"));
  ASSERT_EQ(set.size(), 2);
  EXPECT_EQ(set[0].text, "Author: Ada");
  EXPECT_EQ(filter_parameters(set[0].others), "&code=true");
  EXPECT_EQ(set[1].text, "With code");
  EXPECT_EQ(filter_parameters(set[1].others), "&author=Ada");
}

TEST(SearchFilters, WhatIsNoneIsSaidSo) {
  const auto wrong = [](const std::string& query) {
    return read_filters(parse_target("/papers?" + query).value()).error().message();
  };
  EXPECT_THAT(wrong("from=yesterday"), HasSubstr("from must be a day, a month or a year"));
  EXPECT_THAT(wrong("author=" + std::string(300, 'a')), HasSubstr("author is longer"));
}

}  // namespace
}  // namespace broadsheet::web
