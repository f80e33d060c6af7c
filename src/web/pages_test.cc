// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex>
#include <set>
#include <string>

#include "web/assets.h"
#include "web/page.h"
#include "web/site_files.h"
#include "web/testing.h"

namespace broadsheet::web {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr std::size_t kSourceBytesMax = std::size_t{1} << 20;
constexpr const char* kHostile = "<script>alert(1)</script><img src=x onerror='a'> \"&amp;";

class PagesTest : public WebTest {
 protected:
  void put_some() {
    put("arxiv:2606.00001", "Tides of June", "2026-06-30");
    put("arxiv:2607.00001", "Small Tides", "2026-07-01", [](store::PaperView& paper) {
      paper.abstract = "We forecast harbours with few sensors.";
      paper.authors = {"Mina Okafor", "Jun Tae Roh"};
      paper.categories = {"cs.LG", "physics.ao-ph"};
      paper.github_repo = "https://code.example/tides";
      paper.own_votes = 12;
    });
    put("doi:10.1000/a b", "Elsewhere", "2026-07-01");
  }
  void put_hostile() {
    put("arxiv:2607.00009", kHostile, "2026-07-01", [](store::PaperView& paper) {
      paper.abstract = kHostile;
      paper.authors = {kHostile};
      paper.categories = {kHostile};
      paper.organization = kHostile;
      paper.venue = kHostile;
      paper.comment = kHostile;
      paper.ai_summary = kHostile;
      paper.ai_keywords = {kHostile};
      paper.github_repo = "javascript:alert(1)";
      paper.project_page = "https://x.example/\"onclick=\"a";
      paper.url = "data:text/html,<script>";
    });
  }
};

TEST_F(PagesTest, TheFrontPageIsTheNewestEdition) {
  put_some();
  const http::Response response = browse("/papers");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(header_of(response, "Content-Type"), "text/html; charset=utf-8");
  EXPECT_THAT(
      response.body,
      AllOf(HasSubstr("Wednesday, 1 July 2026"), HasSubstr("2 papers"), HasSubstr("Small Tides"),
            HasSubstr("href=\"/papers/2607.00001\""), HasSubstr("href=\"/papers/doi%3A10.1000/a%20b\""),
            HasSubstr("Mina Okafor, Jun Tae Roh"), HasSubstr("href=\"https://code.example/tides\""),
            HasSubstr("href=\"/papers/date/2026-06-30\""), Not(HasSubstr("Tides of June"))));
  EXPECT_EQ(browse("/papers/date/2026-07-01").status, 200);
  EXPECT_THAT(browse("/papers/week/2026-W27").body, HasSubstr("Week 27"));
  EXPECT_THAT(browse("/papers/month/2026-06").body, HasSubstr("Tides of June"));
  EXPECT_THAT(browse("/papers/trending").body, HasSubstr("Trending"));
  EXPECT_EQ(header_of(browse("/"), "Location"), "/papers");
}

TEST_F(PagesTest, AnEmptyRecordSaysWhatToDo) {
  EXPECT_THAT(browse("/papers").body, HasSubstr("broadsheet ingest FILE"));
  EXPECT_THAT(browse("/papers?q=tides").body, HasSubstr("Nothing found"));
}

TEST_F(PagesTest, AnEditionThatNeverWasIsAnErrorForAPersonAndForAProgram) {
  const http::Response page = browse("/papers/date/2026-02-30");
  EXPECT_EQ(page.status, 400);
  EXPECT_THAT(page.body, HasSubstr("<h1>Bad Request</h1>"));
  EXPECT_THAT(ask("/papers/date/2026-02-30").body, HasSubstr("{\"error\":"));
  EXPECT_EQ(browse("/papers/nonsense").status, 404);
  EXPECT_THAT(browse("/nothing").body, HasSubstr("There is nothing at this address"));
  EXPECT_EQ(header_of(browse("/api/papers/nonsense"), "Content-Type"), "application/json; charset=utf-8");
}

TEST_F(PagesTest, APaperHasOneAddressAndTwoForms) {
  put_some();
  EXPECT_THAT(browse("/papers/2607.00001").body,
              AllOf(HasSubstr("<h1 dir=\"auto\">Small Tides</h1>"), HasSubstr("We forecast harbours"),
                    HasSubstr("https://arxiv.org/pdf/2607.00001")));
  for (const char* id : {"arxiv:2607.00001", "2607.00001v2", "https://arxiv.org/abs/2607.00001"}) {
    const http::Response response = browse(std::string("/papers/") + id);
    EXPECT_EQ(response.status, 302) << id;
    EXPECT_EQ(header_of(response, "Location"), "/papers/2607.00001") << id;
  }
  const std::string markdown = "text/markdown; charset=utf-8";
  EXPECT_EQ(header_of(ask("/papers/2607.00001.md"), "Content-Type"), markdown);
  EXPECT_EQ(header_of(browse("/papers/2607.00001.md"), "Content-Type"), markdown);
  const auto as_agent = ask("/papers/2607.00001", "localhost", "GET", {{"accept", "text/markdown"}});
  EXPECT_EQ(header_of(as_agent, "Content-Type"), markdown);
}

TEST_F(PagesTest, WhatComesFromOutsideStaysText) {
  put_hostile();
  for (const char* target :
       {"/papers", "/papers/2607.00009", "/papers?q=arxiv:2607.00009", "/papers/trending",
        "/papers?q=%3Cscript%3Ealert(1)%3C/script%3E%22onfocus=%22a"}) {
    const std::string body = browse(target).body;
    EXPECT_THAT(
        body, AllOf(Not(HasSubstr("<script>")), Not(HasSubstr("<img src=x")), Not(HasSubstr("javascript:")),
                    Not(HasSubstr("\"onfocus")), Not(HasSubstr("\"onclick")), Not(HasSubstr("=\"data:text"))))
        << target;
  }
  for (const char* target : {"/papers.atom", "/papers.rss"}) {
    EXPECT_THAT(ask(target).body, Not(HasSubstr("<script"))) << target;
  }
}

TEST_F(PagesTest, ASummaryOfOursIsMarkedAndASourcesIsNot) {
  const auto tides = [](store::PaperView& paper) {
    paper.abstract =
        "Much has been said of it in many places of the world. We propose sparse tidal sensing, a "
        "method "
        "that forecasts harbour tides from three sensors. Experiments in four harbours show that sparse "
        "tidal "
        "sensing halves the error of harmonic analysis. The reasons for that are discussed at the end.";
  };
  put("arxiv:2607.00004", "Sparse Tidal Sensing", "2026-07-01", tides);
  put("arxiv:2607.00005", "Sparse Tidal Sensing", "2026-07-01", [&](store::PaperView& paper) {
    tides(paper);
    paper.ai_summary = "Three sensors are enough.";
    paper.ai_keywords = {"tides"};
  });
  EXPECT_THAT(browse("/papers").body,
              AllOf(HasSubstr("We propose sparse tidal sensing"), Not(HasSubstr("The reasons for that"))));
  EXPECT_THAT(browse("/papers/2607.00004").body,
              AllOf(HasSubstr("<small class=\"count\">extracted from the abstract</small></h2><p "
                              "dir=\"auto\">We propose sparse "
                              "tidal sensing, a method"),
                    HasSubstr("%22sparse%20tidal%20sensing%22\" dir=\"auto\">sparse tidal sensing</a>"),
                    HasSubstr("<li><small class=\"count\">extracted</small></li>")));
  EXPECT_THAT(browse("/papers/2607.00005").body,
              AllOf(HasSubstr("<h2>Summary</h2><p dir=\"auto\">Three sensors are enough.</p>"),
                    Not(HasSubstr("<small class=\"count\">extracted"))));
}

TEST_F(PagesTest, FormulasAreSetOnTheServer) {
  put("arxiv:2607.00003", "Of $\\ell_1$ and $\\mathbb{R}^n$", "2026-07-01",
      [](store::PaperView& paper) { paper.abstract = "We show $O(n^2)$."; });
  EXPECT_THAT(browse("/papers").body, HasSubstr("Of <math"));
  EXPECT_THAT(browse("/papers/2607.00003").body,
              AllOf(HasSubstr("<title>Of \u2113"), HasSubstr("<mi>\u211D</mi>"), HasSubstr("We show <math")));
}

TEST_F(PagesTest, EveryListHasItsFeeds) {
  put_some();
  const std::string atom = ask("/papers.atom").body;
  EXPECT_THAT(atom, AllOf(HasSubstr("<id>https://arxiv.org/abs/2607.00001</id>"),
                          HasSubstr("<published>2026-07-01T00:00:00.000Z</published>"),
                          HasSubstr("<name>Mina Okafor</name>"), HasSubstr("term=\"cs.LG\""),
                          HasSubstr("rel=\"self\" type=\"application/atom+xml\" "
                                    "href=\"http://127.0.0.1:8370/papers.atom\"")));
  const std::string rss = ask("/papers/week.rss").body;
  EXPECT_THAT(rss, AllOf(HasSubstr("<pubDate>Wed, 01 Jul 2026 00:00:00 GMT</pubDate>"),
                         HasSubstr("<guid isPermaLink=\"false\">https://arxiv.org/abs/2607.00001</guid>")));
  EXPECT_THAT(ask("/papers/month/2026-06.json").body, HasSubstr("\"title\":\"Tides of June\""));
  EXPECT_THAT(ask("/papers.json?q=2607.00001").body, HasSubstr("\"title\":\"Small Tides\""));
  for (const char* page : {"/papers", "/papers/week", "/papers/trending", "/papers?q=2607.00001"}) {
    const std::string body = browse(page).body;
    const std::regex feed("rel=\"alternate\" type=\"[^\"]*\" title=\"[^\"]*\" href=\"([^\"]*)\"");
    std::size_t feeds = 0;
    for (std::sregex_iterator it(body.begin(), body.end(), feed), end; it != end; ++it, ++feeds) {
      EXPECT_EQ(ask(std::regex_replace((*it)[1].str(), std::regex("&amp;"), "&")).status, 200) << (*it)[1];
    }
    EXPECT_EQ(feeds, 4U) << page;  // and Markdown
  }
}

TEST_F(PagesTest, AnAnswerThatIsKnownIsNotSentAgain) {
  put_some();
  for (const char* target : {"/papers", "/papers.atom", "/api/daily_papers"}) {
    const std::string tag = header_of(ask(target), "ETag");
    EXPECT_NE(tag, "") << target;
    const auto again = ask(target, "127.0.0.1:8370", "GET", {{"if-none-match", tag}});
    EXPECT_EQ(again.status, 304) << target;
    EXPECT_EQ(again.body, "") << target;
  }
}

TEST_F(PagesTest, MetricsCountAnswersByRoute) {
  EXPECT_EQ(ask("/metrics").status, 404);
  Metrics metrics;
  site_.metrics = &metrics;
  put_some();
  browse("/papers/2607.00001");
  browse("/papers/2607.99999");
  browse("/a/million/addresses");
  EXPECT_THAT(
      ask("/metrics").body,
      AllOf(HasSubstr("broadsheet_http_answers_total{route=\"/papers/{id*}\",status=\"200\"} 1"),
            HasSubstr("{route=\"/papers/{id*}\",status=\"404\"} 1"),
            HasSubstr("{route=\"none\",status=\"404\"} 1"), HasSubstr("broadsheet_record_revision ")));
}

TEST_F(PagesTest, WhatAPageNeedsIsHere) {
  put_some();
  const std::string body = browse("/papers").body;
  const std::regex reference("(?:src|href)=\"(/(?:site|thumbnails)/[^\"]*)\"");
  std::size_t references = 0;
  for (std::sregex_iterator it(body.begin(), body.end(), reference), end; it != end; ++it, ++references) {
    const http::Response response = ask((*it)[1]);
    EXPECT_EQ(response.status, 200) << (*it)[1];
    EXPECT_THAT(header_of(response, "Cache-Control"), HasSubstr("immutable"));
  }
  EXPECT_EQ(references, 15U);
  EXPECT_EQ(ask("/site/broadsheet.css").status, 404);
  EXPECT_EQ(ask("/site/..%2Ftemplates%2Fpage.html").status, 404);
  EXPECT_THAT(ask("/avatars/%3Cb%3E.svg").body, HasSubstr("&lt;"));
}

TEST_F(PagesTest, TheFontThatAStyleSheetNamesIsHere) {
  const http::Response sheet = ask(asset_url("design.css"));
  EXPECT_EQ(header_of(sheet, "Content-Type"), "text/css; charset=utf-8");
  const std::string style(sheet.content());
  std::smatch found;
  ASSERT_TRUE(
      std::regex_search(style, found, std::regex("url\\(\"(/site/mathematics\\.[0-9a-f]{12}\\.woff2)\"\\)")));
  const http::Response font = ask(found[1].str());
  EXPECT_EQ(header_of(font, "Content-Type"), "font/woff2");
  EXPECT_THAT(header_of(font, "Cache-Control"), HasSubstr("immutable"));
  EXPECT_THAT(std::string(font.content()), StartsWith("wOF2"));
}

const std::set<std::string> kSafeHtml = {
    "TITLE_HTML",     "ABSTRACT_HTML",  "SUMMARY_HTML",     "FORM_HTML",      "WORDS_HTML",
    "HYBRID_HTML",    "BIBTEX_HTML",    "COMMENT_HTML",     "RAW_HTML",       "EDIT_HTML",
    "KEPT_NOTE_HTML", "ITEM_NOTE_HTML", "DESCRIPTION_HTML", "PART_LINES_HTML"};

std::set<std::string> difference(const std::set<std::string>& all, const std::set<std::string>& without) {
  std::set<std::string> rest = all;
  for (const std::string& name : without) rest.erase(name);
  return rest;
}

// Names in {{…}} and names that the code sets are the same: a value that is missing would be silently empty.
TEST(Templates, NameWhatTheCodeSetsAndNothingElse) {
  std::set<std::string> named;
  for (const SiteFile& file : site_files()) {
    if (!file.name.starts_with("templates/")) continue;
    const std::string text(file.content);
    // What is not escaped is SafeHtml by its type, and says so by its name.
    const std::regex unescaped("([A-Z_]+):none");
    for (std::sregex_iterator it(text.begin(), text.end(), unescaped), end; it != end; ++it) {
      EXPECT_TRUE(kSafeHtml.contains((*it)[1])) << file.name << ": " << (*it)[1];
    }
    const std::regex name("\\{\\{[#/>]?([A-Z_]+)(?::none)?\\}\\}");
    for (std::sregex_iterator it(text.begin(), text.end(), name), end; it != end; ++it)
      named.insert((*it)[1]);
  }
  std::set<std::string> set;
  for (const auto& entry : std::filesystem::directory_iterator("src/web")) {
    const std::string file = entry.path().string();
    if (file.ends_with("_test.cc")) continue;
    const std::string code = read_file(file, kSourceBytesMax).value();
    const std::regex name("(?:\\.(?:set|add|show|include)\\(|add_comment\\([^\"]*)\"([A-Z_]+)\"");
    for (std::sregex_iterator it(code.begin(), code.end(), name), end; it != end; ++it) set.insert((*it)[1]);
  }
  EXPECT_THAT(difference(named, set), IsEmpty()) << "named in a template and never set";
  EXPECT_THAT(difference(set, named), IsEmpty()) << "set and in no template";
}

}  // namespace
}  // namespace broadsheet::web
