// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/citing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/testing.h"

namespace broadsheet::web {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

store::PaperView tides() {
  store::PaperView paper;
  paper.ids = {"arxiv:2607.00001", "doi:10.1000/tides.1"};
  paper.title = "Small & Great Tides";
  paper.authors = {"Mina Okafor", "Jun Tae Roh"};
  paper.orcids = {"0000-0002-1825-0097"};
  paper.published = *parse_partial_date("2026-07");
  paper.venue = "Journal of Tides";
  paper.doi = "10.1000/tides.1";
  return paper;
}

TEST(Citing, AContextObjectHasWhatTheListShows) {
  EXPECT_EQ(context_object(tides()),
            "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal&rft.genre=article"
            "&rft.atitle=Small%20%26%20Great%20Tides&rft.jtitle=Journal%20of%20Tides&rft.date=2026-07"
            "&rft.au=Mina%20Okafor&rft.au=Jun%20Tae%20Roh&rft_id=info%3Adoi%2F10.1000%2Ftides.1"
            "&rft_id=https%3A%2F%2Farxiv.org%2Fabs%2F2607.00001");
}

TEST(Citing, APlainCitationEndsWithAnAddress) {
  EXPECT_EQ(plain_citation(tides()),
            "Mina Okafor, Jun Tae Roh. Small & Great Tides. Journal of Tides, 2026. "
            "https://arxiv.org/abs/2607.00001");
  store::PaperView bare;
  bare.ids = {"doi:10.1/x"};
  bare.title = "Why?";
  bare.doi = "10.1/x";
  EXPECT_EQ(plain_citation(bare), "Why? https://doi.org/10.1/x");
}

using CitingTest = WebTest;

TEST_F(CitingTest, APageTellsReferenceManagersWhatItIsAbout) {
  put("arxiv:2607.00001", "Small Tides", "2026-07-01", [](store::PaperView& paper) {
    paper.authors = {"Mina \"M\" Okafor"};
    paper.venue = "<b>Tides</b>";
  });
  EXPECT_THAT(
      browse("/papers/2607.00001").body,
      AllOf(HasSubstr("<meta name=\"citation_title\" content=\"Small Tides\">"),
            HasSubstr("<meta name=\"citation_author\" content=\"Mina &quot;M&quot; Okafor\">"),
            HasSubstr("<meta name=\"citation_publication_date\" content=\"2026/07/01\">"),
            HasSubstr("<meta name=\"citation_journal_title\" content=\"Tides\">"),
            HasSubstr("<meta name=\"citation_pdf_url\" content=\"https://arxiv.org/pdf/2607.00001\">"),
            HasSubstr("href=\"/papers/2607.00001.bib\""), HasSubstr("@article{okafor2026smalltides,")));
  EXPECT_THAT(browse("/papers").body,
              AllOf(HasSubstr("class=\"Z3988\""), HasSubstr("rft.atitle=Small%20Tides"),
                    Not(HasSubstr("citation_title"))));
}

TEST_F(CitingTest, APaperIsAFileForReferenceManagers) {
  put("arxiv:2607.00001", "Small Tides", "2026-07-01",
      [](store::PaperView& paper) { paper.authors = {"Mina Okafor"}; });
  const http::Response bibtex = ask("/papers/2607.00001.bib");
  EXPECT_EQ(bibtex.status, 200);
  EXPECT_EQ(header_of(bibtex, "Content-Type"), "application/x-bibtex; charset=utf-8");
  EXPECT_EQ(header_of(bibtex, "Content-Disposition"), "inline; filename=\"okafor2026smalltides.bib\"");
  EXPECT_THAT(bibtex.body, HasSubstr("@misc{okafor2026smalltides,"));
  EXPECT_THAT(ask("/papers/2607.00001.ris").body, HasSubstr("TI  - Small Tides\n"));
  EXPECT_THAT(ask("/papers/2607.00001.csl.json").body, HasSubstr("\"title\":\"Small Tides\""));
  EXPECT_EQ(ask("/papers/2607.99999.bib").status, 404);
}

}  // namespace
}  // namespace broadsheet::web
