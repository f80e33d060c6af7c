// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The readers over the sample of the repository and, where they are present, over the shared data: files in
// the wild, some of them wrong on purpose.

#include <algorithm>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "base/file.h"
#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/registry.h"
#include "formats/test_sink.h"
#include "text/utf8.h"

namespace broadsheet::formats {
namespace {

const std::filesystem::path kShared = "../shared/data";
const std::filesystem::path kPage = kShared / "daily-papers-page/page.txt";

std::string contents(const std::filesystem::path& path) {
  constexpr std::size_t kTestFileBytesMax = std::size_t{64} << 20;
  auto bytes = read_file(path.string(), kTestFileBytesMax);
  EXPECT_TRUE(bytes.ok()) << path;
  return std::move(bytes).value_or({});
}

TestSink read_recognised(std::string_view bytes, Format expected) {
  EXPECT_EQ(recognise(bytes.substr(0, kRecogniseBytes)), expected);
  return read_document(expected, bytes, {}, std::size_t{1} << 16);
}

TEST(Sample, ThePageHasSixtySevenSummariesAndNoAbstract) {
  const TestSink sink = read_recognised(contents("sample/daily-papers-page.jsonl"), Format::kJsonLines);
  ASSERT_EQ(sink.records.size(), 67U);
  EXPECT_TRUE(sink.rejects.empty());
  for (const SourceRecord& record : sink.records) {
    EXPECT_EQ(record.source, "saved-page");
    EXPECT_TRUE(record.ids.empty());
    EXPECT_TRUE(record.abstract.empty());
    EXPECT_FALSE(record.short_summary.empty());
    EXPECT_FALSE(record.featured);
  }
}

TEST(Sample, TheDailyPapersAreFactsWithIdsDaysAndVotes) {
  const TestSink sink = read_recognised(contents("sample/daily-papers-2025-2026.jsonl"), Format::kJsonLines);
  ASSERT_GE(sink.records.size(), 1500U);
  EXPECT_TRUE(sink.rejects.empty());
  for (const SourceRecord& record : sink.records) {
    EXPECT_TRUE(record.abstract.empty());
    EXPECT_EQ(record.ids.size(), 1U);
    EXPECT_EQ(record.key, record.ids.front());
    EXPECT_FALSE(record.categories.empty());
    EXPECT_TRUE(record.featured);
    EXPECT_TRUE(record.votes);
  }
}

TEST(SharedData, ThePageHasSixtySevenPapers) {
  if (!std::filesystem::exists(kPage)) GTEST_SKIP() << "no shared data";
  const std::string bytes = contents(kPage);
  const TestSink sink = read_recognised(bytes, Format::kSavedPage);
  EXPECT_TRUE(sink.rejects.empty());
  EXPECT_EQ(sink.error, "");
  ASSERT_EQ(sink.records.size(), 67U);
  const auto count_if = [&](auto&& has) {
    return std::count_if(sink.records.begin(), sink.records.end(), has);
  };
  EXPECT_EQ(count_if([](const SourceRecord& r) { return r.published.has_value(); }), 62);
  EXPECT_EQ(count_if([](const SourceRecord& r) { return r.author_count.has_value(); }), 61);
  EXPECT_EQ(count_if([](const SourceRecord& r) { return r.organization.has_value(); }), 1);
  EXPECT_EQ(count_if([](const SourceRecord& r) { return r.abstract.size() > 500; }), 67);
  for (const std::size_t number : {6UL, 21UL, 22UL, 26UL, 62UL}) {
    EXPECT_FALSE(sink.records[number - 1].published) << number;
    EXPECT_FALSE(sink.records[number - 1].author_count) << number;
  }
  EXPECT_EQ(sink.records[5].title, "Behavior Knowledge Merge in Reinforced Agentic Models");
  EXPECT_EQ(sink.records[11].title,
            "GLENS: Global Search via Learning from Solver Iterates with Diffusion Models");
  EXPECT_EQ(format_partial_date(*sink.records[11].published), "2026-05-28");
  EXPECT_TRUE(sink.records[11].published_inferred);
  EXPECT_EQ(sink.records[17].comments, 1U);
  EXPECT_EQ(sink.records[52].organization->handle, "agibot-world");
  EXPECT_EQ(sink.records[52].organization->fullname, "AgiBot World");
  EXPECT_EQ(sink.records[66].title, "Open-Ended Learning Leads to Generally Capable Agents");
  EXPECT_EQ(format_partial_date(*sink.records[66].published), "2021-07-27");
}

TEST(SharedData, TheSampleOfThePageSaysWhatThePageSays) {
  if (!std::filesystem::exists(kPage)) GTEST_SKIP() << "no shared data";
  TestSink page = read_recognised(contents(kPage), Format::kSavedPage);
  TestSink sample = read_recognised(contents("sample/daily-papers-page.jsonl"), Format::kJsonLines);
  ASSERT_EQ(page.records.size(), sample.records.size());
  for (std::size_t i = 0; i < page.records.size(); ++i) {
    page.records[i].abstract.clear();
    sample.records[i].short_summary.clear();
    EXPECT_EQ(sample.records[i].key, page.records[i].key);
    EXPECT_EQ(write_json_line(sample.records[i]), write_json_line(page.records[i]));
  }
}

TEST(SharedData, DailyPapersAnswersAndFeedsAreReadWhole) {
  if (!std::filesystem::exists(kShared / "raw")) GTEST_SKIP() << "no shared data";
  const std::string rss = "hf-rss/huggingface-daily-paper-feed/";
  for (const auto& [path, format, records] : std::vector<std::tuple<std::string, Format, std::size_t>>{
           {"hf-daily-papers/NewsAssistant/hf_daily_papers.json", Format::kDailyPapersJson, 3},
           {"hf-daily-papers/sotawhat/hf_daily_papers.json", Format::kDailyPapersJson, 30},
           {rss + "feed-2025-12-25.xml", Format::kRss, 18},
           {rss + "feed-2026-03-15.xml", Format::kRss, 48},
           {rss + "feed-2026-06-03.xml", Format::kRss, 72},
           {rss + "feed.xml", Format::kRss, 30},
           {rss + "feed_weekly.xml", Format::kRss, 6}}) {
    const TestSink sink = read_recognised(contents(kShared / "raw" / path), format);
    EXPECT_EQ(sink.records.size(), records) << path;
    EXPECT_TRUE(sink.rejects.empty()) << path;
    EXPECT_EQ(sink.error, "") << path;
    for (const SourceRecord& record : sink.records) {
      EXPECT_EQ(record.source, "hf-daily-papers");
      EXPECT_EQ(record.ids.size(), 1U) << record.title;
      EXPECT_FALSE(record.abstract.empty()) << record.title;
      EXPECT_FALSE(record.authors.empty()) << record.title;
      EXPECT_TRUE(record.featured && record.votes && record.published) << record.title;
    }
  }
}

// Every file below the folder that is recognised as the format: how many, and all that was read.
std::size_t read_folder(const std::filesystem::path& folder, Format format, TestSink& all) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string bytes = contents(entry.path());
    if (recognise(std::string_view(bytes).substr(0, kRecogniseBytes)) != format) continue;
    ++files;
    TestSink sink = read_document(format, bytes, {}, std::size_t{1} << 16);
    EXPECT_GT(sink.read() + sink.notes.size() + sink.error.size(), 0U) << entry.path();
    all.error += sink.error;
    std::move(sink.rejects.begin(), sink.rejects.end(), std::back_inserter(all.rejects));
    std::move(sink.records.begin(), sink.records.end(), std::back_inserter(all.records));
    std::move(sink.notes.begin(), sink.notes.end(), std::back_inserter(all.notes));
  }
  return files;
}

TEST(SharedData, TheAnswersOfTheArxivApiAreReadWhole) {
  if (!std::filesystem::exists(kShared / "raw")) GTEST_SKIP() << "no shared data";
  TestSink all;
  EXPECT_EQ(read_folder(kShared / "raw/arxiv-atom", Format::kAtom, all), 11U);
  EXPECT_GT(all.records.size(), 50U);
  EXPECT_TRUE(all.rejects.empty());
  EXPECT_EQ(all.error, "");
  for (const SourceRecord& record : all.records) {
    EXPECT_EQ(record.source, "arxiv");
    EXPECT_TRUE(record.ids.front().starts_with("arxiv:")) << record.title;
    EXPECT_FALSE(record.abstract.empty() || record.authors.empty() || record.categories.empty());
    EXPECT_TRUE(record.published && record.updated) << record.title;
  }
}

TEST(SharedData, TheRecordsOfArxivAreReadWhole) {
  if (!std::filesystem::exists(kShared / "raw")) GTEST_SKIP() << "no shared data";
  TestSink all;
  EXPECT_EQ(read_folder(kShared / "raw/arxiv-oai", Format::kOaiPmh, all), 10U);
  EXPECT_TRUE(all.rejects.empty());
  EXPECT_EQ(all.error, "");
  for (const SourceRecord& record : all.records) {
    EXPECT_EQ(record.source, "arxiv");
    EXPECT_TRUE(record.ids.front().starts_with("arxiv:")) << record.title;
    EXPECT_FALSE(record.abstract.empty() || record.authors.empty()) << record.title;
    EXPECT_TRUE(record.published && record.updated && record.stated) << record.title;
  }
}

TEST(SharedData, AnswersOfFiftyRepositoriesAreRead) {
  if (!std::filesystem::exists(kShared / "raw")) GTEST_SKIP() << "no shared data";
  TestSink all;
  EXPECT_EQ(read_folder(kShared / "raw/oai-pmh", Format::kOaiPmh, all), 84U);
  EXPECT_EQ(all.records.size(), 3351U);
  // One file is no XML from its middle on.
  EXPECT_EQ(all.error, "invalid XML at byte 4481: not well-formed (invalid token)");
  // One repository says of 132 items only that they are not available.
  std::map<std::string, int> reasons;
  for (const Reject& reject : all.rejects) ++reasons[reject.reason.substr(0, 8)];
  EXPECT_THAT(reasons, testing::ElementsAre(testing::Pair("no title", 132)));
}

TEST(SharedData, TheFilesOfPubmedAreReadWhole) {
  if (!std::filesystem::exists(kShared / "raw")) GTEST_SKIP() << "no shared data";
  TestSink all;
  EXPECT_EQ(read_folder(kShared / "raw/pubmed", Format::kPubmed, all), 1U);
  EXPECT_EQ(all.records.size(), 5U);
  for (const SourceRecord& record : all.records) {
    EXPECT_FALSE(record.abstract.empty() || record.authors.empty() || record.doi.empty() ||
                 record.venue.empty() || record.key.empty() || !record.published)
        << record.title;
  }
  EXPECT_TRUE(all.rejects.empty());
  EXPECT_EQ(all.error, "");
  EXPECT_EQ(read_folder(kShared / "raw/ris-and-others", Format::kPubmed, all), 5U);
  EXPECT_EQ(all.records.size(), 10U);
}

// How many records of each file have any, and how many there are.
TEST(SharedData, OrcidIdsAreReadFromEveryFileThatHasThem) {
  const std::filesystem::path raw = kShared / "raw";
  if (!std::filesystem::exists(raw)) GTEST_SKIP() << "no shared data";
  std::map<std::string, std::pair<int, int>> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(raw)) {
    if (!entry.is_regular_file()) continue;
    const std::string bytes = contents(entry.path());
    const Format format = recognise(std::string_view(bytes).substr(0, kRecogniseBytes));
    if (format == Format::kUnknown) continue;
    const TestSink sink = read_document(format, bytes, {}, std::size_t{1} << 16);
    for (const SourceRecord& record : sink.records) {
      if (record.orcids.empty()) continue;
      auto& [records, ids] = found[std::filesystem::relative(entry.path(), raw).string()];
      const auto unknown = std::count(record.orcids.begin(), record.orcids.end(), "");
      ++records;
      ids += static_cast<int>(record.orcids.size()) - static_cast<int>(unknown);
    }
  }
  const std::map<std::string, std::pair<int, int>> expected{
      {"bibtex/citation-js/orcid.bib", {1, 2}},
      {"bibtex/citation-js/orcid~2.bib", {1, 2}},
      {"crossref/habanero/test_cursor.json", {1, 1}},
      {"crossref/habanero/test_cursor_max.2.json", {3, 3}},
      {"crossref/habanero/test_cursor_max.4.json", {1, 1}},
      {"crossref/habanero/test_cursor_max.5.json", {3, 3}},
      {"crossref/habanero/test_cursor_max.json", {1, 1}},
      {"crossref/habanero/test_works_field_queries.json", {14, 29}},
      {"crossref/habanero/test_workscontainer_with_two_ids.2.json", {1, 2}},
      {"crossref/habanero/test_workscontainer_with_two_ids.json", {1, 1}},
      {"crossref/papis/test_5_aps_article_number.json", {1, 1}},
      {"openalex/paper-search/openalex_search.json", {4, 21}},
      {"openalex/research-radar/openalex_works.json", {2, 25}},
      {"other-apis/fastpaper-cli/europepmc_search.json", {1, 2}},
      {"other-apis/fastpaper-cli/openaire_graph_v3.json", {3, 3}},
      {"pubmed/sotawhat/pubmed_efetch.xml", {3, 9}},
  };
  EXPECT_EQ(found, expected);
}

// Whatever a file is taken for: no crash, and no record that breaks a rule.
TEST(SharedData, EveryFileIsSurvivedByEveryReader) {
  if (!std::filesystem::exists(kShared / "raw")) GTEST_SKIP() << "no shared data";
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kShared / "raw")) {
    if (!entry.is_regular_file()) continue;
    ++files;
    const std::string bytes = contents(entry.path());
    for (const FormatEntry& forced : kFormats) {
      const TestSink sink = read_document(forced.format, bytes);
      for (const SourceRecord& record : sink.records) {
        EXPECT_TRUE(broken_rule(record).empty()) << entry.path();
        EXPECT_TRUE(text::is_valid_utf8(write_json_line(record))) << entry.path();
      }
    }
  }
  EXPECT_GT(files, 400U);
}

}  // namespace
}  // namespace broadsheet::formats
