// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Recorded answers of scholarly services, where the shared data is present: how many records each gives, and
// that their fields are there.

#include <algorithm>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vector>

#include "base/file.h"
#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

const std::filesystem::path kRaw = "../shared/data/raw";

std::string contents(const std::filesystem::path& path) {
  constexpr std::size_t kTestFileBytesMax = std::size_t{64} << 20;
  auto bytes = read_file(path.string(), kTestFileBytesMax);
  EXPECT_TRUE(bytes.ok()) << path;
  return std::move(bytes).value_or({});
}

struct Recorded {
  const char* path;
  Format format;
  std::size_t records;
  std::size_t rejects = 0;
  std::size_t notes = 0;
};

// Of all records together, how many have each field.
struct Fields {
  std::size_t records = 0;
  std::size_t ids = 0;
  std::size_t authors = 0;
  std::size_t abstracts = 0;
  std::size_t dates = 0;
  std::size_t venues = 0;
  std::size_t urls = 0;
};

Fields fields_of(const std::vector<SourceRecord>& records) {
  Fields fields;
  for (const SourceRecord& record : records) {
    ++fields.records;
    fields.ids += record.ids.empty() ? 0 : 1;
    fields.authors += record.authors.empty() ? 0 : 1;
    fields.abstracts += record.abstract.empty() ? 0 : 1;
    fields.dates += record.published ? 1 : 0;
    fields.venues += record.venue.empty() ? 0 : 1;
    fields.urls += record.url.empty() ? 0 : 1;
  }
  return fields;
}

std::vector<SourceRecord> read_recorded(const std::vector<Recorded>& files) {
  std::vector<SourceRecord> all;
  for (const Recorded& file : files) {
    const std::string bytes = contents(kRaw / file.path);
    EXPECT_EQ(recognise(std::string_view(bytes).substr(0, kRecogniseBytes)), file.format) << file.path;
    TestSink sink = read_document(file.format, bytes);
    EXPECT_EQ(sink.records.size(), file.records) << file.path;
    EXPECT_EQ(sink.rejects.size(), file.rejects) << file.path << sink.transcript().substr(0, 2000);
    EXPECT_EQ(sink.notes.size(), file.notes) << file.path << testing::PrintToString(sink.notes);
    EXPECT_EQ(sink.error, "") << file.path;
    EXPECT_EQ(read_document(file.format, bytes, {}, 7).transcript(), sink.transcript()) << file.path;
    std::move(sink.records.begin(), sink.records.end(), std::back_inserter(all));
  }
  return all;
}

TEST(SharedServices, OpenAlex) {
  if (!std::filesystem::exists(kRaw)) GTEST_SKIP() << "no shared data";
  const Fields fields = fields_of(read_recorded({
      {"openalex/paper-search/openalex_search.json", Format::kOpenAlex, 5},
      {"openalex/research-radar/openalex_works.json", Format::kOpenAlex, 2},
  }));
  EXPECT_EQ(fields.ids, 7U);
  EXPECT_EQ(fields.abstracts, 5U);
  EXPECT_EQ(fields.authors, 7U);
  EXPECT_EQ(fields.dates, 7U);
  EXPECT_EQ(fields.urls, 7U);
}

TEST(SharedServices, Crossref) {
  if (!std::filesystem::exists(kRaw)) GTEST_SKIP() << "no shared data";
  const Fields fields = fields_of(read_recorded({
      {"crossref/habanero/test_content_negotiation_citeproc_json.2.json", Format::kCrossref, 1},
      {"crossref/habanero/test_cursor.json", Format::kCrossref, 20, 0, 1},
      {"crossref/habanero/test_works_field_queries.json", Format::kCrossref, 20},
      {"crossref/habanero/test_works_with_one_id.json", Format::kCrossref, 1},
      {"crossref/habanero/test_works_sample.json", Format::kCrossref, 1, 1},
      {"crossref/habanero/test_workscontainer_failure_behavior.json", Format::kCrossref, 0, 0, 1},
      {"crossref/habanero/test_workscontainer_failure_behavior.2.json", Format::kCrossref, 0, 0, 1},
      {"crossref/habanero/test_worksquery_same_as_wrapped_method_real_requests.json", Format::kCrossref, 3},
      {"crossref/papis/test_1_multiple_authors.json", Format::kCrossref, 1},
      {"crossref/papis/test_2_abstract.json", Format::kCrossref, 1},
      {"crossref/papis/test_3_conference.json", Format::kCrossref, 1},
      {"crossref/papis/test_4_multiple_isbn.json", Format::kCrossref, 1},
      {"crossref/papis/test_5_aps_article_number.json", Format::kCrossref, 1},
  }));
  EXPECT_EQ(fields.ids, 51U);
  EXPECT_EQ(fields.authors, 44U);
  EXPECT_EQ(fields.abstracts, 18U);
  EXPECT_EQ(fields.dates, 46U);
  EXPECT_EQ(fields.urls, 48U);
}

TEST(SharedServices, SemanticScholar) {
  if (!std::filesystem::exists(kRaw)) GTEST_SKIP() << "no shared data";
  const Fields fields = fields_of(read_recorded({
      {"semantic-scholar/paper-search/s2_paper_detail.json", Format::kSemanticScholar, 1},
      {"semantic-scholar/paper-search/s2_relevance_search.json", Format::kSemanticScholar, 5, 0, 1},
      {"semantic-scholar/semanticscholar/test_search_paper.json", Format::kSemanticScholar, 100, 0, 1},
      {"semantic-scholar/semanticscholar/test_get_paper_references.json", Format::kSemanticScholar, 50, 0, 1},
      {"semantic-scholar/semanticscholar/test_get_recommended_papers_from_lists.json",
       Format::kSemanticScholar, 100},
      {"semantic-scholar/semanticscholar/test_search_paper_match_title.json", Format::kSemanticScholar, 1},
      {"semantic-scholar/semanticscholar/test_search_snippet.json", Format::kSemanticScholar, 2},
      {"semantic-scholar/semanticscholar/test_search_paper_year.json", Format::kSemanticScholar, 0, 21},
      {"semantic-scholar/semanticscholar/test_empty_paginated_results.json", Format::kSemanticScholar, 0, 0,
       1},
      {"other-apis/fastpaper-cli/semantic_search.json", Format::kSemanticScholar, 3, 0, 1},
      {"other-apis/fastpaper-cli/semantic_citations.json", Format::kSemanticScholar, 3, 0, 1},
  }));
  EXPECT_GE(fields.ids, 10U);
}

TEST(SharedServices, Biorxiv) {
  if (!std::filesystem::exists(kRaw)) GTEST_SKIP() << "no shared data";
  const Fields fields =
      fields_of(read_recorded({{"biorxiv/fastpaper-cli/biorxiv_search.json", Format::kBiorxiv, 100}}));
  EXPECT_EQ(fields.ids, 100U);
  EXPECT_EQ(fields.authors, 100U);
  EXPECT_EQ(fields.abstracts, 100U);
}

TEST(SharedServices, Others) {
  if (!std::filesystem::exists(kRaw)) GTEST_SKIP() << "no shared data";
  const Fields fields = fields_of(read_recorded({
      {"other-apis/fastpaper-cli/core_search.json", Format::kCore, 1},
      {"other-apis/fastpaper-cli/europepmc_search.json", Format::kEuropePmc, 3, 0, 1},
      {"other-apis/fastpaper-cli/openaire_graph_v3.json", Format::kOpenAire, 5},
  }));
  // OpenAIRE says of one of them nothing but where it is.
  EXPECT_EQ(fields.records, 9U);
  EXPECT_EQ(fields.ids, 7U);
  EXPECT_EQ(fields.abstracts, 4U);
  EXPECT_EQ(fields.authors, 8U);
  EXPECT_EQ(fields.dates, 8U);
  EXPECT_EQ(fields.urls, 9U);
}

// What these services answered with to other questions is not taken for papers.
TEST(SharedServices, OtherAnswersAreLeftAlone) {
  if (!std::filesystem::exists(kRaw)) GTEST_SKIP() << "no shared data";
  for (const char* path : {"other-apis/fastpaper-cli/pubmed_esearch.json",
                           "semantic-scholar/semanticscholar/test_get_paper_authors.json",
                           "semantic-scholar/semanticscholar/test_get_dataset_diffs.json",
                           "semantic-scholar/semanticscholar/test_get_authors_not_found_warning.json",
                           "crossref/habanero/test_content_negotiation.xml",
                           "crossref/habanero/test_content_negotiation_style.2.txt",
                           "crossref/habanero/test_content_negotiation_style.4.json"}) {
    EXPECT_EQ(recognise(contents(kRaw / path)), Format::kUnknown) << path;
  }
}

}  // namespace
}  // namespace broadsheet::formats
