// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/acl_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string seed(const std::string& name) {
  return read_file("fuzz/corpus/acl_xml/" + name, 1 << 20).value();
}

TEST(AclReader, ReadsThePapersOfEachVolume) {
  const std::string text = seed("new.xml");
  EXPECT_EQ(recognise(text), Format::kAclXml);
  const TestSink sink = read_document(Format::kAclXml, text, {}, 7);
  ASSERT_EQ(sink.records.size(), 4U) << sink.error;
  const SourceRecord& r = sink.records[0];
  EXPECT_EQ(r.source, "acl-anthology");
  EXPECT_EQ(r.key, "acl:2024.acl-long.12");
  EXPECT_THAT(r.ids, testing::Contains("acl:2024.acl-long.12"));
  EXPECT_EQ(r.title, "Quiet BERT of $O(n^2)$ <i>tides</i>");
  EXPECT_EQ(r.abstract, "We use $x < y$.");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "Plato", "Jun Tae Roh"));
  EXPECT_THAT(r.orcids, ElementsAre("", "", "0000-0002-1694-233X"));
  EXPECT_EQ(format_partial_date(*r.published), "2024-08");
  EXPECT_EQ(r.venue, "Proceedings of the 62nd Meeting (Volume 1: Long Papers)");
  EXPECT_THAT(r.categories, ElementsAre("acl", "ws"));
  EXPECT_EQ(r.doi, "10.18653/v1/2024.acl-long.12");
  EXPECT_EQ(r.url, "https://aclanthology.org/2024.acl-long.12/");
  EXPECT_EQ(r.language, "eng");
  EXPECT_EQ(r.comment, "Best paper");
  EXPECT_FALSE(r.deleted);
  EXPECT_TRUE(sink.records[1].deleted);
}

TEST(AclReader, RevisionsAreVersionsAndARetractionHasItsReason) {
  const TestSink sink = read_document(
      Format::kAclXml,
      "<collection id='2024.acl'><volume id='long'><meta><booktitle>B</booktitle><year>2024</year></meta>"
      "<paper id='1'><title>Tides</title><revision id='2' href='x' date='2024-09-01'>A typo.</revision>"
      "<retracted date='2025-01-02'>The <i>tides</i> were loud.</retracted></paper>"
      "<paper id='2'><title>Boats</title><removed date='2025-01-03'>By its authors.</removed></paper>"
      "</volume></collection>");
  ASSERT_EQ(sink.records.size(), 2U) << sink.error;
  EXPECT_THAT(sink.records[0].versions, ElementsAre(SourceVersion{2, read_day("2024-09-01").value()}));
  EXPECT_TRUE(sink.records[0].deleted);
  EXPECT_EQ(sink.records[0].notice, "Retracted: The <i>tides</i> were loud.");
  EXPECT_EQ(sink.records[0].stated, read_day("2025-01-02"));
  EXPECT_EQ(sink.records[1].notice, "Removed: By its authors.");
}

TEST(AclReader, AVolumeSaysNothingAboutThePapersOfTheNext) {
  const TestSink sink = read_document(Format::kAclXml, seed("new.xml"));
  ASSERT_EQ(sink.records.size(), 4U);
  const SourceRecord& r = sink.records[2];
  EXPECT_EQ(r.venue, "J. Tides");
  EXPECT_EQ(format_partial_date(*r.published), "2023");
  EXPECT_THAT(r.categories, IsEmpty());
  EXPECT_EQ(r.url, "https://else.example/1");
  EXPECT_TRUE(sink.records[3].deleted);
  EXPECT_EQ(sink.records[3].key, "acl:2024.acl-short.2");
  ASSERT_EQ(sink.rejects.size(), 1U);
  EXPECT_EQ(sink.rejects[0].reason, "no title");
  EXPECT_EQ(sink.rejects[0].id, "acl:2024.acl-short.3");
}

TEST(AclReader, OldCollectionsHaveOldIds) {
  const auto key_of = [](const std::string& collection, const std::string& volume, const std::string& paper) {
    const TestSink sink =
        read_document(Format::kAclXml, "<collection id='" + collection + "'><volume id='" + volume +
                                           "'><meta/><paper id='" + paper +
                                           "'><title>T</title></paper></volume></collection>");
    return sink.records.at(0).key;
  };
  EXPECT_EQ(key_of("P18", "1", "12"), "acl:P18-1012");
  EXPECT_EQ(key_of("W18", "3", "7"), "acl:W18-0307");
  EXPECT_EQ(key_of("W18", "54", "1"), "acl:W18-5401");
  EXPECT_EQ(key_of("D19", "1", "5"), "acl:D19-1005");
  EXPECT_EQ(key_of("D19", "50", "5"), "acl:D19-5005");
}

TEST(AclReader, ALargeCollectionIsReadPaperByPaper) {
  std::string text = "<collection id='2024.x'><volume id='1'><meta><year>2024</year></meta>";
  for (int i = 1; i <= 20'000; ++i) text += "<paper id='" + std::to_string(i) + "'><title>T</title></paper>";
  const TestSink sink = read_document(Format::kAclXml, text + "</volume></collection>", {}, 1 << 14);
  EXPECT_EQ(sink.records.size(), 20'000U) << sink.error;
  EXPECT_EQ(format_partial_date(*sink.records.back().published), "2024");
}

}  // namespace
}  // namespace broadsheet::formats
