// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/csl_json_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;

const std::string kItem = R"({"id": "okafor2026", "type": "article-journal", "title": "Small Tides",
  "author": [{"family": "Okafor", "given": "Mina"}, {"literal": "Tide Lab",
              "ORCID": "http://orcid.org/0000-0002-1825-0097"},
             {"family": "Berg", "given": "Lars", "non-dropping-particle": "van", "suffix": "Jr."}],
  "issued": {"date-parts": [[2026, "8", 18]]}, "container-title": ["Journal of Tides"],
  "DOI": "10.1000/Tides.1", "URL": "https://tides.example/1", "abstract": "<jats:p>We study.</jats:p>",
  "archive": "arXiv", "archive_location": "2608.01234", "language": "en", "note": "Best paper"})";

TestSink read(std::string_view text, std::size_t piece = 1 << 20) {
  return read_document(Format::kCslJson, text, {}, piece);
}

TEST(CslJsonReader, ReadsEveryField) {
  const TestSink sink = read("[" + kItem + "]");
  ASSERT_EQ(sink.records.size(), 1U);
  const SourceRecord& r = sink.records[0];
  EXPECT_EQ(r.source, "csl-json");
  EXPECT_EQ(r.key, "okafor2026");
  EXPECT_THAT(r.ids, ElementsAre("arxiv:2608.01234", "doi:10.1000/tides.1"));
  EXPECT_EQ(r.title, "Small Tides");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "Tide Lab", "Lars van Berg Jr."));
  EXPECT_THAT(r.orcids, ElementsAre("", "0000-0002-1825-0097"));
  EXPECT_EQ(format_partial_date(*r.published), "2026-08-18");
  EXPECT_EQ(r.venue, "Journal of Tides");
  EXPECT_EQ(r.doi, "10.1000/tides.1");
  EXPECT_EQ(r.url, "https://tides.example/1");
  EXPECT_EQ(r.abstract, "<jats:p>We study.</jats:p>");
  EXPECT_EQ(r.language, "en");
  EXPECT_EQ(r.comment, "Best paper");
}

TEST(CslJsonReader, NeedsNothingButATitle) {
  const TestSink sink =
      read(R"([{"title":"T"},{"id":7,"title":["U"]},{"id":"x"},{"id":8,"title":3},7,{],{"title":"V",)"
           R"("author":9,"issued":{"raw":"2016-07"}},{"title":"W","issued":{"date-parts":[[null]]}}])");
  ASSERT_EQ(sink.records.size(), 5U);
  EXPECT_TRUE(sink.records[0].key.starts_with("title:"));
  EXPECT_EQ(sink.records[1].key, "7");
  EXPECT_EQ(format_partial_date(*sink.records[3].published), "2016-07");
  EXPECT_FALSE(sink.records[4].published);
  ASSERT_EQ(sink.rejects.size(), 3U);
  EXPECT_EQ(sink.rejects[0].id, "x");
  EXPECT_EQ(sink.rejects[1].reason, "not a JSON object");
}

TEST(CslJsonReader, HostileAnswersAreRejectedQuietly) {
  std::string authors = R"({"family":"A"})";
  for (int i = 0; i < 30'000; ++i) authors += R"(,{"family":"A"})";
  const TestSink sink = read("[" + std::string(1'000'000, '[') + std::string(1'000'000, ']') +
                                 ",{\"title\":\"" + std::string(2 * kRecordBytesMax, 'x') +
                                 "\"},{\"title\":\"T\",\"author\":[" + authors + "]}," + kItem + "]",
                             1 << 16);
  EXPECT_EQ(sink.rejects.size(), 3U);
  EXPECT_EQ(sink.records.size(), 1U);
  EXPECT_THAT(read("[" + kItem + ",{").error, testing::HasSubstr("cut off"));
  const TestSink trailing = read("[" + kItem + "]x");
  EXPECT_EQ(trailing.records.size(), 1U);
  ASSERT_EQ(trailing.rejects.size(), 1U);
  EXPECT_EQ(trailing.rejects[0].reason, "not a JSON object");
  EXPECT_THAT(read("[]").notes, ElementsAre("empty list"));
  EXPECT_EQ(read("[" + kItem + ",{]," + kItem + "]", 1).transcript(),
            read("[" + kItem + ",{]," + kItem + "]").transcript());
}

TEST(CslJsonReader, IsToldByItsTypesAndDates) {
  EXPECT_EQ(recognise("[\n" + kItem + "]"), Format::kCslJson);
  EXPECT_EQ(recognise(kItem), Format::kCslJson);
  EXPECT_EQ(recognise(R"([{"type":"book","title":"T","issued":{"date-parts":[[2026]]}}])"), Format::kCslJson);
  EXPECT_EQ(recognise(R"([{"type":"book","title":"T","issued":"2026"}])"), Format::kUnknown);
  EXPECT_EQ(
      recognise(
          R"([{"type":"journal-article","title":["T"],"reference-count":3,"issued":{"date-parts":[[1]]}}])"),
      Format::kUnknown)
      << "Crossref's own answers";
}

}  // namespace
}  // namespace broadsheet::formats
