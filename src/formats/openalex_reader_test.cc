// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/openalex_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>

#include "formats/json_values.h"
#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;

const std::string kWork =
    R"({"id":"https://openalex.org/W42","doi":"https://doi.org/10.1000/AbC","title":"On Whales",)"
    R"("publication_date":"2021-05-19","updated_date":"2026-01-02T03:04:05.678","language":"en",)"
    R"("authorships":[{"author":{"display_name":"Mina Okafor",)"
    R"("orcid":"https://orcid.org/0000-0001-5109-3700"},)"
    R"("raw_orcid":"https://orcid.org/0000-0002-1825-0097"},)"
    R"({"raw_author_name":"Jun Tae Roh","raw_orcid":null,)"
    R"("author":{"orcid":"https://orcid.org/0000-0002-1694-233X"}}],)"
    R"("primary_location":{"landing_page_url":"https://doi.org/10.1000/abc",)"
    R"("source":{"display_name":"Journal of Whales","type":"journal"}},)"
    R"("locations":[{"landing_page_url":"http://arxiv.org/abs/2105.00001","source":)"
    R"({"display_name":"arXiv","type":"repository"}}],)"
    R"("abstract_inverted_index":{"big":[1,4],"Whales":[0],"are":[3]},"is_retracted":false})";

SourceRecord work(const std::string& json) {
  TestSink sink = read_document(Format::kOpenAlex, json);
  EXPECT_EQ(sink.records.size(), 1U) << json << sink.transcript();
  return sink.records.empty() ? SourceRecord{} : sink.records[0];
}

TEST(OpenAlexReader, ReadsEveryFieldOfAWork) {
  const SourceRecord record = work(kWork);
  EXPECT_EQ(record.source, "openalex");
  EXPECT_EQ(record.key, "W42");
  EXPECT_THAT(record.ids, ElementsAre("doi:10.1000/abc", "arxiv:2105.00001"));
  EXPECT_EQ(record.doi, "10.1000/abc");
  EXPECT_EQ(record.title, "On Whales");
  EXPECT_EQ(record.abstract, "Whales big are big");
  EXPECT_THAT(record.authors, ElementsAre("Mina Okafor", "Jun Tae Roh"));
  EXPECT_THAT(record.orcids, ElementsAre("0000-0002-1825-0097", "0000-0002-1694-233X"));
  EXPECT_EQ(format_partial_date(*record.published), "2021-05-19");
  EXPECT_EQ(format_day(*record.stated), "2026-01-02");
  EXPECT_EQ(record.venue, "Journal of Whales");
  EXPECT_EQ(record.url, "https://doi.org/10.1000/abc");
  EXPECT_EQ(record.language, "en");
  EXPECT_FALSE(record.deleted);
}

TEST(OpenAlexReader, ListsSnapshotsAndSingleWorksAreRecognisedAndReadAlike) {
  const std::string answer =
      R"({"meta":{"count":1,"db_response_time_ms":3,"next_cursor":"abc"},"results":[)" + kWork + "," + kWork +
      R"(],"group_by":[]})";
  for (const auto& [text, records] :
       {std::pair(answer, 2U), std::pair(kWork, 1U), std::pair(kWork + "\n" + kWork + "\n", 2U),
        std::pair("[" + kWork + "]", 1U)}) {
    EXPECT_EQ(recognise(text), Format::kOpenAlex) << text;
    const TestSink sink = read_document(Format::kOpenAlex, text);
    EXPECT_EQ(sink.records.size(), records) << text;
    EXPECT_EQ(sink.transcript(), read_document(Format::kOpenAlex, text, {}, 1).transcript());
  }
  EXPECT_THAT(read_document(Format::kOpenAlex, answer).notes,
              ElementsAre("the list goes on: meta.next_cursor 'abc'"));
}

TEST(OpenAlexReader, TheFirstOfJanuaryIsAYear) {
  EXPECT_EQ(format_partial_date(*work(R"({"title":"T",)"
                                      R"("publication_date":"2019-01-01"})")
                                     .published),
            "2019");
  EXPECT_EQ(format_partial_date(*work(R"({"title":"T","publication_year":2019})").published), "2019");
}

TEST(OpenAlexReader, ARetractedWorkIsDeleted) {
  EXPECT_TRUE(work(R"({"id":"https://openalex.org/W1","title":"T","is_retracted":true})").deleted);
}

TEST(OpenAlexReader, AWorkNeedsATitleAndNothingElse) {
  EXPECT_EQ(work(R"({"display_name":"T"})").key.substr(0, 6), "title:");
  EXPECT_EQ(work(R"({"title":"T","doi":5,"authorships":{},"locations":[1,null],)"
                 R"("language":[]})")
                .title,
            "T");
  const TestSink sink =
      read_document(Format::kOpenAlex, R"({"results":[{"id":"https://openalex.org/W1"},null]})");
  ASSERT_EQ(sink.rejects.size(), 1U);
  EXPECT_EQ(sink.rejects[0].reason, "no title");
  EXPECT_EQ(sink.rejects[0].id, "W1");
  EXPECT_EQ(sink.rejects[0].where.offset, 12U);
  EXPECT_THAT(sink.notes, ElementsAre("1 of what was asked for is not known to the source"));
}

std::string abstract_of(const std::string& index) {
  return work(R"({"title":"T","abstract_inverted_index":)" + index + "}").abstract;
}

TEST(OpenAlexReader, PositionsThatAreNoneDoNoHarm) {
  EXPECT_EQ(abstract_of("null"), "");
  EXPECT_EQ(abstract_of("[1]"), "");
  EXPECT_EQ(abstract_of(R"({"a":[7],"b":[3]})"), "b a");
  EXPECT_EQ(abstract_of(R"({"a":[0,0,0],"b":[0]})"), "a b");
  EXPECT_EQ(abstract_of(R"({"a":[-1,1.5,"2",null,[3]],"b":5,"":[1],"c":[9]})"), "c");
  EXPECT_EQ(abstract_of(R"({"a":[18446744073709551615],"b":[4294967296]})"), "b a");
}

TEST(OpenAlexReader, ALongWordAtManyPositionsIsRejectedAndNotWrittenOut) {
  std::string positions = "0";
  for (int i = 1; i < 100'000; ++i) positions += "," + std::to_string(i);
  const TestSink sink = read_document(
      Format::kOpenAlex, R"({"id":"https://openalex.org/W1","title":"T","abstract_inverted_index":{")" +
                             std::string(100'000, 'x') + "\":[" + positions + "]}}");
  ASSERT_EQ(sink.rejects.size(), 1U);
  EXPECT_EQ(sink.rejects[0].reason, "abstract longer than 65536 bytes");
}

RC_GTEST_PROP(OpenAlexReader, AnAbstractComesBackFromItsInvertedIndex, ()) {
  const auto words = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("whales", "are", "big", "and", "blue."));
  std::map<std::string, std::string> index;
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string& positions = index[words[i]];
    positions += (positions.empty() ? "" : ",") + std::to_string(i);
    text += (i == 0 ? "" : " ") + words[i];
  }
  std::string json;
  for (const auto& [word, positions] : index)
    json += (json.empty() ? "\"" : ",\"") + word + "\":[" + positions + "]";
  RC_ASSERT(abstract_of("{" + json + "}") == text);
}

TEST(OpenAlexReader, ErrorsAndEmptyListsAreNotes) {
  const std::string empty = R"({"meta":{"count":0,"db_response_time_ms":3},"results":[]})";
  EXPECT_EQ(recognise(empty), Format::kOpenAlex);
  EXPECT_THAT(read_document(Format::kOpenAlex, empty).notes, ElementsAre("empty list"));
  const TestSink sink = read_document(Format::kOpenAlex, R"({"error":"Invalid query parameters error.",)"
                                                         R"("message":"colour is not a valid field"})");
  EXPECT_EQ(sink.read(), 0U);
  EXPECT_THAT(sink.notes,
              ElementsAre("the source answered with an error: 'Invalid query parameters error.'"));
}

}  // namespace
}  // namespace broadsheet::formats
