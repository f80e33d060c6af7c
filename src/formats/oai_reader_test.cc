// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/oai_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// The seeds of the fuzz target: small documents of each kind.
TestSink read_seed(const std::string& name, std::size_t piece = 1 << 20) {
  const std::string text = read_file("fuzz/corpus/oai_pmh/" + name, 1 << 20).value();
  EXPECT_EQ(recognise(text), Format::kOaiPmh) << name;
  return read_document(Format::kOaiPmh, text, {}, piece);
}

TEST(OaiReader, ReadsTheArxivFormatDeletionsAndTheToken) {
  const TestSink sink = read_seed("arxiv.xml", 11);
  ASSERT_EQ(sink.records.size(), 2U) << sink.error;
  const SourceRecord& r = sink.records[0];
  EXPECT_EQ(r.source, "arxiv");
  EXPECT_EQ(r.key, "arxiv:2601.00001");
  EXPECT_THAT(r.ids, ElementsAre("arxiv:2601.00001", "doi:10.1000/x"));
  EXPECT_EQ(r.title, "Small Tides");
  EXPECT_EQ(r.abstract, "Tides with sensors.");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "Jun Tae Roh Jr"));
  EXPECT_THAT(r.categories, ElementsAre("cs.LG", "math.CO"));
  EXPECT_EQ(format_partial_date(*r.published), "2026-01-02");
  EXPECT_EQ(format_day(*r.updated), "2026-02-03");
  EXPECT_EQ(format_day(*r.stated), "2026-03-04");
  EXPECT_EQ(r.comment, "12 pages");
  EXPECT_EQ(r.venue, "J. Tides 3");
  EXPECT_FALSE(r.deleted);
  EXPECT_TRUE(sink.raws[0].starts_with("<record>") && sink.raws[0].ends_with("</record>"));
  const SourceRecord& gone = sink.records[1];
  EXPECT_TRUE(gone.deleted);
  EXPECT_EQ(gone.key, "arxiv:2601.00002");
  EXPECT_EQ(format_day(*gone.stated), "2026-03-03");
  ASSERT_EQ(sink.notes.size(), 1U);
  EXPECT_THAT(sink.notes[0], HasSubstr("skip%3D2"));
}

TEST(OaiReader, ReadsTheRawFormatWithItsVersions) {
  const TestSink sink = read_seed("raw.xml");
  ASSERT_EQ(sink.records.size(), 1U) << sink.error;
  const SourceRecord& r = sink.records[0];
  EXPECT_EQ(r.key, "arxiv:2601.00001");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "J. T. Roh", "A. B. Li"));
  EXPECT_EQ(format_partial_date(*r.published), "2026-01-02");
  EXPECT_EQ(format_day(*r.updated), "2026-02-03");
  EXPECT_THAT(r.versions, ElementsAre(SourceVersion{1, r.published->day}, SourceVersion{2, *r.updated}));
}

TEST(OaiReader, ReadsDublinCoreOfAnyRepository) {
  const TestSink sink = read_seed("dc.xml");
  ASSERT_EQ(sink.records.size(), 1U) << sink.error;
  const SourceRecord& r = sink.records[0];
  EXPECT_EQ(r.source, "oai:repo.example");
  EXPECT_EQ(r.key, "oai:repo.example:10255/7");
  EXPECT_THAT(r.ids, ElementsAre("doi:10.5061/tide.7"));
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "The Tide Group"));
  EXPECT_EQ(r.abstract, "Tides.");
  EXPECT_EQ(r.comment, "12 pages");
  EXPECT_EQ(format_partial_date(*r.published), "2015-05");
  EXPECT_EQ(r.url, "http://hdl.example/10255/7");
  EXPECT_EQ(r.language, "en");
}

TEST(OaiReader, TheArchivesDublinCoreDoesNotReplaceItsFullerFormat) {
  const TestSink sink = read_document(
      Format::kOaiPmh,
      "<record><header><identifier>oai:arXiv.org:math/0306266</identifier></header><metadata><dc>"
      "<title>T</title><date>2003-06-18</date><date>2004-01-01</date>"
      "<identifier>http://arxiv.org/abs/math/0306266</identifier></dc></metadata></record>");
  ASSERT_EQ(sink.records.size(), 1U) << sink.error;
  EXPECT_EQ(sink.records[0].key, "dc:arxiv:math/0306266");
  EXPECT_THAT(sink.records[0].ids, ElementsAre("arxiv:math/0306266"));
  EXPECT_EQ(format_partial_date(*sink.records[0].published), "2003-06-18");
  EXPECT_EQ(format_day(*sink.records[0].updated), "2004-01-01");
}

TEST(OaiReader, WhatIsNoRecordIsANote) {
  EXPECT_THAT(read_seed("error.xml").notes, ElementsAre("the repository answered: noRecordsMatch: none"));
  const TestSink identifiers = read_seed("identifiers.xml");
  EXPECT_THAT(identifiers.notes, ElementsAre(HasSubstr("1 identifiers without their records")));
  ASSERT_EQ(identifiers.records.size(), 1U);
  EXPECT_TRUE(identifiers.records[0].deleted);
  const TestSink identify =
      read_document(Format::kOaiPmh, "<OAI-PMH><request verb='Identify'/><Identify/></OAI-PMH>");
  EXPECT_THAT(identify.notes, ElementsAre("an answer to 'Identify', which has no records"));
}

TEST(OaiReader, ABadRecordDoesNotTakeTheOthersWithIt) {
  const std::string good =
      "<record><header><identifier>oai:x:1</identifier></header><metadata><dc><title>T</title></dc>"
      "</metadata></record>";
  const std::string long_one = "<record><header/><metadata><dc><title>" + std::string(kRecordBytesMax, 'x') +
                               "</title></dc></metadata></record>";
  const TestSink sink = read_document(Format::kOaiPmh,
                                      "<OAI-PMH><ListRecords><record/>"
                                      "<record><header/><metadata><olac/></metadata></record>" +
                                          long_one + good + "</ListRecords></OAI-PMH>",
                                      {}, 1 << 14);
  EXPECT_EQ(sink.records.size(), 1U) << sink.error;
  ASSERT_EQ(sink.rejects.size(), 3U);
  EXPECT_EQ(sink.rejects[0].reason, "no header");
  EXPECT_THAT(sink.rejects[1].reason, HasSubstr("'olac'"));
  EXPECT_THAT(sink.rejects[2].reason, HasSubstr("record longer than"));
}

TEST(OaiReader, ADoctypeIsRefused) {
  const TestSink sink =
      read_document(Format::kOaiPmh, "<!DOCTYPE x [<!ENTITY a 'b'>]><OAI-PMH>&a;</OAI-PMH>");
  EXPECT_THAT(sink.error, HasSubstr("DOCTYPE"));
  EXPECT_THAT(sink.records, IsEmpty());
}

}  // namespace
}  // namespace broadsheet::formats
