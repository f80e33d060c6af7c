// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/rss_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

std::string feed(std::string_view items, std::string_view title = "Daily Papers",
                 std::string_view dates = "<lastBuildDate>Wed, 03 Jun 2026 00:31:00 +0000</lastBuildDate>") {
  std::string text = "<?xml version='1.0' encoding='UTF-8'?>\n<rss version=\"2.0\"><channel><title>";
  text.append(title).append("</title><link>https://huggingface.co/papers</link>");
  return text.append(dates).append(items).append("</channel></rss>\n");
}

const std::string kItem =
    "<item><title>Small &amp; Quiet Tides</title><link>https://arxiv.org/abs/2605.16745</link>"
    "<description>&lt;p&gt;&lt;img src=\"https://thumbs.example/2605.16745.png\" alt=\"x\" /&gt;&lt;/p&gt;"
    "&lt;p&gt;&lt;b&gt;Authors:&lt;/b&gt; Mina Okafor, Jun Tae "
    "Roh&lt;/p&gt;&lt;p&gt;&lt;b&gt;Upvotes:&lt;/b&gt; 3&lt;/p&gt;"
    "&lt;p&gt;&lt;b&gt;Summary:&lt;/b&gt; Tides with a &lt; b.\n Quiet.&lt;/p&gt;</description>"
    "<guid isPermaLink=\"false\">https://arxiv.org/abs/2605.16745</guid>"
    "<pubDate>Sat, 16 May 2026 00:00:00 +0000</pubDate></item>";

TestSink read(std::string_view text, const ReaderOptions& options = {}, std::size_t piece = 1 << 20) {
  return read_document(Format::kRss, text, options, piece);
}

TEST(RssReader, ReadsAnItemOfTheDailyFeed) {
  const std::string text = feed(kItem);
  const TestSink sink = read(text);
  ASSERT_EQ(sink.records.size(), 1U) << sink.error;
  const SourceRecord& r = sink.records[0];
  EXPECT_EQ(r.source, "hf-daily-papers");
  EXPECT_EQ(r.key, "rss:arxiv:2605.16745");
  EXPECT_THAT(r.ids, testing::ElementsAre("arxiv:2605.16745"));
  EXPECT_EQ(r.title, "Small & Quiet Tides");
  EXPECT_THAT(r.authors, testing::ElementsAre("Mina Okafor", "Jun Tae Roh"));
  EXPECT_EQ(r.abstract, "Tides with a < b. Quiet.");
  EXPECT_EQ(format_partial_date(*r.published), "2026-05-16");
  EXPECT_EQ(format_day(*r.featured), "2026-06-03");
  EXPECT_EQ(r.feed_place, 0U);
  EXPECT_EQ(r.votes->upvotes, 3);
  EXPECT_EQ(format_instant(r.votes->observed_at), "2026-06-03T00:31:00.000Z");
  EXPECT_EQ(r.thumbnail, "https://thumbs.example/2605.16745.png");
  EXPECT_EQ(sink.raws[0], kItem);
  EXPECT_EQ(sink.places[0].offset, text.find("<item>"));
}

TEST(RssReader, AWeeklyFeedFeaturesNothing) {
  const TestSink sink = read(feed(kItem, "Papers of the week, Weekly"));
  ASSERT_EQ(sink.records.size(), 1U);
  EXPECT_FALSE(sink.records[0].featured);
  EXPECT_TRUE(sink.records[0].votes);
}

TEST(RssReader, TheChannelDateMayStandBehindTheItems) {
  const TestSink sink =
      read(feed(kItem + kItem + "<pubDate>Wed, 03 Jun 2026 00:31:00 +0000</pubDate>", "Daily", ""));
  ASSERT_EQ(sink.records.size(), 2U);
  EXPECT_EQ(format_day(*sink.records[0].featured), "2026-06-03");
  EXPECT_EQ(sink.records[1].feed_place, 1U);
}

TEST(RssReader, WithoutAChannelDateAsOfIsTheDay) {
  const TestSink none = read(feed(kItem, "Daily", ""));
  ASSERT_EQ(none.records.size(), 1U);
  EXPECT_FALSE(none.records[0].featured);
  EXPECT_EQ(format_instant(none.records[0].votes->observed_at), "2026-05-16T00:00:00.000Z");
  ReaderOptions options;
  options.as_of = *parse_day("2026-06-04");
  EXPECT_EQ(format_day(*read(feed(kItem, "Daily", ""), options).records[0].featured), "2026-06-04");
}

TEST(RssReader, ReadsAnOrdinaryFeed) {
  const TestSink sink = read(
      "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>New</title>"
      "<link>https://Export.example.org/rss/x?y</link><item><title>T</title><guid>tag:1</guid>"
      "<description>Plain words.</description><dc:creator>Ana Ruiz</dc:creator><dc:creator>Bo Li</dc:creator>"
      "<category>cs.LG</category></item></channel></rss>");
  ASSERT_EQ(sink.records.size(), 1U);
  EXPECT_EQ(sink.records[0].source, "rss:export.example.org");
  EXPECT_EQ(sink.records[0].key, "tag:1");
  EXPECT_EQ(sink.records[0].abstract, "Plain words.");
  EXPECT_THAT(sink.records[0].authors, testing::ElementsAre("Ana Ruiz", "Bo Li"));
  EXPECT_THAT(sink.records[0].categories, testing::ElementsAre("cs.LG"));
  EXPECT_FALSE(sink.records[0].featured);
}

TEST(RssReader, AnItemWithoutATitleIsRejectedAndTheNextOneRead) {
  const TestSink sink =
      read(feed("<item><link>https://arxiv.org/abs/2605.00001</link></item><item/>" + kItem));
  ASSERT_EQ(sink.rejects.size(), 2U);
  EXPECT_EQ(sink.rejects[0].reason, "no title");
  EXPECT_EQ(sink.rejects[0].id, "arxiv:2605.00001");
  EXPECT_EQ(sink.records.size(), 1U);
}

TEST(RssReader, NestedElementsAreNotPartOfAField) {
  const TestSink sink = read(feed("<item><title>A<b>no</b>B</title><x><title>no</title></x></item>"));
  ASSERT_EQ(sink.records.size(), 1U);
  EXPECT_EQ(sink.records[0].title, "AB");
}

TEST(RssReader, ADoctypeIsRefused) {
  const TestSink sink =
      read("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaa\">]>" + feed(kItem).substr(39));
  EXPECT_THAT(sink.error, testing::HasSubstr("DOCTYPE"));
  EXPECT_EQ(sink.read(), 0U);
}

TEST(RssReader, DeepElementsAreRefused) {
  std::string deep;
  for (std::size_t i = 0; i < 100'000; ++i) deep += "<a>";
  const TestSink sink = read(feed(kItem + deep));
  EXPECT_THAT(sink.error, testing::HasSubstr("deeper than 256"));
  EXPECT_EQ(sink.records.size(), 1U);
}

TEST(RssReader, AnEnormousItemIsRejectedAndTheNextOneRead) {
  const std::string huge = "<item><title>" + std::string(3 * kRecordBytesMax, 'x') + "</title></item>";
  const TestSink sink = read(feed(huge + kItem), {}, 4096);
  ASSERT_EQ(sink.rejects.size(), 1U) << sink.error;
  EXPECT_EQ(sink.rejects[0].reason, "record longer than 1048576 bytes");
  EXPECT_EQ(sink.records.size(), 1U);
}

TEST(RssReader, AnEnormousTagEndsTheReading) {
  const std::string tag = "<x a=\"" + std::string(3 * kXmlTokenBytesMax, 'y') + "\"/>";
  const TestSink sink = read(feed(kItem + tag + kItem), {}, 4096);
  EXPECT_THAT(sink.error, testing::HasSubstr("tag longer than"));
  EXPECT_EQ(sink.records.size(), 1U);
}

TEST(RssReader, ACutFeedKeepsTheWholeItems) {
  const std::string text = feed(kItem + kItem);
  for (std::size_t size = 0; size < text.size() - 1; size += 7) {
    const TestSink sink = read(text.substr(0, size));
    EXPECT_LE(sink.records.size(), 2U);
    EXPECT_TRUE(sink.rejects.empty()) << size;
    EXPECT_NE(sink.error, "") << size;
  }
  const TestSink sink = read(text.substr(0, text.size() - 30));
  EXPECT_GE(sink.records.size(), 1U);
}

TEST(RssReader, AnEmptyChannelIsANote) {
  const TestSink sink = read(feed(""));
  EXPECT_EQ(sink.read(), 0U);
  EXPECT_THAT(sink.notes, testing::ElementsAre("empty list"));
}

TEST(RssReader, PiecesOfAnySizeGiveTheSameRecords) {
  const std::string text = feed(kItem + "<item/>" + kItem);
  for (const std::size_t piece : {1UL, 2UL, 13UL, 1000UL}) {
    EXPECT_EQ(read(text, {}, piece).transcript(), read(text).transcript()) << piece;
  }
}

TEST(RssReader, StopsWhenTheSinkSaysSo) {
  const TestSink sink = read_document(Format::kRss, feed(kItem + kItem + kItem), {}, 1 << 20, 1);
  EXPECT_EQ(sink.records.size(), 1U);
  EXPECT_EQ(sink.error, "");
}

}  // namespace
}  // namespace broadsheet::formats
