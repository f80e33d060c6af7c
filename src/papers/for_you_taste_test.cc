// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/for_you_taste.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "papers/library.h"
#include "papers/refusing.h"
#include "papers/testing.h"
#include "papers/voting.h"

namespace broadsheet::papers {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr const char* kOne = "arxiv:2608.00001";
constexpr const char* kOther = "acl:2026.acl-long.1";
constexpr const char* kThird = "arxiv:2608.00003";

class ForYouTasteTest : public testing::Test {
 protected:
  ForYouTasteTest() {
    auto tides = record_of("arxiv", {kOne}, "Small $\\ell_1$ tides", {"Mina Okafor"}, "2026-08-18");
    tides.abstract = "We forecast harbours.";
    bench_.add(tides);
    bench_.add(record_of("acl-anthology", {kOther}, "Large waves and all else", {"Jun Roh"}, "2026-08"));
    bench_.add(record_of("arxiv", {kThird}, "Graphs that forecast tides", {"Kim Lee"}, "2026-08-19"));
    mina_ = bench_.add_reader("mina", now_);
  }

  PaperNumber paper(const char* id) { return bench_.record().number_of(id).value().value(); }
  void save(const char* id, store::ReadingState state = store::ReadingState::kNone) {
    now_ += std::chrono::hours(1);
    EXPECT_TRUE(bench_.act([&](store::Transaction& transaction) {
      return papers::save(bench_.record(), transaction, {.account = mina_}, paper(id), {.state = state}, now_)
          .ok();
    }));
  }
  void vote(const char* id, bool by_token = false) {
    now_ += std::chrono::hours(1);
    EXPECT_TRUE(bench_.act([&](store::Transaction& transaction) {
      const Actor voter{.account = mina_, .by_token = by_token};
      return papers::vote(bench_.record(), transaction, paper(id), voter, true, now_).ok();
    }));
  }
  std::vector<std::pair<PaperNumber, double>> kept() {
    std::vector<std::pair<PaperNumber, double>> kept;
    const ReaderTaste taste = taste_of(bench_.record(), mina_).value();
    for (const KeptByReader& one : taste.kept) kept.emplace_back(one.paper, one.weight);
    return kept;
  }

  Bench bench_;
  Instant now_ = *parse_instant("2026-08-20");
  store::AccountNumber mina_;
};

TEST_F(ForYouTasteTest, IsWhatWasSavedAndVotedForTheMostRecentFirst) {
  EXPECT_THAT(kept(), IsEmpty());
  save(kOne);
  vote(kThird);
  vote(kOne);
  EXPECT_THAT(kept(),
              ElementsAre(std::pair(paper(kThird), kForYouVoted), std::pair(paper(kOne), kForYouSaved)));
}

TEST_F(ForYouTasteTest, WhatWasSkippedOrVotedForByAProgramSaysNothing) {
  save(kOne, store::ReadingState::kSkipped);
  vote(kOne);
  vote(kThird, true);
  EXPECT_THAT(kept(), IsEmpty());
  EXPECT_THAT(taste_of(bench_.record(), mina_).value().never,
              UnorderedElementsAre(paper(kOne), paper(kThird)));
}

TEST_F(ForYouTasteTest, WhatWasRefusedLastIsReadFirst) {
  for (const char* id : {kThird, kOne, kOther}) {
    now_ += std::chrono::hours(1);
    bench_.act([&](store::Transaction& transaction) {
      return refuse(bench_.record(), transaction, mina_, paper(id), now_).ok();
    });
  }
  EXPECT_THAT(taste_of(bench_.record(), mina_).value().refused,
              ElementsAre(paper(kOther), paper(kOne), paper(kThird)));
}

TEST_F(ForYouTasteTest, PapersThatAreMergedAreKeptOnce) {
  save(kOne);
  vote(kOther);
  ASSERT_TRUE(bench_.merge(kOne, kOther).ok());
  EXPECT_THAT(kept(), ElementsAre(std::pair(paper(kOne), kForYouSaved)));
}

TEST_F(ForYouTasteTest, ATasteIsReadWithWhatItsPapersSay) {
  save(kOne);
  ReaderTaste taste = taste_of(bench_.record(), mina_).value();
  taste.kept.push_back({PaperNumber(999), 1});
  taste.refused = {paper(kThird)};
  const ForYouTaste read = read_taste(bench_.record(), nullptr, taste).value();
  ASSERT_EQ(read.kept.size(), 1U) << "what is gone is left out";
  EXPECT_EQ(read.kept[0].paper.paper, paper(kOne));
  EXPECT_EQ(read.kept[0].paper.title, "Small ℓ1 tides");
  EXPECT_EQ(read.kept[0].paper.abstract, "We forecast harbours.");
  EXPECT_THAT(read.kept[0].paper.authors, ElementsAre("Mina Okafor"));
  EXPECT_THAT(read.kept[0].paper.vector, IsEmpty());
  ASSERT_EQ(read.refused.size(), 1U);
  EXPECT_EQ(read.refused[0].paper.paper, paper(kThird));
}

}  // namespace
}  // namespace broadsheet::papers
