// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Papers by their last change, as harvesters walk along them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "base/file.h"
#include "store/record.h"
#include "store/testing.h"

namespace broadsheet::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PaperChangesTest : public ::testing::Test {
 protected:
  PaperChangesTest() : folder_(make_temporary_folder("changes").value()) {
    record_ = Record::open(folder_, Record::Mode::kWrite).value();
    record_->use_clock(clock_);
  }
  ~PaperChangesTest() override {
    record_.reset();
    EXPECT_TRUE(remove_all(folder_).ok());
  }

  void put(std::uint32_t number, const std::string& title, std::int64_t votes = 0) {
    Transaction transaction = record_->begin(Durability::kBulk).value();
    const std::string id = "b:" + std::to_string(number);
    if (!record_->identity_by_id(id)->has_value()) {
      const IdentityNumber identity = *transaction.add_identity(id, true);
      ASSERT_EQ(identity.value(), number);
      ASSERT_TRUE(transaction.set_paper_of(identity, PaperNumber(number)).ok());
    }
    PaperView view;
    view.number = PaperNumber(number);
    view.ids = {id};
    view.title = title;
    view.withdrawn = title == "withdrawn";
    view.votes = {{"readers", 1 + votes, Instant()}};
    ASSERT_TRUE(transaction.put_paper(view).ok());
    ASSERT_TRUE(transaction.commit().ok());
  }

  void remove(std::uint32_t number) {
    Transaction transaction = record_->begin(Durability::kBulk).value();
    ASSERT_TRUE(transaction.remove_paper(PaperNumber(number)).ok());
    ASSERT_TRUE(transaction.commit().ok());
  }

  // "1 3 2x": the papers of a walk to its end, in pieces; x is deleted.
  std::string walk(PaperWalk walk, std::size_t rows_max = 2) {
    std::string text;
    walk.rows_max = rows_max;
    for (bool at_end = false; !at_end;) {
      const PaperChanges found = record_->paper_changes(walk).value();
      EXPECT_LE(found.changes.size(), walk.limit);
      for (const PaperChange& change : found.changes) {
        text +=
            (text.empty() ? "" : " ") + std::to_string(change.paper.value()) + (change.deleted ? "x" : "");
      }
      walk.after = found.reached;
      at_end = found.at_end;
    }
    return text;
  }
  std::string all() { return walk({.limit = 3}); }

  FakeClock clock_{*parse_instant("2026-07-01T12:00:00Z")};
  std::string folder_;
  std::unique_ptr<Record> record_;
};

TEST_F(PaperChangesTest, APaperIsGivenOnceWhereItChangedLast) {
  EXPECT_EQ(all(), "");
  for (const std::uint32_t number : {1U, 2U, 3U, 4U}) put(number, "A title");
  EXPECT_EQ(all(), "1 2 3 4");
  put(2, "Another title");
  put(1, "A title", 5);  // its votes alone
  EXPECT_EQ(all(), "3 4 2 1");
  put(1, "A newer title", 6);
  remove(3);
  EXPECT_EQ(all(), "4 2 1 3x");
  put(4, "A title", 5);
  remove(4);
  EXPECT_EQ(all(), "2 1 3x 4x");
  EXPECT_EQ(record_->count_papers_changed_after(Revision(0)).value(), 4u);
}

TEST_F(PaperChangesTest, WhatChangesDuringAWalkIsMetAgainAndNothingIsMissed) {
  for (std::uint32_t number = 1; number <= 6; ++number) put(number, "A title");
  PaperWalk walk{.limit = 2, .rows_max = 100};
  std::multiset<std::uint32_t> met;
  for (int page = 0;; ++page) {
    const PaperChanges found = record_->paper_changes(walk).value();
    for (const PaperChange& change : found.changes) met.insert(change.paper.value());
    walk.after = found.reached;
    if (found.at_end) break;
    if (page == 0) put(1, "Changed behind the walk");
    if (page == 1) put(6, "Changed before it came there");
  }
  EXPECT_THAT(met, ElementsAre(1, 1, 2, 3, 4, 5, 6));
}

TEST_F(PaperChangesTest, TimesOfCommitsNeverGoBackThoughTheClockDoes) {
  put(1, "A title");
  clock_.advance(std::chrono::hours(-1));
  put(2, "A title");
  clock_.advance(std::chrono::hours(3));
  put(3, "A title");
  const Instant noon = *parse_instant("2026-07-01T12:00:00Z");
  const Instant later = *parse_instant("2026-07-01T14:00:00Z");
  EXPECT_EQ(record_->paper_change(PaperNumber(1)).value()->committed_at, noon);
  EXPECT_EQ(record_->paper_change(PaperNumber(2)).value()->committed_at, noon);
  EXPECT_EQ(record_->paper_change(PaperNumber(3)).value()->committed_at, later);
  EXPECT_FALSE(record_->paper_change(PaperNumber(4)).value().has_value());
  EXPECT_EQ(record_->commit_times().value()->first, noon);
  EXPECT_EQ(record_->commit_times().value()->last, later);
  EXPECT_EQ(record_->revision_before(noon).value(), Revision(0));
  EXPECT_EQ(
      walk({.after = record_->revision_before(noon + std::chrono::milliseconds(1)).value(), .limit = 9}),
      "3");
  EXPECT_EQ(walk({.last = record_->revision_before(later).value(), .limit = 9}), "1 2");
}

TEST_F(PaperChangesTest, AnEmptyRecordHasNoTimes) {
  EXPECT_FALSE(record_->commit_times().value().has_value());
  EXPECT_EQ(record_->revision_before(clock_.now()).value(), Revision(0));
}

TEST_F(PaperChangesTest, OnlyWantedPapersAreGivenAndDeletedOnesToEverybody) {
  for (std::uint32_t number = 1; number <= 5; ++number) put(number, number == 2 ? "withdrawn" : "A title");
  remove(4);
  const auto odd = [](PaperNumber number, Revision) { return number.value() % 2 == 1; };
  EXPECT_EQ(walk({.limit = 9, .wanted = odd}), "1 3 5 4x");
  EXPECT_THAT(record_->withdrawn_papers().value(), ElementsAre(PaperNumber(2)));
}

TEST_F(PaperChangesTest, ARecordOfAnOlderSchemaIsBroughtUpToDateAndAllOfItCountsAsChangedNow) {
  put(1, "A title");
  record_.reset();
  make_older(folder_, 3);
  const Instant before = std::chrono::floor<std::chrono::seconds>(SystemClock().now());
  record_ = Record::open(folder_, Record::Mode::kWrite).value();
  const Instant changed = record_->paper_change(PaperNumber(1)).value()->committed_at;
  EXPECT_GE(changed, before);
  EXPECT_LE(changed, SystemClock().now());
  put(2, "A title");
  EXPECT_EQ(all(), "1 2");
  EXPECT_THAT(record_->check(true).value(), IsEmpty());
}

TEST_F(PaperChangesTest, ARestoredRecordIsToldAsANewOne) {
  put(1, "A title");
  ASSERT_TRUE(record_->backup(folder_ + "/backup.db").ok());
  record_.reset();
  const Instant before = std::chrono::floor<std::chrono::seconds>(SystemClock().now());
  ASSERT_TRUE(Record::restore(folder_, folder_ + "/backup.db").ok());
  record_ = Record::open(folder_, Record::Mode::kWrite).value();
  EXPECT_GE(record_->paper_change(PaperNumber(1)).value()->committed_at, before);
}

}  // namespace
}  // namespace broadsheet::store
