// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/endnote_xml_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;

std::string styled(const std::string& text) {
  return "<style face=\"normal\" font=\"default\" size=\"100%\">" + text + "</style>";
}

TestSink read_records(const std::string& records) {
  const std::string document =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" ?><xml><records>" + records + "</records></xml>";
  TestSink sink = read_document(Format::kEndnoteXml, document);
  EXPECT_EQ(sink.transcript(), read_document(Format::kEndnoteXml, document, {}, 1).transcript());
  return sink;
}

SourceRecord read_one(const std::string& fields) {
  const TestSink sink = read_records("<record>" + fields + "</record>");
  EXPECT_EQ(sink.records.size(), 1U) << sink.error << (sink.rejects.empty() ? "" : sink.rejects[0].reason);
  return sink.records.empty() ? SourceRecord{} : sink.records[0];
}

TEST(EndnoteXmlReader, ReadsEveryField) {
  const SourceRecord r = read_one(
      "<database name='l.enl' path='/l.enl'>l.enl</database><rec-number>7</rec-number>"
      "<ref-type name='Journal Article'>17</ref-type><contributors><authors><author>" +
      styled("Okafor, Mina") + "</author><author>" + styled("Roh, J. T.") +
      "</author></authors><secondary-authors><author>" + styled("Editor, An") +
      "</author></secondary-authors></contributors><titles><title>" + styled("Tides of ") +
      "<style face=\"italic\">Progne\n   subis</style></title><secondary-title>" + styled("J. Tides") +
      "</secondary-title></titles><periodical><full-title>" + styled("Journal of Tides") +
      "</full-title></periodical><dates><year>" + styled("2015") + "</year><pub-dates><date>" +
      styled("Mar 3") + "</date></pub-dates></dates><abstract>" +
      styled("Quiet &lt;i&gt;tides&lt;/i&gt;.&#xD;Ends.") + "</abstract><notes>" + styled("A note") +
      "</notes><urls><related-urls><url>&lt;Go to ISI&gt;://1</url><url>" + styled("https://a.example/7") +
      "</url></related-urls><pdf-urls><url>internal-pdf://7.pdf</url></pdf-urls>" +
      "</urls><electronic-resource-num>" + styled("10.1000/X") + "</electronic-resource-num><language>" +
      styled("English") + "</language>");
  EXPECT_EQ(r.source, "endnote");
  EXPECT_EQ(r.key, "doi:10.1000/x");
  EXPECT_EQ(r.title, "Tides of Progne subis");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "J. T. Roh"));
  EXPECT_EQ(r.venue, "Journal of Tides");
  EXPECT_EQ(format_partial_date(*r.published), "2015-03-03");
  EXPECT_EQ(r.abstract, "Quiet <i>tides</i>. Ends.");
  EXPECT_EQ(r.comment, "A note");
  EXPECT_EQ(r.url, "https://a.example/7");
  EXPECT_THAT(r.ids, ElementsAre("doi:10.1000/x"));
  EXPECT_EQ(r.language, "en");
}

TEST(EndnoteXmlReader, StylesMayBeMissing) {
  const SourceRecord r = read_one(
      "<contributors><authors><author>Okafor, Mina; Roh, Jun</author></authors></contributors>"
      "<titles><title>T</title><secondary-title>A "
      "Book</secondary-title></titles><dates><year>2015</year></dates>");
  EXPECT_EQ(r.title, "T");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "Jun Roh"));
  EXPECT_EQ(r.venue, "A Book");
  EXPECT_EQ(format_partial_date(*r.published), "2015");
  EXPECT_TRUE(r.key.starts_with("title:"));
}

TEST(EndnoteXmlReader, WhatRefersTextSaysHasTheSameKey) {
  const TestSink refer = read_document(Format::kEndnote, "%0 Book\n%T Quiet tides\n%A Okafor, Mina\n");
  const SourceRecord r = read_one("<titles><title>Quiet tides</title></titles>");
  ASSERT_EQ(refer.records.size(), 1U);
  EXPECT_EQ(r.source, refer.records[0].source);
  EXPECT_EQ(r.key, refer.records[0].key);
}

TEST(EndnoteXmlReader, WhatIsNoPaperIsToldAndTheNextIsRead) {
  const TestSink sink =
      read_records("<record><titles/></record><record><titles><title>T</title></titles></record>");
  EXPECT_EQ(sink.records.size(), 1U);
  ASSERT_EQ(sink.rejects.size(), 1U);
  EXPECT_EQ(sink.rejects[0].reason, "no title");
  EXPECT_THAT(read_records("").notes, ElementsAre("empty list"));
  EXPECT_NE(read_document(Format::kEndnoteXml, "<xml><records><record>").error, "");
}

TEST(EndnoteXmlReader, IsToldByItsElements) {
  EXPECT_EQ(recognise("<xml><records><record><ref-type name='Book'>6</ref-type></record></records></xml>"),
            Format::kEndnoteXml);
  EXPECT_EQ(recognise("<?xml version='1.0'?>\n<xml>\n<records>\n<record><rec-number>1</rec-number>"),
            Format::kEndnoteXml);
  EXPECT_EQ(recognise("<xml><records><record><title>T</title></record></records></xml>"), Format::kUnknown);
  EXPECT_EQ(recognise("<xml><titles>T</titles></xml>"), Format::kUnknown);
}

}  // namespace
}  // namespace broadsheet::formats
