// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Which papers a digest has, and what becomes true with it. Parts that search need an index:
// src/app/digest_searching_test.cc; readers by the thousand: src/app/mail_simulation_test.cc.

#include "papers/digest_choosing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

#include "papers/library.h"
#include "papers/schedule.h"
#include "papers/subscriptions.h"
#include "papers/testing.h"
#include "store/not_for_me.h"
#include "store/notices.h"
#include "store/testing.h"

namespace broadsheet::papers {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using store::Deliveries;
using store::Digest;
using store::DigestItem;
using store::PartKind;
using store::Subscriber;
using store::Subscribers;
using store::Subscription;
using store::Transaction;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class DigestChoosingTest : public testing::Test {
 protected:
  // A paper of the daily page, which the source has again with other votes.
  void feature(const std::string& name, const char* day, std::int64_t votes = 0, std::uint32_t place = 0) {
    formats::SourceRecord paper =
        record_of("hf-daily-papers", {id(name)}, "The paper " + name, {"Mina Okafor"}, day);
    paper.featured = *parse_day(day);
    paper.feed_place = place;
    paper.votes = formats::VoteCount{votes, clock_.now()};
    bench_.add(std::move(paper));
  }
  void withdraw(const std::string& name, const char* day) {
    formats::SourceRecord gone = record_of("hf-daily-papers", {id(name)}, "", {}, "");
    gone.deleted = true;
    gone.stated = *parse_day(day);
    bench_.add(std::move(gone));
    ASSERT_TRUE(bench_.paper(id(name).c_str()).withdrawn);
  }
  static std::string id(const std::string& name) { return "arxiv:2608.0000" + name; }

  Subscriber join(Subscription subscription, const std::string& address = "mina@x.test") {
    subscription.at = hours(7);
    Subscriber subscriber;
    subscriber.address = address;
    subscriber.subscription = std::move(subscription);
    return add(std::move(subscriber));
  }
  Subscriber join(store::AccountNumber account, Subscription subscription) {
    subscription.by_mail = false;
    subscription.webhook = {store::WebhookShape::kSlack, "https://hooks.test/", ""};
    Subscriber subscriber;
    subscriber.account = account;
    subscriber.subscription = std::move(subscription);
    return add(std::move(subscriber));
  }
  Subscriber add(Subscriber subscriber) {
    subscriber.made_at = clock_.now();
    subscriber.next_at = next_edition(subscriber.subscription, clock_.now())->at;
    subscriber.last_paper = record().last_number().value();
    subscriber.number = bench_.act([&](Transaction& transaction) {
      return store::SubscriberChanges(transaction).add(subscriber).value();
    });
    return subscriber;
  }
  static Subscription with(std::vector<store::SubscriptionPart> parts, std::uint32_t size = 3) {
    Subscription subscription;
    subscription.parts = std::move(parts);
    subscription.size = size;
    return subscription;
  }

  DigestSources sources() {
    return {
        .record = record(), .clock = clock_, .day_rule = {.time_zone = "UTC", .rolls_over_at = hours(24)}};
  }
  ChosenDigests choose(const char* now, const ChoosingRules& rules = {.domain = "x.test"}) {
    clock_.set(*parse_instant(now));
    const auto chosen = choose_due(sources(), rules, clock_.now(), 1000);
    EXPECT_TRUE(chosen.ok()) << chosen.error().message();
    return chosen.value();
  }
  // "1 2 3": the papers of the subscriber's last digest, by name.
  std::string last(const Subscriber& subscriber) {
    const auto digests = Deliveries(record()).digests_of(subscriber.number, 1).value();
    return digests.empty() ? "none" : names(digests.front().items);
  }
  std::size_t digests_of(const Subscriber& subscriber) {
    return Deliveries(record()).digests_of(subscriber.number, 100)->size();
  }
  std::string names(const std::vector<DigestItem>& items) {
    std::string names;
    for (const DigestItem& item : items) {
      const std::string id = record().identity(item.identity).value()->id;
      names += (names.empty() ? "" : " ") + id.substr(id.size() - 1);
      EXPECT_FALSE(item.reasons.empty());
    }
    return names;
  }
  // What would be chosen now: "1 2 3".
  std::string preview(const Subscriber& subscriber) {
    DigestChooser chooser(sources());
    return names(chooser.choose(subscriber)->items);
  }
  PaperNumber number(const std::string& name) { return *record().number_of(id(name)).value(); }
  Subscriber present(const Subscriber& one) { return *Subscribers(record()).subscriber(one.number).value(); }
  store::Record& record() { return bench_.record(); }

  FakeClock clock_{*parse_instant("2026-08-19T12:00:00Z")};
  Bench bench_;
};

// ------------------------------------------------------------------------------------------- front page

TEST_F(DigestChoosingTest, TheFirstPapersOfThePageAreInTheirOrder) {
  const Subscriber reader = join(with({{PartKind::kFrontPage}}));
  for (int i = 1; i <= 5; ++i) feature(std::to_string(i), "2026-08-20", i);
  choose("2026-08-20T06:59:59Z");
  EXPECT_EQ(last(reader), "none") << "not due";
  const ChosenDigests chosen = choose("2026-08-20T07:00:00Z");
  EXPECT_EQ(chosen.looked_at, 1U);
  EXPECT_EQ(chosen.chosen, 1U);
  EXPECT_EQ(last(reader), "5 4 3");
  const Digest digest = Deliveries(record()).digests_of(reader.number, 1)->front();
  EXPECT_EQ(digest.edition, *parse_day("2026-08-20"));
  EXPECT_EQ(digest.items[1].reasons[0], (store::DigestReason{PartKind::kFrontPage, "no. 2 of 2026-08-20"}));
  EXPECT_TRUE(digest.message_id.ends_with("@x.test"));
  const auto waiting = Deliveries(record()).due(clock_.now(), 10).value();
  ASSERT_THAT(waiting, SizeIs(1));
  EXPECT_EQ(waiting[0].digest, digest.number);
  EXPECT_EQ(waiting[0].message_id, digest.message_id);
  EXPECT_EQ(choose("2026-08-20T07:00:01Z").looked_at, 0U);
}

TEST_F(DigestChoosingTest, WhatRoseSinceIsInTheNextAndNothingTwice) {
  const Subscriber reader = join(with({{PartKind::kFrontPage}}));
  for (int i = 1; i <= 5; ++i) feature(std::to_string(i), "2026-08-20", i);
  choose("2026-08-20T07:00:00Z");
  feature("1", "2026-08-20", 90);
  feature("2", "2026-08-20", 80);
  feature("6", "2026-08-21", 1);
  choose("2026-08-21T07:00:00Z");
  EXPECT_EQ(last(reader), "1 2 6") << "5, 4 and 3 they have";
  choose("2026-08-22T07:00:00Z");
  EXPECT_EQ(digests_of(reader), 2U) << "nothing new, and they did not ask to be told that";
  feature("7", "2026-08-23", 1);
  choose("2026-08-23T07:00:00Z");
  EXPECT_EQ(last(reader), "7") << "the days before yesterday are over";
}

TEST_F(DigestChoosingTest, AfterDaysOfSilenceThereIsOneDigestOfTheLastEdition) {
  const Subscriber reader = join(with({{PartKind::kFrontPage}}));
  feature("1", "2026-08-20", 1);
  choose("2026-08-20T07:00:00Z");
  for (int i = 2; i <= 6; ++i)
    feature(std::to_string(i), ("2026-08-2" + std::to_string(i / 2)).c_str(), 10 * i);
  choose("2026-08-23T18:00:00Z");
  EXPECT_EQ(digests_of(reader), 2U);
  EXPECT_EQ(last(reader), "6 5 4") << "the days behind one another are one page";
  const Digest digest = Deliveries(record()).digests_of(reader.number, 1)->front();
  EXPECT_EQ(digest.edition, *parse_day("2026-08-23"));
  EXPECT_EQ(digest.items[0].reasons[0].text, "no. 1 of 2026-08-21 to 2026-08-23");
  EXPECT_EQ(format_instant(present(reader).next_at).substr(0, 16), "2026-08-24T07:00");
}

TEST_F(DigestChoosingTest, WhoeverIsAwayForMonthsGetsTheLastFortnight) {
  const Subscriber reader = join(with({{PartKind::kFrontPage}}));
  feature("1", "2026-08-20", 1);
  choose("2026-08-20T07:00:00Z");
  feature("2", "2026-10-01", 99);
  feature("3", "2026-10-20", 1);
  choose("2026-10-20T07:00:00Z");
  EXPECT_EQ(last(reader), "3");
}

TEST_F(DigestChoosingTest, AWeekIsOnePage) {
  Subscription weekly = with({{PartKind::kFrontPage}}, 4);
  weekly.cadence = store::Cadence::kWeekly;
  weekly.on_day = 3;  // 26 August is a Wednesday
  const Subscriber reader = join(weekly);
  feature("1", "2026-08-19", 1);
  feature("2", "2026-08-22", 5);
  feature("3", "2026-08-26", 3);
  choose("2026-08-26T07:00:00Z");
  EXPECT_EQ(last(reader), "2 3 1");
}

// -------------------------------------------------------------------------------------- several parts

TEST_F(DigestChoosingTest, NoPartDrownsAnotherAndEveryReasonIsSaid) {
  const Subscriber reader = join(with({{PartKind::kFrontPage}, {PartKind::kTrending}}, 10));
  feature("1", "2026-08-12", 50);
  feature("2", "2026-08-12", 40);
  for (int i = 3; i <= 6; ++i) feature(std::to_string(i), "2026-08-20", i);
  choose("2026-08-20T07:00:00Z");
  const auto digest = Deliveries(record()).digests_of(reader.number, 1)->front();
  ASSERT_THAT(digest.items, SizeIs(6));
  EXPECT_EQ(names(digest.items).front(), '6') << "the first of the page";
  std::size_t both = 0;
  std::size_t trending_alone = 0;
  for (const DigestItem& item : digest.items) {
    both += item.reasons.size() == 2;
    trending_alone += item.reasons.size() == 1 && item.reasons[0].kind == PartKind::kTrending;
    if (item.reasons.size() == 2) {
      EXPECT_EQ(item.reasons[0].kind, PartKind::kFrontPage);
      EXPECT_EQ(item.reasons[1].kind, PartKind::kTrending);
    }
  }
  EXPECT_EQ(both, 4U);
  EXPECT_EQ(trending_alone, 2U);
  EXPECT_EQ(digest.items[1].reasons.back().kind, PartKind::kTrending) << "parts take turns";
}

TEST_F(DigestChoosingTest, ADigestHasNoMorePapersThanItWasToHave) {
  Subscription subscription = with({{PartKind::kTrending}, {PartKind::kFrontPage}}, 1);
  const Subscriber reader = join(subscription);
  for (int i = 1; i <= 5; ++i) feature(std::to_string(i), "2026-08-20", i);
  choose("2026-08-20T07:00:00Z");
  EXPECT_EQ(last(reader).size(), 1U);
}

// --------------------------------------------------------------------------------------- what is left out

TEST_F(DigestChoosingTest, WhatTheReaderKeepsOrDoesNotWantIsLeftOut) {
  const store::AccountNumber mina = bench_.add_reader("mina", clock_.now());
  const Subscriber reader = join(mina, with({{PartKind::kFrontPage}}, 2));
  for (int i = 1; i <= 5; ++i) feature(std::to_string(i), "2026-08-20", i);
  bench_.act([&](Transaction& transaction) {
    EXPECT_TRUE(save(record(), transaction, {.account = mina}, number("5"), {}, clock_.now()).ok());
    return store::RefusalChanges(transaction)
        .add({mina, store::IdentityNumber(number("4").value()), clock_.now()})
        .ok();
  });
  choose("2026-08-20T07:00:00Z");
  EXPECT_EQ(last(reader), "none") << "the page has two papers for a digest of two, and they want neither";
  EXPECT_EQ(preview(present(reader)), "");
  bench_.act([&](Transaction& transaction) {
    return unsave(record(), transaction, mina, number("5"), clock_.now()).ok();
  });
  EXPECT_EQ(preview(present(reader)), "5");
}

TEST_F(DigestChoosingTest, WhatWasWithdrawnIsLeftOut) {
  const Subscriber reader = join(with({{PartKind::kFrontPage}, {PartKind::kTrending}}));
  feature("1", "2026-08-20", 1);
  feature("2", "2026-08-20", 2);
  withdraw("2", "2026-08-20");
  choose("2026-08-20T07:00:00Z");
  EXPECT_EQ(last(reader), "1");
}

TEST_F(DigestChoosingTest, ADamagedPaperKeepsNobodyFromTheirDigest) {
  const Subscriber reader = join(with({{PartKind::kFrontPage}}));
  feature("1", "2026-08-20", 1);
  feature("2", "2026-08-20", 2);
  store::damage_paper(bench_.folder(), number("2"));
  choose("2026-08-20T07:00:00Z");
  EXPECT_EQ(last(reader), "1");
}

// ---------------------------------------------------------------------------------------------- merges

TEST_F(DigestChoosingTest, AMergedPaperIsThereOnce) {
  const Subscriber reader = join(with({{PartKind::kFrontPage}, {PartKind::kTrending}}));
  feature("1", "2026-08-20", 1);
  feature("2", "2026-08-20", 2);
  ASSERT_TRUE(bench_.merge(id("1").c_str(), id("2").c_str()).ok());
  choose("2026-08-20T07:00:00Z");
  EXPECT_EQ(last(reader), "1");
}

TEST_F(DigestChoosingTest, WhatTheyHaveUnderOneIdTheyHaveUnderAll) {
  const Subscriber reader = join(with({{PartKind::kFrontPage}}));
  feature("2", "2026-08-20", 2);
  feature("3", "2026-08-20", 1);
  choose("2026-08-20T07:00:00Z");
  EXPECT_EQ(last(reader), "2 3");
  feature("4", "2026-08-21", 9);
  ASSERT_TRUE(bench_.merge(id("4").c_str(), id("2").c_str()).ok());
  choose("2026-08-21T07:00:00Z");
  EXPECT_EQ(digests_of(reader), 1U) << "4 is 2, which they have";
  ASSERT_TRUE(bench_.undo(id("4").c_str()).ok());
  choose("2026-08-22T07:00:00Z");
  EXPECT_EQ(last(reader), "4") << "it was another one after all";
}

TEST_F(DigestChoosingTest, AMergeThatIsUndoneBringsNoPaperTwice) {
  const Subscriber reader = join(with({{PartKind::kFrontPage}}));
  feature("2", "2026-08-20", 2);
  feature("3", "2026-08-20", 1);
  ASSERT_TRUE(bench_.merge(id("2").c_str(), id("3").c_str()).ok());
  choose("2026-08-20T07:00:00Z");
  EXPECT_EQ(last(reader), "2");
  ASSERT_TRUE(bench_.undo(id("2").c_str()).ok());
  choose("2026-08-21T07:00:00Z");
  EXPECT_EQ(digests_of(reader), 1U) << "they got both in one";
}

TEST_F(DigestChoosingTest, PapersThatAreMergedWhileADigestIsChosenAreThereOnce) {
  // The chooser's lists are made for the first reader of a moment; what happens then is told to the others.
  const Subscriber reader = join(with({{PartKind::kFrontPage}}));
  for (int i = 1; i <= 3; ++i) feature(std::to_string(i), "2026-08-20", i);
  choose("2026-08-20T07:00:00Z");
  for (int i = 0; i < 70; ++i) join(with({{PartKind::kFrontPage}}), "a" + std::to_string(i) + "@x.test");
  const Subscriber last_one = join(with({{PartKind::kFrontPage}}), "z@x.test");
  feature("4", "2026-08-21", 4);
  feature("5", "2026-08-21", 5);
  clock_.set(*parse_instant("2026-08-21T07:00:00Z"));
  DigestSources sources = this->sources();
  bool merged = false;
  sources.trending_table = [] { return std::shared_ptr<const TrendingTable>(); };
  // A second connection, as another process has it, merges between two batches.
  struct MergingClock : Clock {
    MergingClock(Instant at, std::function<void()> act) : now_at(at), on_look(std::move(act)) {}
    Instant now() const override {
      if (++looks == 66) on_look();
      return now_at;
    }
    Instant now_at;
    std::function<void()> on_look;
    mutable int looks = 0;
  };
  const MergingClock clock(clock_.now(), [&] {
    const auto other = store::Record::open(bench_.folder(), store::Record::Mode::kWrite).value();
    RecordKeeper keeper(*other);
    Transaction transaction = other->begin(store::Durability::kBulk).value();
    merged = keeper.merge(transaction, id("4"), id("5"), clock_.now()).ok();
    EXPECT_TRUE(transaction.commit().ok());
  });
  DigestSources merging{.record = sources.record, .clock = clock, .day_rule = sources.day_rule};
  ASSERT_TRUE(choose_due(merging, {.domain = "x.test"}, clock_.now(), 1000).ok());
  ASSERT_TRUE(merged);
  EXPECT_EQ(last(reader), "5 4") << "chosen before";
  EXPECT_EQ(last(last_one), "5 3") << "of what became one there is one";
}

// ----------------------------------------------------------------------------------------- quiet days

TEST_F(DigestChoosingTest, AQuietDayIsToldOnlyToWhoAsked) {
  Subscription told = with({{PartKind::kFrontPage}});
  told.tells_quiet = true;
  const Subscriber curious = join(told, "curious@x.test");
  const Subscriber other = join(with({{PartKind::kFrontPage}}), "other@x.test");
  const ChosenDigests chosen = choose("2026-08-20T07:00:00Z");
  EXPECT_EQ(chosen.looked_at, 2U);
  EXPECT_EQ(chosen.chosen, 1U);
  EXPECT_EQ(chosen.quiet, 1U);
  EXPECT_EQ(last(curious), "");
  EXPECT_TRUE(Deliveries(record()).digests_of(curious.number, 1)->front().sent_quiet);
  EXPECT_EQ(digests_of(other), 0U);
  EXPECT_EQ(format_instant(present(other).next_at).substr(0, 16), "2026-08-21T07:00");
}

// -------------------------------------------------------------------------------------------- notices

class NoticesInDigests : public DigestChoosingTest {
 protected:
  store::NoticeNumber tell(store::NoticeKind kind, bool read = false) {
    return bench_.act([&](Transaction& transaction) {
      store::Notice notice;
      notice.account = mina_;
      notice.kind = kind;
      notice.made_at = clock_.now();
      const auto number = store::NoticeChanges(transaction).add(notice, 1000).value();
      EXPECT_TRUE(!read || store::NoticeChanges(transaction).mark_read(mina_, number, clock_.now()).ok());
      return number;
    });
  }
  std::vector<store::NoticeNumber> notices(const Subscriber& subscriber) {
    return Deliveries(record()).digests_of(subscriber.number, 1)->front().notices;
  }
  const store::AccountNumber mina_ = bench_.add_reader("mina", clock_.now());
};

TEST_F(NoticesInDigests, AreOnceInOneOfTheKindsThatWereChosen) {
  const Subscriber reader = join(mina_, with({{PartKind::kReplies}}));
  tell(store::NoticeKind::kReply, true);
  const auto reply = tell(store::NoticeKind::kReply);
  tell(store::NoticeKind::kVersion);
  choose("2026-08-20T07:00:00Z");
  EXPECT_THAT(notices(reader), ElementsAre(reply));
  const auto mention = tell(store::NoticeKind::kMention);
  choose("2026-08-21T07:00:00Z");
  EXPECT_THAT(notices(reader), ElementsAre(mention));
  choose("2026-08-22T07:00:00Z");
  EXPECT_EQ(digests_of(reader), 2U);
}

TEST_F(NoticesInDigests, OfPapersAreAPartOfTheirOwnAndSwitchesHold) {
  const Subscriber reader = join(mina_, with({{PartKind::kVersions}}));
  tell(store::NoticeKind::kReply);
  tell(store::NoticeKind::kWithdrawn);
  const auto version = tell(store::NoticeKind::kVersion);
  bench_.act([&](Transaction& transaction) {
    return store::NoticeChanges(transaction)
        .set_switch(mina_, {.kind = store::NoticeKind::kWithdrawn, .mail = store::NoticeMail::kAtOnce})
        .ok();
  });
  choose("2026-08-20T07:00:00Z");
  EXPECT_THAT(notices(reader), ElementsAre(version));
}

TEST_F(NoticesInDigests, AreNoMoreThanADigestTakes) {
  const Subscriber reader = join(mina_, with({{PartKind::kReplies}}));
  for (std::size_t i = 0; i < 2 * kDigestNoticesMax; ++i) tell(store::NoticeKind::kReply);
  choose("2026-08-20T07:00:00Z");
  EXPECT_THAT(notices(reader), SizeIs(kDigestNoticesMax));
}

// ------------------------------------------------------------------------------------- once for an edition

TEST_F(DigestChoosingTest, TwoChoosersOfWhomOneIsAheadMakeOneDigest) {
  const Subscriber reader = join(with({{PartKind::kFrontPage}}));
  feature("1", "2026-08-20", 1);
  choose("2026-08-20T07:00:00Z");
  // The other comes up, and its clock is behind.
  clock_.set(*parse_instant("2026-08-20T06:59:50Z"));
  ASSERT_TRUE(reschedule(record(), clock_.now()).ok());
  feature("2", "2026-08-20", 2);
  const ChosenDigests again = choose("2026-08-20T07:00:00Z");
  EXPECT_EQ(again.looked_at, 1U);
  EXPECT_EQ(again.chosen, 0U);
  EXPECT_EQ(digests_of(reader), 1U);
  choose("2026-08-21T07:00:00Z");
  EXPECT_EQ(last(reader), "2") << "what was not sent is not lost";
}

TEST_F(DigestChoosingTest, AClockThatWasDaysAheadCostsNoEditionTwice) {
  const Subscriber reader = join(with({{PartKind::kFrontPage}}));
  feature("9", "2026-08-23", 1);
  choose("2026-08-23T08:00:00Z");
  EXPECT_EQ(digests_of(reader), 1U) << "chosen for the 23rd";
  clock_.set(*parse_instant("2026-08-20T06:00:00Z"));
  ASSERT_TRUE(reschedule(record(), clock_.now()).ok());
  for (const char* day : {"2026-08-20", "2026-08-21", "2026-08-22", "2026-08-23", "2026-08-24"}) {
    feature(std::string(1, day[9]), day, 5);
    choose((std::string(day) + "T07:00:00Z").c_str());
  }
  std::vector<Day> editions;
  const auto digests = Deliveries(record()).digests_of(reader.number, 10).value();
  for (const Digest& digest : digests) editions.push_back(digest.edition);
  EXPECT_THAT(editions,
              ElementsAre(*parse_day("2026-08-24"), *parse_day("2026-08-23"), *parse_day("2026-08-22"),
                          *parse_day("2026-08-21"), *parse_day("2026-08-20")));
  EXPECT_EQ(last(reader), "4 3") << "the 23rd had its digest: its papers are in the next one";
}

TEST_F(DigestChoosingTest, WhoChangesTheirHourGetsTodaysOnce) {
  const Subscriber reader = join(with({{PartKind::kFrontPage}}));
  feature("1", "2026-08-20", 1);
  choose("2026-08-20T07:00:00Z");
  Subscription later = reader.subscription;
  later.at = hours(18);
  bench_.act([&](Transaction& transaction) {
    return change_subscription(bench_.record(), transaction, reader.number, later, clock_.now()).ok();
  });
  feature("2", "2026-08-20", 1);
  choose("2026-08-20T18:00:00Z");
  EXPECT_EQ(digests_of(reader), 1U);
  choose("2026-08-21T17:59:00Z");
  EXPECT_EQ(digests_of(reader), 1U);
  choose("2026-08-21T18:00:00Z");
  EXPECT_EQ(last(reader), "2");
}

TEST_F(DigestChoosingTest, WhatAChangeMadeDueIsDueByASlowerClockToo) {
  Subscription evening = with({{PartKind::kFrontPage}});
  const Subscriber reader = join(evening);
  feature("1", "2026-08-20", 1);
  choose("2026-08-20T07:00:00Z");
  evening.at = hours(20);
  feature("2", "2026-08-21", 1);
  clock_.set(*parse_instant("2026-08-20T12:00:00Z"));
  const auto change = [&](const Subscription& wanted) {
    EXPECT_TRUE(bench_.act([&](Transaction& transaction) {
      return change_subscription(record(), transaction, reader.number, wanted, clock_.now()).ok();
    }));
  };
  change(evening);
  clock_.set(*parse_instant("2026-08-21T12:00:00Z"));
  Subscription morning = evening;
  morning.at = hours(9);
  choose("2026-08-20T20:00:00Z");
  clock_.set(*parse_instant("2026-08-21T12:00:00Z"));
  change(morning);
  // Who chooses begins with a clock that is behind that of who changed it.
  clock_.set(*parse_instant("2026-08-21T11:59:59Z"));
  ASSERT_TRUE(reschedule(record(), clock_.now()).ok());
  choose("2026-08-21T11:59:59Z");
  EXPECT_EQ(last(reader), "2");
}

TEST_F(DigestChoosingTest, WhoLeftAndWhoIsStoppedGetNothing) {
  const Subscriber left = join(with({{PartKind::kFrontPage}}), "left@x.test");
  const Subscriber stopped = join(with({{PartKind::kFrontPage}}), "stopped@x.test");
  bench_.act([&](Transaction& transaction) {
    EXPECT_TRUE(leave(record(), transaction, left.number, clock_.now()).ok());
    return store::SubscriberChanges(transaction)
        .put_stop({stopped_address("stopped@x.test"), store::StopReason::kOperator, clock_.now()})
        .ok();
  });
  feature("1", "2026-08-20", 1);
  const ChosenDigests chosen = choose("2026-08-20T07:00:00Z");
  EXPECT_EQ(chosen.chosen, 0U);
  EXPECT_EQ(digests_of(left) + digests_of(stopped), 0U);
  EXPECT_THAT(Deliveries(record()).due(clock_.now(), 10).value(), IsEmpty());
  EXPECT_EQ(format_instant(present(stopped).next_at).substr(0, 16), "2026-08-21T07:00");
}

TEST_F(DigestChoosingTest, LettersAndWebhooksAreDeliveriesOfOneDigest) {
  Subscription both = with({{PartKind::kFrontPage}});
  both.webhook = {store::WebhookShape::kJson, "https://hooks.test/", "key"};
  const Subscriber reader = join(both);
  feature("1", "2026-08-20", 1);
  choose("2026-08-20T07:00:00Z");
  EXPECT_EQ(digests_of(reader), 1U);
  EXPECT_THAT(Deliveries(record()).due(clock_.now(), 10).value(), SizeIs(2));
  feature("2", "2026-08-21", 1);
  choose("2026-08-21T07:00:00Z", {.domain = "x.test", .by_mail = false});
  EXPECT_THAT(Deliveries(record()).due(clock_.now(), 10).value(), SizeIs(3)) << "no letters are sent here";
}

TEST_F(DigestChoosingTest, WhatIsWrongWithOneKeepsNobodyElseFromTheirs) {
  Subscriber lost = join(with({{PartKind::kFrontPage}}), "lost@x.test");
  const Subscriber reader = join(with({{PartKind::kFrontPage}}));
  bench_.act([&](Transaction& transaction) {
    lost.subscription.zone = "Europe/Atlantis";
    return store::SubscriberChanges(transaction).replace(lost).ok();
  });
  feature("1", "2026-08-20", 1);
  choose("2026-08-20T07:00:00Z");
  EXPECT_EQ(last(reader), "1");
  EXPECT_EQ(format_instant(present(lost).next_at).substr(0, 16), "2026-08-20T08:00") << "tried again";
  ASSERT_TRUE(reschedule(record(), clock_.now()).ok());
}

TEST_F(DigestChoosingTest, NorWhatIsDamaged) {
  const Subscriber damaged = join(with({{PartKind::kFrontPage}}), "damaged@x.test");
  const Subscriber reader = join(with({{PartKind::kFrontPage}}));
  {
    const auto connection =
        store::Connection::open(store::Record::path_in(bench_.folder()), store::OpenFlags::kWrite).value();
    ASSERT_TRUE(connection->execute("UPDATE subscribers SET settings = x'01ff' WHERE subscriber = 1").ok());
  }
  ASSERT_TRUE(present(damaged).is_damaged);
  feature("1", "2026-08-20", 1);
  choose("2026-08-20T07:00:00Z");
  EXPECT_EQ(last(reader), "1");
  EXPECT_EQ(digests_of(damaged), 0U);
  EXPECT_TRUE(present(damaged).is_damaged) << "kept for whoever can read it";
  EXPECT_EQ(format_instant(present(damaged).next_at).substr(0, 16), "2026-08-20T08:00");
  bench_.act([&](Transaction& transaction) {
    return change_subscription(record(), transaction, damaged.number, with({{PartKind::kFrontPage}}),
                               clock_.now())
        .ok();
  });
  EXPECT_FALSE(present(damaged).is_damaged);
  EXPECT_EQ(present(damaged).subscription, with({{PartKind::kFrontPage}}));
}

TEST_F(DigestChoosingTest, NoMoreAreChosenThanAskedFor) {
  for (int i = 0; i < 5; ++i) join(with({{PartKind::kFrontPage}}), "a" + std::to_string(i) + "@x.test");
  feature("1", "2026-08-20", 1);
  clock_.set(*parse_instant("2026-08-20T07:00:00Z"));
  EXPECT_EQ(choose_due(sources(), {.domain = "x.test"}, clock_.now(), 3)->looked_at, 3U);
  EXPECT_EQ(choose_due(sources(), {.domain = "x.test"}, clock_.now(), 3)->looked_at, 2U);
  EXPECT_EQ(choose_due(sources(), {.domain = "x.test"}, clock_.now(), 3)->looked_at, 0U);
}

TEST_F(DigestChoosingTest, WhatNobodySearchedIsLookedForNextTime) {
  const Subscriber reader = join(with({{PartKind::kKeyword, "tides"}, {PartKind::kFrontPage}}));
  feature("1", "2026-08-20", 1);
  choose("2026-08-20T07:00:00Z");
  EXPECT_EQ(last(reader), "1");
  EXPECT_EQ(present(reader).last_paper, reader.last_paper) << "there is no index yet";
}

}  // namespace
}  // namespace broadsheet::papers
