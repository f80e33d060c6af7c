// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;
const std::string kWork =
    R"({"indexed":{"date-parts":[[2026,6,3]],"date-time":"2026-06-03T07:20:50Z"},)"
    R"("DOI":"10.1126/Science.1",)"
    R"("title":["The Structure of Water"],"subtitle":["New data"],"abstract":"<jats:p>The train</jats:p>",)"
    R"("author":[{"given":"Henry S.","family":"Frank","suffix":"Jr."},{"name":"The Water Group"},)"
    R"({"ORCID":"http:\/\/orcid.org\/0000-0002-1694-233X","authenticated-orcid":false,"family":"Roh"}],)"
    R"("container-title":["Science"],"issued":{"date-parts":[[1970,8]]},)"
    R"("published-print":{"date-parts":[[1970,8,14]]},)"
    R"("URL":"https://doi.org/10.1126/science.1","language":"en","member":"221"})";

SourceRecord work(const std::string& json) {
  TestSink sink = read_document(Format::kCrossref, json);
  EXPECT_EQ(sink.records.size(), 1U) << json << sink.transcript();
  return sink.records.empty() ? SourceRecord{} : sink.records[0];
}

TEST(CrossrefReader, ReadsEveryFieldOfAWork) {
  const SourceRecord record = work(kWork);
  EXPECT_EQ(record.source, "crossref");
  EXPECT_EQ(record.key, "10.1126/science.1");
  EXPECT_THAT(record.ids, ElementsAre("doi:10.1126/science.1"));
  EXPECT_EQ(record.title, "The Structure of Water: New data");
  EXPECT_EQ(record.abstract, "<jats:p>The train</jats:p>");
  EXPECT_THAT(record.authors, ElementsAre("Henry S. Frank Jr.", "The Water Group", "Roh"));
  EXPECT_THAT(record.orcids, ElementsAre("", "", "0000-0002-1694-233X"));
  EXPECT_EQ(record.venue, "Science");
  EXPECT_EQ(format_partial_date(*record.published), "1970-08");
  EXPECT_EQ(format_day(*record.stated), "2026-06-03");
  EXPECT_EQ(record.url, "https://doi.org/10.1126/science.1");
  EXPECT_EQ(record.language, "en");
  EXPECT_FALSE(record.deleted);
}

TEST(CrossrefReader, ListsSingleWorksAndTheOutputOfADoiAreReadAlike) {
  const std::string single = R"({"status":"ok","message-type":"work","message":)" + kWork + "}";
  const std::string list = R"({"status":"ok","message-type":"work-list","message":{"total-results":9,)"
                           R"("next-cursor":"Dn+/","items":[)" +
                           kWork + "," + kWork + "]}}";
  EXPECT_EQ(work(single).title, work(kWork).title);
  for (const std::string& text : {kWork, single, list, "{\"message\":" + kWork + "}"}) {
    EXPECT_EQ(recognise(text), Format::kCrossref) << text;
    EXPECT_EQ(read_document(Format::kCrossref, text).transcript(),
              read_document(Format::kCrossref, text, {}, 1).transcript());
  }
  const TestSink sink = read_document(Format::kCrossref, list);
  EXPECT_EQ(sink.records.size(), 2U);
  EXPECT_THAT(sink.notes, ElementsAre("the list goes on: message.next-cursor 'Dn+/'"));
}

TEST(CrossrefReader, DatesAreAsPreciseAsTheyAre) {
  const auto published = [](const std::string& dates) -> std::string {
    const auto date = work(R"({"DOI":"10.1000/a","title":"T",)" + dates + "}").published;
    return date ? format_partial_date(*date) : "";
  };
  EXPECT_EQ(published(R"("issued":{"date-parts":[[2019,5,9]]})"), "2019-05-09");
  EXPECT_EQ(published(R"("issued":{"date-parts":[[2019]]})"), "2019");
  EXPECT_EQ(published(R"("issued":{"date-parts":[[2019,2,31]]})"), "2019-02");
  EXPECT_EQ(published(R"("issued":{"date-parts":[[2019,13,1]]})"), "2019");
  EXPECT_EQ(published(R"("issued":{"date-parts":[[null]]})"), "");
  EXPECT_EQ(published(R"("issued":{"date-parts":[]})"), "");
  EXPECT_EQ(published(R"("issued":{"date-parts":[["2019",-5,99999999999999]]})"), "");
  EXPECT_EQ(
      published(
          R"("published-print":{"date-parts":[[2019,5]]},"published-online":{"date-parts":[[2018,1,2]]})"),
      "2018-01-02");
}

TEST(CrossrefReader, ARetractedWorkIsDeletedAndItsNoticeIsNot) {
  EXPECT_TRUE(work(R"({"DOI":"10.1000/a","title":["T"],"updated-by":[{"type":"retraction",)"
                   R"("DOI":"10.1000/b"}]})")
                  .deleted);
  EXPECT_FALSE(work(R"({"DOI":"10.1000/a","title":["T"],"updated-by":[{"type":"correction"}]})").deleted);
  EXPECT_FALSE(
      work(R"({"DOI":"10.1000/b","title":["T"],"update-to":[{"type":"retraction","DOI":"10.1000/a"}]})")
          .deleted);
}

TEST(CrossrefReader, ErrorsAndAnswersWithoutWorksAreNotes) {
  for (const auto& [text, note] :
       {std::pair(
            R"({"status":"failed","message-type":"validation-failure","message":[{"message":"Bad rows"}]})",
            "the source answered with an error: 'Bad rows'"),
        std::pair(R"({"status":"ok","message-type":"member","message":{"primary-name":"Hindawi"}})",
                  "an answer without records"),
        std::pair(R"({"status":"ok","message-type":"work-list","message":{"total-results":0,"items":[]}})",
                  "empty list")}) {
    EXPECT_EQ(recognise(text), Format::kCrossref) << text;
    const TestSink sink = read_document(Format::kCrossref, text);
    EXPECT_EQ(sink.read(), 0U) << text;
    EXPECT_THAT(sink.notes, ElementsAre(note));
  }
}

TEST(CrossrefReader, AListThatIsCutOffKeepsWhatWasRead) {
  const TestSink sink =
      read_document(Format::kCrossref, R"({"message":{"items":[)" + kWork + "," + kWork.substr(0, 50));
  EXPECT_EQ(sink.records.size(), 1U);
  EXPECT_TRUE(sink.error.starts_with("the JSON document is cut off at byte ")) << sink.error;
}

TEST(CrossrefReader, CslJsonOfOthersIsNotTaken) {
  EXPECT_EQ(
      recognise(R"([{"type":"article-journal","DOI":"10.1000/a","title":"T","container-title":"Science"}])"),
      Format::kCslJson);
}

}  // namespace
}  // namespace broadsheet::formats
