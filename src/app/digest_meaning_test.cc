// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Parts of a digest that go by meaning, over an index with vectors; the other parts are
// papers/digest_choosing_test.cc's.

#include <gtest/gtest.h>
#include <string>

#include "papers/digest_choosing.h"
#include "papers/testing.h"
#include "search/meaning_testing.h"

namespace broadsheet::app {
namespace {

using store::PartKind;

class DigestMeaningTest : public testing::Test {
 protected:
  PaperNumber add(const std::string& id, const std::string& title) {
    bench_.add(papers::record_of("arxiv", {id}, title, {"Mina Okafor"}, "2026-08-20"));
    return *bench_.record().number_of(id).value();
  }
  // The papers that a digest of the part would have.
  std::vector<PaperNumber> chosen(const search::testing::World& world, const store::SubscriptionPart& part) {
    const search::Searcher searcher = world.searcher();
    papers::DigestChooser chooser(
        {.record = bench_.record(),
         .clock = clock_,
         .day_rule = {.time_zone = "UTC", .rolls_over_at = std::chrono::hours(24)},
         .searcher = &searcher,
         .encode_query = world.options(search::SearchMode::kSemantic).encode_query});
    store::Subscriber reader;
    reader.subscription.parts = {part};
    reader.subscription.size = 1;
    std::vector<PaperNumber> papers;
    const papers::ChosenDigest digest = chooser.choose(reader).value();
    for (const store::DigestItem& item : digest.items) {
      EXPECT_EQ(item.reasons.at(0), (store::DigestReason{part.kind, part.target}));
      papers.push_back(bench_.record().identity(item.identity).value()->paper);
    }
    return papers;
  }

  FakeClock clock_{*parse_instant("2026-08-20T07:00:00Z")};
  papers::Bench bench_;
};

TEST_F(DigestMeaningTest, WhatIsNearestIsChosenWithoutAllOfTheWords) {
  const PaperNumber sorting = add("arxiv:2608.00001", "Sorting");
  const PaperNumber tides = add("arxiv:2608.00002", "Tides");
  const auto day = PartialDate{.day = *parse_day("2026-08-20")};
  const search::testing::World world(
      {{.number = sorting.value(), .title = "Sorting", .abstract = "Comparisons.", .published = day},
       {.number = tides.value(), .title = "Tides", .abstract = "Harbour sensors.", .published = day}});
  const std::string text = "sensors that forecast tides";
  EXPECT_EQ(chosen(world, {PartKind::kMeaning, text}), std::vector{tides});
  EXPECT_EQ(chosen(world, {PartKind::kMeaning, "comparisons in sorting things"}), std::vector{sorting});
  EXPECT_TRUE(chosen(world, {PartKind::kSearch, text}).empty()) << "words are wanted, all of them";
}

}  // namespace
}  // namespace broadsheet::app
