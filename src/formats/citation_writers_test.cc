// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/citation_writers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/bibtex_text.h"
#include "formats/test_sink.h"

namespace broadsheet::formats {
namespace {

SourceRecord full_record() {
  SourceRecord r;
  r.source = "arxiv";
  r.ids = {"arxiv:2608.01234", "doi:10.1000/tides_1"};
  r.title = "Small & $\\alpha_1$-Tides of the 5% -- \"North\"";
  r.authors = {"Mina Okafor", "Ludwig van der Berg", "Désirée", "Sand and Sea Lab"};
  r.published = *parse_partial_date("2026-08-18");
  r.categories = {"cs.LG", "stat.ML"};
  r.venue = "Journal of Tides";
  r.doi = "10.1000/tides_1";
  r.url = "https://arxiv.org/abs/2608.01234";
  r.abstract = "<jats:p>We study {tides}_1 & '' more.</jats:p>";
  r.comment = "12 pages #1";
  r.language = "en";
  return r;
}

TEST(CitationWriters, KeysAreThoseOfArxiv) {
  EXPECT_EQ(citation_key(full_record()), "okafor2026smallalpha1tidesofthe");
  EXPECT_EQ(citation_key({}), "paper");
}

TEST(CitationWriters, BibtexIsThatOfArxiv) {
  SourceRecord r = full_record();
  r.venue.clear();
  r.abstract.clear();
  r.comment.clear();
  EXPECT_EQ(write_bibtex(r, "k"),
            "@misc{k,\n  title = {Small \\& $\\alpha_1$-Tides of the 5\\% -{}- \"North\"},\n"
            "  author = {Mina Okafor and Ludwig van der Berg and Désirée and {Sand and Sea Lab}},\n"
            "  year = {2026},\n  month = aug,\n  day = {18},\n  eprint = {2608.01234},\n"
            "  archivePrefix = {arXiv},\n  primaryClass = {cs.LG},\n  doi = {10.1000/tides_1},\n"
            "  url = {https://arxiv.org/abs/2608.01234},\n  language = {en}\n}\n");
}

TEST(CitationWriters, CapitalsOfATitleSurviveStyles) {
  SourceRecord r;
  r.title = "BERT and \"GPT-4\": LLMs for $O(N)$ Kubernetes";
  EXPECT_THAT(write_bibtex(r, "k"),
              testing::HasSubstr("title = {{BERT} and \"{GPT-4}\": {LLMs} for $O(N)$ Kubernetes}"));
}

TEST(CitationWriters, PapersOfAConferenceAreInItsProceedings) {
  SourceRecord r = full_record();
  r.venue = "Proceedings of the 3rd Meeting on Tides";
  EXPECT_THAT(write_bibtex(r, "k"), testing::AllOf(testing::StartsWith("@inproceedings{k,"),
                                                   testing::HasSubstr("booktitle = {Proceedings of")));
  EXPECT_THAT(write_ris(r), testing::AllOf(testing::StartsWith("TY  - CONF\n"),
                                           testing::HasSubstr("\nT2  - Proceedings of")));
  EXPECT_THAT(write_csl_json(r, "k"), testing::HasSubstr("\"type\":\"paper-conference\""));
}

TEST(CitationWriters, RisIsReadByEveryone) {
  SourceRecord r = full_record();
  r.abstract.clear();
  EXPECT_EQ(
      write_ris(r),
      "TY  - JOUR\nTI  - Small & $\\alpha_1$-Tides of the 5% -- \"North\"\nAU  - Okafor, Mina\n"
      "AU  - van der Berg, Ludwig\nAU  - Désirée\nAU  - Lab, Sand and Sea\nPY  - 2026\nDA  - 2026/08/18/\n"
      "JF  - Journal of Tides\nDO  - 10.1000/tides_1\nUR  - https://arxiv.org/abs/2608.01234\n"
      "N1  - 12 pages #1\nLA  - en\nER  - \n");
}

class Written : public testing::TestWithParam<const char*> {};

TEST_P(Written, IsReadAgain) {
  SourceRecord r = full_record();
  r.venue = GetParam();
  const auto same = [&](const TestSink& sink) {
    ASSERT_EQ(sink.records.size(), 1U) << sink.transcript();
    const SourceRecord& back = sink.records[0];
    EXPECT_EQ(back.title, r.title);
    EXPECT_EQ(back.authors, r.authors);
    EXPECT_EQ(back.published, r.published);
    EXPECT_EQ(back.venue, r.venue);
    EXPECT_EQ(back.doi, r.doi);
    EXPECT_EQ(back.url, r.url);
    EXPECT_EQ(back.abstract, r.abstract);
    EXPECT_EQ(back.comment, r.comment);
    EXPECT_EQ(back.language, r.language);
    EXPECT_THAT(back.ids, testing::UnorderedElementsAreArray(r.ids));
  };
  same(read_document(Format::kBibtex, write_bibtex(r, "k")));
  same(read_document(Format::kRis, write_ris(r)));
  same(read_document(Format::kCslJson, "[" + write_csl_json(r, "k") + "]"));
}

INSTANTIATE_TEST_SUITE_P(CitationWriters, Written,
                         testing::Values("", "Journal of Tides", "3rd Workshop on Tides & Sands"));

RC_GTEST_PROP(CitationWriters, AnyProseSurvivesTex, ()) {
  const auto parts = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("a", "B", "7", " ", "$", "\\", "{", "}", "&", "%", "#", "_", "^", "~",
                                    "-", "'", "\"", "<i>", "</i>", "&amp;", "é", ",", "$x$"));
  std::string text;
  for (const std::string& part : parts) text += part;
  // What bibtex_text() gives is what records hold.
  const std::string prose = bibtex_text(bibtex_escape(text));
  RC_ASSERT(bibtex_text(bibtex_escape(prose)) == prose);
}

}  // namespace
}  // namespace broadsheet::formats
