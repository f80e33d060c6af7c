// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/pubmed_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string seed(const std::string& name) {
  return read_file("fuzz/corpus/pubmed/" + name, 1 << 20).value();
}

TestSink read_citation(const std::string& content) {
  return read_document(Format::kPubmed, "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID>" +
                                            content +
                                            "</MedlineCitation></PubmedArticle></PubmedArticleSet>");
}

TEST(PubmedReader, ReadsAnArticle) {
  const std::string text = seed("article.xml");
  EXPECT_EQ(recognise(text), Format::kPubmed);
  const TestSink sink = read_document(Format::kPubmed, text, {}, 7);
  ASSERT_EQ(sink.records.size(), 2U) << sink.error;
  const SourceRecord& r = sink.records[0];
  EXPECT_EQ(r.source, "pubmed");
  EXPECT_EQ(r.key, "7");
  EXPECT_THAT(r.ids, ElementsAre("doi:10.1000/x"));
  EXPECT_EQ(r.doi, "10.1000/x");
  EXPECT_EQ(r.title, "Of <sup>99m</sup>Tc and the <i>APOE</i> locus.");
  EXPECT_EQ(r.abstract, "AIMS: Tides, p < 0.05. RESULTS: Quiet. Unlabelled.");
  EXPECT_THAT(r.authors, ElementsAre("Mina J Okafor Jr", "JT Roh", "The Tide Group"));
  EXPECT_THAT(r.orcids, ElementsAre("0000-0002-1825-0097"));
  EXPECT_EQ(format_partial_date(*r.published), "2013-04-30");
  EXPECT_EQ(format_day(*r.stated), "2015-09-15");
  EXPECT_EQ(r.venue, "Journal of tides");
  EXPECT_EQ(r.language, "eng");
  EXPECT_EQ(r.url, "https://pubmed.ncbi.nlm.nih.gov/7/");
  EXPECT_FALSE(r.deleted);
  EXPECT_TRUE(sink.records[1].deleted);
  EXPECT_EQ(sink.records[1].key, "9");
}

TEST(PubmedReader, ReadsChaptersAndBooks) {
  const TestSink sink = read_document(
      Format::kPubmed,
      "<PubmedBookArticleSet><PubmedBookArticle><BookDocument><PMID>8</PMID><Book><BookTitle>The book"
      "</BookTitle><PubDate><Year>2009</Year><Month>02</Month></PubDate><AuthorList Type='editors'><Author>"
      "<LastName>E</LastName></Author></AuthorList><AuthorList Type='authors'><Author><CollectiveName>Centre"
      "</CollectiveName></Author></AuthorList></Book><ArticleTitle>A chapter</ArticleTitle></BookDocument>"
      "</PubmedBookArticle><PubmedBookArticle><BookDocument><PMID>9</PMID><Book><BookTitle>Alone</BookTitle>"
      "</Book></BookDocument></PubmedBookArticle></PubmedBookArticleSet>");
  ASSERT_EQ(sink.records.size(), 2U) << sink.error;
  EXPECT_EQ(sink.records[0].title, "A chapter");
  EXPECT_EQ(sink.records[0].venue, "The book");
  EXPECT_THAT(sink.records[0].authors, ElementsAre("Centre"));
  EXPECT_EQ(format_partial_date(*sink.records[0].published), "2009-02");
  EXPECT_EQ(sink.records[1].title, "Alone");
}

TEST(PubmedReader, DatesKeepTheirPrecision) {
  for (const auto& [date, expected] : std::vector<std::pair<std::string, std::string>>{
           {"<Year>2018</Year><Month>May</Month><Day>5</Day>", "2018-05-05"},
           {"<Year>2018</Year><Month>12</Month>", "2018-12"},
           {"<Year>2013</Year><Season>Spring</Season>", "2013"},
           {"<Year>2018</Year><Month>Feb</Month><Day>31</Day>", "2018-02"},
           {"<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998-12"},
           {"<MedlineDate>2000 Spring</MedlineDate>", "2000"},
           {"<MedlineDate>2001 Jul 4-11</MedlineDate>", "2001-07-04"},
           {"<MedlineDate>Winter 1997-1998</MedlineDate>", "1997"}}) {
    const TestSink sink =
        read_citation("<Article><Journal><JournalIssue><PubDate>" + date +
                      "</PubDate></JournalIssue></Journal><ArticleTitle>T</ArticleTitle></Article>");
    ASSERT_EQ(sink.records.size(), 1U) << date;
    EXPECT_EQ(format_partial_date(*sink.records[0].published), expected) << date;
  }
}

TEST(PubmedReader, TranslatedTitlesLoseTheirBracketsAndOthersKeepThem) {
  EXPECT_EQ(read_citation("<Article><ArticleTitle>[Tides.]</ArticleTitle></Article>").records[0].title,
            "Tides.");
  EXPECT_EQ(read_citation("<Article><ArticleTitle>[A] and [B]</ArticleTitle></Article>").records[0].title,
            "[A] and [B]");
}

TEST(PubmedReader, RetractedPublicationsAreDeleted) {
  const TestSink sink = read_citation(
      "<Article><ArticleTitle>T</ArticleTitle><PublicationTypeList><PublicationType>Retracted Publication"
      "</PublicationType></PublicationTypeList></Article>");
  EXPECT_TRUE(sink.records[0].deleted);
}

TEST(PubmedReader, ABadRecordDoesNotTakeTheOthersWithIt) {
  const TestSink sink = read_document(
      Format::kPubmed,
      "<PubmedArticleSet><PubmedArticle/><PubmedArticle><MedlineCitation><PMID>1</"
      "PMID><Article><ArticleTitle>" +
          std::string(kRecordBytesMax, 'x') +
          "</ArticleTitle></Article></MedlineCitation></PubmedArticle><PubmedArticle><MedlineCitation>"
          "<PMID>2</PMID><Article><ArticleTitle>T</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
          "</PubmedArticleSet>");
  EXPECT_EQ(sink.records.size(), 1U) << sink.error;
  ASSERT_EQ(sink.rejects.size(), 2U);
  EXPECT_EQ(sink.rejects[0].reason, "no title");
  EXPECT_THAT(sink.rejects[1].reason, HasSubstr("record longer than"));
}

TEST(PubmedReader, AnEmptySetIsANote) {
  EXPECT_THAT(read_document(Format::kPubmed, "<PubmedArticleSet/>").notes, ElementsAre("empty list"));
}

TEST(PubmedReader, EntityBombsAreRefused) {
  EXPECT_THAT(read_document(Format::kPubmed,
                            "<!DOCTYPE PubmedArticleSet SYSTEM 'x' [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]>"
                            "<PubmedArticleSet/>")
                  .error,
              HasSubstr("DOCTYPE with declarations"));
}

}  // namespace
}  // namespace broadsheet::formats
