// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The parts of a digest that search: categories, names, words, what is followed.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "follow/lexical.h"
#include "papers/digest_choosing.h"
#include "papers/following.h"
#include "papers/schedule.h"
#include "papers/testing.h"
#include "search/searcher.h"
#include "store/deliveries.h"

namespace broadsheet::app {
namespace {

using papers::ChosenDigest;
using store::DigestItem;
using store::PartKind;
using store::Subscriber;
using testing::ElementsAre;
using testing::IsEmpty;

class DigestSearchingTest : public testing::Test {
 protected:
  DigestSearchingTest()
      : follower_(follow::open_lexical(bench_.folder(), record(), {.threads = 1}).value()) {}

  struct Paper {
    const char* title;
    const char* author = "Mina Okafor";
    const char* category = "cs.LG";
    const char* day = "2026-08-20";
  };
  void add(const char* name, const Paper& paper) {
    formats::SourceRecord record = papers::record_of("arxiv", {"arxiv:2608.0000" + std::string(name)},
                                                     paper.title, {paper.author}, paper.day);
    record.categories = {paper.category};
    record.venue = "ACL";
    record.organization = formats::Organization{"tide-lab", "Tide Lab"};
    bench_.add(std::move(record));
  }
  void index() {
    ASSERT_TRUE(follower_->catch_up({}).ok());
    searcher_ =
        std::make_unique<search::Searcher>(follow::open_lexical_snapshot(bench_.folder(), record()).value());
  }
  Subscriber join(std::vector<store::SubscriptionPart> parts, std::uint32_t size = 5) {
    Subscriber subscriber;
    subscriber.address = "mina@x.test";
    subscriber.subscription.parts = std::move(parts);
    subscriber.subscription.size = size;
    subscriber.next_at = papers::next_edition(subscriber.subscription, clock_.now())->at;
    subscriber.last_paper = record().last_number().value();
    subscriber.number = bench_.act([&](store::Transaction& transaction) {
      return store::SubscriberChanges(transaction).add(subscriber).value();
    });
    return subscriber;
  }
  papers::DigestSources sources() {
    return {.record = record(),
            .clock = clock_,
            .day_rule = {.time_zone = "UTC", .rolls_over_at = std::chrono::hours(24)},
            .searcher = searcher_.get()};
  }
  // The papers of the day's digest, by name; "none" if there is no digest.
  std::string digest(const Subscriber& subscriber, const char* day) {
    clock_.set(*parse_instant(std::string(day) + "T07:00:00Z"));
    EXPECT_TRUE(papers::choose_due(sources(), {.domain = "x.test"}, clock_.now(), 100).ok());
    const auto made = store::Deliveries(record()).digest_of(subscriber.number, *parse_day(day)).value();
    return made ? names(made->items) : "none";
  }
  std::string names(const std::vector<DigestItem>& items) {
    std::string names;
    for (const DigestItem& item : items) {
      names += record().identity(item.identity).value()->id.substr(15);
      EXPECT_FALSE(item.reasons.empty());
    }
    return names;
  }
  std::vector<DigestItem> preview(std::vector<store::SubscriptionPart> parts) {
    Subscriber subscriber;
    subscriber.subscription.parts = std::move(parts);
    papers::DigestChooser chooser(sources());
    return chooser.choose(subscriber)->items;
  }
  store::Record& record() { return bench_.record(); }

  FakeClock clock_{*parse_instant("2026-08-20T12:00:00Z")};
  papers::Bench bench_;
  std::unique_ptr<follow::Follower> follower_;
  std::unique_ptr<search::Searcher> searcher_;
};

TEST_F(DigestSearchingTest, EachPartBringsItsPapersWithWhy) {
  add("1", {.title = "Small tides", .author = "Mina Okafor", .category = "cs.AI"});
  add("2", {.title = "Large waves of the north", .author = "Jun Roh", .category = "cs.CL"});
  index();
  const std::pair<store::SubscriptionPart, const char*> parts[] = {
      {{PartKind::kCategory, "cs.AI"}, "1"},         {{PartKind::kCategory, "cs.AI+cs.CL"}, "12"},
      {{PartKind::kCategory, "cs.RO"}, ""},          {{PartKind::kAuthor, "Jun Roh"}, "2"},
      {{PartKind::kAuthor, "Ada Berg"}, ""},         {{PartKind::kKeyword, "small tides"}, "1"},
      {{PartKind::kOrganization, "Tide Lab"}, "12"}, {{PartKind::kVenue, "ACL"}, "12"},
      {{PartKind::kSearch, "waves north"}, "2"},     {{PartKind::kSearch, "waves tides"}, ""}};
  for (const auto& [part, expected] : parts) {
    const std::vector<DigestItem> items = preview({part});
    std::string found = names(items);
    std::ranges::sort(found);
    EXPECT_EQ(found, expected) << part.target;
    for (const DigestItem& item : items)
      EXPECT_THAT(item.reasons, ElementsAre(store::DigestReason{part.kind, part.target}));
  }
}

TEST_F(DigestSearchingTest, APaperOfSeveralPartsIsThereOnceWithEachReason) {
  add("1", {.title = "Small tides", .category = "cs.AI"});
  index();
  const auto items = preview(
      {{PartKind::kKeyword, "tides"}, {PartKind::kCategory, "cs.AI"}, {PartKind::kAuthor, "Mina Okafor"}});
  ASSERT_EQ(items.size(), 1U);
  EXPECT_THAT(items[0].reasons, ElementsAre(store::DigestReason{PartKind::kKeyword, "tides"},
                                            store::DigestReason{PartKind::kCategory, "cs.AI"},
                                            store::DigestReason{PartKind::kAuthor, "Mina Okafor"}));
}

TEST_F(DigestSearchingTest, PartsTakeTurns) {
  for (const char* name : {"1", "2", "3", "4"}) add(name, {.title = "Small tides", .author = name});
  for (const char* name : {"5", "6"}) add(name, {.title = "Large waves", .author = name});
  index();
  const auto items = preview({{PartKind::kKeyword, "tides"}, {PartKind::kKeyword, "waves"}});
  ASSERT_EQ(items.size(), 6U);
  std::string kinds;
  for (const DigestItem& item : items) kinds += item.reasons.front().text.front();
  EXPECT_EQ(kinds, "twtwtt");
}

TEST_F(DigestSearchingTest, WhatCameSinceIsNewsWhateverItsDay) {
  const Subscriber reader = join({{PartKind::kKeyword, "tides"}});
  add("1", {.title = "Small tides", .day = "2026-08-21"});
  add("2", {.title = "Tides of July", .day = "2026-07-10"});
  add("3", {.title = "Tides of the last century", .day = "1996-07-10"});
  index();
  EXPECT_EQ(digest(reader, "2026-08-21"), "21") << "who puts in what is old makes no news";
  EXPECT_EQ(digest(reader, "2026-08-22"), "none");
}

TEST_F(DigestSearchingTest, WhatTheIndexDidNotHaveYetIsInTheNext) {
  index();
  const Subscriber reader = join({{PartKind::kKeyword, "tides"}});
  add("1", {.title = "Small tides", .day = "2026-08-21"});
  index();
  add("2", {.title = "Large tides", .day = "2026-08-21"});  // and nobody has indexed it at seven
  EXPECT_EQ(digest(reader, "2026-08-21"), "1");
  index();
  EXPECT_EQ(digest(reader, "2026-08-22"), "2");
  EXPECT_EQ(digest(reader, "2026-08-23"), "none");
}

TEST_F(DigestSearchingTest, WhatComesWhileOthersGetTheirsIsNotLost) {
  index();
  const Subscriber reader = join({{PartKind::kKeyword, "tides"}});
  papers::DigestChooser chooser(sources());
  Subscriber other = reader;
  other.number = {};
  ASSERT_TRUE(chooser.choose(other).ok());
  add("1", {.title = "Small tides"});
  const ChosenDigest chosen = chooser.choose(reader).value();
  EXPECT_THAT(chosen.items, IsEmpty());
  EXPECT_LT(chosen.last_paper, *record().number_of("arxiv:2608.00001").value());
}

TEST_F(DigestSearchingTest, AMergedPaperComesOnceThoughTheIndexHasBoth) {
  const Subscriber reader = join({{PartKind::kKeyword, "tides"}});
  add("1", {.title = "Small tides", .day = "2026-08-21"});
  add("2", {.title = "Large tides", .author = "Jun Roh", .day = "2026-08-21"});
  index();
  ASSERT_TRUE(bench_.merge("arxiv:2608.00001", "arxiv:2608.00002").ok());
  EXPECT_EQ(digest(reader, "2026-08-21"), "1");
  const auto made = store::Deliveries(record()).digest_of(reader.number, *parse_day("2026-08-21")).value();
  EXPECT_EQ(made->items[0].reasons.size(), 1U) << "and its reason once";
}

TEST_F(DigestSearchingTest, BySearchingForAMeaningWithoutVectorsWordsMustDo) {
  add("1", {.title = "Small tides"});
  add("2", {.title = "Large waves"});
  index();
  EXPECT_EQ(names(preview({{PartKind::kMeaning, "tides"}})), "1");
}

TEST_F(DigestSearchingTest, WhatIsFollowedIsAPart) {
  add("1", {.title = "Small tides"});
  add("2", {.title = "Large waves"});
  index();
  const store::AccountNumber mina = bench_.add_reader("mina", clock_.now());
  bench_.act([&](store::Transaction& transaction) {
    return papers::follow_text(record(), transaction, {.account = mina}, store::FollowKind::kKeyword, "waves",
                               clock_.now())
        .ok();
  });
  Subscriber subscriber;
  subscriber.account = mina;
  subscriber.subscription.parts = {{PartKind::kFollowing}};
  papers::DigestChooser chooser(sources());
  const auto items = chooser.choose(subscriber)->items;
  EXPECT_EQ(names(items), "2");
  EXPECT_EQ(items[0].reasons[0], (store::DigestReason{PartKind::kFollowing, "keyword waves"}));
}

}  // namespace
}  // namespace broadsheet::app
