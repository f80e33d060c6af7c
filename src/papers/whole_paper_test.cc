// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Two records, of which the second is told what the first one has: their papers are equal.

#include "papers/whole_paper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/test_sink.h"
#include "papers/testing.h"

namespace broadsheet::papers {
namespace {

using formats::SourceRecord;
using ::testing::IsEmpty;
using ::testing::SizeIs;

SourceRecord tides(const char* updated, const char* title = "Small Tides: Forecasting Harbours") {
  SourceRecord record =
      record_of("arxiv", {"arxiv:2601.00001"}, title, {"Mina Okafor", "Jun Tae Roh"}, "2026-01-02");
  record.categories = {"cs.LG", "stat.ML"};
  record.orcids = {"", "0000-0002-1825-0097"};
  record.updated = *parse_day(updated);
  return record;
}

SourceRecord withdrawal(const SourceRecord& of, const char* day, const char* reason) {
  SourceRecord record;
  record.source = of.source;
  record.key = of.key;
  record.ids = of.ids;
  record.deleted = true;
  if (*day != '\0') record.stated = *parse_day(day);
  record.notice = reason;
  return record;
}

// All papers of `from`, as they travel, into `to`.
void copy(Bench& from, Bench& to) {
  const auto papers = from.record().papers_after(PaperNumber(0), 1000);
  ASSERT_TRUE(papers.ok());
  for (const store::PaperView& paper : papers->views) {
    const auto whole = whole_paper(from.record(), paper);
    ASSERT_TRUE(whole.ok());
    const formats::TestSink sink = formats::read_document(
        formats::Format::kOaiPmh,
        "<OAI-PMH><GetRecord><record><header><identifier>oai:a.example:b</identifier></header><metadata>" +
            formats::write_whole_paper(*whole, "https://a.example/s.xsd") +
            "</metadata></record></GetRecord></OAI-PMH>");
    ASSERT_THAT(sink.rejects, IsEmpty());
    for (const SourceRecord& record : sink.records) to.add(record);
    for (const formats::VoteObservation& votes : sink.votes)
      to.add_votes(votes.id.c_str(), format_instant(votes.count.observed_at).c_str(), votes.count.upvotes);
  }
}

void expect_equal(Bench& one, Bench& other) {
  const auto papers = one.papers();
  EXPECT_EQ(papers, other.papers());
  for (const store::PaperView& paper : papers)
    EXPECT_EQ(one.history(paper.ids.front()), other.history(paper.ids.front()));
  EXPECT_THAT(other.record().check(true).value(), IsEmpty());
}

TEST(WholePaper, APaperOfSeveralSourcesIsTheSameElsewhereWithItsHistory) {
  Bench here;
  here.add(tides("2026-01-02", "Small Tides: Forecasting a Harbour"));
  here.add(tides("2026-02-03", "Small Tides: Forecasting the Harbours"));
  here.add(tides("2026-03-04", "Small Tides: Forecasting the Harbours"));
  here.add(tides("2026-04-05"));
  SourceRecord acl = record_of("acl-anthology", {"acl:2026.acl-long.1", "doi:10.1000/x"},
                               "Small Tides: Forecasting Harbours", {"M. Okafor", "J. T. Roh"}, "2026");
  acl.venue = "ACL 2026";
  here.add(acl);
  SourceRecord daily = record_of("hf-daily-papers", {"arxiv:2601.00001"}, "Small Tides", {}, "");
  daily.featured = *parse_day("2026-01-05");
  daily.votes = formats::VoteCount{7, *parse_instant("2026-01-05T10:00:00Z")};
  here.add(daily);
  here.add_votes("arxiv:2601.00001", "2026-01-06T10:00:00Z", 12);
  here.add(record_of("saved-page", {}, "A page without any id at all", {"Ada Lovelace"}, "2025-05"));
  ASSERT_THAT(here.papers(), SizeIs(2));
  ASSERT_THAT(here.papers()[0].versions, SizeIs(3));
  Bench there;
  copy(here, there);
  expect_equal(here, there);
  const Revision head = there.record().head().value();
  copy(here, there);
  EXPECT_EQ(there.record().head().value(), head) << "to be told twice changes nothing";
}

TEST(WholePaper, WithdrawalsTravelWithTheirDaysAndReasonsAndCanBeTakenBack) {
  Bench here;
  Bench there;
  here.add(tides("2026-01-02"));
  copy(here, there);
  here.add(withdrawal(tides("2026-01-02"), "2026-02-01", "An error in section 3."));
  const SourceRecord page =
      record_of("other", {"acl:2020.acl-main.1"}, "Another paper of a few words", {"A. B"}, "2020");
  here.add(page);
  here.add(withdrawal(page, "", "Gone."));
  copy(here, there);
  ASSERT_TRUE(there.paper("arxiv:2601.00001").withdrawn);
  EXPECT_EQ(there.paper("arxiv:2601.00001").notice, "An error in section 3.");
  EXPECT_TRUE(there.paper("acl:2020.acl-main.1").withdrawn);
  expect_equal(here, there);
  here.add(tides("2026-03-01"));
  copy(here, there);
  EXPECT_FALSE(there.paper("arxiv:2601.00001").withdrawn);
  expect_equal(here, there);
}

TEST(WholePaper, WhatIsKnownThereAlreadyIsNotCountedTwice) {
  Bench here;
  Bench there;
  here.add(tides("2026-02-03"));
  there.add(tides("2026-01-02"));
  copy(here, there);
  EXPECT_THAT(there.papers(), SizeIs(1));
  EXPECT_EQ(there.record().counts()->source_records, 1u);
  EXPECT_EQ(format_day(*there.paper("arxiv:2601.00001").updated), "2026-02-03");
}

TEST(WholePaper, AnEarlierWordOfTheSameDayIsNotTold) {
  Bench here;
  here.add(tides("2026-01-02", "Small Tides: The first title"));
  here.add(tides("2026-01-02"));
  const auto whole = whole_paper(here.record(), here.paper("arxiv:2601.00001"));
  ASSERT_TRUE(whole.ok());
  EXPECT_THAT(whole->records.at(0).earlier, IsEmpty());
}

}  // namespace
}  // namespace broadsheet::papers
