// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/json_lines_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

TestSink read(std::string_view text, const ReaderOptions& options = {}) {
  return read_document(Format::kJsonLines, text, options);
}

// The reason for which a single line is rejected, or an empty text.
std::string reason_of(std::string_view line) {
  const TestSink sink = read(line);
  return sink.rejects.size() == 1 ? sink.rejects[0].reason : std::string();
}

TEST(JsonLinesReader, ReadsEveryFieldOfTheCorpora) {
  const TestSink sink = read(
      R"({"id":"arxiv:1707.00343","title":"Chains of  ultracold $t$-$J$ molecules","abstract":"We compute.",)"
      R"("authors":["Ana Ruiz","Marcel Möller"],"published":"2017-07-02","updated":"2017-10-19",)"
      R"("categories":["cond-mat.supr-con","quant-ph"],"source":"arxiv","doi":"10.1103/PhysRevA.96.043618",)"
      R"("venue":"","date_precision":"day","comment":"11 pages","url":"https://arxiv.org/abs/1707.00343",)"
      R"("language":"fr","listed":"2017-07-04","featured":"2017-07-05","upvotes":3,)"
      R"("upvotes_at":"2017-07-06T01:02:03Z",)"
      R"("upvotes_max":4,"observations":2,"unheard_of":{"a":[1]}})"
      "\n");
  ASSERT_EQ(sink.records.size(), 1U);
  const SourceRecord& r = sink.records[0];
  EXPECT_EQ(r.source, "arxiv");
  EXPECT_EQ(r.key, "arxiv:1707.00343");
  EXPECT_THAT(r.ids, testing::ElementsAre("arxiv:1707.00343", "doi:10.1103/physreva.96.043618"));
  EXPECT_EQ(r.title, "Chains of ultracold $t$-$J$ molecules");
  EXPECT_EQ(r.abstract, "We compute.");
  EXPECT_THAT(r.authors, testing::ElementsAre("Ana Ruiz", "Marcel Möller"));
  EXPECT_EQ(format_partial_date(*r.published), "2017-07-02");
  EXPECT_EQ(format_day(*r.updated), "2017-10-19");
  EXPECT_EQ(format_day(*r.listed), "2017-07-04");
  EXPECT_EQ(format_day(*r.featured), "2017-07-05");
  EXPECT_THAT(r.categories, testing::ElementsAre("cond-mat.supr-con", "quant-ph"));
  EXPECT_EQ(r.doi, "10.1103/PhysRevA.96.043618");
  EXPECT_EQ(r.comment, "11 pages");
  EXPECT_EQ(r.language, "fr");
  EXPECT_EQ(r.votes->upvotes, 3);
  EXPECT_EQ(format_instant(r.votes->observed_at), "2017-07-06T01:02:03.000Z");
  EXPECT_EQ(sink.places[0].line, 1U);
}

TEST(JsonLinesReader, ATitleIsEnough) {
  const TestSink sink = read(R"({"title":"Small Tides"})");
  ASSERT_EQ(sink.records.size(), 1U);
  EXPECT_EQ(sink.records[0].source, "json-lines");
  EXPECT_EQ(sink.records[0].key.substr(0, 6), "title:");
  EXPECT_TRUE(sink.records[0].ids.empty());
}

TEST(JsonLinesReader, NullIsAbsent) {
  const TestSink sink = read(R"({"id":null,"title":"T","abstract":null,"authors":null,"published":null,)"
                             R"("categories":null,"upvotes":null})");
  ASSERT_EQ(sink.records.size(), 1U);
  EXPECT_FALSE(sink.records[0].published);
  EXPECT_FALSE(sink.records[0].votes);
}

TEST(JsonLinesReader, ACoarseDateNeverLooksLikeADay) {
  const TestSink sink = read(R"({"title":"A","published":"2019-03-01","date_precision":"month"})"
                             "\n"
                             R"({"title":"B","published":"2019-01-01","date_precision":"year"})"
                             "\n"
                             R"({"title":"C","published":"2019-03"})");
  ASSERT_EQ(sink.records.size(), 3U);
  EXPECT_EQ(format_partial_date(*sink.records[0].published), "2019-03");
  EXPECT_EQ(format_partial_date(*sink.records[1].published), "2019");
  EXPECT_EQ(format_partial_date(*sink.records[2].published), "2019-03");
}

TEST(JsonLinesReader, RejectsWithLineAndReasonAndGoesOn) {
  const TestSink sink = read(
      "{\"title\":\"A\"}\n"
      "{\"id\":\"arxiv:2608.01234\",\"title\":\n"
      "\n"
      "{\"id\":\"arxiv:2608.01235\"}\n"
      "[1,2]\r\n"
      "{\"title\":\"B\"}\r\n");
  EXPECT_EQ(sink.records.size(), 2U);
  ASSERT_EQ(sink.rejects.size(), 3U);
  EXPECT_EQ(sink.rejects[0].where.line, 2U);
  EXPECT_EQ(sink.rejects[0].id, "arxiv:2608.01234");
  EXPECT_THAT(sink.rejects[0].reason, testing::StartsWith("invalid JSON: "));
  EXPECT_EQ(sink.rejects[1].where.line, 4U);
  EXPECT_EQ(sink.rejects[1].reason, "no title");
  EXPECT_EQ(sink.rejects[2].reason, "not a JSON object");
}

TEST(JsonLinesReader, RejectsWrongTypesByName) {
  EXPECT_EQ(reason_of(R"({"title":7})"), "title is not a text");
  EXPECT_EQ(reason_of(R"({"title":"T","authors":"A. Smith"})"), "authors is not a list of texts");
  EXPECT_EQ(reason_of(R"({"title":"T","published":"soon"})"), "published is not a date such as 2026-07-01");
  EXPECT_EQ(reason_of(R"({"title":"T","upvotes":-1})"), "upvotes is not a whole number from 0 to 1000000000");
  EXPECT_EQ(reason_of(R"({"title":"T","upvotes":1e300})"),
            "upvotes is not a whole number from 0 to 1000000000");
  EXPECT_EQ(reason_of(R"({"title":"T","deleted":"yes"})"), "deleted is not true or false");
}

TEST(JsonLinesReader, RejectsTextThatIsNotUnicode) {
  EXPECT_THAT(reason_of("{\"title\":\"\xC0\x80\"}"), testing::HasSubstr("UTF-8"));
  EXPECT_THAT(reason_of("{\"title\":\"\xED\xA0\x80\"}"), testing::HasSubstr("UTF-8"));
  EXPECT_NE(reason_of(R"({"title":"\ud800"})"), "");
}

TEST(JsonLinesReader, TextHasNoControlCharacters) {
  const TestSink sink = read(R"({"title":"a\u0000b\u001f\u202ec\u0085d"})");
  ASSERT_EQ(sink.records.size(), 1U);
  for (const char c : sink.records[0].title) EXPECT_GE(static_cast<unsigned char>(c), 0x20);
  EXPECT_EQ(sink.records[0].title.find("\u202e"), std::string::npos);
}

TEST(JsonLinesReader, ATooLongLineIsRejectedAndTheNextOneRead) {
  const std::string text = R"({"id":"arxiv:2608.01234","title":")" + std::string(kRecordBytesMax, 'x') +
                           "\"}\n{\"title\":\"B\"}\n";
  for (const std::size_t piece : {std::size_t{1} << 12, text.size()}) {
    const TestSink sink = read_document(Format::kJsonLines, text, {}, piece);
    ASSERT_EQ(sink.rejects.size(), 1U);
    EXPECT_EQ(sink.rejects[0].reason, "line longer than 1048576 bytes");
    EXPECT_EQ(sink.rejects[0].id, "arxiv:2608.01234");
    EXPECT_EQ(sink.rejects[0].where.line, 1U);
    ASSERT_EQ(sink.records.size(), 1U);
    EXPECT_EQ(sink.places[0].line, 2U);
  }
}

TEST(JsonLinesReader, DeepNestingIsRejectedQuietly) {
  const std::string deep = "{\"title\":\"T\",\"x\":" + std::string(100'000, '[') + "\n{\"title\":\"B\"}\n";
  const TestSink sink = read(deep);
  EXPECT_EQ(sink.rejects.size(), 1U);
  EXPECT_EQ(sink.records.size(), 1U);
}

TEST(JsonLinesReader, TooManyAuthorsAreRejected) {
  std::string line = R"({"title":"T","authors":["a")";
  for (std::size_t i = 0; i < kAuthorsMax; ++i) line += ",\"a\"";
  EXPECT_EQ(reason_of(line + "]}"), "more than 20000 authors");
}

TEST(JsonLinesReader, OrcidIdsStandByThePlacesOfTheAuthors) {
  const TestSink sink = read(R"({"title":"T","orcids":["https://orcid.org/0000-0002-1825-0097","x",null,)"
                             R"("0000-0002-1694-233x"],"authors":["A","","B",{"name":"C"},"D"]})"
                             "\n"
                             R"({"title":"T","authors":["A","B"],"orcids":["","0000-0002-1825-0098"]})");
  ASSERT_EQ(sink.records.size(), 2U);
  EXPECT_THAT(sink.records[0].authors, testing::ElementsAre("A", "B", "C", "D"));
  EXPECT_THAT(sink.records[0].orcids, testing::ElementsAre("0000-0002-1825-0097", "", "0000-0002-1694-233X"));
  EXPECT_TRUE(sink.records[1].orcids.empty()) << "its check digit is another";
  EXPECT_EQ(reason_of(R"({"title":"T","authors":["A"],"orcids":["0000-0002-1825-0097",""]})"),
            "more ORCID iDs than authors");
  EXPECT_EQ(reason_of(R"({"title":"T","orcids":["0000-0002-1825-0097"]})"), "more ORCID iDs than authors");
  EXPECT_EQ(reason_of(R"({"title":"T","authors":["A"],"orcids":"0000-0002-1825-0097"})"),
            "orcids is not a list of texts");
}

TEST(JsonLinesReader, ADeletedRecordNeedsNoTitle) {
  const TestSink sink = read(R"({"id":"arxiv:2608.01234","deleted":true})");
  ASSERT_EQ(sink.records.size(), 1U);
  EXPECT_TRUE(sink.records[0].deleted);
}

TEST(JsonLinesReader, AReadersOwnWordsAreReadWithoutAMarkToo) {
  const TestSink sink =
      read(R"({"title":"T","tags":["tides"," graphs "],"folders":["Thesis"],"note":"See 3.\nThen 4."})");
  ASSERT_EQ(sink.records.size(), 1U);
  const OwnWords& own = sink.records[0].own;
  EXPECT_THAT(own.tags, testing::ElementsAre("tides", "graphs"));
  EXPECT_THAT(own.folders, testing::ElementsAre("Thesis"));
  EXPECT_EQ(own.note, "See 3.\nThen 4.");
  EXPECT_EQ(reason_of(R"({"title":"T","tags":"tides"})"), "tags is not a list of texts");
}

TEST(JsonLinesReader, AnIdOfAnUnknownSchemeIsTheKey) {
  const TestSink sink = read(R"({"id":"W123","title":"T","source":"openalex"})");
  ASSERT_EQ(sink.records.size(), 1U);
  EXPECT_EQ(sink.records[0].key, "W123");
  EXPECT_TRUE(sink.records[0].ids.empty());
}

TEST(JsonLinesReader, VotesWithoutATimeAreDatedByWhatTheRecordSays) {
  const TestSink sink = read(R"({"title":"A","featured":"2026-06-03","upvotes":2})"
                             "\n"
                             R"({"title":"B","upvotes":2})");
  ASSERT_EQ(sink.records.size(), 2U);
  EXPECT_EQ(format_instant(sink.records[0].votes->observed_at), "2026-06-03T00:00:00.000Z");
  EXPECT_EQ(format_instant(sink.records[1].votes->observed_at), "1970-01-01T00:00:00.000Z");
  ReaderOptions options;
  options.as_of = *parse_day("2026-06-09");
  EXPECT_EQ(format_instant(read(R"({"title":"B","upvotes":2})", options).records[0].votes->observed_at),
            "2026-06-09T00:00:00.000Z");
}

TEST(JsonLinesReader, AnEmptyFileIsANote) {
  EXPECT_THAT(read("\n \n").notes, testing::ElementsAre("empty list"));
  EXPECT_EQ(read("").read(), 0U);
}

TEST(JsonLinesReader, StopsWhenTheSinkSaysSo) {
  const TestSink sink = read_document(Format::kJsonLines,
                                      "{\"title\":\"A\"}\n{\"title\":\"B\"}\n{\"title\":\"C\"}\n", {}, 5, 1);
  EXPECT_EQ(sink.records.size(), 1U);
  EXPECT_TRUE(sink.notes.empty());
}

TEST(JsonLinesReader, RawIsTheLineAsItWas) {
  const TestSink sink = read("\xEF\xBB\xBF{\"title\" : \"A\"}\r\n");
  ASSERT_EQ(sink.raws.size(), 1U);
  EXPECT_EQ(sink.raws[0], "{\"title\" : \"A\"}");
}

}  // namespace
}  // namespace broadsheet::formats
