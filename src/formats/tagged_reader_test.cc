// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/tagged_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/citation.h"
#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;

SourceRecord one(Format format, std::string_view text) {
  TestSink sink = read_document(format, text);
  EXPECT_EQ(sink.records.size(), 1U) << text << sink.transcript();
  return sink.records.empty() ? SourceRecord() : sink.records[0];
}

std::string date_in(std::string_view lines) {
  const SourceRecord record = one(Format::kRis, "TY  - JOUR\nTI  - T\n" + std::string(lines) + "\nER  - \n");
  return record.published ? format_partial_date(*record.published) : "none";
}

TEST(RisReader, ReadsEveryField) {
  const SourceRecord r = one(Format::kRis, R"(Provider: a library
1.
TY  - JOUR
ID  - 7
T1  - Small Tides of
the North
A1  - Okafor,Mina
AU  - Roh, Jun Tae, Jr.
A2  - Editor, Some
PY  - 2026
DA  - 2026/08/18
PY  - 2026/02/15/received
JO  - J. Tides
JF  - Journal of Tides
DO  - https://doi.org/10.1000/Tides.1
UR  - http://tides.example/1; http://tides.example/2
UR  - https://arxiv.org/abs/2608.01234
N2  - We study <i>tides</i>.
N1  - Best paper
LA  - eng
ER  -
)");
  EXPECT_EQ(r.source, "ris");
  EXPECT_EQ(r.key, "doi:10.1000/tides.1") << "its own number names nothing outside of the file";
  EXPECT_THAT(r.ids, ElementsAre("doi:10.1000/tides.1", "arxiv:2608.01234"));
  EXPECT_EQ(r.title, "Small Tides of the North");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "Jun Tae Roh Jr."));
  EXPECT_EQ(format_partial_date(*r.published), "2026-08-18");
  EXPECT_EQ(r.venue, "Journal of Tides");
  EXPECT_EQ(r.doi, "10.1000/tides.1");
  EXPECT_EQ(r.url, "http://tides.example/1");
  EXPECT_EQ(r.abstract, "We study <i>tides</i>.");
  EXPECT_EQ(r.comment, "Best paper");
  EXPECT_EQ(r.language, "en");
}

TEST(RisReader, LinesMayEndWithAReturnAlone) {
  const SourceRecord r = one(Format::kRis, "TY  - JOUR\rTI  - Small Tides\rAU  - Okafor, Mina\rER  - \r");
  EXPECT_EQ(r.title, "Small Tides");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor"));
}

TEST(RisReader, Dates) {
  EXPECT_EQ(date_in("PY  - 1948/07//"), "1948-07");
  EXPECT_EQ(date_in("Y1  - 2014//"), "2014");
  EXPECT_EQ(date_in("PY  - 2001/09/01/"), "2001-09-01");
  EXPECT_EQ(date_in("Y1  - 2013\nPY  - 2013/04/18\nPY  - 2013/02/15/received"), "2013-04-18");
  EXPECT_EQ(date_in("PY  - 2016\nY2  - 2019/03/28"), "2016") << "Y2 is the day of the visit";
  EXPECT_EQ(date_in("PY  - 2016\nDA  - Sep 12"), "2016");
  EXPECT_EQ(date_in("PY  - 2016///Spring"), "2016");
  EXPECT_EQ(date_in("PY  - soon"), "none");
}

TEST(MedlineReader, AnOrcidIdIsThatOfTheAuthorBeforeIt) {
  const SourceRecord r =
      one(Format::kMedline,
          "PMID- 1\nTI  - T\nAU  - Okafor M\nAUID- ORCID: 0000000218250097\nAU  - Roh JT\nCN  - "
          "Tide Group\nAUID- ORCID: 0000-0002-1694-233X\n");
  EXPECT_THAT(r.authors, ElementsAre("M Okafor", "JT Roh"));
  EXPECT_THAT(r.orcids, ElementsAre("0000-0002-1825-0097"));
}

TEST(WebOfScienceReader, OrcidIdsFindTheirAuthorsByName) {
  const SourceRecord r = one(Format::kWebOfScience, R"(PT J
TI T
AF Okafor, Mina
   Wang, Wei
   Wang, Wei
   Roh, Jun Tae
   Li, An
OI Li, An/0000-0001-5109-3700; Wang, Wei/0000-0002-1825-0097; Roh, JT/0000-0002-1825-0097;
   Li, An/0000-0002-1825-0097; roh, jun tae/0000-0002-1694-233X; x/; /; Okafor, Mina
ER
)");
  EXPECT_EQ(r.authors.size(), 5U);
  EXPECT_THAT(r.orcids, ElementsAre("", "", "", "0000-0002-1694-233X"));
}

TEST(RisReader, ARecordThatIsNotEndedEndsWithTheNext) {
  const TestSink sink =
      read_document(Format::kRis, "TY  - JOUR\nTI  - T\nTY  - JOUR\nAU  - A\nER  - \nTY  - X\nTI  - U");
  ASSERT_EQ(sink.records.size(), 2U);
  EXPECT_EQ(sink.raws[0], "TY  - JOUR\nTI  - T\n");
  ASSERT_EQ(sink.rejects.size(), 1U);
  EXPECT_EQ(sink.rejects[0].where.line, 3U);
  EXPECT_EQ(sink.rejects[0].reason, "no title");
}

TEST(MedlineReader, ReadsEveryField) {
  const SourceRecord r = one(Format::kMedline, R"(
PMID- 27433151
OWN - NLM
DP  - 2016 Sep 12
TI  - Tides of the sea
      and of the lakes.
LID - S0140-6736(16)1 [pii]
LID - 10.1000/tides.1 [doi]
AB  - COVID-19 and
      tides.
FAU - Okafor, Mina
AU  - Okafor M
FAU - Roh, Jun Tae
AU  - Roh JT
AUID- ISNI: 0000000218250097
AUID- ORCID: http://orcid.org/0000-0002-1694-233X
AD  - Lab.
FED - Editor, An
ED  - Editor A
AUID- ORCID: 0000-0001-5109-3700
LA  - eng
PT  - Journal Article
TA  - J Tides
JT  - Journal of tides
)");
  EXPECT_EQ(r.source, "pubmed");
  EXPECT_EQ(r.key, "27433151");
  EXPECT_THAT(r.ids, ElementsAre("doi:10.1000/tides.1"));
  EXPECT_EQ(r.title, "Tides of the sea and of the lakes.");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "Jun Tae Roh"));
  EXPECT_THAT(r.orcids, ElementsAre("", "0000-0002-1694-233X")) << "an editor is no author";
  EXPECT_EQ(r.abstract, "COVID-19 and tides.");
  EXPECT_EQ(format_partial_date(*r.published), "2016-09-12");
  EXPECT_EQ(r.venue, "Journal of tides");
  EXPECT_EQ(r.language, "en");
  EXPECT_EQ(r.url, "https://pubmed.ncbi.nlm.nih.gov/27433151/");
  EXPECT_FALSE(r.deleted);
}

TEST(MedlineReader, ShortNamesAndRetractions) {
  const SourceRecord r = one(Format::kMedline,
                             "PMID- 1\nTI  - T\nAU  - van den Berg AB\nAU  - Solo\nPT  - Retracted "
                             "Publication\nDP  - 2006 May-Jun\n");
  EXPECT_THAT(r.authors, ElementsAre("AB van den Berg", "Solo"));
  EXPECT_TRUE(r.deleted);
  EXPECT_EQ(format_partial_date(*r.published), "2006-05");
  EXPECT_EQ(read_document(Format::kMedline, "PMID- 1\nTI  - T\n\nPMID- 2\nTI  - U\n").records.size(), 2U);
}

TEST(WebOfScienceReader, ReadsEveryField) {
  const SourceRecord r = one(Format::kWebOfScience, R"(FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Okafor, M
   Roh, JT
AF Okafor, Mina
   Roh, Jun Tae
TI Tides of the sea
   and of the lakes
SO JOURNAL OF TIDES
LA English
DT Article
AB We study tides.
PD SEP 12
PY 2016
DI 10.1000/tides.1
UT WOS:000123
ER

EF
)");
  EXPECT_EQ(r.source, "web-of-science");
  EXPECT_EQ(r.key, "WOS:000123");
  EXPECT_THAT(r.ids, ElementsAre("doi:10.1000/tides.1"));
  EXPECT_EQ(r.title, "Tides of the sea and of the lakes");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "Jun Tae Roh"));
  EXPECT_EQ(r.venue, "JOURNAL OF TIDES");
  EXPECT_EQ(r.abstract, "We study tides.");
  EXPECT_EQ(format_partial_date(*r.published), "2016-09-12");
  EXPECT_EQ(r.language, "en");
}

TEST(EndnoteReader, ReadsEveryField) {
  const SourceRecord r =
      one(Format::kEndnote,
          "%0 Journal Article\n%A Okafor, Mina\n%A Jun Tae Roh\n%T Small Tides\n%J Journal of Tides\n"
          "%D 2026\n%8 August 18\n%R 10.1000/tides.1\n%U http://tides.example/1\n%X We study\n\ntides.\n"
          "%G English\n%Z Best paper\n");
  EXPECT_EQ(r.source, "endnote");
  EXPECT_THAT(r.ids, ElementsAre("doi:10.1000/tides.1"));
  EXPECT_EQ(r.title, "Small Tides");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "Jun Tae Roh"));
  EXPECT_EQ(r.venue, "Journal of Tides");
  EXPECT_EQ(format_partial_date(*r.published), "2026-08-18");
  EXPECT_EQ(r.url, "http://tides.example/1");
  EXPECT_EQ(r.abstract, "We study tides.");
  EXPECT_EQ(r.language, "en");
  EXPECT_EQ(r.comment, "Best paper");
}

TEST(EndnoteReader, BlankLinesSeparateWhatHasNoType) {
  EXPECT_EQ(read_document(Format::kEndnote, "%T T\n%A A\n\n%T U\n\n\n%A B\n%T V").records.size(), 3U);
  EXPECT_EQ(read_document(Format::kEndnote, "%0 Book\n%T T\n\n%A B\n%0 Book\n%T U").records.size(), 2U);
}

TEST(TaggedReaders, HostileFilesAreRejectedQuietly) {
  const std::string tail = "\nER  - \nTY  - JOUR\nTI  - Z\nER  - \n";
  const auto rejected = [&](const std::string& text) {
    const TestSink sink = read_document(Format::kRis, "TY  - JOUR\nTI  - T\n" + text + tail, {}, 1 << 16);
    EXPECT_EQ(sink.records.size(), 1U);
    return sink.rejects.empty() ? std::string() : sink.rejects[0].reason;
  };
  EXPECT_EQ(rejected("AB  - " + std::string(4 * kRecordBytesMax, 'x')), "record longer than 1048576 bytes");
  std::string lines;
  for (int i = 0; i < 400'000; ++i) lines += "goes on\n";
  EXPECT_EQ(rejected(lines), "record longer than 1048576 bytes");
  std::string authors;
  for (int i = 0; i < 30'000; ++i) authors += "AU  - A\n";
  EXPECT_EQ(rejected(authors), "more than 20000 authors");
  EXPECT_EQ(rejected("AU  - " + std::string(100'000, ';') + "A\nAB  - " + std::string(70'000, 'x')),
            "abstract longer than 65536 bytes");
}

TEST(TaggedReaders, LinesThatAreNoUtf8AreWindows1252) {
  const TestSink ris = read_document(Format::kRis,
                                     "TY  - JOUR\r\nTI  - Na\xEFve \x93tides\x94\r\n\xE9tude\r\n"
                                     "AU  - Hölder, O\r\nER  - \r\n",
                                     {}, 1);
  ASSERT_EQ(ris.records.size(), 1U);
  EXPECT_EQ(ris.records[0].title, "Naïve “tides” étude");
  EXPECT_THAT(ris.records[0].authors, ElementsAre("O Hölder"));
  const TestSink refer = read_document(Format::kEndnote, "%0 Journal Article\n%T Caf\xE9\n");
  ASSERT_EQ(refer.records.size(), 1U);
  EXPECT_EQ(refer.records[0].title, "Café");
}

TEST(TaggedReaders, AnEmptyFileIsANote) {
  for (const Format format : {Format::kRis, Format::kMedline, Format::kWebOfScience, Format::kEndnote}) {
    EXPECT_THAT(read_document(format, "\n\n").notes, ElementsAre("empty list"));
  }
}

TEST(Citation, LooseDates) {
  const auto date = [](std::string_view text) {
    const auto found = loose_date(text);
    return found ? format_partial_date(*found) : "none";
  };
  EXPECT_EQ(date("12 September 2006"), "2006-09-12");
  EXPECT_EQ(date("September 12, 2006"), "2006-09-12");
  EXPECT_EQ(date("May-June 2006"), "2006-05");
  EXPECT_EQ(date("04 2006"), "2006-04");
  EXPECT_EQ(date("2006-02-30"), "2006-02");
  EXPECT_EQ(date("20060930"), "none");
  EXPECT_EQ(date("0012"), "none");
}

TEST(Citation, NamesInSpeech) {
  EXPECT_EQ(name_in_speech("Okafor,Mina"), "Mina Okafor");
  EXPECT_EQ(name_in_speech("Tide Lab"), "Tide Lab");
  EXPECT_EQ(speech_parts("Ludwig van der Berg").family, "van der Berg");
  EXPECT_EQ(speech_parts("van Berg").given, "van");
  EXPECT_EQ(speech_parts("Mina Okafor").given, "Mina");
  EXPECT_EQ(speech_parts("Aristotle").given, "");
}

RC_GTEST_PROP(TaggedReaders, PiecesOfAnySizeGiveTheSameRecords, ()) {
  const auto parts = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "TY  - JOUR", "ER  - ", "TI  - T", "AU  - B, A", "\n", "\r\n", " ", "PMID- 7", "PT J", "ER", "TI T",
      "   more", "%0 Book", "%T T", "DP  - 2006"));
  std::string text;
  for (const std::string& part : parts) text += part;
  for (const Format format : {Format::kRis, Format::kMedline, Format::kWebOfScience, Format::kEndnote}) {
    RC_ASSERT(read_document(format, text, {}, 1).transcript() == read_document(format, text).transcript());
  }
}

}  // namespace
}  // namespace broadsheet::formats
