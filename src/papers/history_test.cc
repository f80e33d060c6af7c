// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "papers/testing.h"

namespace broadsheet::papers {
namespace {

using formats::AnnounceType;
using formats::SourceRecord;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Day day(const char* text) {
  return parse_day(text).value();
}

SourceRecord version(std::uint32_t number, const char* date, std::string title, std::string abstract) {
  SourceRecord record =
      record_of("arxiv", {"arxiv:2601.00001"}, std::move(title), {"Mina Okafor"}, "2026-01-02");
  record.abstract = std::move(abstract);
  record.updated = day(date);
  record.versions = {{1, day("2026-01-02")}};
  if (number > 1) record.versions.push_back({number, day(date)});
  record.categories = {"cs.LG"};
  return record;
}

SourceRecord announcement(AnnounceType type, const char* date, std::uint32_t number) {
  SourceRecord record = record_of("arxiv", {"arxiv:2601.00001"}, "Small tides of harbours", {}, "");
  record.key = "feed:" + std::string(announce_type_name(type)) + ":arxiv:2601.00001";
  record.announced = formats::Announcement{type, day(date), number};
  if (type == AnnounceType::kNew || type == AnnounceType::kCross) record.listed = day(date);
  return record;
}

std::vector<HistoryEvent> history(Bench& bench) {
  return history_of(bench.record(), bench.paper("arxiv:2601.00001")).value();
}

std::vector<std::string> lines(Bench& bench) {
  std::vector<std::string> lines;
  for (const HistoryEvent& event : history(bench)) {
    lines.push_back((event.day ? format_day(*event.day) : "some day") + ": " + event_line(event));
  }
  return lines;
}

TEST(History, SaysWhatEachVersionChanged) {
  Bench bench;
  bench.add(version(1, "2026-01-02", "Small tides", "We show that tides are quiet."));
  SourceRecord second = version(2, "2026-02-03", "Small tides of harbours", "We prove that tides are quiet.");
  second.categories = {"cs.LG", "stat.ML"};
  second.comment = "12 pages";
  bench.add(second);
  const auto events = history(bench);
  ASSERT_THAT(events, SizeIs(2));
  EXPECT_THAT(events[0].changes, IsEmpty());
  EXPECT_EQ(events[1].version, 2U);
  std::vector<std::string> fields;
  for (const FieldChange& change : events[1].changes) fields.emplace_back(change.field);
  EXPECT_THAT(fields, ElementsAre("title", "abstract", "categories", "comment"));
  EXPECT_EQ(events[1].changes[1].pieces,
            text::diff_words("We show that tides are quiet.", "We prove that tides are quiet."));
  EXPECT_THAT(lines(bench), ElementsAre("2026-01-02: v1", "2026-02-03: v2"));
}

TEST(History, AnOlderVersionThatComesLateIsPutInItsPlace) {
  Bench bench;
  bench.add(version(3, "2026-03-04", "Small tides", "Third."));
  EXPECT_EQ(bench.add(version(1, "2026-01-02", "Small tides", "First.")), Outcome::kUpdated);
  EXPECT_EQ(bench.add(version(2, "2026-02-03", "Small tides", "Second.")), Outcome::kUpdated);
  EXPECT_EQ(bench.add(version(2, "2026-02-03", "Small tides", "Second.")), Outcome::kUnchanged);
  const auto events = history(bench);
  ASSERT_THAT(events, SizeIs(3));
  EXPECT_EQ(events[1].changes.at(0).pieces, text::diff_words("First.", "Second."));
  EXPECT_EQ(events[2].changes.at(0).pieces, text::diff_words("Second.", "Third."));
  EXPECT_THAT(bench.record().check(true).value(), IsEmpty());
}

TEST(History, WhatOnlyTheHistoryShowsIsAChangeOfThePaper) {
  Bench bench;
  SourceRecord record = record_of("lab", {"arxiv:2601.00001"}, "Small tides", {"Mina Okafor"}, "2026-01-02");
  record.abstract = "Second.";
  record.stated = day("2026-02-03");
  bench.add(record);
  const Revision head = bench.record().head().value();
  record.abstract = "First.";
  record.stated = day("2026-01-02");
  EXPECT_EQ(bench.add(record), Outcome::kUpdated);
  EXPECT_GT(bench.record().head().value(), head) << "pages that show it are made anew";
}

TEST(History, OnlyOtherWordsAreKept) {
  Bench bench;
  SourceRecord record = version(1, "2026-01-02", "Small tides", "Same.");
  for (const char* stated : {"2026-02-01", "2026-02-02", "2026-02-03"}) {
    record.stated = day(stated);
    bench.add(record);
  }
  const auto earlier = bench.record().earlier_records("arxiv", "arxiv:2601.00001").value();
  ASSERT_THAT(earlier, SizeIs(1));
  EXPECT_EQ(earlier[0].day, day("2026-02-01"));
  EXPECT_EQ(earlier[0].facts, "");
  EXPECT_THAT(lines(bench), ElementsAre("2026-01-02: v1"));
}

TEST(History, AnnouncementsAreKeptApart) {
  Bench bench;
  bench.add(announcement(AnnounceType::kReplace, "2026-02-05", 2));
  bench.add(version(2, "2026-02-03", "Small tides of harbours", "Tides."));
  bench.add(announcement(AnnounceType::kReplace, "2026-03-05", 3));
  bench.add(announcement(AnnounceType::kCross, "2026-01-06", 1));
  bench.add(announcement(AnnounceType::kNew, "2026-01-05", 1));
  EXPECT_THAT(lines(bench), ElementsAre("2026-01-02: v1", "2026-01-05: announced as new (v1)",
                                        "2026-01-06: announced in a further category (v1)", "2026-02-03: v2",
                                        "2026-02-05: announced as replaced (v2)",
                                        "2026-03-05: announced as replaced (v3)"));
  EXPECT_EQ(bench.paper("arxiv:2601.00001").listed, day("2026-01-05")) << "a replacement lists nothing";
}

TEST(History, AWithdrawalSaysWhenAndWhy) {
  Bench bench;
  bench.add(version(1, "2026-01-02", "Small tides of harbours", "Tides."));
  SourceRecord gone = record_of("arxiv", {"arxiv:2601.00001"}, "", {}, "");
  gone.key = "arxiv:2601.00001";
  gone.deleted = true;
  gone.stated = day("2026-03-04");
  gone.notice = "Removed: its figures were drawn by hand";
  EXPECT_EQ(bench.add(gone), Outcome::kDeleted);
  EXPECT_THAT(lines(bench),
              ElementsAre("2026-01-02: v1",
                          "2026-03-04: withdrawn by arxiv: Removed: its figures were drawn by hand"));
  const store::PaperView paper = bench.paper("arxiv:2601.00001");
  EXPECT_TRUE(paper.withdrawn);
  EXPECT_EQ(paper.notice, "Removed: its figures were drawn by hand");
}

TEST(History, APaperThatIsRetractedWhenWeFirstHearOfItIsNotLeftOut) {
  Bench bench;
  SourceRecord record = version(1, "2026-01-02", "Small tides of harbours", "Tides.");
  record.deleted = true;
  record.notice = "Retracted: the tides were loud";
  EXPECT_EQ(bench.add(record), Outcome::kDeleted);
  EXPECT_EQ(bench.add(record), Outcome::kUnchanged);
  EXPECT_TRUE(bench.paper("arxiv:2601.00001").withdrawn);
  EXPECT_EQ(bench.paper("arxiv:2601.00001").notice, "Retracted: the tides were loud");
}

TEST(History, OneSourceThatRetractsIsHeardThoughOthersKeepThePaper) {
  Bench bench;
  bench.add(version(1, "2026-01-02", "Small tides of harbours", "Tides."));
  SourceRecord retracted = record_of("crossref", {"doi:10.1/x", "arxiv:2601.00001"},
                                     "Small tides of harbours", {"Mina Okafor"}, "2026");
  retracted.deleted = true;
  retracted.notice = "Crossref has a retraction";
  bench.add(retracted);
  const store::PaperView paper = bench.paper("arxiv:2601.00001");
  EXPECT_FALSE(paper.withdrawn);
  EXPECT_EQ(paper.notice, "Crossref has a retraction");
}

}  // namespace
}  // namespace broadsheet::papers
