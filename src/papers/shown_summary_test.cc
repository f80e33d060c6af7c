// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/shown_summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json_writer.h"
#include "papers/exported.h"
#include "papers/paper_body.h"
#include "papers/paper_markdown.h"

namespace broadsheet::papers {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

store::PaperView tides() {
  store::PaperView paper;
  paper.ids = {"arxiv:2608.01234"};
  paper.title = "Sparse Tidal Sensing";
  paper.abstract =
      "Much has been said of it in many places of the world. We propose sparse tidal sensing, a "
      "method "
      "that "
      "forecasts harbour tides from three sensors. Experiments in four harbours show that sparse tidal "
      "sensing "
      "halves the error of harmonic analysis. The reasons for that are discussed at the end of the article.";
  return paper;
}

std::string flat(const store::PaperView& paper) {
  JsonWriter json;
  write_flat_paper(json, paper);
  return json.take();
}

std::string item(const store::PaperView& paper) {
  JsonWriter json;
  write_daily_item(json, paper);
  return json.take();
}

TEST(ShownSummary, IsExtractedWhereNoSourceGivesOne) {
  const ShownSummary shown = shown_summary(tides());
  EXPECT_THAT(shown.summary, HasSubstr("We propose sparse tidal sensing"));
  EXPECT_TRUE(shown.summary_is_extracted);
  EXPECT_FALSE(shown.keywords.empty());
  EXPECT_TRUE(shown.keywords_are_extracted);
}

TEST(ShownSummary, WhatASourceGaveStays) {
  store::PaperView paper = tides();
  paper.ai_summary = "Three sensors are enough.";
  EXPECT_EQ(shown_summary(paper).summary, "Three sensors are enough.");
  EXPECT_FALSE(shown_summary(paper).summary_is_extracted);
  EXPECT_TRUE(shown_summary(paper).keywords_are_extracted);
  paper.ai_keywords = {"tides"};
  EXPECT_THAT(shown_summary(paper).keywords, ElementsAre("tides"));
  EXPECT_FALSE(shown_summary(paper).keywords_are_extracted);
}

TEST(ShownSummary, APaperThatWasWithdrawnOrIsNotEnglishHasNone) {
  store::PaperView paper = tides();
  paper.withdrawn = true;
  EXPECT_EQ(shown_summary(paper).summary, "");
  EXPECT_THAT(shown_summary(paper).keywords, IsEmpty());
  paper.withdrawn = false;
  paper.language = "pt";
  EXPECT_EQ(shown_summary(paper).summary, "");
  EXPECT_THAT(shown_summary(paper).keywords, IsEmpty());
}

TEST(ShownSummary, BodiesSayWhoMadeIt) {
  constexpr const char* kMarks =
      "\"ai_summary_model\":\"local-extractive\",\"ai_keywords_model\":\"local-extractive\"";
  EXPECT_THAT(flat(tides()), AllOf(HasSubstr(kMarks), HasSubstr("\"ai_summary\":\"We propose")));
  const std::string daily = item(tides());
  const std::size_t mirror = daily.find("\"isAuthorParticipating\"");
  EXPECT_THAT(daily.substr(0, mirror), HasSubstr(kMarks));
  EXPECT_THAT(daily.substr(mirror), HasSubstr(kMarks));
  store::PaperView paper = tides();
  paper.ai_summary = "Three sensors are enough.";
  paper.ai_keywords = {"tides"};
  EXPECT_THAT(flat(paper), Not(HasSubstr("local-extractive")));
}

TEST(ShownSummary, SearchResultsHaveOnlyWhatASourceGave) {
  FoundPaper found;
  found.view = tides();
  JsonWriter without;
  write_search_item(without, found, false);
  EXPECT_THAT(without.text(), Not(HasSubstr("\"ai_summary")));
  found.view.ai_summary = "Three sensors are enough.";
  JsonWriter with;
  write_search_item(with, found, false);
  EXPECT_THAT(with.text(), HasSubstr("\"ai_summary\":\"Three sensors are enough.\""));
}

TEST(ShownSummary, MarkdownSaysSoToo) {
  EXPECT_THAT(paper_markdown(tides()), AllOf(HasSubstr("## Summary\n\nWe propose sparse tidal sensing"),
                                             HasSubstr("(Sentences of the abstract, chosen by a program.)"),
                                             HasSubstr("**Keywords (extracted):** ")));
  store::PaperView paper = tides();
  paper.ai_summary = "Three sensors.";
  paper.ai_keywords = {"tides"};
  EXPECT_THAT(paper_markdown(paper),
              AllOf(Not(HasSubstr("chosen by a program")), HasSubstr("**Keywords:** tides")));
}

TEST(ShownSummary, AnExportDoesNotHaveItAsASources) {
  EXPECT_EQ(exported(tides()).ai_summary, "");
  EXPECT_THAT(exported(tides()).ai_keywords, IsEmpty());
}

}  // namespace
}  // namespace broadsheet::papers
