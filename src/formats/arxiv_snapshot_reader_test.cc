// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;
const std::string kPaper =
    R"({"id":"0704.0001","submitter":"Pavel Nadolsky",)"
    R"("authors":"C. Bal\\'azs, E. L. Berger (MIT) and X. Jr",)"
    R"("title":"Calculation of\n  prompt diphotons","comments":"37 pages",)"
    R"("journal-ref":"Phys.Rev.D76","doi":)"
    R"("10.1103/PhysRevD.76.013009","report-no":null,"categories":"hep-ph cs.LG","license":null,)"
    R"("abstract":)"
    R"("  A fully\ndifferential calculation\n","versions":[{"version":"v1","created":)"
    R"("Mon, 2 Apr 2007 19:18:42 GMT"},{"version":"v2","created":"Tue, 24 Jul 2007 20:10:27 GMT"}],)"
    R"("update_date":"2008-11-26","authors_parsed":[["Balázs","C.",""],["Berger","E. L.","","MIT"],)"
    R"(["X","","Jr"]]})";

TEST(ArxivSnapshotReader, ReadsEveryFieldAsTheHarvestOfArxivGivesIt) {
  EXPECT_EQ(recognise(kPaper), Format::kArxivSnapshot);
  const TestSink sink = read_document(Format::kArxivSnapshot, kPaper);
  ASSERT_EQ(sink.records.size(), 1U) << sink.transcript();
  const SourceRecord& record = sink.records[0];
  EXPECT_EQ(record.source, "arxiv");
  EXPECT_EQ(record.key, "arxiv:0704.0001");
  EXPECT_THAT(record.ids, ElementsAre("arxiv:0704.0001", "doi:10.1103/physrevd.76.013009"));
  EXPECT_EQ(record.title, "Calculation of prompt diphotons");
  EXPECT_EQ(record.abstract, "A fully differential calculation");
  EXPECT_THAT(record.authors, ElementsAre("C. Balázs", "E. L. Berger", "X Jr"));
  EXPECT_THAT(record.categories, ElementsAre("hep-ph", "cs.LG"));
  EXPECT_EQ(record.comment, "37 pages");
  EXPECT_EQ(record.venue, "Phys.Rev.D76");
  EXPECT_EQ(record.submitter_fullname, "Pavel Nadolsky");
  EXPECT_EQ(record.url, "https://arxiv.org/abs/0704.0001");
  EXPECT_EQ(format_partial_date(*record.published), "2007-04-02");
  EXPECT_EQ(format_day(*record.updated), "2007-07-24");
  EXPECT_EQ(format_day(*record.stated), "2008-11-26");
  EXPECT_THAT(record.versions,
              ElementsAre(SourceVersion{1, record.published->day}, SourceVersion{2, *record.updated}));
}

TEST(ArxivSnapshotReader, ABadLineDoesNotTakeOthersWithIt) {
  const std::string cut = kPaper.substr(0, kPaper.size() / 3);
  const std::string text = cut + "\n" + kPaper + "\nnonsense\n" + kPaper + "\n{\"id\":\"0704.0002\"}\n" + cut;
  const TestSink sink = read_document(Format::kArxivSnapshot, text);
  EXPECT_EQ(sink.records.size(), 2U);
  ASSERT_EQ(sink.rejects.size(), 4U) << sink.transcript();
  EXPECT_EQ(sink.rejects[0].where.line, 1U);
  EXPECT_EQ(sink.rejects[0].id, "0704.0001");
  EXPECT_EQ(sink.rejects[0].reason, "invalid JSON: the record is cut off");
  EXPECT_EQ(sink.rejects[1].where.line, 3U);
  EXPECT_EQ(sink.rejects[1].reason, "not a JSON object");
  EXPECT_EQ(sink.rejects[2].reason, "no title");
  EXPECT_EQ(sink.rejects[2].id, "arxiv:0704.0002");
  EXPECT_EQ(sink.rejects[3].where.line, 6U);
  EXPECT_EQ(sink.transcript(), read_document(Format::kArxivSnapshot, text, {}, 1).transcript());
}

TEST(ArxivSnapshotReader, OldIdsTypedAuthorsAndMissingFields) {
  const TestSink sink = read_document(
      Format::kArxivSnapshot,
      R"({"id":"hep-th/9901001","title":"T","authors":"A. Smith (MIT, Boston) and B. Jones, C. Lee",)"
      R"("versions":7})");
  ASSERT_EQ(sink.records.size(), 1U);
  EXPECT_THAT(sink.records[0].authors, ElementsAre("A. Smith", "B. Jones", "C. Lee"));
  EXPECT_EQ(sink.records[0].key, "arxiv:hep-th/9901001");
  EXPECT_FALSE(sink.records[0].published);
}

TEST(ArxivSnapshotReader, HostileLinesAreRejectedByName) {
  const std::string megabyte(kRecordBytesMax, 'x');
  std::string many = R"({"id":"1","title":"T","authors_parsed":[)";
  for (int i = 0; i < 30'000; ++i) many += R"(["a","b"],)";
  many += "[]]}";
  const TestSink sink =
      read_document(Format::kArxivSnapshot, R"({"id":"0704.0003","title":")" + megabyte + "\"}\n" + many +
                                                "\n{\"a\":" + std::string(100'000, '[') +
                                                std::string(100'000, ']') + "}\n" + kPaper + "\n");
  EXPECT_EQ(sink.records.size(), 1U);
  ASSERT_EQ(sink.rejects.size(), 3U);
  EXPECT_EQ(sink.rejects[0].reason, "record longer than 1048576 bytes");
  EXPECT_EQ(sink.rejects[0].id, "0704.0003");
  EXPECT_EQ(sink.rejects[1].reason, "more than 20000 authors");
  EXPECT_TRUE(sink.rejects[2].reason.starts_with("invalid JSON: ")) << sink.rejects[2].reason;
}

TEST(ArxivSnapshotReader, OurOwnLinesStayOurs) {
  EXPECT_EQ(recognise(R"({"id":"arxiv:2608.01234","title":"T","authors":[],"categories":[],"doi":""})"),
            Format::kJsonLines);
}

}  // namespace
}  // namespace broadsheet::formats
