// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/saved_page_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

const std::string kBanner =
    "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nDaily Papers\n\n"
    "byAK and the research community\n\nJun 10\n\n";

std::string abstract(char letter) {
  std::string text(kPageAbstractBytesMin + 20, letter);
  for (std::size_t i = 5; i < text.size(); i += 9) text[i] = ' ';
  return text;
}

// One paper of every kind that a page has.
std::string page() {
  return kBanner + "Small Tides\n\n" + abstract('a') + "\n\n  \u2022 3 authors\n\u00B7\nDec 29, 2025 4\n\n" +
         "A Paper Without Authors or Date\n\n" + abstract('b') + "\n\n" +  //
         "Harbour Walls\n\n" + abstract('c') + "\n\ntide-lab Tide Lab of the North\n\u00B7\nMay 28\n\n" +
         "Short Words\n\nA short abstract.\n\n  \u2022 1 authors\n\u00B7\nJan 21 1\n\n";
}

TestSink read(std::string_view text, std::optional<Day> as_of = std::nullopt, std::size_t piece = 1 << 20) {
  return read_document(Format::kSavedPage, text, ReaderOptions{as_of}, piece);
}

TEST(SavedPageReader, ReadsEveryKindOfPaper) {
  const TestSink sink = read(page());
  ASSERT_EQ(sink.records.size(), 4U);
  EXPECT_TRUE(sink.rejects.empty());

  const SourceRecord& full = sink.records[0];
  EXPECT_EQ(full.source, "saved-page");
  EXPECT_EQ(full.key, title_key("Small Tides"));
  EXPECT_TRUE(full.ids.empty());
  EXPECT_EQ(full.title, "Small Tides");
  EXPECT_EQ(full.abstract, abstract('a'));
  EXPECT_EQ(full.author_count, 3U);
  EXPECT_EQ(full.comments, 4U);
  EXPECT_EQ(format_partial_date(*full.published), "2025-12-29");
  EXPECT_FALSE(full.published_inferred);
  EXPECT_FALSE(full.featured);

  const SourceRecord& bare = sink.records[1];
  EXPECT_EQ(bare.title, "A Paper Without Authors or Date");
  EXPECT_EQ(bare.abstract, abstract('b'));
  EXPECT_FALSE(bare.author_count);
  EXPECT_FALSE(bare.published);

  const SourceRecord& lab = sink.records[2];
  EXPECT_EQ(lab.title, "Harbour Walls");
  EXPECT_EQ(lab.organization->handle, "tide-lab");
  EXPECT_EQ(lab.organization->fullname, "Tide Lab of the North");
  EXPECT_FALSE(lab.author_count);

  const SourceRecord& brief = sink.records[3];
  EXPECT_EQ(brief.title, "Short Words");
  EXPECT_EQ(brief.abstract, "A short abstract.");
  EXPECT_EQ(brief.comments, 1U);
  EXPECT_EQ(sink.places[0].line, 13U);
}

TEST(SavedPageReader, AMissingYearIsTheOneAfterTheNewestPrinted) {
  const TestSink sink = read(page());
  EXPECT_EQ(format_partial_date(*sink.records[2].published), "2026-05-28");
  EXPECT_TRUE(sink.records[2].published_inferred);
}

TEST(SavedPageReader, AsOfGivesTheMissingYear) {
  const TestSink sink = read(page(), *parse_day("2031-01-05"));
  EXPECT_EQ(format_partial_date(*sink.records[2].published), "2031-05-28");
  EXPECT_TRUE(sink.records[2].published_inferred);
  EXPECT_EQ(format_partial_date(*sink.records[0].published), "2025-12-29");
}

TEST(SavedPageReader, WithoutAnyYearTheDayIsUnknown) {
  const TestSink sink = read("Title\n\n" + abstract('a') + "\n\n  \u2022 3 authors\n\u00B7\nMay 28 7\n");
  ASSERT_EQ(sink.records.size(), 1U);
  EXPECT_FALSE(sink.records[0].published);
  EXPECT_EQ(sink.records[0].comments, 7U);
}

TEST(SavedPageReader, ADayThatDoesNotExistIsUnknown) {
  const TestSink sink = read("Title\n\n" + abstract('a') + "\n\n  \u2022 3 authors\n\u00B7\nFeb 29\n",
                             *parse_day("2026-03-01"));
  ASSERT_EQ(sink.records.size(), 1U);
  EXPECT_FALSE(sink.records[0].published);
}

TEST(SavedPageReader, TheBannerIsOptionalAndNeverAPaper) {
  const std::string with = page();
  const TestSink without = read(with.substr(kBanner.size()));
  const TestSink sink = read(with);
  ASSERT_EQ(without.records.size(), sink.records.size());
  for (std::size_t i = 0; i < sink.records.size(); ++i) {
    EXPECT_EQ(write_json_line(without.records[i]), write_json_line(sink.records[i]));
  }
  const TestSink banner = read(kBanner);
  EXPECT_EQ(banner.read(), 0U);
  EXPECT_THAT(banner.notes, testing::ElementsAre("no papers on this page"));
}

TEST(SavedPageReader, LineEndsAndBlankLinesCarryNoMeaning) {
  std::string windows = "\xEF\xBB\xBF\r\n\r\n";
  std::string dense;
  for (const char c : page()) {
    if (c == '\n') windows.push_back('\r');
    windows.push_back(c);
    if (c != '\n' || (!dense.empty() && dense.back() != '\n')) dense.push_back(c);
  }
  const TestSink sink = read(page());
  for (const std::string& other : {windows, dense}) {
    const TestSink again = read(other);
    ASSERT_EQ(again.records.size(), sink.records.size());
    for (std::size_t i = 0; i < sink.records.size(); ++i) {
      EXPECT_EQ(write_json_line(again.records[i]), write_json_line(sink.records[i]));
    }
  }
}

TEST(SavedPageReader, ACutPageKeepsTheWholePapers) {
  const std::string text = page();
  const TestSink sink = read(text);
  for (std::size_t size = 0; size < text.size(); ++size) {
    const TestSink cut = read(text.substr(0, size));
    ASSERT_LE(cut.records.size(), sink.records.size());
    for (std::size_t i = 0; i < cut.records.size(); ++i) {
      EXPECT_EQ(cut.records[i].title, sink.records[i].title) << size;
    }
  }
}

TEST(SavedPageReader, AnotherPageFooterIsNoPaper) {
  const TestSink sink = read(page() + "Previous\n\n1\n\n2\n\nNext\n\nCompany\n\nTOS\n\nPrivacy\n");
  EXPECT_EQ(sink.records.size(), 4U);
}

TEST(SavedPageReader, MalformedBytesBecomeReplacementCharacters) {
  const TestSink sink = read("Bad \xFF Title\n\n" + abstract('a') + "\n");
  ASSERT_EQ(sink.records.size(), 1U);
  EXPECT_EQ(sink.records[0].title, "Bad \uFFFD Title");
}

TEST(SavedPageReader, AnOrganizationOfControlCharactersIsNone) {
  const TestSink sink = read("Title\n" + abstract('a') + "\n\x01\x02\n\u00B7\nMay 3, 2025\n");
  ASSERT_EQ(sink.records.size(), 1U);
  EXPECT_FALSE(sink.records[0].organization);
}

TEST(SavedPageReader, APageBeyondTheLimitIsRefused) {
  const std::string text(kPageBytesMax + 1, 'x');
  const TestSink sink = read(text);
  EXPECT_THAT(sink.error, testing::HasSubstr("16777216"));
  EXPECT_EQ(sink.read(), 0U);
}

RC_GTEST_PROP(SavedPageReader, AnyLinesInAnyPiecesGiveTheSamePapers, ()) {
  const std::vector<std::string> kinds{
      "Title of a paper", abstract('a'),       "  \u2022 3 authors",
      "\u00B7",           "May 28 2",          "",
      "Jun 17, 2024",     "tide-lab Tide Lab", std::string(kPageTitleBytesMax + 1, 'z')};
  const auto picks =
      *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, kinds.size()));
  std::string text;
  for (const std::size_t pick : picks) text += kinds[pick] + "\n";
  const TestSink whole = read(text);
  RC_ASSERT(whole.transcript() == read(text, std::nullopt, 3).transcript());
  for (const SourceRecord& record : whole.records) RC_ASSERT(!record.title.empty());
}

TEST(ReadPageDate, ReadsTheFormsOfThePage) {
  const auto date = read_page_date("Jun 17, 2024 12");
  ASSERT_TRUE(date);
  EXPECT_EQ(date->year, 2024);
  EXPECT_EQ(date->month, 6U);
  EXPECT_EQ(date->day, 17U);
  EXPECT_EQ(date->comments, 12U);
  EXPECT_EQ(read_page_date("May 3")->year, 0);
  EXPECT_EQ(read_page_date("September 30, 2023")->month, 9U);
}

TEST(ReadPageDate, RefusesOtherLines) {
  for (const char* line : {"", "May", "May the force", "Jun 32", "Jun 17 2024 12", "Jun 17, 24", "17 Jun",
                           "Junk 17", "March of the machines", "Dec 29, 2025 3 4", "Jun 17, 99999"}) {
    EXPECT_FALSE(read_page_date(line)) << line;
  }
}

TEST(ReadAuthorCount, ReadsTheCount) {
  EXPECT_EQ(read_author_count("  \u2022 34 authors"), 34U);
  EXPECT_EQ(read_author_count("1 author"), 1U);
  EXPECT_FALSE(read_author_count("\u2022 authors"));
  EXPECT_FALSE(read_author_count("3 authors wrote this"));
  EXPECT_FALSE(read_author_count("12345678 authors"));
}

}  // namespace
}  // namespace broadsheet::formats
