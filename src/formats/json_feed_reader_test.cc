// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/json_feed_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string kHead = R"({"version":"https://jsonfeed.org/version/1.1","title":"Tides","items":[)";

TestSink read_items(const std::string& items, const std::string& behind = "]}") {
  const std::string document = kHead + items + behind;
  EXPECT_EQ(recognise(document), Format::kJsonFeed);
  TestSink sink = read_document(Format::kJsonFeed, document);
  EXPECT_EQ(sink.transcript(), read_document(Format::kJsonFeed, document, {}, 1).transcript());
  return sink;
}

TEST(JsonFeedReader, ReadsEveryField) {
  const TestSink sink = read_items(
      R"({"id":"https://a.example/7","url":"https://A.example/papers/7","title":"Quiet  tides",)"
      R"("summary":"A study.","content_html":"<p>Long.</p>","date_published":"2026-08-18T23:30:00-05:00",)"
      R"("date_modified":"2026-08-20T00:00:00Z",)"
      R"("authors":[{"name":"Mina Okafor"},{"url":"x"},)"
      R"({"name":"J. Roh","url":"https://orcid.org/0000-0002-1694-233X"}],)"
      R"("tags":["cs.LG","tides"],"language":"en","_extension":{"title":"no"}})");
  ASSERT_EQ(sink.records.size(), 1U);
  const SourceRecord& r = sink.records[0];
  EXPECT_EQ(r.source, "json-feed:a.example");
  EXPECT_EQ(r.key, "https://a.example/7");
  EXPECT_EQ(r.title, "Quiet tides");
  EXPECT_EQ(r.abstract, "A study.");
  EXPECT_EQ(r.url, "https://A.example/papers/7");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "J. Roh"));
  EXPECT_THAT(r.orcids, ElementsAre("", "0000-0002-1694-233X"));
  EXPECT_EQ(format_partial_date(*r.published), "2026-08-19");
  EXPECT_EQ(format_day(*r.updated), "2026-08-20");
  EXPECT_THAT(r.categories, ElementsAre("cs.LG", "tides"));
  EXPECT_EQ(r.language, "en");
  EXPECT_TRUE(r.ids.empty());
}

TEST(JsonFeedReader, AbstractsAndAuthorsComeFromWhereTheyAre) {
  const TestSink sink = read_items(
      R"({"id":1,"title":"A","content_html":"<img src='x'><p>One &amp; two</p>",)"
      R"("author":{"name":"Mina Okafor, Jun Tae Roh"}},)"
      R"({"id":"2","title":"B","content_text":"a < b"},{"title":"C","content_html":7,"authors":"x"})");
  ASSERT_EQ(sink.records.size(), 3U);
  EXPECT_THAT(sink.records[0].abstract, HasSubstr("One &amp; two"));
  EXPECT_THAT(sink.records[0].authors, ElementsAre("Mina Okafor", "Jun Tae Roh"));
  EXPECT_EQ(sink.records[0].key, "1");
  EXPECT_EQ(sink.records[0].source, "json-feed");
  EXPECT_EQ(sink.records[1].abstract, "a < b");
  EXPECT_EQ(sink.records[2].abstract, "");
  EXPECT_TRUE(sink.records[2].key.starts_with("title:"));
}

TEST(JsonFeedReader, AnAddressIsThatOfOneAuthor) {
  const std::string url = R"("url":"https://orcid.org/0000-0002-1825-0097"}})";
  const TestSink sink = read_items(R"({"title":"A","author":{"name":"Okafor, Mina",)" + url +
                                   R"(,{"title":"B","author":{"name":"Mina Okafor, Jun Tae Roh",)" + url);
  ASSERT_EQ(sink.records.size(), 2U);
  EXPECT_THAT(sink.records[0].authors, ElementsAre("Mina Okafor"));
  EXPECT_THAT(sink.records[0].orcids, ElementsAre("0000-0002-1825-0097"));
  EXPECT_EQ(sink.records[1].authors.size(), 2U);
  EXPECT_TRUE(sink.records[1].orcids.empty());
}

TEST(JsonFeedReader, TheIdsOfPapersAreTakenFromTheirAddresses) {
  const TestSink sink = read_items(R"({"id":"1","url":"https://arxiv.org/abs/2608.01234v2","title":"A"},)"
                                   R"({"id":"https://doi.org/10.1000/X","title":"B"},)"
                                   R"({"id":"3","url":"https://b.example/3",)"
                                   R"("external_url":"https://arxiv.org/abs/2608.05678","title":"C"})");
  ASSERT_EQ(sink.records.size(), 3U);
  EXPECT_EQ(sink.records[0].key, "arxiv:2608.01234");
  EXPECT_THAT(sink.records[1].ids, ElementsAre("doi:10.1000/x"));
  EXPECT_EQ(sink.records[1].doi, "10.1000/x");
  EXPECT_THAT(sink.records[2].ids, ElementsAre("arxiv:2608.05678"));
  EXPECT_EQ(sink.records[2].url, "https://b.example/3");
}

TEST(JsonFeedReader, TellsOfEmptyListsNextPagesAndItemsWithoutATitle) {
  EXPECT_THAT(read_items("").notes, ElementsAre("empty list"));
  EXPECT_THAT(read_items(R"({"id":"1","title":"A"})", R"(],"next_url":"https://a.example/2"})").notes,
              ElementsAre(HasSubstr("the list goes on: next_url")));
  const TestSink untitled = read_items(R"({"id":"1","content_text":"just a word"},{"id":"2","title":"B"})");
  EXPECT_EQ(untitled.rejects.size(), 1U);
  EXPECT_EQ(untitled.records.size(), 1U);
  EXPECT_NE(read_items(R"({"id":"1")", "").error, "");
}

TEST(JsonFeedReader, IsToldByItsVersion) {
  for (const std::string& text :
       {std::string("{\n  \"title\": \"T\",\n  \"version\" : \"https://jsonfeed.org/version/1\""),
        std::string(R"({"version":"http:\/\/www.jsonfeed.org\/version\/1.1","items":[]})"),
        R"({"version":2,"x":{"version":"https://jsonfeed.org/version/1"},"items":[)" +
            std::string(2 * kRecogniseBytes, ' ')})
    EXPECT_EQ(recognise(text), Format::kJsonFeed) << text;
  for (const char* text :
       {R"({"version":"https://other.example/version/1"})", R"(["https://jsonfeed.org/version/1"])",
        R"({"about":"\"version\":\"https://jsonfeed.org/version/1\""})", R"({"version"})", R"({"version":)"})
    EXPECT_EQ(recognise(text), Format::kUnknown) << text;
}

}  // namespace
}  // namespace broadsheet::formats
