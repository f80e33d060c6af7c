// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/paper_view.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace broadsheet::papers {
namespace {

using formats::SourceRecord;
using store::PaperView;
using store::SourceVotes;
using ::testing::ElementsAre;

SourceRecord record_from(const char* source, const char* key) {
  SourceRecord record;
  record.source = source;
  record.key = key;
  return record;
}

PaperSources three_sources() {
  SourceRecord arxiv = record_from("arxiv", "arxiv:1");
  arxiv.title = "From arXiv";
  arxiv.categories = {"cs.CL", "cs.AI"};
  arxiv.published = *parse_partial_date("2026-02");
  arxiv.updated = *parse_day("2026-03-01");
  SourceRecord acl = record_from("acl-anthology", "acl:1");
  acl.title = "From ACL";
  acl.venue = "ACL";
  acl.published = *parse_partial_date("2026-07-09");
  acl.categories = {"acl", "cs.AI"};
  SourceRecord daily = record_from("hf-daily-papers", "arxiv:1");
  daily.title = "From Daily Papers";
  daily.abstract = "Only they had it.";
  daily.featured = *parse_day("2026-04-02");
  daily.feed_place = 4;
  SourceRecord page = record_from("saved-page", "title:1");
  page.author_count = 3;
  page.featured = *parse_day("2026-04-01");
  PaperSources sources;
  sources.ids = {"b:0123456789ab", "acl:1", "arxiv:1"};
  sources.records = {page, daily, acl, arxiv};
  return sources;
}

TEST(PaperView, TakesEachFieldFromWhoKnowsBest) {
  const PaperView view = make_view(three_sources());
  EXPECT_THAT(view.ids, ElementsAre("arxiv:1", "acl:1", "b:0123456789ab"));
  EXPECT_EQ(view.title, "From arXiv");
  EXPECT_EQ(view.abstract, "Only they had it.");
  EXPECT_EQ(view.venue, "ACL");
  EXPECT_THAT(view.categories, ElementsAre("cs.CL", "cs.AI", "acl"));
  EXPECT_EQ(format_partial_date(*view.published), "2026-07-09") << "a day says more than a month";
  EXPECT_EQ(format_day(*view.featured), "2026-04-01");
  EXPECT_EQ(view.feed_place, std::nullopt) << "the place belongs to the day of its page";
  EXPECT_THAT(view.sources, ElementsAre("arxiv", "acl-anthology", "hf-daily-papers", "saved-page"));
  EXPECT_EQ(view.author_count, 3u);
  EXPECT_EQ(format_partial_date(*view.edition), "2026-04-01");
  EXPECT_EQ(printed_id(view), "1");
}

TEST(PaperView, IsTheSameInEveryOrderOfItsRecords) {
  PaperSources sources = three_sources();
  const PaperView view = make_view(sources);
  std::vector<std::size_t> order = {0, 1, 2, 3};
  const std::vector<SourceRecord> records = sources.records;
  do {
    for (std::size_t i = 0; i < order.size(); ++i) sources.records[i] = records[order[i]];
    EXPECT_EQ(make_view(sources), view);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(PaperView, OrcidsComeFromEverySourceForNamesThatAreTheSame) {
  SourceRecord arxiv = record_from("arxiv", "arxiv:1");
  arxiv.authors = {"Mina Okafor", "Wei Li", "Jun Tae Roh", "Wei Li", "A. Moore"};
  SourceRecord crossref = record_from("crossref", "doi:10.1/x");
  crossref.authors = {"Jun Tae Roh", "MINA OKAFOR", "Wei Li", "Ada Moore"};
  crossref.orcids = {"", "0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X"};
  PaperSources sources;
  sources.ids = {"arxiv:1"};
  sources.records = {crossref, arxiv};
  EXPECT_THAT(make_view(sources).orcids, ElementsAre("0000-0002-1825-0097"))
      << "which of the two named Wei Li it is, nobody says, and A. Moore may be another";

  SourceRecord openalex = record_from("openalex", "doi:10.1/x");
  openalex.authors = arxiv.authors;
  openalex.orcids = {"0000-0001-5109-3700", "0000-0002-1694-233X", "0000-0002-1825-0097"};
  sources.records.push_back(openalex);
  const PaperView view = make_view(sources);
  EXPECT_THAT(view.orcids, ElementsAre("0000-0002-1825-0097", "0000-0002-1694-233X"))
      << "the better source has said whose the first is, so it is not the third author's";
  EXPECT_EQ(view.orcid_of(0), "0000-0002-1825-0097");
  EXPECT_EQ(view.orcid_of(4), "");
}

TEST(PaperView, NewestVotesOfEachSourceCount) {
  const Instant early = *parse_instant("2026-01-01");
  const Instant late = *parse_instant("2026-01-02");
  EXPECT_THAT(newest_votes({{"hf", 20, early}, {"hf", 9, late}, {"hf", 10, late}, {"a", 1, early}}),
              ElementsAre(SourceVotes{"a", 1, early}, SourceVotes{"hf", 10, late}));
}

TEST(PaperView, WithdrawnRecordsSpeakOnlyIfAllAreWithdrawn) {
  PaperSources sources = three_sources();
  sources.records[3].deleted = true;
  EXPECT_EQ(make_view(sources).title, "From ACL");
  EXPECT_FALSE(make_view(sources).withdrawn);
  for (SourceRecord& record : sources.records) record.deleted = true;
  EXPECT_EQ(make_view(sources).title, "From arXiv");
  EXPECT_TRUE(make_view(sources).withdrawn);
}

TEST(PaperView, TheEditionIsFeaturedThenListedThenPublished) {
  PaperView view;
  EXPECT_EQ(edition_of(view), std::nullopt);
  view.published = *parse_partial_date("2026-05");
  EXPECT_EQ(format_partial_date(*edition_of(view)), "2026-05");
  view.listed = *parse_day("2026-06-02");
  EXPECT_EQ(format_partial_date(*edition_of(view)), "2026-06-02");
  view.featured = *parse_day("2026-06-09");
  EXPECT_EQ(format_partial_date(*edition_of(view)), "2026-06-09");
}

TEST(PaperView, WhoIsBelievedIsAsTheDocumentationSays) {
  // The best first; a source that is not named stands with the repositories.
  const std::vector<std::string> order = {
      "arxiv",    "acl-anthology",    "crossref", "pubmed", "oai:lab.edu",     "rss:blog.edu",
      "openalex", "semantic-scholar", "bibtex",   "ris",    "hf-daily-papers", "saved-page"};
  for (std::size_t best = 0; best < order.size(); ++best) {
    PaperSources sources;
    sources.ids = {"arxiv:2601.00001"};
    for (std::size_t i = order.size(); i > best; --i) {
      SourceRecord record;
      record.source = order[i - 1];
      record.key = "k";
      record.title = order[i - 1];
      sources.records.push_back(std::move(record));
    }
    EXPECT_EQ(make_view(sources).title, order[best]);
  }
}

}  // namespace
}  // namespace broadsheet::papers
