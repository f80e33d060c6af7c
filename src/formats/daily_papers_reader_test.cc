// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/daily_papers_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

const std::string kNested = R"({
  "paper": {
    "id": "2608.01234",
    "authors": [
      {"_id": "65", "name": "Mina Okafor", "statusLastChangedAt": "2026-08-21T09:12:03.117Z"},
      {"_id": "66", "name": "Jun Tae Roh", "hidden": false}
    ],
    "mediaUrls": ["https://papers.example/1.webp"],
    "publishedAt": "2026-08-18T17:59:01.000Z",
    "submittedOnDailyAt": "2026-08-20T00:00:00.000Z",
    "submittedOnDailyBy": {"fullname": "Mina O.", "user": "mokafor", "name": "mokafor"},
    "title": "Small Tides", "summary": "We study tides.", "upvotes": 7,
    "projectPage": "https://tides.example",
    "githubRepo": "https://github.com/tide-lab/tides", "githubStars": 42,
    "ai_summary": "Three sensors are enough.", "ai_keywords": ["tides", "sensing"],
    "organization": {"name": "tide-lab", "fullname": "Tide Lab"}
  },
  "publishedAt": "2026-08-20T00:00:00.000Z", "title": "Small Tides", "summary": "We study tides.",
  "thumbnail": "https://papers.example/2608.01234.png", "numComments": 3, "submittedBy": null
})";

const std::string kFlat =
    R"({"id":"2608.05678","authors":[{"name":"Ana Ruiz"}],"publishedAt":"2026-08-19T00:00:00.000Z",)"
    R"("submittedOnDailyAt":"2026-08-20T00:00:00.000Z","title":"Harbour Walls",)"
    R"("summary":"Walls.","upvotes":0})";

TestSink read(std::string_view text, const ReaderOptions& options = {}, std::size_t piece = 1 << 20) {
  return read_document(Format::kDailyPapersJson, text, options, piece);
}

TEST(DailyPapersReader, KeepsTheRepositoriesOfOnePaper) {
  const std::string linked =
      R"({"id":"2608.05678","title":"Harbour Walls","linkedModels":[)"
      R"({"id":"tide-lab/tiny","downloads":51,"likes":4,"gated":"manual",)"
      R"("lastModified":"2026-08-19T00:00:00.000Z",)"
      R"("pipeline_tag":"forecasting","numParameters":12,"surprise":"<b>"},{"id":"../etc"},7,{"likes":1}],)"
      R"("linkedDatasets":[],"linkedSpaces":[{"id":"tide-lab/demo","emoji":"🌊","running":true}]})";
  const TestSink sink = read(linked);
  ASSERT_EQ(sink.records.size(), 1U);
  const SourceRecord& r = sink.records[0];
  EXPECT_EQ(r.key, "paper:arxiv:2608.05678") << "a list that names the paper replaces nothing of this";
  EXPECT_THAT(r.linked_models,
              testing::ElementsAre(
                  R"({"id":"tide-lab/tiny","author":"tide-lab","downloads":51,"likes":4,"gated":"manual",)"
                  R"("private":false,"isLikedByUser":false,"lastModified":"2026-08-19T00:00:00.000Z",)"
                  R"("repoType":"model","pipeline_tag":"forecasting","availableInferenceProviders":[],)"
                  R"("numParameters":12})"));
  EXPECT_THAT(r.linked_datasets, testing::IsEmpty());
  EXPECT_THAT(r.linked_spaces,
              testing::ElementsAre(R"({"id":"tide-lab/demo","emoji":"🌊","running":true,"featured":false})"));
}

TEST(DailyPapersReader, ReadsTheNestedShape) {
  const TestSink sink = read("[" + kNested + "]");
  ASSERT_EQ(sink.records.size(), 1U);
  const SourceRecord& r = sink.records[0];
  EXPECT_EQ(r.source, "hf-daily-papers");
  EXPECT_EQ(r.key, "api:arxiv:2608.01234");
  EXPECT_THAT(r.ids, testing::ElementsAre("arxiv:2608.01234"));
  EXPECT_EQ(r.title, "Small Tides");
  EXPECT_EQ(r.abstract, "We study tides.");
  EXPECT_THAT(r.authors, testing::ElementsAre("Mina Okafor", "Jun Tae Roh"));
  EXPECT_EQ(format_partial_date(*r.published), "2026-08-18");
  EXPECT_EQ(format_day(*r.featured), "2026-08-20");
  EXPECT_EQ(r.feed_place, 0U);
  EXPECT_EQ(r.votes->upvotes, 7);
  EXPECT_EQ(format_instant(r.votes->observed_at), "2026-08-21T09:12:03.117Z");
  EXPECT_EQ(r.comments, 3U);
  EXPECT_EQ(r.submitter, "mokafor");
  EXPECT_EQ(r.submitter_fullname, "Mina O.");
  EXPECT_EQ(r.organization->handle, "tide-lab");
  EXPECT_EQ(r.project_page, "https://tides.example");
  EXPECT_EQ(r.github_repo, "https://github.com/tide-lab/tides");
  EXPECT_EQ(r.github_stars, 42U);
  EXPECT_EQ(r.thumbnail, "https://papers.example/2608.01234.png");
  EXPECT_THAT(r.media_urls, testing::ElementsAre("https://papers.example/1.webp"));
  EXPECT_EQ(r.ai_summary, "Three sensors are enough.");
  EXPECT_THAT(r.ai_keywords, testing::ElementsAre("tides", "sensing"));
  EXPECT_EQ(sink.raws[0], kNested);
  EXPECT_EQ(sink.places[0].offset, 1U);
}

TEST(DailyPapersReader, ReadsTheFlatShapeAndOneItemAlone) {
  const TestSink sink = read("\n" + kFlat + "\n");
  ASSERT_EQ(sink.records.size(), 1U);
  EXPECT_EQ(sink.records[0].title, "Harbour Walls");
  EXPECT_THAT(sink.records[0].authors, testing::ElementsAre("Ana Ruiz"));
  EXPECT_EQ(sink.records[0].votes->upvotes, 0);
}

TEST(DailyPapersReader, VotesAreDatedByTheNewestTimeOfTheWholeAnswer) {
  const TestSink sink = read("[" + kFlat + "," + kNested + "]");
  ASSERT_EQ(sink.records.size(), 2U);
  EXPECT_EQ(format_instant(sink.records[0].votes->observed_at), "2026-08-21T09:12:03.117Z");
  EXPECT_EQ(sink.records[0].feed_place, 0U);
  EXPECT_EQ(sink.records[1].feed_place, 1U);
  ReaderOptions options;
  options.as_of = *parse_day("2026-08-25");
  EXPECT_EQ(format_instant(read(kFlat, options).records[0].votes->observed_at), "2026-08-25T00:00:00.000Z");
}

TEST(DailyPapersReader, EveryKeyButTheTitleIsOptional) {
  EXPECT_EQ(read(R"([{"paper":{"title":"T"}}])").records.size(), 1U);
  EXPECT_EQ(read(R"([{"paper":{"id":"2608.01234"},"title":"T"}])").records.size(), 1U);
  const TestSink sink = read(R"([{"paper":{"id":"2608.01234"}}])");
  ASSERT_EQ(sink.rejects.size(), 1U);
  EXPECT_EQ(sink.rejects[0].reason, "no title");
  EXPECT_EQ(sink.rejects[0].id, "arxiv:2608.01234");
}

TEST(DailyPapersReader, ValuesOfTheWrongTypeAreAbsent) {
  const TestSink sink =
      read(R"([{"paper":{"title":"T","authors":7,"upvotes":"many","publishedAt":3,"organization":[]},)"
           R"("numComments":-2}])");
  ASSERT_EQ(sink.records.size(), 1U);
  EXPECT_TRUE(sink.records[0].authors.empty());
  EXPECT_FALSE(sink.records[0].votes);
  EXPECT_FALSE(sink.records[0].comments);
}

TEST(DailyPapersReader, ABadElementDoesNotTakeTheOthersWithIt) {
  const TestSink sink =
      read("[" + kFlat + R"(,{"paper":{"id":"2608.00001","title":"x" "y"}},7,)" + kNested + "]");
  EXPECT_EQ(sink.records.size(), 2U);
  ASSERT_EQ(sink.rejects.size(), 2U);
  EXPECT_EQ(sink.rejects[0].id, "2608.00001");
  EXPECT_EQ(sink.rejects[0].where.offset, kFlat.size() + 2);
  EXPECT_EQ(sink.rejects[1].reason, "not a JSON object");
}

TEST(DailyPapersReader, AnEnormousElementIsRejectedAndTheNextOneRead) {
  const TestSink sink =
      read("[{\"title\":\"" + std::string(2 * kRecordBytesMax, 'x') + "\"}," + kFlat + "]", {}, 4096);
  ASSERT_EQ(sink.rejects.size(), 1U);
  EXPECT_EQ(sink.rejects[0].reason, "record longer than 1048576 bytes");
  EXPECT_EQ(sink.records.size(), 1U);
}

TEST(DailyPapersReader, EmptyListsAndErrorAnswersAreNotes) {
  const TestSink empty = read(" [ ] ");
  EXPECT_EQ(empty.read(), 0U);
  EXPECT_THAT(empty.notes, testing::ElementsAre("empty list"));
  const TestSink error = read(R"({"error":"Invalid date"})");
  EXPECT_EQ(error.read(), 0U);
  EXPECT_THAT(error.notes, testing::ElementsAre("the source answered with an error: 'Invalid date'"));
}

TEST(DailyPapersReader, ReadsPagesOneAfterAnother) {
  EXPECT_EQ(read("[" + kFlat + "]\n[" + kNested + "]\n[]").records.size(), 2U);
}

TEST(DailyPapersReader, ACutAnswerKeepsWhatWasRead) {
  const TestSink sink = read("[" + kFlat + "," + kNested.substr(0, 200));
  EXPECT_EQ(sink.records.size(), 1U);
  EXPECT_THAT(sink.error, testing::HasSubstr("cut off"));
  const TestSink html = read("[" + kFlat + "]<html>");
  EXPECT_EQ(html.records.size(), 1U);
  EXPECT_THAT(html.error, testing::HasSubstr("unexpected text"));
}

TEST(DailyPapersReader, DeepNestingIsRejectedQuietly) {
  const std::string deep = std::string(1'000'000, '[') + std::string(999'999, ']');
  const TestSink sink = read(deep + "," + kFlat + "]", {}, 1 << 16);
  EXPECT_EQ(sink.rejects.size(), 1U);
  EXPECT_EQ(sink.records.size(), 1U);
}

TEST(DailyPapersReader, PiecesOfAnySizeGiveTheSameRecords) {
  const std::string text = "\xEF\xBB\xBF[" + kFlat + ",{]," + kNested + "]";
  for (const std::size_t piece : {1UL, 2UL, 3UL, 7UL, 100UL}) {
    EXPECT_EQ(read(text, {}, piece).transcript(), read(text).transcript()) << piece;
  }
}

TEST(DailyPapersReader, MoreThanIsHeldBackStillComesOut) {
  std::string text = "[";
  for (int i = 0; i < 4000; ++i) text += kFlat + ",";
  text += kFlat + "]";
  EXPECT_EQ(read(text).records.size(), 4001U);
}

}  // namespace
}  // namespace broadsheet::formats
