// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/whole_paper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "formats/limits.h"
#include "formats/oai_page.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TestSink read_seed(const std::string& name, std::size_t piece = 1 << 20) {
  const std::string text = read_file("fuzz/corpus/whole_paper/" + name, 1 << 20).value();
  EXPECT_EQ(recognise(text), Format::kOaiPmh) << name;
  return read_document(Format::kOaiPmh, text, {}, piece);
}

TestSink read_back(const WholePaper& paper) {
  return read_document(Format::kOaiPmh,
                       "<OAI-PMH><GetRecord><record><header><identifier>oai:a.example:b</identifier></header>"
                       "<metadata>" +
                           write_whole_paper(paper, "https://a.example/s.xsd") +
                           "</metadata></record></GetRecord></OAI-PMH>");
}

TEST(WholePaper, ARecordIsReadWithAllThatItSays) {
  const TestSink sink = read_seed("paper.xml", 7);
  EXPECT_EQ(sink.error, "");
  ASSERT_EQ(sink.records.size(), 6u);
  const SourceRecord& record = sink.records[0];
  EXPECT_EQ(record.source, "arxiv");
  EXPECT_EQ(record.key, "arxiv:2608.01234");
  EXPECT_THAT(record.ids, ElementsAre("arxiv:2608.01234", "doi:10.1000/x"));
  EXPECT_EQ(record.title, "Small $\\alpha$ Tides & Harbours");
  EXPECT_EQ(record.abstract, "Tides <b>rise</b>.");
  EXPECT_THAT(record.authors, ElementsAre("Mina Okafor", "Jun Tae Roh"));
  EXPECT_THAT(record.orcids, ElementsAre("0000-0002-1825-0097"));
  EXPECT_EQ(format_partial_date(*record.published), "2026-05");
  EXPECT_EQ(format_day(*record.stated), "2026-06-04");
  EXPECT_EQ(record.versions.size(), 2u);
  EXPECT_EQ(record.feed_place, 3u);
  EXPECT_EQ(record.votes->upvotes, 12);
  EXPECT_EQ(record.organization->fullname, "Tide Lab");
  EXPECT_EQ(record.submitter, "mina");
  EXPECT_EQ(record.github_stars, 41u);
  EXPECT_THAT(record.linked_models, ElementsAre(HasSubstr("\"id\":\"tides/small\"")));
  EXPECT_EQ(record.notice, "Superseded.");
  EXPECT_FALSE(record.deleted);
  ASSERT_EQ(sink.votes.size(), 1u);
  EXPECT_EQ(sink.votes[0].id, "arxiv:2608.01234");
  EXPECT_EQ(sink.votes[0].count.upvotes, 14);
}

TEST(WholePaper, EarlierWordsComeAsRecordsOfEarlierDays) {
  const TestSink sink = read_seed("paper.xml");
  ASSERT_EQ(sink.records.size(), 6u);
  EXPECT_EQ(format_day(*sink.records[1].stated), "2026-06-01");
  EXPECT_FALSE(sink.records[1].updated.has_value());
  EXPECT_EQ(format_day(*sink.records[2].updated), "2026-05-20");
  EXPECT_EQ(sink.records[2].title, sink.records[0].title);
  EXPECT_EQ(sink.records[3].title, "Tides");
  EXPECT_EQ(sink.records[3].key, "arxiv:2608.01234");
  EXPECT_EQ(format_day(*sink.records[3].updated), "2026-05-02");
  EXPECT_EQ(sink.records[4].title, "Tides");
  EXPECT_EQ(format_day(*sink.records[4].stated), "2026-05-01");
  // A paper that was merged into another one: no word of any source that we know.
  EXPECT_TRUE(sink.records[5].deleted);
  EXPECT_EQ(sink.records[5].source, "oai:papers.example");
}

TEST(WholePaper, AWithdrawalComesBehindWhatWasWithdrawn) {
  const TestSink sink = read_seed("withdrawn.xml");
  ASSERT_EQ(sink.records.size(), 4u);
  EXPECT_FALSE(sink.records[0].deleted);
  EXPECT_EQ(sink.records[0].announced->type, AnnounceType::kReplace);
  EXPECT_TRUE(sink.records[0].published_inferred);
  EXPECT_TRUE(sink.records[1].deleted);
  EXPECT_EQ(sink.records[1].title, "");
  EXPECT_EQ(format_day(*sink.records[1].stated), "2024-09-01");
  EXPECT_EQ(sink.records[1].notice, "by its authors");
  EXPECT_FALSE(sink.records[2].deleted);
  EXPECT_TRUE(sink.records[3].deleted);
  EXPECT_FALSE(sink.records[3].stated.has_value());
}

TEST(WholePaper, WhatIsNoPaperIsRejectedWhole) {
  const TestSink sink = read_seed("broken.xml");
  EXPECT_THAT(sink.records, IsEmpty());
  ASSERT_EQ(sink.rejects.size(), 2u);
  EXPECT_EQ(sink.rejects[0].reason, "a record without source or key");
  EXPECT_EQ(sink.rejects[1].reason, "a paper without any record");
}

TEST(WholePaper, WhatIsReadIsWrittenAndReadAgainTheSame) {
  const TestSink sink = read_seed("paper.xml");
  WholePaper paper;
  paper.id = "arxiv:2608.01234";
  paper.records.resize(1);
  paper.records[0].now.record = sink.records[0];
  paper.records[0].now.since = {*parse_day("2026-06-01")};
  paper.records[0].now.versions = {*parse_day("2026-05-20")};
  paper.records[0].earlier = {
      {.record = sink.records[3], .since = {*parse_day("2026-05-01")}, .versions = {}}};
  paper.votes = sink.votes;
  const TestSink again = read_back(paper);
  ASSERT_EQ(again.records.size(), 5u) << again.error;
  for (std::size_t i = 0; i < again.records.size(); ++i) {
    EXPECT_EQ(write_json_line(again.records[i]), write_json_line(sink.records[i]));
    EXPECT_EQ(again.records[i].stated, sink.records[i].stated);
    EXPECT_EQ(again.records[i].versions, sink.records[i].versions);
  }
  EXPECT_EQ(again.votes.size(), 1u);
}

TEST(WholePaper, TextThatIsMarkupOrForbiddenInXmlHarmsNothing) {
  WholePaper paper;
  paper.records.resize(1);
  SourceRecord& record = paper.records[0].now.record;
  record.source = "a\"><b>";
  record.key = "k<&'";
  record.title = "]]></title></record> & \xEF\xBF\xBE<x>";
  const TestSink back = read_back(paper);
  ASSERT_EQ(back.records.size(), 1u) << back.error;
  EXPECT_EQ(back.records[0].source, record.source);
  EXPECT_EQ(back.records[0].key, record.key);
  EXPECT_EQ(back.records[0].title, "]]></title></record> & <x>");
}

TEST(WholePaper, EarlierWordsAreLeftOutOfAPaperThatWouldBecomeTooLong) {
  WholePaper paper;
  paper.records.resize(1);
  SourceRecord& record = paper.records[0].now.record;
  record.source = "arxiv";
  record.key = "arxiv:2608.01234";
  record.title = "Present";
  WholeWord earlier;
  earlier.record = record;
  earlier.record.title = "Past";
  earlier.record.abstract = std::string(60'000, 'a');
  paper.records[0].earlier.assign(3, earlier);
  EXPECT_THAT(write_whole_paper(paper, ""), HasSubstr("Past"));
  paper.records[0].earlier.assign(30, earlier);
  const std::string xml = write_whole_paper(paper, "");
  EXPECT_THAT(xml, Not(HasSubstr("Past")));
  EXPECT_THAT(xml, HasSubstr("Present"));
}

TEST(WholePaper, ARepositorySaysInIdentifyThatItHasTheFormat) {
  const auto offers = [](const std::string& description) {
    return read_oai_page("<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><Identify><description>" +
                         description + "</description></Identify></OAI-PMH>")
        ->offers_whole_papers;
  };
  EXPECT_TRUE(offers("<whole-papers xmlns='urn:broadsheet:whole-paper:1' metadataPrefix='broadsheet'/>"));
  EXPECT_FALSE(offers("<whole-papers/>"));
  EXPECT_FALSE(offers(""));
}

}  // namespace
}  // namespace broadsheet::formats
