// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The metadata formats that repositories answer with beside Dublin Core and arXiv's own.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;

SourceRecord read_metadata(const std::string& metadata) {
  TestSink sink = read_document(
      Format::kOaiPmh,
      "<record><header><identifier>oai:repo.example:7</identifier><datestamp>2026-01-02</datestamp></header>"
      "<metadata>" +
          metadata + "</metadata></record>",
      {}, 9);
  EXPECT_EQ(sink.records.size(), 1U) << sink.error << (sink.rejects.empty() ? "" : sink.rejects[0].reason);
  if (sink.records.empty()) return {};
  EXPECT_EQ(sink.records[0].source, "oai:repo.example");
  EXPECT_EQ(sink.records[0].key, "oai:repo.example:7");
  return sink.records[0];
}

TEST(OaiMetadata, Mods) {
  const SourceRecord r = read_metadata(
      "<m:mods xmlns:m='http://www.loc.gov/mods/v3'>"
      "<m:titleInfo type='abbreviated'><m:title>Abbr</m:title></m:titleInfo>"
      "<m:titleInfo><m:nonSort>The</m:nonSort><m:title>Tides</m:title><m:subTitle>a study</m:subTitle>"
      "</m:titleInfo>"
      "<m:name><m:namePart type='family'>Okafor</m:namePart><m:namePart type='given'>Mina</m:namePart>"
      "<m:role><m:roleTerm type='code'>aut</m:roleTerm></m:role></m:name>"
      "<m:name><m:namePart>Li, A. B.</m:namePart><m:nameIdentifier type='isni'>0000000218250097"
      "</m:nameIdentifier><m:nameIdentifier typeURI='http://id.loc.gov/vocabulary/identifiers/orcid'>"
      "https://orcid.org/0000-0002-1694-233X</m:nameIdentifier></m:name>"
      "<m:name><m:namePart>Editor, An</m:namePart><m:role><m:roleTerm>editor</m:roleTerm></m:role></m:name>"
      "<m:originInfo><m:dateCreated>2001</m:dateCreated><m:dateIssued>2003-05</m:dateIssued></m:originInfo>"
      "<m:language><m:languageTerm>eng</m:languageTerm></m:language><m:abstract>Quiet.</m:abstract>"
      "<m:relatedItem type='host'><m:titleInfo><m:title>J. Tides</m:title></m:titleInfo></m:relatedItem>"
      "<m:identifier type='doi'>10.1000/X</m:identifier>"
      "<m:location><m:url access='preview'>http://p</m:url><m:url>http://u</m:url></m:location></m:mods>");
  EXPECT_EQ(r.title, "The Tides: a study");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "A. B. Li"));
  EXPECT_THAT(r.orcids, ElementsAre("", "0000-0002-1694-233X"));
  EXPECT_EQ(format_partial_date(*r.published), "2003-05");
  EXPECT_EQ(r.language, "eng");
  EXPECT_EQ(r.abstract, "Quiet.");
  EXPECT_EQ(r.venue, "J. Tides");
  EXPECT_EQ(r.doi, "10.1000/x");
  EXPECT_THAT(r.ids, ElementsAre("doi:10.1000/x"));
  EXPECT_EQ(r.url, "http://u");
}

TEST(OaiMetadata, Marc) {
  const SourceRecord r = read_metadata(
      "<record xmlns='http://www.loc.gov/MARC21/slim'><leader>00000nam a22</leader>"
      "<controlfield tag='001'>1</controlfield>"
      "<controlfield tag='008'>230702s2021    |||| o||u| |||||||||fre d</controlfield>"
      "<datafield tag='024'><subfield code='a'>10.1000/Y</subfield><subfield "
      "code='2'>doi</subfield></datafield>"
      "<datafield tag='100'><subfield code='a'>Okafor, Mina,</subfield>"
      "<subfield code='0'>(isni)0000000151093700</subfield><subfield code='0'>(orcid)0000-0002-1825-0097"
      "</subfield></datafield>"
      "<datafield tag='245'><subfield code='a'>Tides :</subfield><subfield code='b'>a study /</subfield>"
      "</datafield>"
      "<datafield tag='264'><subfield code='c'>26 juin 2023</subfield></datafield>"
      "<datafield tag='520'><subfield code='a'>Quiet.</subfield></datafield>"
      "<datafield tag='700'><subfield code='a'>Roh, Jun Tae</subfield><subfield code='4'>aut</subfield>"
      "<subfield code='1'>https://orcid.org/0000-0002-1694-233X</subfield>"
      "</datafield>"
      "<datafield tag='700'><subfield code='a'>Adams, F.</subfield><subfield code='4'>edt</subfield>"
      "</datafield>"
      "<datafield tag='773'><subfield code='t'>J. Tides</subfield></datafield>"
      "<datafield tag='856'><subfield code='u'>https://u</subfield></datafield></record>");
  EXPECT_EQ(r.title, "Tides: a study");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "Jun Tae Roh"));
  EXPECT_THAT(r.orcids, ElementsAre("0000-0002-1825-0097", "0000-0002-1694-233X"));
  EXPECT_EQ(format_partial_date(*r.published), "2023");
  EXPECT_EQ(r.language, "fre");
  EXPECT_EQ(r.abstract, "Quiet.");
  EXPECT_EQ(r.venue, "J. Tides");
  EXPECT_THAT(r.ids, ElementsAre("doi:10.1000/y"));
  EXPECT_EQ(r.url, "https://u");
}

// As they are where nobody is called an author.
TEST(OaiMetadata, OtherPeopleKeepTheirIds) {
  for (const char* people :
       {"<mods><titleInfo><title>T</title></titleInfo><name><namePart>Li, A.</namePart><role>"
        "<roleTerm>editor</roleTerm></role></name><name><namePart>Roh, J.</namePart><nameIdentifier "
        "type='orcid'>0000-0002-1694-233X</nameIdentifier><role><roleTerm>editor</roleTerm></role></name></"
        "mods>",
        "<record><datafield tag='245'><subfield code='a'>T</subfield></datafield><datafield tag='700'>"
        "<subfield code='a'>Li, A.</subfield><subfield code='4'>edt</subfield></datafield><datafield "
        "tag='700'>"
        "<subfield code='a'>Roh, J.</subfield><subfield code='j'>ORCID:0000-0002-1694-233X</subfield>"
        "<subfield code='4'>edt</subfield></datafield></record>"}) {
    const SourceRecord r = read_metadata(people);
    EXPECT_THAT(r.authors, ElementsAre("A. Li", "J. Roh"));
    EXPECT_THAT(r.orcids, ElementsAre("", "0000-0002-1694-233X"));
  }
}

TEST(OaiMetadata, DataciteWithinItsWrapper) {
  const SourceRecord r = read_metadata(
      "<oai_datacite><payload><resource xmlns='http://datacite.org/schema/kernel-4'>"
      "<identifier identifierType='DOI'>10.5281/ZENODO.1</identifier>"
      "<creators><creator><creatorName>Okafor, Mina</creatorName></creator>"
      "<creator><creatorName>x</creatorName><givenName>Jun</givenName><familyName>Roh</familyName>"
      "<nameIdentifier nameIdentifierScheme='ORCID' schemeURI='http://orcid.org'>\n0000-0002-1694-233X\n"
      "</nameIdentifier></creator>"
      "</creators><titles><title titleType='Subtitle'>a study</title><title>Tides</title></titles>"
      "<publicationYear>2020</publicationYear><dates><date dateType='Created'>2019-01-01</date>"
      "<date dateType='Issued'>2020-02-03</date></dates><language>en</language>"
      "<alternateIdentifiers><alternateIdentifier>arXiv:2001.00001</alternateIdentifier>"
      "</alternateIdentifiers><descriptions><description descriptionType='Methods'>m</description>"
      "<description descriptionType='Abstract'>One<br/>two</description></descriptions>"
      "</resource></payload></oai_datacite>");
  EXPECT_EQ(r.title, "Tides: a study");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "Jun Roh"));
  EXPECT_THAT(r.orcids, ElementsAre("", "0000-0002-1694-233X"));
  EXPECT_EQ(format_partial_date(*r.published), "2020-02-03");
  EXPECT_EQ(r.abstract, "One two");
  EXPECT_THAT(r.ids, ElementsAre("doi:10.5281/zenodo.1", "arxiv:2001.00001"));
  EXPECT_EQ(r.language, "en");
}

TEST(OaiMetadata, JatsWithItsMarkup) {
  const SourceRecord r = read_metadata(
      "<article xml:lang='en'><front><journal-meta><journal-title-group><journal-title>J. Tides"
      "</journal-title></journal-title-group></journal-meta><article-meta>"
      "<article-id pub-id-type='pmid'>7</article-id><article-id pub-id-type='doi'>10.1000/z</article-id>"
      "<title-group><article-title>Of H<sub>2</sub>O in <italic>vitro</italic></article-title></title-group>"
      "<contrib-group><contrib contrib-type='author'><contrib-id contrib-id-type='orcid'>"
      "http://orcid.org/0000-0002-1825-0097</contrib-id><name><surname>Okafor</surname>"
      "<given-names>Mina</given-names></name></contrib><contrib contrib-type='editor'><name>"
      "<surname>E</surname></name></contrib><contrib><collab>The Group</collab></contrib></contrib-group>"
      "<pub-date><year>2020</year></pub-date><pub-date><day>3</day><month>2</month><year>2020</year>"
      "</pub-date><abstract abstract-type='teaser'><p>no</p></abstract>"
      "<abstract><title>Aim</title><p>Quiet.</p></abstract></article-meta></front></article>");
  EXPECT_EQ(r.title, "Of H<sub>2</sub>O in <italic>vitro</italic>");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "The Group"));
  EXPECT_THAT(r.orcids, ElementsAre("0000-0002-1825-0097"));
  EXPECT_EQ(format_partial_date(*r.published), "2020-02-03");
  EXPECT_EQ(r.abstract, "Aim Quiet.");
  EXPECT_EQ(r.venue, "J. Tides");
  EXPECT_THAT(r.ids, ElementsAre("doi:10.1000/z"));
  EXPECT_EQ(r.language, "en");
}

TEST(OaiMetadata, QualifiedDublinCoreWithinDidl) {
  const SourceRecord r = read_metadata(
      "<DIDL><Item><Descriptor/><Component><Resource><qualifieddc><title>Tides</title>"
      "<creator>Okafor, Mina</creator><description>Notes.</description><abstract>Quiet.</abstract>"
      "<issued>2015-05</issued><modified>2014-01-01</modified><identifier>doi:10.1000/q</identifier>"
      "</qualifieddc></Resource></Component></Item></DIDL>");
  EXPECT_EQ(r.title, "Tides");
  EXPECT_EQ(r.abstract, "Quiet.");
  EXPECT_EQ(format_partial_date(*r.published), "2015-05");
  EXPECT_THAT(r.ids, ElementsAre("doi:10.1000/q"));
}

TEST(OaiMetadata, ACitationNamesTheDoiAtItsEnd) {
  EXPECT_THAT(read_metadata("<dc><title>T</title><identifier>Odum M (2014) Fathers. Public Health 2:276. "
                            "doi: 10.3389/fpubh.2014.00276.</identifier></dc>")
                  .ids,
              ElementsAre("doi:10.3389/fpubh.2014.00276"));
  EXPECT_THAT(
      read_metadata("<dc><title>T</title><identifier>see doi:10.3389/x in print</identifier></dc>").ids,
      ElementsAre());
}

TEST(OaiMetadata, DirectoryInterchangeFormat) {
  const SourceRecord r = read_metadata(
      "<DIF><Entry_Title>Tide data</Entry_Title><Summary><Abstract>Quiet.</Abstract></Summary>"
      "<Related_URL><URL>http://u</URL></Related_URL></DIF>");
  EXPECT_EQ(r.title, "Tide data");
  EXPECT_EQ(r.abstract, "Quiet.");
  EXPECT_EQ(r.url, "http://u");
}

}  // namespace
}  // namespace broadsheet::formats
