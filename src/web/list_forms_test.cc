// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/list_forms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "web/testing.h"

namespace broadsheet::web {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ListFormsTest : public WebTest {
 protected:
  // The whole of an answer that is made while it is sent.
  std::string whole(const http::Response& response) {
    EXPECT_NE(response.stream, nullptr);
    std::string all;
    while (true) {
      const auto piece = answer_more(*backend_, *response.stream);
      EXPECT_TRUE(piece.ok());
      if (!piece.ok() || piece->empty()) return all;
      all += *piece;
    }
  }
  void put_days(int papers) {
    for (int i = 0; i < papers; ++i) {
      const std::string number = std::to_string(10000 + i);
      put("arxiv:2606." + number, "Tides " + number, i % 2 == 0 ? "2026-06-30" : "2026-07-01");
    }
  }
};

TEST_F(ListFormsTest, AnEditionIsAFileInEveryFormat) {
  put_days(4);
  const http::Response bibtex = ask("/papers/date/2026-06-30.bib");
  EXPECT_EQ(header_of(bibtex, "Content-Type"), "application/x-bibtex; charset=utf-8");
  EXPECT_EQ(header_of(bibtex, "Content-Disposition"), "attachment; filename=\"Tuesday-30-June-2026.bib\"");
  EXPECT_THAT(whole(bibtex),
              AllOf(HasSubstr("Tides 10000"), HasSubstr("Tides 10002"), Not(HasSubstr("Tides 10001"))));
  EXPECT_THAT(whole(ask("/papers/week/2026-W27.ris")), HasSubstr("TI  - Tides 10003"));
  EXPECT_THAT(whole(ask("/papers/month/2026-06.csl.json")), AllOf(StartsWith("[\n"), EndsWith("]\n")));
  EXPECT_THAT(whole(ask("/papers.csv")), StartsWith("\"id\",\"title\""));
  EXPECT_THAT(whole(ask("/papers/trending.jsonl")), HasSubstr("\"Tides 10003\""));
}

TEST_F(ListFormsTest, AFileIsMadePieceByPiece) {
  put_days(250);
  const http::Response response = ask("/papers/week/2026-W27.jsonl");
  ASSERT_NE(response.stream, nullptr);
  int pieces = 0;
  std::size_t lines = 0;
  while (true) {
    const auto piece = answer_more(*backend_, *response.stream);
    ASSERT_TRUE(piece.ok());
    if (piece->empty()) break;
    ++pieces;
    lines += static_cast<std::size_t>(std::ranges::count(*piece, '\n'));
  }
  EXPECT_EQ(pieces, 3);
  EXPECT_EQ(lines, 250);
}

TEST_F(ListFormsTest, AFileIsPackedOnItsWay) {
  put_days(100);
  const http::Response response =
      ask("/papers/week/2026-W27.csv", "localhost", "GET", {{"accept-encoding", "gzip"}});
  EXPECT_EQ(header_of(response, "Content-Encoding"), "gzip");
  EXPECT_LT(whole(response).size(), whole(ask("/papers/week/2026-W27.csv")).size() / 3);
}

TEST_F(ListFormsTest, AnEmptyListIsAFileToo) {
  EXPECT_EQ(whole(ask("/papers/date/2020-01-01.csl.json")), "[\n]\n");
}

TEST_F(ListFormsTest, MarkdownIsReadInPagesOrWhole) {
  put_days(120);
  const http::Response page = ask("/papers/week/2026-W27.md");
  EXPECT_EQ(header_of(page, "Content-Type"), "text/markdown; charset=utf-8");
  EXPECT_THAT(page.body,
              AllOf(StartsWith("# Week 27"), HasSubstr("[Next page](http://127.0.0.1:8370/papers/week/"
                                                       "2026-W27.md?p=1)")));
  EXPECT_THAT(ask("/papers/week/2026-W27.md?p=2").body, Not(HasSubstr("Next page")));
  EXPECT_EQ(ask("/papers", "localhost", "GET", {{"accept", "text/markdown"}}).body.substr(0, 2), "# ");
  EXPECT_THAT(whole(ask("/papers/week/2026-W27.md?all=true")), HasSubstr("Tides 10119"));
}

TEST_F(ListFormsTest, AFeedOfAWeekHasWhatCameLastFirst) {
  put_days(310);
  const std::string feed = ask("/papers/week.atom").body;
  EXPECT_LT(feed.find("Tides 10309"), feed.find("Tides 10308"));
  EXPECT_THAT(feed, AllOf(HasSubstr("rel=\"next\" href=\"http://127.0.0.1:8370/papers/week.atom?p=1\""),
                          Not(HasSubstr("Tides 10000"))));
  EXPECT_THAT(ask("/papers/week.json?p=1").body, AllOf(HasSubstr("Tides 10000"), Not(HasSubstr("next_url"))));
}

TEST_F(ListFormsTest, TheFeedOfDaysGoesBackBehindTheNewestDay) {
  put_days(4);
  EXPECT_THAT(ask("/papers.rss").body, AllOf(HasSubstr("Tides 10003"), HasSubstr("Tides 10000")));
}

TEST_F(ListFormsTest, FeedsNameTheHubThatIsSet) {
  put_days(2);
  EXPECT_THAT(ask("/papers.atom").body, Not(HasSubstr("rel=\"hub\"")));
  site_.websub_hub = "https://hub.example/?a&b";
  const http::Response atom = ask("/papers.atom");
  EXPECT_THAT(atom.body, HasSubstr("<link rel=\"hub\" href=\"https://hub.example/?a&amp;b\"/>"));
  EXPECT_EQ(header_of(atom, "Link"),
            "<http://127.0.0.1:8370/papers.atom>; rel=\"self\", <https://hub.example/?a&b>; rel=\"hub\"");
  EXPECT_THAT(ask("/papers.rss").body, HasSubstr("<atom:link rel=\"hub\""));
  EXPECT_THAT(ask("/papers.json").body,
              HasSubstr(R"("hubs":[{"type":"WebSub","url":"https://hub.example/?a&b"}])"));
}

TEST_F(ListFormsTest, NoOtherSuffixIsAForm) {
  for (const char* path :
       {"/papers.exe", "/papersbib", "/papers.bib.bib", "/papers/week.", "/papers/trending.md5"})
    EXPECT_EQ(ask(path).status, 404) << path;
}

}  // namespace
}  // namespace broadsheet::web
