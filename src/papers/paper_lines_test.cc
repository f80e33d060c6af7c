// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/paper_lines.h"

#include <gtest/gtest.h>

namespace broadsheet::papers {
namespace {

TEST(AuthorsLine, HidesManyBehindANumberButNeverJustOne) {
  store::PaperView paper;
  EXPECT_EQ(papers::authors_line(paper, 2), "");
  paper.author_count = 9;
  EXPECT_EQ(papers::authors_line(paper, 2), "9 authors");
  paper.authors = {"A"};
  EXPECT_EQ(papers::authors_line(paper, 2), "A");
  paper.authors = {"A", "B", "C"};
  EXPECT_EQ(papers::authors_line(paper, 2), "A, B, C");
  paper.authors = {"A", "B", "C", "D"};
  EXPECT_EQ(papers::authors_line(paper, 2), "A, B and 2 more");
}

TEST(EditionHeading, NamesThePeriod) {
  Edition edition;
  edition.first = edition.last = parse_day("2026-07-01").value();
  EXPECT_EQ(edition_heading(edition), "Wednesday, 1 July 2026");
  edition.kind = EditionKind::kMonth;
  EXPECT_EQ(edition_heading(edition), "July 2026");
  edition.kind = EditionKind::kWeek;
  edition.first = parse_day("2026-06-29").value();
  edition.last = parse_day("2026-07-05").value();
  EXPECT_EQ(edition_heading(edition), "Week 27 · 29 Jun 2026 to 5 Jul 2026");
  edition.kind = EditionKind::kTrending;
  EXPECT_EQ(edition_heading(edition), "Trending · 29 Jun 2026 to 5 Jul 2026");
}

TEST(EditionCount, SaysWhetherThePapersWereChosen) {
  Edition edition;
  edition.total = 1;
  EXPECT_EQ(edition_count(edition), "1 paper");
  edition.total = 1200;
  edition.featured = true;
  EXPECT_EQ(edition_count(edition), "1,200 featured papers");
}

}  // namespace
}  // namespace broadsheet::papers
