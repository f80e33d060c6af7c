// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;
const std::string kId = "204e3073870fae3d05bcbc2f6a8e263d9b72e776";
const std::string kPaper =
    R"({"paperId":")" + kId +
    R"(","externalIds":{"ArXiv":"1706.03762","ACL":"2020.acl-main.1","DOI":"10.1000/AbC",)"
    R"("CorpusId":13756489},)"
    R"("url":"https://www.semanticscholar.org/paper/1","title":"Attention",)"
    R"("abstract":"The dominant","venue":)"
    R"("Neural Information Processing Systems","year":2017,"publicationDate":"2017-06-12",)"
    R"("tldr":{"text":"Short."},)"
    R"("authors":[{"authorId":"1","name":"Ashish Vaswani",)"
    R"("externalIds":{"DBLP":["A. Vaswani"],"ORCID":"0000-0002-1825-0097"}},)"
    R"({"authorId":null,"name":"Noam Shazeer"}]})";

TestSink read(const std::string& json) {
  TestSink sink = read_document(Format::kSemanticScholar, json);
  EXPECT_EQ(sink.transcript(), read_document(Format::kSemanticScholar, json, {}, 1).transcript());
  return sink;
}

TEST(SemanticScholarReader, ReadsEveryFieldOfAPaper) {
  const TestSink sink = read(kPaper);
  ASSERT_EQ(sink.records.size(), 1U) << sink.transcript();
  const SourceRecord& record = sink.records[0];
  EXPECT_EQ(record.source, "semantic-scholar");
  EXPECT_EQ(record.key, kId);
  EXPECT_THAT(record.ids, ElementsAre("arxiv:1706.03762", "acl:2020.acl-main.1", "doi:10.1000/abc"));
  EXPECT_EQ(record.doi, "10.1000/abc");
  EXPECT_EQ(record.title, "Attention");
  EXPECT_EQ(record.abstract, "The dominant");
  EXPECT_EQ(record.ai_summary, "Short.");
  EXPECT_THAT(record.authors, ElementsAre("Ashish Vaswani", "Noam Shazeer"));
  EXPECT_THAT(record.orcids, ElementsAre("0000-0002-1825-0097"));
  EXPECT_EQ(format_partial_date(*record.published), "2017-06-12");
  EXPECT_EQ(record.venue, "Neural Information Processing Systems");
  EXPECT_EQ(record.url, "https://www.semanticscholar.org/paper/1");
}

TEST(SemanticScholarReader, EveryKindOfAnswerIsRecognisedAndRead) {
  for (const auto& [text, records] :
       {std::pair(kPaper, 1U), std::pair("[" + kPaper + ",null," + kPaper + "]", 2U),
        std::pair(R"({"total":9,"offset":0,"next":2,"data":[)" + kPaper + "]}", 1U),
        std::pair(
            R"({"data":[{"citingPaper":)" + kPaper + R"(},{"citingPaper":{"paperId":null,"title":"T"}}]})",
            2U),
        std::pair(R"({"data":[{"citedPaper":)" + kPaper + "}]}", 1U),
        std::pair(R"({"recommendedPapers":[)" + kPaper + "]}", 1U),
        std::pair(std::string(R"({"data":[{"snippet":{},"paper":{"corpusId":"19170988","title":"T",)"
                              R"("authors":["A T"]}}]})"),
                  1U)}) {
    EXPECT_EQ(recognise(text), Format::kSemanticScholar) << text;
    EXPECT_EQ(read(text).records.size(), records) << text;
  }
}

TEST(SemanticScholarReader, ALineOfTheDataSetPapersIsKeyedByItsCorpusNumber) {
  const std::string line =
      R"({"corpusid":42,"externalids":{"ArXiv":"1706.03762","DOI":null},"title":"Attention",)"
      R"("authors":[{"name":"A"}],)"
      R"("venue":"arXiv.org","year":2017,"publicationdate":null,"journal":{"name":"Journal"}})";
  EXPECT_EQ(recognise(line + "\n"), Format::kSemanticScholar);
  const TestSink sink = read(line + "\n" + line + "\n");
  ASSERT_EQ(sink.records.size(), 2U);
  EXPECT_EQ(sink.records[1].key, "CorpusId:42");
  EXPECT_EQ(format_partial_date(*sink.records[1].published), "2017");
  EXPECT_EQ(sink.records[1].venue, "");
}

TEST(SemanticScholarReader, ALineOfTheDataSetAbstractsHasNoTitle) {
  const std::string line = R"({"corpusid":42,"openaccessinfo":{"externalids":{}},)"
                           R"("abstract":"The dominant"})";
  EXPECT_EQ(recognise(line + "\n"), Format::kSemanticScholar);
  const TestSink sink = read(line);
  ASSERT_EQ(sink.rejects.size(), 1U);
  EXPECT_EQ(sink.rejects[0].id, "CorpusId:42");
  EXPECT_EQ(sink.rejects[0].reason, "no title");
}

TEST(SemanticScholarReader, WhatWasNotFoundIsANote) {
  EXPECT_THAT(read("[null,null]").notes, ElementsAre("2 of what was asked for is not known to the source"));
  EXPECT_THAT(read(R"({"error":"Paper with id 0 not found"})").notes,
              ElementsAre("the source answered with an error: 'Paper with id 0 not found'"));
  EXPECT_THAT(read(R"({"message":"Too Many Requests","code":"429"})").notes,
              ElementsAre("the source answered with an error: 'Too Many Requests'"));
  EXPECT_THAT(read(R"({"total":0,"offset":0})").notes, ElementsAre("an answer without records"));
  EXPECT_EQ(recognise(R"({"total":0,"offset":0})"), Format::kSemanticScholar);
}

TEST(SemanticScholarReader, AuthorsAndOthersAreNotTakenForPapers) {
  for (const char* text :
       {R"({"offset":0,"data":[{"authorId":"1","name":"E. Duflo","url":"x"}]})",
        R"({"data":[{"id":1,"title":"T"}]})", R"([null])", R"([{"paperId":"7","title":"T"}])"}) {
    EXPECT_EQ(recognise(text), Format::kUnknown) << text;
  }
}

}  // namespace
}  // namespace broadsheet::formats
