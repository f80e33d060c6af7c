// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The readers of bibliographies over the recorded files of other programs, where they are present, and their
// writers over what was read.

#include <algorithm>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <vector>

#include "base/file.h"
#include "formats/citation_writers.h"
#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

const std::filesystem::path kRaw = "../shared/data/raw";

struct Totals {
  std::size_t files = 0;
  std::size_t records = 0;
  std::map<std::string, int> reasons;
  std::size_t authors = 0;
  std::size_t dates = 0;
  std::size_t ids = 0;
  std::size_t abstracts = 0;
  std::size_t venues = 0;
};

std::string contents(const std::filesystem::path& path) {
  constexpr std::size_t kTestFileBytesMax = std::size_t{64} << 20;
  return read_file(path.string(), kTestFileBytesMax).value_or({});
}

std::vector<std::filesystem::path> files_of(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

template <typename Look>
Totals read_recognised(const std::filesystem::path& folder, Format format, Look&& look) {
  Totals totals;
  for (const std::filesystem::path& path : files_of(folder)) {
    const std::string bytes = contents(path);
    if (recognise(std::string_view(bytes).substr(0, kRecogniseBytes)) != format) continue;
    ++totals.files;
    const TestSink sink = read_document(format, bytes, {}, 4096);
    EXPECT_EQ(sink.error, "") << path;
    EXPECT_GT(sink.read() + sink.notes.size(), 0U) << path;
    for (const Reject& reject : sink.rejects) ++totals.reasons[reject.reason];
    totals.records += sink.records.size();
    for (const SourceRecord& record : sink.records) {
      totals.authors += record.authors.size();
      totals.dates += record.published ? 1 : 0;
      totals.ids += record.ids.size();
      totals.abstracts += record.abstract.empty() ? 0 : 1;
      totals.venues += record.venue.empty() ? 0 : 1;
      look(path, record);
    }
  }
  return totals;
}

void expect_same(const SourceRecord& record, const TestSink& sink, const std::filesystem::path& path) {
  ASSERT_EQ(sink.records.size(), 1U) << path << sink.transcript();
  const SourceRecord& back = sink.records[0];
  EXPECT_EQ(back.title, record.title) << path;
  EXPECT_EQ(back.authors, record.authors) << path;
  EXPECT_EQ(back.published, record.published) << path;
  EXPECT_EQ(back.venue, record.venue) << path;
  EXPECT_EQ(back.abstract, record.abstract) << path;
  EXPECT_EQ(back.doi, record.doi) << path;
  EXPECT_EQ(back.url, record.url) << path;
  EXPECT_EQ(back.comment, record.comment) << path;
  EXPECT_EQ(back.language, record.language) << path;
  EXPECT_THAT(back.ids, testing::IsSupersetOf(record.ids)) << path;
}

// Written in each of the three formats and read again, a record says the same.
void expect_round_trips(const std::filesystem::path& path, const SourceRecord& record) {
  expect_same(record, read_document(Format::kBibtex, write_bibtex(record, "k")), path);
  expect_same(record, read_document(Format::kRis, write_ris(record)), path);
  expect_same(record, read_document(Format::kCslJson, "[" + write_csl_json(record, "k") + "]"), path);
}

TEST(SharedBibliographies, BibtexOfOtherProgramsIsReadAndWritten) {
  if (!std::filesystem::exists(kRaw)) GTEST_SKIP() << "no shared data";
  const Totals totals = read_recognised(kRaw / "bibtex", Format::kBibtex, expect_round_trips);
  EXPECT_EQ(totals.files, 157U);
  EXPECT_EQ(totals.records, 427U);
  EXPECT_THAT(totals.reasons, testing::ElementsAre(testing::Pair("no title", 68),
                                                   testing::Pair("the field 'has' has no value", 1)));
}

TEST(SharedBibliographies, RisOfOtherProgramsIsReadAndWritten) {
  if (!std::filesystem::exists(kRaw)) GTEST_SKIP() << "no shared data";
  const Totals totals = read_recognised(kRaw / "ris-and-others", Format::kRis, expect_round_trips);
  EXPECT_EQ(totals.files, 18U);
  EXPECT_EQ(totals.records, 59U);
  EXPECT_THAT(totals.reasons, testing::ElementsAre(testing::Pair("no title", 1)));
}

TEST(SharedBibliographies, OtherTaggedFilesAreRead) {
  if (!std::filesystem::exists(kRaw)) GTEST_SKIP() << "no shared data";
  const auto look = [](const std::filesystem::path& /*path*/, const SourceRecord& /*record*/) {};
  const std::filesystem::path folder = kRaw / "ris-and-others";
  const Totals isi = read_recognised(folder, Format::kWebOfScience, look);
  EXPECT_EQ(isi.files, 3U);
  EXPECT_TRUE(isi.reasons.empty());
  EXPECT_EQ(isi.dates, isi.records);
  EXPECT_EQ(isi.venues, isi.records);
  const Totals endnote = read_recognised(folder, Format::kEndnote, look);
  EXPECT_EQ(endnote.files, 2U);
  const Totals medline = read_recognised(folder, Format::kMedline, look);
  EXPECT_EQ(medline.files, 2U);
  EXPECT_EQ(medline.records, 2U);
}

}  // namespace
}  // namespace broadsheet::formats
