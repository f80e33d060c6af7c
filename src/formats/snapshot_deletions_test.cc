// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What snapshots say is no longer there: merged works of OpenAlex, deleted papers of Semantic Scholar.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kMerged =
    "merge_date,id,merge_into_id\r\n"
    "2022-07-15,W900,W101\r\n"
    "2022-07-15,https://openalex.org/W901,https://openalex.org/W102\r\n";

TEST(OpenAlexMerged, AMergedWorkIsADeletedRecordOfOpenAlex) {
  const TestSink sink = read_document(Format::kOpenAlexMerged, kMerged);
  ASSERT_THAT(sink.records, SizeIs(2));
  const SourceRecord& record = sink.records[0];
  EXPECT_EQ(record.source, "openalex");
  EXPECT_EQ(record.key, "W900");
  EXPECT_TRUE(record.deleted);
  EXPECT_EQ(record.notice, "merged into W101 by OpenAlex");
  EXPECT_EQ(format_day(*record.stated), "2022-07-15");
  EXPECT_THAT(record.ids, IsEmpty());
  EXPECT_EQ(sink.records[1].key, "W901");
  EXPECT_EQ(sink.places[1].line, 3U);
  EXPECT_EQ(sink.raws[0], "2022-07-15,W900,W101");
}

TEST(OpenAlexMerged, TheKeyIsThatOfTheReaderOfWorks) {
  const TestSink work = read_document(Format::kOpenAlex, R"({"id":"https://openalex.org/W900","title":"T"})");
  const TestSink merged = read_document(Format::kOpenAlexMerged, kMerged);
  EXPECT_EQ(work.records.at(0).key, merged.records.at(0).key);
  EXPECT_EQ(work.records.at(0).source, merged.records.at(0).source);
}

TEST(OpenAlexMerged, OtherEntitiesAreOneNoteAndBadRowsAreRejected) {
  const TestSink sink = read_document(Format::kOpenAlexMerged,
                                      "merge_date,id,merge_into_id\n2022-07-15,A1,A2\n2022-07-15,A3,A4\n"
                                      "soon,W1,W2\n2022-07-15,W,W2\n2022-07-15\n" +
                                          std::string(5000, 'x') + "\n2022-07-15,W5,\n");
  EXPECT_THAT(sink.notes, ElementsAre("2 of other entities than works"));
  ASSERT_THAT(sink.rejects, SizeIs(4));
  EXPECT_EQ(sink.rejects[0].reason, "'soon' is no day");
  EXPECT_EQ(sink.rejects[1].reason, "'W' is no id of OpenAlex");
  EXPECT_EQ(sink.rejects[3].where.line, 7U);
  ASSERT_THAT(sink.records, SizeIs(1));
  EXPECT_EQ(sink.records[0].notice, "merged into another work by OpenAlex");
}

TEST(OpenAlexMerged, IsToldByItsHeading) {
  EXPECT_EQ(recognise(kMerged), Format::kOpenAlexMerged);
  EXPECT_EQ(recognise("merge_date,id,merge_into_id\n"), Format::kOpenAlexMerged);
  EXPECT_EQ(recognise("2022-07-15,W900,W101\n"), Format::kUnknown);
}

TEST(SemanticScholarDeleted, ALineIsADeletedRecordWhateverElseItSays) {
  const std::string lines =
      "{\"corpusid\":12}\n{\"corpusid\":13,\"title\":\"A Title\",\"externalids\":{\"DOI\":\"10.1/x\"}}\n{}\n";
  const TestSink sink = read_document(Format::kSemanticScholarDeleted, lines);
  ASSERT_THAT(sink.records, SizeIs(2));
  EXPECT_EQ(sink.records[0].source, "semantic-scholar");
  EXPECT_EQ(sink.records[0].key, "CorpusId:12");
  EXPECT_TRUE(sink.records[1].deleted);
  EXPECT_TRUE(sink.records[1].title.empty());
  EXPECT_EQ(sink.records[1].notice, "deleted by Semantic Scholar");
  ASSERT_THAT(sink.rejects, SizeIs(1));
  EXPECT_THAT(sink.rejects[0].reason, HasSubstr("no id"));
  const TestSink paper =
      read_document(Format::kSemanticScholar, R"({"corpusid":12,"externalids":{},"title":"A Title"})");
  EXPECT_EQ(paper.records.at(0).key, sink.records[0].key);
  EXPECT_EQ(paper.records.at(0).source, sink.records[0].source);
}

TEST(SemanticScholarDeleted, IsToldByLinesWithoutAnythingElse) {
  EXPECT_EQ(recognise("{\"corpusid\":12}\n{\"corpusid\":13}\n"), Format::kSemanticScholarDeleted);
  EXPECT_EQ(recognise("{\"corpusid\":\"x\"}\n"), Format::kUnknown);
  EXPECT_EQ(recognise(R"({"corpusid":12,"externalids":{},"title":"A Title"})"), Format::kSemanticScholar);
}

}  // namespace
}  // namespace broadsheet::formats
