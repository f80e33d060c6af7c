// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "formats/reader.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

SourceRecord only_record(Format format, const std::string& text) {
  EXPECT_EQ(recognise(text), format);
  const TestSink sink = read_document(format, text);
  EXPECT_EQ(sink.transcript(), read_document(format, text, {}, 1).transcript());
  EXPECT_THAT(sink.rejects, IsEmpty());
  EXPECT_EQ(sink.error, "");
  EXPECT_EQ(sink.records.size(), 1U);
  return sink.records.empty() ? SourceRecord{} : sink.records.front();
}

TEST(DblpXmlReader, ReadsAnswersOfItsSearch) {
  const SourceRecord record = only_record(
      Format::kDblpXml,
      "<?xml version='1.0'?><result><query id='1'>tides</query><completions total='1'/><hits total='1'><hit "
      "score='4'><info><authors><author pid='1' orcid='0000-0002-1825-0097'>Mina Okafor "
      "0002</author><author>Jun Tae "
      "Roh</author></authors>"
      "<title>Tides of <i>small</i> harbours.</title><venue>J. Tides</venue><year>2025</year>"
      "<key>journals/jt/OkaforR25</key><doi>10.1000/T.1</doi><ee>https://doi.org/10.1000/t.1</ee>"
      "<url>https://dblp.org/rec/journals/jt/OkaforR25</url></info><url>URL#1</url></hit></hits></result>");
  EXPECT_EQ(record.source, "dblp");
  EXPECT_EQ(record.key, "journals/jt/OkaforR25");
  EXPECT_EQ(record.title, "Tides of small harbours");
  EXPECT_THAT(record.authors, ElementsAre("Mina Okafor", "Jun Tae Roh"));
  EXPECT_THAT(record.orcids, ElementsAre("0000-0002-1825-0097"));
  EXPECT_THAT(record.ids, ElementsAre("doi:10.1000/t.1"));
  EXPECT_EQ(record.venue, "J. Tides");
  EXPECT_EQ(format_partial_date(*record.published), "2025");
}

TEST(DblpXmlReader, ReadsItsDump) {
  const TestSink sink = read_document(
      Format::kDblpXml,
      "<?xml version='1.0'?><!DOCTYPE dblp SYSTEM 'dblp.dtd'><dblp><article key='journals/corr/abs-1' "
      "publtype='informal'><author>J&ouml;rg "
      "Roh</author><title>Boats.</title><year>2024</year><journal>CoRR</journal>"
      "<ee>https://arxiv.org/abs/2401.00001</ee></article><www key='homepages/1'><title>Home "
      "Page</title></www>"
      "<proceedings key='conf/x'><title>Proceedings</title></proceedings></dblp>");
  ASSERT_EQ(sink.records.size(), 1U);
  EXPECT_THAT(sink.records[0].ids, ElementsAre("arxiv:2401.00001"));
  EXPECT_THAT(sink.records[0].authors, ElementsAre("J\xC3\xB6rg Roh"));
  EXPECT_EQ(sink.records[0].venue, "");
}

TEST(ModsReader, ReadsACollection) {
  const SourceRecord record = only_record(
      Format::kMods,
      "<modsCollection xmlns='http://www.loc.gov/mods/v3'><mods><titleInfo><title>Tides</title></titleInfo>"
      "<name type='personal'><namePart type='family'>Okafor</namePart><namePart type='given'>Mina</namePart>"
      "<role><roleTerm>author</roleTerm></role></name><abstract>Of tides.</abstract>"
      "<identifier "
      "type='doi'>10.1000/t.1</identifier><originInfo><dateIssued>2024-05</dateIssued></originInfo>"
      "<recordInfo><recordIdentifier>m1</recordIdentifier></recordInfo></mods></modsCollection>");
  EXPECT_EQ(record.source, "mods");
  EXPECT_EQ(record.key, "m1");
  EXPECT_EQ(record.title, "Tides");
  EXPECT_THAT(record.authors, ElementsAre("Mina Okafor"));
  EXPECT_THAT(record.ids, ElementsAre("doi:10.1000/t.1"));
  EXPECT_EQ(record.abstract, "Of tides.");
}

const std::string kMarc =
    "<record><leader>07543nmm a2200397zc 4500</leader><controlfield tag='001'>BV1</controlfield>"
    "<datafield tag='245' ind1='1' ind2='0'><subfield code='a'>Tides</subfield></datafield>"
    "<datafield tag='100' ind1='1' ind2=' '><subfield code='a'>Okafor, Mina</subfield></datafield></record>";

TEST(MarcXmlReader, ReadsACollectionAndAnAnswerOfSru) {
  for (const std::string& text :
       {"<collection xmlns='http://www.loc.gov/MARC21/slim'>" + kMarc + "</collection>",
        "<zs:searchRetrieveResponse "
        "xmlns:zs='http://www.loc.gov/zing/srw/'><zs:records><zs:record><zs:recordData>" +
            kMarc + "</zs:recordData></zs:record></zs:records></zs:searchRetrieveResponse>"}) {
    const SourceRecord record = only_record(Format::kMarcXml, text);
    EXPECT_EQ(record.source, "marcxml");
    EXPECT_EQ(record.key, "BV1");
    EXPECT_EQ(record.title, "Tides");
    EXPECT_THAT(record.authors, ElementsAre("Mina Okafor"));
  }
}

TEST(LibraryReaders, OtherXmlIsNotTaken) {
  for (const char* text :
       {"<result><status/></result>", "<record><title>T</title></record>", "<collection/>"})
    EXPECT_EQ(recognise(text), Format::kUnknown) << text;
}

}  // namespace
}  // namespace broadsheet::formats
