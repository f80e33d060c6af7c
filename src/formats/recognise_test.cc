// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include "formats/limits.h"
#include "formats/reader.h"
#include "formats/registry.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

const std::string kMark = "\xEF\xBB\xBF";

TEST(Recognise, JsonLines) {
  const std::string line = R"({"id":"arxiv:2608.01234","title":"T","authors":[]})";
  for (const std::string& text :
       {line, line + "\n" + line, kMark + "\r\n \n" + line + "\r\n",
        "not a record at all\n{broken\n" + line + "\n",
        std::string(R"({"id":"arxiv:2608.01234","deleted":true})"), std::string(R"({"title":"T"})")}) {
    EXPECT_EQ(recognise(text), Format::kJsonLines) << text;
  }
}

TEST(Recognise, JsonLinesWhoseFirstRecordIsLongerThanTheHead) {
  const std::string line = R"({"title":"T","authors":[")" + std::string(2 * kRecogniseBytes, 'x') + "\"]}\n";
  EXPECT_EQ(recognise(line.substr(0, kRecogniseBytes)), Format::kJsonLines);
}

TEST(Recognise, DailyPapersJson) {
  const std::string flat =
      R"({"id":"2608.01234","title":"T","publishedAt":"2026-08-18T00:00:00Z","summary":"S"})";
  const std::string nested = R"({"paper":{"id":"2608.01234"},"title":"T"})";
  for (const std::string& text :
       {flat, nested, "[" + nested + "]", kMark + "\n [\n" + flat + ",\n" + flat + "]", flat + "\n" + flat,
        std::string("[]"), std::string(" [ ]\n"), std::string(R"({"error":"Invalid date"})")}) {
    EXPECT_EQ(recognise(text), Format::kDailyPapersJson) << text;
  }
  const std::string cut = "[" + nested.substr(0, nested.size() - 1) + R"(,"publishedAt":"x","summary":")" +
                          std::string(2 * kRecogniseBytes, 'x');
  EXPECT_EQ(recognise(cut.substr(0, kRecogniseBytes)), Format::kDailyPapersJson);
}

TEST(Recognise, Rss) {
  for (const std::string& text : {std::string("<rss version=\"2.0\"><channel/></rss>"),
                                  kMark + "\n<?xml version='1.0'?>\n<!-- a > b -->\r\n<rss\n>"}) {
    EXPECT_EQ(recognise(text), Format::kRss) << text;
  }
}

TEST(Recognise, SavedPage) {
  for (const std::string& text : {std::string("Daily Papers\n\nbyAK and the research community\n\nJun 10\n"),
                                  std::string("T\n\nA\n\n  \u2022 3 authors\n\u00B7\nJun 17, 2024\n"),
                                  kMark + "T\r\n\r\nA\r\n\u00B7\r\nMay 3 2\r\n"}) {
    EXPECT_EQ(recognise(text), Format::kSavedPage) << text;
  }
}

TEST(Recognise, VoteHistory) {
  for (const std::string& text :
       {std::string("id\tobserved_at\tupvotes\tfeed\n"), std::string("id\tobserved_at\tupvotes"),
        std::string("arxiv:2211.16780\t2026-04-18T00:09:52Z\t1\tdaily"),
        kMark + "\n# a remark\narxiv:2211.16780\t2026-04-18T00:09:52Z\t1\tdaily\n"}) {
    EXPECT_EQ(recognise(text), Format::kVoteHistory) << text;
  }
}

TEST(Recognise, AtomAndOaiPmh) {
  EXPECT_EQ(recognise("<feed xmlns=\"http://www.w3.org/2005/Atom\"/>"), Format::kAtom);
  EXPECT_EQ(recognise("<?xml version='1.0'?><a:feed xmlns:a='http://www.w3.org/2005/Atom'/>"), Format::kAtom);
  EXPECT_EQ(recognise("<OAI-PMH/>"), Format::kOaiPmh);
  EXPECT_EQ(recognise("<record><header><identifier>oai:x:1</identifier></header></record>"), Format::kOaiPmh);
}

TEST(Recognise, Utf16) {
  EXPECT_EQ(recognise(utf16_of("<?xml version='1.0' encoding='UTF-16'?><rss/>")), Format::kRss);
  EXPECT_EQ(recognise(utf16_of("@article{a, title = {T}}\n")), Format::kBibtex);
  EXPECT_EQ(recognise(utf16_of("\r\nTY  - JOUR\r\nTI  - T\r\n")), Format::kRis);
  EXPECT_EQ(recognise(utf16_of("prose")), Format::kUnknown);
}

TEST(Recognise, LeavesOtherThingsAlone) {
  for (const char* text : {"", " \n", "hello", "{", "[", "[1,2,3]", "[{\"id\":\"x\"}]",
                           "{\"_id\":\"1\",\"title\":\"T\",\"text\":\"x\"}", "{\"results\":[]}",
                           "{\"error\":\"x\",\"data\":[1]}", "<html><body>Daily Papers</body></html>",
                           "<feeds/>", "<record><title>T</title></record>", "<?xml version=\"1.0\"?>",
                           "<!DOCTYPE html><html>", "id\ttitle\n1\tT\n", "Jun 17, 2024\n"}) {
    EXPECT_EQ(recognise(text), Format::kUnknown) << text;
  }
}

TEST(FormatName, GoesBothWays) {
  for (const FormatEntry& entry : kFormats) {
    EXPECT_EQ(format_by_name(format_name(entry.format)), entry.format);
    EXPECT_NE(make_reader(entry.format, {}), nullptr);
  }
  EXPECT_FALSE(format_by_name("unknown"));
  EXPECT_FALSE(format_by_name("pdf"));
  EXPECT_EQ(make_reader(Format::kUnknown, {}), nullptr);
}

}  // namespace
}  // namespace broadsheet::formats
