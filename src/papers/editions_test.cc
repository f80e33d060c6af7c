// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/editions.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/file.h"

namespace broadsheet::papers {
namespace {

using store::PaperView;
using testing::ElementsAre;
using testing::IsEmpty;

Day day_of(const char* text) {
  return parse_day(text).value();
}

TEST(Period, WeeksBeginOnMondayAndMonthsEndWhereTheyEnd) {
  const Period week = period_of(EditionKind::kWeek, day_of("2026-07-05"));  // a Sunday
  EXPECT_EQ(week.first, day_of("2026-06-29"));
  EXPECT_EQ(week.last, day_of("2026-07-05"));
  EXPECT_EQ(period_of(EditionKind::kWeek, day_of("2026-06-29")).first, day_of("2026-06-29"));
  const Period month = period_of(EditionKind::kMonth, day_of("2024-02-10"));
  EXPECT_EQ(month.first, day_of("2024-02-01"));
  EXPECT_EQ(month.last, day_of("2024-02-29"));
}

// Editions over a small record.
class EditionsOfARecord : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::move(make_temporary_folder("editions")).value();
    record_ = std::move(store::Record::open(folder_, store::Record::Mode::kWrite)).value();
  }
  void TearDown() override {
    record_.reset();
    EXPECT_TRUE(remove_all(folder_).ok());
  }

  void put(const std::string& id, PartialDate edition, bool featured = false, std::int64_t votes = 0) {
    store::Transaction transaction = std::move(record_->begin(store::Durability::kBulk)).value();
    const store::IdentityNumber identity = transaction.add_identity(id, true).value();
    PaperView paper;
    paper.number = PaperNumber(identity.value());
    paper.ids = {id};
    paper.title = "A paper called " + id;
    paper.edition = edition;
    paper.published = edition;
    paper.sources = {"test"};
    if (featured) paper.featured = edition.day;
    paper.own_votes = votes;
    ASSERT_TRUE(transaction.set_paper_of(identity, paper.number).ok());
    ASSERT_TRUE(transaction.put_paper(paper).ok());
    ASSERT_TRUE(transaction.commit().ok());
  }
  void put_day(const std::string& id, const char* day, bool featured = false, std::int64_t votes = 0) {
    put(id, {.day = day_of(day)}, featured, votes);
  }

  Edition read(EditionRequest request, const char* now = "2026-07-10T12:00:00Z") {
    const FakeClock clock(parse_instant(now).value());
    Result<Edition> edition = Editions(*record_, clock).read(request);
    EXPECT_TRUE(edition.ok()) << edition.error().message();
    return std::move(edition).value();
  }

  static std::vector<std::string> titles(const Edition& edition) {
    std::vector<std::string> ids;
    for (const PaperView& paper : edition.papers) ids.push_back(paper.ids.front());
    return ids;
  }

  static EditionRequest of(EditionKind kind, std::optional<Day> date = std::nullopt) {
    EditionRequest request;
    request.kind = kind;
    request.date = date;
    return request;
  }

  std::string folder_;
  std::unique_ptr<store::Record> record_;
};

TEST_F(EditionsOfARecord, WithoutADateTheNewestDayThatHasPapersIsShown) {
  put_day("arxiv:2606.00001", "2026-06-30");
  put_day("arxiv:2607.00001", "2026-07-01");
  const Edition edition = read(of(EditionKind::kDay));
  EXPECT_EQ(edition.first, day_of("2026-07-01"));
  EXPECT_EQ(edition.today, day_of("2026-07-10"));
  EXPECT_THAT(titles(edition), ElementsAre("arxiv:2607.00001"));
  EXPECT_EQ(edition.earlier, day_of("2026-06-30"));
  EXPECT_EQ(edition.later, std::nullopt);
}

TEST_F(EditionsOfARecord, OurOwnDayRollsOverAtHalfPastNineInNewYork) {
  EXPECT_EQ(read(of(EditionKind::kDay), "2026-07-11T01:29:00Z").today, day_of("2026-07-10"));
  EXPECT_EQ(read(of(EditionKind::kDay), "2026-07-11T01:30:00Z").today, day_of("2026-07-11"));
}

TEST_F(EditionsOfARecord, ADayInTheFarFutureIsNoNewestEdition) {
  put_day("arxiv:2607.00001", "2026-07-01");
  put_day("arxiv:2607.00002", "2126-07-01");
  EXPECT_EQ(read(of(EditionKind::kDay)).first, day_of("2026-07-01"));
  EXPECT_EQ(read(of(EditionKind::kDay)).later, day_of("2126-07-01"));
}

TEST_F(EditionsOfARecord, WhereAPaperIsFeaturedTheOthersNeedAskingFor) {
  put_day("arxiv:2607.00001", "2026-07-01", true, 1);
  put_day("arxiv:2607.00002", "2026-07-01", true, 2);
  put_day("arxiv:2607.00003", "2026-07-01", false, 9);
  const Edition edition = read(of(EditionKind::kDay));
  EXPECT_THAT(titles(edition), ElementsAre("arxiv:2607.00002", "arxiv:2607.00001"));
  EXPECT_EQ(edition.left_out, 1U);
  EditionRequest all = of(EditionKind::kDay);
  all.scope = Scope::kAll;
  EXPECT_THAT(titles(read(all)), ElementsAre("arxiv:2607.00002", "arxiv:2607.00001", "arxiv:2607.00003"));
  EXPECT_EQ(read(all).left_out, 0U);
}

TEST_F(EditionsOfARecord, APaperDatedToAMonthAppearsOnlyInItsMonth) {
  put_day("arxiv:2606.00001", "2026-06-01");
  put("acl:2026.x.1", {.day = day_of("2026-06-01"), .precision = DatePrecision::kMonth});
  put("acl:2026.x.2", {.day = day_of("2026-01-01"), .precision = DatePrecision::kYear});
  const Day first = day_of("2026-06-01");
  EXPECT_THAT(titles(read(of(EditionKind::kDay, first))), ElementsAre("arxiv:2606.00001"));
  EXPECT_THAT(titles(read(of(EditionKind::kWeek, first))), ElementsAre("arxiv:2606.00001"));
  EXPECT_THAT(titles(read(of(EditionKind::kMonth, first))), ElementsAre("arxiv:2606.00001", "acl:2026.x.1"));
  EXPECT_THAT(titles(read(of(EditionKind::kMonth, day_of("2026-01-01")))), IsEmpty());
}

TEST_F(EditionsOfARecord, TheNewestMonthMayHaveNoDays) {
  put_day("arxiv:2606.00001", "2026-05-01");
  put("acl:2026.x.1", {.day = day_of("2026-06-01"), .precision = DatePrecision::kMonth});
  EXPECT_EQ(read(of(EditionKind::kMonth)).first, day_of("2026-06-01"));
  EXPECT_EQ(read(of(EditionKind::kDay)).first, day_of("2026-05-01"));
}

TEST_F(EditionsOfARecord, PagesFollowEachOther) {
  for (int i = 1; i <= 5; ++i) put_day("arxiv:2607.0000" + std::to_string(i), "2026-07-01", false, 10 - i);
  EditionRequest request = of(EditionKind::kDay);
  request.limit = 2;
  request.offset = 3;
  const Edition edition = read(request);
  EXPECT_EQ(edition.total, 5U);
  EXPECT_THAT(titles(edition), ElementsAre("arxiv:2607.00004", "arxiv:2607.00005"));
  request.offset = 9;
  EXPECT_THAT(titles(read(request)), IsEmpty());
}

TEST_F(EditionsOfARecord, RecentPapersGoOnDayAfterDayEachInItsOrderAndScope) {
  put_day("arxiv:2607.00001", "2026-07-01", true, 1);
  put_day("arxiv:2607.00002", "2026-07-01", true, 5);
  put_day("arxiv:2607.00003", "2026-07-01", false, 9);
  put_day("arxiv:2606.00001", "2026-06-28", false, 2);
  put_day("arxiv:2606.00002", "2026-05-02", true);
  const auto recent = [&](std::size_t offset, std::size_t limit, Scope scope = Scope::kFeatured) {
    const FakeClock clock(parse_instant("2026-07-10T12:00:00Z").value());
    const RecentPapers read = Editions(*record_, clock).recent(scope, offset, limit).value();
    std::vector<std::string> ids;
    for (const PaperView& paper : read.papers) ids.push_back(paper.ids.front());
    if (read.more) ids.push_back("more");
    return ids;
  };
  EXPECT_THAT(recent(0, 10),
              ElementsAre("arxiv:2607.00002", "arxiv:2607.00001", "arxiv:2606.00001", "arxiv:2606.00002"));
  EXPECT_THAT(recent(0, 2), ElementsAre("arxiv:2607.00002", "arxiv:2607.00001", "more"));
  EXPECT_THAT(recent(2, 2), ElementsAre("arxiv:2606.00001", "arxiv:2606.00002"));
  EXPECT_THAT(recent(4, 2), IsEmpty());
  EXPECT_THAT(recent(1, 3, Scope::kAll),
              ElementsAre("arxiv:2607.00001", "arxiv:2607.00003", "arxiv:2606.00001", "more"));
}

// Votes of our own readers are counted now, so their age tells.
TEST_F(EditionsOfARecord, TrendingIsOfTwoWeeksByScore) {
  put_day("arxiv:2606.00001", "2026-06-17", true, 99);
  put_day("arxiv:2606.00002", "2026-06-18", true, 3);
  put_day("arxiv:2607.00001", "2026-07-01", true, 2);
  EXPECT_THAT(titles(read(of(EditionKind::kTrending))), ElementsAre("arxiv:2607.00001", "arxiv:2606.00002"));
}

TEST_F(EditionsOfARecord, WhatOnlyTheWholeShowsIsCountedAmongWhatIsAskedFor) {
  put_day("arxiv:2607.00001", "2026-07-01", true, 2);
  put_day("arxiv:2607.00002", "2026-07-01", false, 0);
  put_day("arxiv:2607.00003", "2026-07-01", false, 0);
  for (const EditionKind kind : {EditionKind::kTrending, EditionKind::kDay}) {
    EditionRequest asked = of(kind);
    asked.among = {PaperNumber(1), PaperNumber(2)};
    EXPECT_EQ(read(asked).left_out, 1U);
    asked.scope = Scope::kAll;
    EXPECT_EQ(read(asked).left_out, 0U);
    EXPECT_EQ(read(asked).total, 2U);
  }
}

TEST_F(EditionsOfARecord, AnEmptyRecordSaysSo) {
  const Edition edition = read(of(EditionKind::kMonth));
  EXPECT_TRUE(edition.record_is_empty);
  EXPECT_THAT(edition.papers, IsEmpty());
}

}  // namespace
}  // namespace broadsheet::papers
