// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/paper_body.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::papers {
namespace {

using store::PaperView;
using testing::HasSubstr;
using testing::Not;

PaperView small_tides() {
  PaperView paper;
  paper.ids = {"arxiv:2608.01234"};
  paper.title = "Small Tides";
  paper.abstract = "We study tides.";
  paper.authors = {"Mina Okafor", "Jun Tae Roh", "Mina Okafor"};
  paper.published = PartialDate{.day = parse_day("2026-08-18").value()};
  paper.featured = parse_day("2026-08-20").value();
  paper.edition = PartialDate{.day = *paper.featured};
  paper.sources = {"arxiv", "hf-daily-papers"};
  paper.votes = {{.source = "hf-daily-papers", .upvotes = 6, .observed_at = Instant(*paper.featured)}};
  paper.own_votes = 1;
  paper.comments = 3;
  return paper;
}

std::string item(const PaperView& paper) {
  JsonWriter json;
  write_daily_item(json, paper);
  return json.take();
}

std::string flat(const PaperView& paper) {
  JsonWriter json;
  write_flat_paper(json, paper);
  return json.take();
}

TEST(DailyItem, HasEveryRequiredKey) {
  const std::string json = item(small_tides());
  for (const char* key :
       {"paper", "publishedAt", "title", "summary", "thumbnail", "numComments", "submittedBy",
        "isAuthorParticipating", "id", "authors", "upvotes", "discussionId", "mediaUrls"}) {
    EXPECT_THAT(json, HasSubstr("\"" + std::string(key) + "\":")) << key;
  }
  EXPECT_THAT(json, HasSubstr("\"submittedBy\":null"));
}

TEST(DailyItem, ItsDateIsTheEditionsAndThePapersIsItsOwn) {
  const std::string json = item(small_tides());
  EXPECT_THAT(json, HasSubstr("\"publishedAt\":\"2026-08-18T00:00:00.000Z\",\"submittedOnDailyAt\":"
                              "\"2026-08-20T00:00:00.000Z\""));
  EXPECT_THAT(json, HasSubstr("},\"publishedAt\":\"2026-08-20T00:00:00.000Z\",\"title\""));
}

TEST(DailyItem, MirrorsWhatThePythonClientLooksForOutside) {
  PaperView paper = small_tides();
  paper.github_repo = "https://github.com/tide-lab/tides";
  paper.organization_handle = "tide-lab";
  paper.submitter = "mokafor";
  const std::string json = item(paper);
  const std::string outside = json.substr(json.find("\"isAuthorParticipating\""));
  EXPECT_THAT(outside, HasSubstr("\"id\":\"2608.01234\""));
  EXPECT_THAT(outside, HasSubstr("\"upvotes\":7"));
  EXPECT_THAT(outside, HasSubstr("\"githubRepo\":\"https://github.com/tide-lab/tides\""));
  EXPECT_THAT(json, HasSubstr("\"user\":\"mokafor\",\"name\":\"mokafor\""));
  EXPECT_THAT(json, HasSubstr("\"avatarUrl\":\"/avatars/tide-lab.svg\""));
}

TEST(FlatPaper, HasLinkedListsEvenWhenTheyAreEmpty) {
  const std::string json = flat(small_tides());
  EXPECT_THAT(json, HasSubstr("\"linkedModels\":[],\"numTotalModels\":0"));
  EXPECT_THAT(json, HasSubstr("\"linkedDatasets\":[],\"numTotalDatasets\":0"));
  EXPECT_THAT(json, HasSubstr("\"linkedSpaces\":[],\"numTotalSpaces\":0"));
  EXPECT_THAT(json, HasSubstr("\"numComments\":3"));
}

TEST(FlatPaper, ShowsBothPartsOfTheVotes) {
  EXPECT_THAT(
      flat(small_tides()),
      HasSubstr("\"ownUpvotes\":1,\"sourceUpvotes\":[{\"source\":\"hf-daily-papers\",\"upvotes\":6,"));
}

TEST(FlatPaper, WhatIsNotKnownIsNotMadeUp) {
  PaperView paper;
  paper.ids = {"b:0123456789ab"};
  paper.title = "Alone";
  const std::string json = flat(paper);
  EXPECT_THAT(json, HasSubstr("\"publishedAt\":null"));
  EXPECT_THAT(json, HasSubstr("\"summary\":\"\""));
  EXPECT_THAT(json, HasSubstr("\"authors\":[]"));
  EXPECT_THAT(json, Not(HasSubstr("submittedOnDailyAt")));
  EXPECT_THAT(json, Not(HasSubstr("githubRepo")));
}

TEST(FlatPaper, AMonthIsNoDay) {
  PaperView paper = small_tides();
  EXPECT_THAT(flat(paper), Not(HasSubstr("publishedPrecision")));
  paper.published->precision = DatePrecision::kMonth;
  EXPECT_THAT(flat(paper), HasSubstr("\"publishedPrecision\":\"month\""));
}

TEST(FlatPaper, TheShortSummaryNeverPassesForAnAbstract) {
  PaperView paper = small_tides();
  paper.abstract.clear();
  paper.short_summary = "Tides, briefly.";
  EXPECT_THAT(flat(paper), HasSubstr("\"summary\":\"\""));
  EXPECT_THAT(flat(paper), HasSubstr("\"shortSummary\":\"Tides, briefly.\""));
}

TEST(FlatPaper, NamesakesOnOnePaperHaveIdsOfTheirOwn) {
  const std::string json = flat(small_tides());
  const std::string first =
      "{\"_id\":\"" + object_id("author", "2608.01234\nMina Okafor") + "\",\"name\":\"Mina Okafor\"";
  const std::size_t at = json.find(first);
  ASSERT_NE(at, std::string::npos);
  EXPECT_EQ(json.find(first, at + 1), std::string::npos);
}

TEST(ObjectId, Is24HexadecimalDigitsForEver) {
  EXPECT_EQ(object_id("discussion", "2608.01234").size(), 24U);
  EXPECT_EQ(object_id("discussion", "2608.01234").find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_NE(object_id("discussion", "2608.01234"), object_id("author", "2608.01234"));
}

TEST(DailyPapersBody, IsAnArray) {
  EXPECT_EQ(daily_papers_body({}), "[]");
}

TEST(Thumbnail, AnIdWithASlashIsOnePathSegment) {
  PaperView paper = small_tides();
  paper.ids = {"doi:10.1000/x y"};
  EXPECT_THAT(item(paper), HasSubstr("\"thumbnail\":\"/thumbnails/doi%3A10.1000%2Fx%20y.svg\""));
}

}  // namespace
}  // namespace broadsheet::papers
