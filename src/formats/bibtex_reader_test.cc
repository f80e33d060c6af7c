// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/bibtex_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/bibtex_text.h"
#include "formats/citation.h"
#include "formats/limits.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

using testing::ElementsAre;

TestSink read(std::string_view text, std::size_t piece = 1 << 20) {
  return read_document(Format::kBibtex, text, {}, piece);
}

SourceRecord one(std::string_view text) {
  TestSink sink = read(text);
  EXPECT_EQ(sink.records.size(), 1U) << text << sink.transcript();
  return sink.records.empty() ? SourceRecord() : sink.records[0];
}

std::string date_in(std::string_view fields) {
  const SourceRecord record = one("@misc{k, title={T}, " + std::string(fields) + "}");
  return record.published ? format_partial_date(*record.published) : "none";
}

TEST(BibtexReader, ReadsEveryField) {
  const SourceRecord r = one(R"(@InProceedings{okafor2026small,
  title     = {Small {T}ides},
  subtitle  = {A Study},
  author    = {Okafor, Mina and Jun Tae Roh and others},
  booktitle = {Proceedings of the Tide Conference},
  year      = 2026, month = aug, day = 18,
  abstract  = {We study $\alpha$-tides.},
  doi       = {https://doi.org/10.1000/TIDES_1},
  url       = {https://tides.example/~okafor/a\_b},
  eprint    = {2608.01234v2}, archivePrefix = {arXiv}, primaryClass = {cs.LG},
  note      = {Best paper}, language = {english}, institution = {Tide Lab},
})");
  EXPECT_EQ(r.source, "bibtex");
  EXPECT_EQ(r.key, "okafor2026small");
  EXPECT_THAT(r.ids, ElementsAre("arxiv:2608.01234", "doi:10.1000/tides_1"));
  EXPECT_EQ(r.title, "Small Tides: A Study");
  EXPECT_THAT(r.authors, ElementsAre("Mina Okafor", "Jun Tae Roh"));
  EXPECT_EQ(r.venue, "Proceedings of the Tide Conference");
  EXPECT_EQ(format_partial_date(*r.published), "2026-08-18");
  EXPECT_EQ(r.abstract, "We study $\\alpha$-tides.");
  EXPECT_EQ(r.doi, "10.1000/tides_1");
  EXPECT_EQ(r.url, "https://tides.example/~okafor/a_b");
  EXPECT_THAT(r.categories, ElementsAre("cs.LG"));
  EXPECT_EQ(r.comment, "Best paper");
  EXPECT_EQ(r.language, "en");
  EXPECT_EQ(r.organization->fullname, "Tide Lab");
}

TEST(BibtexReader, NeedsNothingButATitle) {
  const TestSink sink =
      read("@misc{a, title={T}}\n@misc{b, author={A B}}\n@misc{, title={U}}\n@misc{title={V}}");
  ASSERT_EQ(sink.records.size(), 3U);
  EXPECT_EQ(sink.records[0].key, "a");
  EXPECT_TRUE(sink.records[1].key.starts_with("title:"));
  EXPECT_EQ(sink.records[2].title, "V");
  ASSERT_EQ(sink.rejects.size(), 1U);
  EXPECT_EQ(sink.rejects[0].id, "b");
  EXPECT_EQ(sink.rejects[0].reason, "no title");
  EXPECT_EQ(sink.rejects[0].where.line, 2U);
}

TEST(BibtexReader, ReadsBothBracketsAndBothQuotes) {
  EXPECT_EQ(one("@misc(a, title = {A (bracket) {in} it})").title, "A (bracket) in it");
  EXPECT_EQ(one("@misc(a, title = \"A ) and {\"}quotes{\"}\")").title, "A ) and \"quotes\"");
  EXPECT_EQ(one("text @misc { a\n , title = \"A\" , , year = 2026\n}").title, "A");
  EXPECT_EQ(one("@misc{a, title = {No comma} year = {2026}}").title, "No comma");
}

TEST(BibtexReader, StringsAreJoined) {
  const SourceRecord r =
      one("@string{tc = {Tide Conference}}\n@STRING(proc = \"Proc. of \" # tc)\n"
          "@misc{a, title={T}, booktitle = Proc # { } # later, year=2026, month=jan}\n@string{later={x}}");
  EXPECT_EQ(r.venue, "Proc. of Tide Conference later") << "a name that nobody defined before stays";
  EXPECT_EQ(format_partial_date(*r.published), "2026-01");
}

TEST(BibtexReader, PassesCommentsOver) {
  const TestSink sink = read(
      "% a remark by me@tides.example\n@comment{@misc{x, title={X}}\n@misc{y, title={Y}}}\n"
      "@Comment without brackets\n@preamble{\"\\def\\x{}\"}\n@misc{a, title={T}}");
  EXPECT_EQ(sink.records.size(), 1U);
  EXPECT_TRUE(sink.rejects.empty());
}

TEST(BibtexReader, AnEntryThatIsNotClosedCostsNothingElse) {
  const TestSink sink = read("@misc{a, title={T},\n author={{A B}\n@misc{b, title={U}}\n@misc{c, title={V}");
  ASSERT_EQ(sink.records.size(), 1U);
  EXPECT_EQ(sink.records[0].key, "b");
  ASSERT_EQ(sink.rejects.size(), 2U);
  EXPECT_EQ(sink.rejects[0].id, "a");
  EXPECT_EQ(sink.rejects[0].where.line, 1U);
  EXPECT_EQ(sink.rejects[1].reason, "the entry is not closed");
  EXPECT_EQ(sink.rejects[1].where.line, 4U);
}

TEST(BibtexReader, SaysWhatIsWrongWithAnEntry) {
  EXPECT_EQ(read("@misc{a, title}").rejects.at(0).reason, "the field 'title' has no value");
  EXPECT_EQ(read("@misc{a, title=\"{T}}").rejects.at(0).reason, "the value of 'title' is not closed");
  EXPECT_EQ(read("@misc{a, {T}}").rejects.at(0).reason, "unexpected '{'");
  EXPECT_EQ(read("@misc{a, title={T}\n@comment{x").rejects.size(), 2U);
}

TEST(BibtexReader, PapersInheritFromTheirVolume) {
  const std::string child = "@inproceedings{a, title={T}, crossref={Vol}}\n";
  const std::string volume =
      "@proceedings{vol, title={Proc of Tides}, year=2026, doi={10.1/vol}, url={http://v}}\n";
  for (const std::string& text : {child + volume, volume + child}) {
    const TestSink sink = read(text);
    ASSERT_EQ(sink.records.size(), 2U);
    const auto& paper = sink.records[sink.records[0].key == "a" ? 0 : 1];
    EXPECT_EQ(paper.venue, "Proc of Tides");
    EXPECT_EQ(format_partial_date(*paper.published), "2026");
    EXPECT_TRUE(paper.ids.empty() && paper.url.empty()) << "those of the volume are not the paper's";
  }
  EXPECT_EQ(
      one("@xdata{x, publisher={P}, date={2026-03}}\n@misc{a, title={T}, xdata={y, x}}").published->precision,
      DatePrecision::kMonth);
  EXPECT_EQ(read("@book{a, title={T}, crossref={b}}@book{b, title={U}, crossref={a}}").records.size(), 2U);
  EXPECT_EQ(one("@book{a, title={T}, crossref={a}}").title, "T");
}

TEST(BibtexReader, AnAnnotationGivesTheOrcidIdsOfAuthorsByTheirPlaces) {
  const SourceRecord r = one(R"(@article{a, title={T}, author={A B and and C D and E F and others},
    author+an:orcid = {1="0000-0002-1825-0097"; 3 = https://orcid.org/0000-0002-1694-233X; 4:family="x";
    4="0000-0002-1825-0098"; 0="0000-0001-5109-3700"; 5="0000-0001-5109-3700"; 99999999999="y"; ;"}})");
  EXPECT_THAT(r.authors, ElementsAre("A B", "C D", "E F"));
  EXPECT_THAT(r.orcids, ElementsAre("0000-0002-1825-0097", "0000-0002-1694-233X"));
}

TEST(BibtexReader, AnAnnotationIsInheritedWithItsAuthorsAlone) {
  const std::string volume =
      "@book{v, title={V}, author={A B}, author+an:orcid={1=\"0000-0002-1825-0097\"}}\n"
      "@xdata{x, author={A B}, author+an:orcid={1=\"0000-0002-1825-0097\"}}\n";
  for (const char* parent : {"crossref={v}", "xdata={x}"}) {
    const TestSink sink = read(volume + "@book{c, title={T}, " + parent +
                               "}\n@book{d, title={U}, author={C D}, " + parent + "}");
    ASSERT_EQ(sink.records.size(), 3U);
    EXPECT_THAT(sink.records[1].orcids, ElementsAre("0000-0002-1825-0097")) << parent;
    EXPECT_TRUE(sink.records[2].orcids.empty()) << parent;
  }
}

TEST(BibtexReader, AKeyGivenTwiceLosesNothing) {
  const TestSink sink = read("@misc{a, title={T}}\n@misc{A, title={U}}\n@misc{a, title={V}}");
  ASSERT_EQ(sink.records.size(), 3U);
  EXPECT_EQ(sink.records[1].key, "A#2");
  EXPECT_EQ(sink.records[2].key, "a#3");
}

TEST(BibtexReader, AKeyThatGrowsTooLongIsRejected) {
  const std::string key(kKeyBytesMax, 'k');
  const TestSink sink = read("@misc{" + key + ", title={T}}\n@misc{" + key + ", title={U}}");
  EXPECT_EQ(sink.records.size(), 1U);
  EXPECT_EQ(sink.rejects.size(), 1U);
}

TEST(BibtexReader, AFieldMayHoldSeveralDois) {
  EXPECT_THAT(one("@misc{a, title={T}, doi={10.1000/x, 10.1000/y}}").ids,
              ElementsAre("doi:10.1000/x", "doi:10.1000/y"));
}

TEST(BibtexReader, Dates) {
  EXPECT_EQ(date_in("date={2016-08-18}"), "2016-08-18");
  EXPECT_EQ(date_in("date={2016/2017}"), "2016");
  EXPECT_EQ(date_in("date={2016-12-13/2016-12-15}"), "2016-12-13");
  EXPECT_EQ(date_in("date={2010-21}"), "2010") << "a season";
  EXPECT_EQ(date_in("date={2013-07-29T10:00:00Z}"), "2013-07-29");
  EXPECT_EQ(date_in("date={/1999}"), "none");
  EXPECT_EQ(date_in("date={-0876}"), "none");
  EXPECT_EQ(date_in("date={1998~}"), "1998");
  EXPECT_EQ(date_in("year={2013}, month=\"10~\" # jan"), "2013-01-10");
  EXPECT_EQ(date_in("year={2013}, month={December}"), "2013-12");
  EXPECT_EQ(date_in("year={2013}, month={08}"), "2013-08");
  EXPECT_EQ(date_in("year={2013}, month={8,}"), "2013-08");
  EXPECT_EQ(date_in("year={2013}, month={13}"), "2013");
  EXPECT_EQ(date_in("year={2013}, month={feb}, day={30}"), "2013-02");
  EXPECT_EQ(date_in("year={{13th Century}}"), "none");
  EXPECT_EQ(date_in("year={in press}, date={}"), "none");
}

TEST(BibtexReader, FindsTheIdsOfArxivWhereverTheyAreWritten) {
  for (const char* field :
       {"eprint={1706.03762}, eprinttype={arXiv}", "eprint={1706.03762}, primaryClass={cs.CL}",
        "eprint={arXiv:1706.03762}", "url={https://arxiv.org/abs/1706.03762v5}",
        "journal={arXiv preprint arXiv:1706.03762}", "journal={CoRR}, volume={abs/1706.03762}",
        "doi={10.48550/arXiv.1706.03762}", "howpublished={\\url{http://arxiv.org/pdf/1706.03762}}",
        "note={arXiv:1706.03762 [cs.CL]}"}) {
    EXPECT_THAT(one("@misc{a, title={T}, " + std::string(field) + "}").ids, ElementsAre("arxiv:1706.03762"))
        << field;
  }
  EXPECT_THAT(one("@misc{a, title={T}, eprint={5500723}, eprinttype={pubmed}}").ids, testing::IsEmpty());
}

TEST(BibtexText, TexBecomesUnicodeButFormulasStay) {
  EXPECT_EQ(bibtex_text("{\\\"U}ber {S}chr{\\\" o}dinger \\& {\\'E}. {\\O}rsted"),
            "Über Schrödinger & É. Ørsted");
  EXPECT_EQ(bibtex_text("A ``quoted'' $\\ell_1$--norm --- \\emph{and} 5\\% of \\$7"),
            "A “quoted” $\\ell_1$–norm — and 5% of $7");
  EXPECT_EQ(bibtex_text("snake_case and 2^n"), "snake_case and 2^n");
  EXPECT_EQ(bibtex_text("<i>E. coli</i> &amp; {CO$_2$} a < b"), "<i>E. coli</i> &amp; CO$_2$ a < b");
  EXPECT_EQ(bibtex_text("  two\n lines "), "two lines");
  EXPECT_EQ(bibtex_text("a\xF3\xB0\x80\x80$x$"), "a$x$") << "private characters mean nothing";
}

TEST(BibtexText, NamesAreInTheOrderOfSpeech) {
  EXPECT_THAT(bibtex_names("de la Fuente, Jr., Ana AND {Tide and Wave Lab}\n and\nLudwig van Beethoven"),
              ElementsAre("Ana de la Fuente Jr.", "Tide and Wave Lab", "Ludwig van Beethoven"));
  EXPECT_THAT(bibtex_names("Okafor, Mina and and others"), ElementsAre("Mina Okafor", "", ""));
  EXPECT_THAT(bibtex_names("given=Lars, family=Berg, prefix=van and May, Keith,"),
              ElementsAre("Lars van Berg", "Keith May"));
  EXPECT_THAT(bibtex_names("{\\L}ukasz Kowalczyk and D{\\'e}sir{\\'e}e"),
              ElementsAre("Łukasz Kowalczyk", "Désirée"));
  EXPECT_THAT(bibtex_names("Okafor, M.; Roh, J. T."), ElementsAre("M. Okafor", "J. T. Roh"));
  EXPECT_THAT(bibtex_names(" , and ,"), ElementsAre(",", ","));
}

TEST(BibtexReader, HostileFilesAreRejectedQuietly) {
  const std::string tail = "\n@misc{z, title={Z}}\n";
  const auto rejected = [&](const std::string& text) {
    const TestSink sink = read(text + tail, 1 << 16);
    EXPECT_EQ(sink.records.size(), 1U);
    return sink.rejects.empty() ? std::string() : sink.rejects[0].reason;
  };
  EXPECT_EQ(rejected("@misc{a, title={" + std::string(4 * kRecordBytesMax, 'x')),
            "record longer than 1048576 bytes");
  EXPECT_EQ(rejected("@misc{a, title={T}, x=" + std::string(1'000'000, '{')), "the entry is not closed");
  EXPECT_EQ(rejected("@misc{a, title=" + std::string(300'000, '{') + std::string(300'000, '}') + "}"),
            "no title");
  std::string authors = "A";
  for (int i = 0; i < 100'000; ++i) authors += " and B";
  EXPECT_EQ(rejected("@misc{a, title={T}, author={" + authors + "}}"), "more than 20000 authors");
  std::string doubled = "@string{s0={xxxxxxxxxxxxxxxx}}\n";
  for (int i = 1; i < 8; ++i) {
    const std::string before = "s" + std::to_string(i - 1);
    doubled += "@string{s" + std::to_string(i) + "=" + before + "#" + before + "}\n";
  }
  std::string used = "s7";
  for (int i = 0; i < 100'000; ++i) used += "#s7";
  EXPECT_EQ(rejected(doubled + "@misc{a, title=" + used + "}"), "its strings are longer than 65536 bytes");
  EXPECT_EQ(rejected(doubled + "@string{s8=s7#s7#s7}"), "the string is longer than 4096 bytes");
  std::string open;
  for (int i = 0; i < 50'000; ++i) open += "@misc{a,\n";
  EXPECT_EQ(rejected(open), "the entry is not closed");
}

TEST(BibtexReader, ManyChildrenOfMissingParentsAreHeldOnlyUpToABound) {
  std::string text;
  for (int i = 0; i < 30'000; ++i)
    text += "@inbook{k" + std::to_string(i) + ", title={T}, crossref={none}}\n";
  EXPECT_EQ(read(text).records.size(), 30'000U);
}

TEST(BibtexReader, AnEmptyBibliographyIsANote) {
  EXPECT_THAT(read("% nothing\n@comment{x}").notes, ElementsAre("empty list"));
}

TEST(BibtexReader, StopsWhenItIsTold) {
  const std::string text = "@misc{a, title={T}}\n@misc{b, title={T}}";
  EXPECT_EQ(read_document(Format::kBibtex, text, {}, 1, 1).records.size(), 1U);
}

TEST(BibtexReader, LinesThatAreNoUtf8AreWindows1252) {
  const TestSink sink = read_document(Format::kBibtex,
                                      "@article{a, title = {25\xB0 C},\n author = {H\xF6lder, O},\n"
                                      " journal = {Überblick}}");
  ASSERT_EQ(sink.records.size(), 1U);
  EXPECT_EQ(sink.records[0].title, "25° C");
  EXPECT_THAT(sink.records[0].authors, ElementsAre("O Hölder"));
  EXPECT_EQ(sink.records[0].venue, "Überblick");
  EXPECT_NE(sink.raws[0].find("25\xB0 C"), std::string::npos);
}

TEST(BibtexReader, LinesMayEndWithAReturnAlone) {
  const std::string document =
      "% a comment\r\r@article{a,\r title = {A}\r@article{b, title = {B}}\r\n@misc{c}";
  EXPECT_EQ(recognise(document), Format::kBibtex);
  const TestSink sink = read_document(Format::kBibtex, document);
  ASSERT_EQ(sink.rejects.size(), 2U);
  EXPECT_EQ(sink.rejects[0].where.line, 3U);
  ASSERT_EQ(sink.records.size(), 1U);
  EXPECT_EQ(sink.places[0].line, 5U);
  EXPECT_EQ(sink.rejects[1].where.line, 6U);
}

RC_GTEST_PROP(BibtexReader, PiecesOfAnySizeGiveTheSameRecords, ()) {
  const auto parts = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "@misc{a, ", "@string{s=", "@comment{", "title={T}", "author=s", "}", "{", "\n", "@", "(", ")", "\"",
      ",", "crossref={a}", "#", "\n@book(b,", " title = \"U\"", "\\\"u", "$x$"));
  std::string text;
  for (const std::string& part : parts) text += part;
  for (const std::size_t piece : {1UL, 3UL})
    RC_ASSERT(read(text, piece).transcript() == read(text).transcript());
}

}  // namespace
}  // namespace broadsheet::formats
