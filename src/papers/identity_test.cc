// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/identity.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>
#include <set>

#include "papers/limits.h"
#include "papers/source_facts.h"
#include "papers/testing.h"
#include "text/normalize.h"

namespace broadsheet::papers {
namespace {

using formats::SourceRecord;
using Papers = std::set<std::set<std::string>>;

SourceRecord paper(std::vector<std::string> ids, std::string title, std::vector<std::string> authors,
                   const char* published) {
  return record_of("test", std::move(ids), std::move(title), std::move(authors), published);
}

IdentityEvidence identity(const SourceRecord& record) {
  static text::Normalizer normalizer;
  const std::string id = record.ids.empty() ? own_id(record.source, record.key) : record.ids.front();
  return {id, {make_evidence(record, normalizer)}};
}

Papers papers_of(const std::vector<IdentityEvidence>& identities,
                 const std::vector<PairDecision>& decisions = {}) {
  Papers papers;
  for (const auto& part : cluster(identities, decisions)) {
    std::set<std::string> ids;
    for (const std::size_t index : part) ids.insert(identities[index].id);
    papers.insert(std::move(ids));
  }
  return papers;
}

const char* const kTitle = "Small Tides: Forecasting Harbours";

TEST(Identity, TheSameTitleAndFirstAuthorAreOnePaper) {
  const Papers papers = papers_of(
      {identity(paper({"arxiv:1"}, kTitle, {"Mina Okafor"}, "2026-01-02")),
       identity(paper({"acl:1"}, "SMALL TIDES -- Forecasting harbours", {"Okafor, M.", "J. Roh"}, "2027"))});
  EXPECT_EQ(papers, (Papers{{"arxiv:1", "acl:1"}}));
}

TEST(Identity, WhatDiffersKeepsPapersApart) {
  const IdentityEvidence one = identity(paper({"arxiv:1"}, kTitle, {"Mina Okafor"}, "2020"));
  // Another author, a distant year, another title, too short a title, no author.
  EXPECT_FALSE(same_paper(one, identity(paper({"acl:1"}, kTitle, {"Jun Roh"}, "2020"))));
  EXPECT_FALSE(same_paper(one, identity(paper({"acl:1"}, kTitle, {"Mina Okafor"}, "2023"))));
  EXPECT_FALSE(
      same_paper(one, identity(paper({"acl:1"}, "Small Tides: Forecasting Ports", {"Mina Okafor"}, "2020"))));
  EXPECT_FALSE(same_paper(one, identity(paper({"acl:1"}, kTitle, {}, "2020"))));
  EXPECT_FALSE(same_paper(identity(paper({"arxiv:1"}, "Three words only", {"Mina Okafor"}, "2020")),
                          identity(paper({"acl:1"}, "Three words only", {"Mina Okafor"}, "2020"))));
  EXPECT_TRUE(same_paper(one, identity(paper({"acl:1"}, kTitle, {"Mina Okafor"}, "2022"))));
}

TEST(Identity, HalfOfTheSurnamesAreEnough) {
  const IdentityEvidence one =
      identity(paper({"arxiv:1"}, kTitle, {"A One", "B Two", "C Three", "D Four"}, "2020"));
  EXPECT_TRUE(same_paper(one, identity(paper({"acl:1"}, kTitle, {"B Two", "A One"}, "2020"))));
  EXPECT_FALSE(same_paper(one, identity(paper({"acl:1"}, kTitle, {"B Two", "E Five"}, "2020"))));
}

// Another paper of the same title, by what may be different: the people, the year, most of the people, or
// all.
SourceRecord namesake(SourceRecord record, int kind) {
  const int year = year_of(record.published->day) + kYearsApartMax + 1 + kind;
  record.ids = {"doi:10.5555/" + record.ids.front()};
  if (kind == 0 || kind == 3) record.authors = {"Ana Ruiz", "Otto Lind"};
  if (kind == 1 || kind == 3) record.published = *parse_partial_date(std::to_string(year));
  if (kind == 2) record.authors = {"Ana Ruiz", "Otto Lind", record.authors.back()};
  return record;
}

TEST(Identity, AThousandNamesakesStayApart) {
  constexpr int kPairs = 1000;
  for (int i = 0; i < kPairs; ++i) {
    const std::string number = std::to_string(i);
    const SourceRecord one = paper({"acl:" + number}, "Small tides of harbour " + number,
                                   {"Mina Okafor", "Jun Roh"}, std::to_string(1960 + i % 60).c_str());
    const SourceRecord other = namesake(one, i % 4);
    EXPECT_EQ(papers_of({identity(one), identity(other)}).size(), 2U) << number;
    EXPECT_EQ(title_matching_key(identity(one).records.front().title),
              title_matching_key(identity(other).records.front().title));
  }
}

TEST(Identity, ADoiNeedsANearTitleAndAnAuthor) {
  const auto with_doi = [](const char* id, const char* title, const char* author) {
    return identity(paper({id, "doi:10.1/x"}, title, {author, "Jun Roh"}, "2020"));
  };
  const IdentityEvidence one = with_doi("arxiv:1", "A study of small tides in harbours", "Mina Okafor");
  EXPECT_TRUE(same_paper(one, with_doi("acl:1", "A study of the small tides in harbours", "X Y")));
  EXPECT_FALSE(same_paper(one, with_doi("acl:1", "Something else altogether", "Mina Okafor")));
  EXPECT_FALSE(same_paper(one, identity(paper({"acl:1", "doi:10.1/x"}, "A study of small tides in harbours",
                                              {"Other Person"}, "2020"))));
  EXPECT_TRUE(
      same_paper(one, identity(paper({"doi:10.1/x"}, "A study of small tides in harbour", {"J. Roh"}, ""))));
}

TEST(Identity, TwoIdsOfOneSchemeAreNeverOnePaper) {
  const auto records = {identity(paper({"acl:1"}, kTitle, {"Mina Okafor"}, "2020")),
                        identity(paper({"acl:2"}, kTitle, {"Mina Okafor"}, "2020"))};
  EXPECT_EQ(papers_of(records), (Papers{{"acl:1"}, {"acl:2"}}));
}

TEST(Identity, OfSeveralThatFitTheNearestYearThenTheSmallestIdWins) {
  const IdentityEvidence arxiv = identity(paper({"arxiv:1"}, kTitle, {"Mina Okafor"}, "2020"));
  const IdentityEvidence far = identity(paper({"acl:1"}, kTitle, {"Mina Okafor"}, "2021"));
  const IdentityEvidence near = identity(paper({"acl:3"}, kTitle, {"Mina Okafor"}, "2020"));
  const IdentityEvidence nearer_id = identity(paper({"acl:2"}, kTitle, {"Mina Okafor"}, "2020"));
  EXPECT_EQ(papers_of({arxiv, far, near}), (Papers{{"arxiv:1", "acl:3"}, {"acl:1"}}));
  EXPECT_EQ(papers_of({near, arxiv, nearer_id}), (Papers{{"arxiv:1", "acl:2"}, {"acl:3"}}));
}

TEST(Identity, ASourcesWordOutweighsTitles) {
  const IdentityEvidence one = identity(paper({"acl:1", "arxiv:1"}, "Some title", {"X Y"}, "2020"));
  const IdentityEvidence other = identity(paper({"arxiv:1"}, kTitle, {"Mina Okafor"}, "2010"));
  const IdentityEvidence like_other = identity(paper({"acl:2"}, kTitle, {"Mina Okafor"}, "2010"));
  EXPECT_EQ(papers_of({one, other, like_other}), (Papers{{"acl:1", "arxiv:1"}, {"acl:2"}}));
}

TEST(Identity, RecordsWithoutAuthorsNeverMergeWithEachOther) {
  EXPECT_EQ(papers_of({identity(paper({"acl:1"}, "Author index of the volume", {}, "2020")),
                       identity(paper({"arxiv:1"}, "Author index of the volume", {}, "2020")),
                       identity(paper({}, "Author index of the volume", {}, "2020"))})
                .size(),
            3u);
}

TEST(Identity, ASavedPageMergesByItsTitleIfOnlyOnePaperHasIt) {
  SourceRecord page = paper({}, "Controllable Tides", {}, "2026");
  page.author_count = 2;
  const std::string own = identity(page).id;
  const IdentityEvidence two = identity(paper({"arxiv:1"}, "Controllable tides", {"A B", "C D"}, "2019"));
  const IdentityEvidence three =
      identity(paper({"arxiv:2"}, "Controllable tides", {"A B", "C D", "E F"}, "2019"));
  const IdentityEvidence again = identity(paper({"arxiv:3"}, "Controllable tides", {"X Y", "C D"}, "2019"));
  EXPECT_EQ(papers_of({identity(page), two}), (Papers{{own, "arxiv:1"}}));
  EXPECT_EQ(papers_of({identity(page), three}), (Papers{{own}, {"arxiv:2"}}));
  EXPECT_EQ(papers_of({identity(page), two, three}), (Papers{{own, "arxiv:1"}, {"arxiv:2"}}));
  EXPECT_EQ(papers_of({identity(page), two, again}), (Papers{{own}, {"arxiv:1"}, {"arxiv:3"}}));
  page.author_count.reset();
  EXPECT_EQ(papers_of({identity(page), three}), (Papers{{own, "arxiv:2"}}));
}

TEST(Identity, APersonsNewestWordHolds) {
  const std::vector<IdentityEvidence> both = {identity(paper({"acl:1"}, "One", {"A B"}, "2020")),
                                              identity(paper({"acl:2"}, "Two", {"C D"}, "2010"))};
  EXPECT_EQ(papers_of(both, {{0, 1, true}}), (Papers{{"acl:1", "acl:2"}}));
  EXPECT_EQ(papers_of(both, {{0, 1, true}, {0, 1, false}}), (Papers{{"acl:1"}, {"acl:2"}}));
  EXPECT_EQ(papers_of(both, {{0, 1, false}, {0, 1, true}}), (Papers{{"acl:1", "acl:2"}}));
  const std::vector<IdentityEvidence> alike = {identity(paper({"acl:1"}, kTitle, {"A B"}, "2020")),
                                               identity(paper({"arxiv:1"}, kTitle, {"A B"}, "2020"))};
  EXPECT_EQ(papers_of(alike, {{0, 1, false}}), (Papers{{"acl:1"}, {"arxiv:1"}}));
}

// Records from so small a world that they meet in every way.
rc::Gen<SourceRecord> gen_record() {
  return rc::gen::exec([] {
    static const char* const kTitles[] = {"alpha beta gamma delta", "alpha beta gamma epsilon",
                                          "short title"};
    static const char* const kIds[] = {"arxiv:1", "arxiv:2", "arxiv:3",   "acl:1",
                                       "acl:2",   "acl:3",   "doi:10.1/a"};
    static const char* const kYears[] = {"", "2018", "2020", "2021-03"};
    SourceRecord record;
    record.source = *rc::gen::element<std::string>("arxiv", "acl-anthology", "hf-daily-papers");
    if (*rc::gen::inRange(0, 4) != 0) record.ids.push_back(kIds[*rc::gen::inRange(0, 7)]);
    if (!record.ids.empty() && *rc::gen::inRange(0, 6) == 0)
      record.ids.push_back(kIds[*rc::gen::inRange(0, 7)]);
    record.title = kTitles[*rc::gen::inRange(0, 3)];
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
      record.authors.push_back(std::string("X ") + static_cast<char>('a' + *rc::gen::inRange(0, 3)));
    }
    const std::string year = kYears[*rc::gen::inRange(0, 4)];
    if (!year.empty()) record.published = *parse_partial_date(year);
    record.key = record.ids.empty() ? record.title + year : record.ids.front();
    return record;
  });
}

RC_GTEST_PROP(Identity, TheOrderOfIdentitiesNeverMatters, ()) {
  std::vector<IdentityEvidence> identities;
  std::set<std::string> seen;
  for (const SourceRecord& record : *rc::gen::container<std::vector<SourceRecord>>(12, gen_record())) {
    IdentityEvidence one = identity(record);
    if (seen.insert(one.id).second) identities.push_back(std::move(one));
  }
  const Papers papers = papers_of(identities);
  std::vector<IdentityEvidence> shuffled = identities;
  for (std::size_t i = shuffled.size(); i > 1; --i) {
    std::swap(shuffled[i - 1], shuffled[*rc::gen::inRange<std::size_t>(0, i)]);
  }
  RC_ASSERT(papers_of(shuffled) == papers);
  for (const std::set<std::string>& ids : papers) {
    std::multiset<std::string> schemes;
    for (const std::string& id : ids) {
      if (!id.starts_with("b:")) schemes.insert(id.substr(0, id.find(':')));
    }
    for (const std::string& scheme : schemes) RC_ASSERT(schemes.count(scheme) == 1u);
  }
}

RC_GTEST_PROP(Identity, EveryPairThatMatchesSharesAKey, ()) {
  const SourceRecord one = *gen_record();
  const SourceRecord other = *gen_record();
  const IdentityEvidence mine = identity(one);
  const IdentityEvidence theirs = identity(other);
  RC_PRE(mine.id != theirs.id);
  if (!same_paper(mine, theirs) && !same_by_title_alone(mine, theirs)) return;
  std::vector<store::MatchingKey> keys = matching_keys(mine.records[0]);
  keys.push_back(id_matching_key(mine.id));
  std::vector<store::MatchingKey> other_keys = matching_keys(theirs.records[0]);
  other_keys.push_back(id_matching_key(theirs.id));
  RC_ASSERT(std::find_first_of(keys.begin(), keys.end(), other_keys.begin(), other_keys.end()) != keys.end());
}

RC_GTEST_PROP(Identity, EvidenceSurvivesItsEncoding, ()) {
  IdentityEvidence one = identity(*gen_record());
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) one.records[0].former.push_back("b:" + std::to_string(i));
  const std::string bytes = encode_evidence(one.records[0]);
  const auto decoded = decode_evidence(bytes);
  RC_ASSERT(decoded.ok());
  RC_ASSERT(encode_evidence(decoded.value()) == bytes);
  RC_ASSERT(decoded->former == one.records[0].former);
  RC_ASSERT(decoded.value().words == one.records[0].words);
  RC_ASSERT(!decode_evidence(std::string_view(bytes).substr(0, bytes.size() - 1)).ok());
}

RC_GTEST_PROP(SourceFacts, SurviveTheirEncoding, ()) {
  SourceRecord record = *gen_record();
  record.votes = formats::VoteCount{*rc::gen::inRange<std::int64_t>(0, 1000), *parse_instant("2026-01-02")};
  record.organization = formats::Organization{"", "Tide Lab"};
  record.listed = *parse_day("2026-01-03");
  record.deleted = *rc::gen::arbitrary<bool>();
  std::string bytes;
  encode_source_facts(record, bytes);
  const auto decoded = decode_source_facts(bytes);
  RC_ASSERT(decoded.ok());
  std::string again;
  encode_source_facts(decoded.value(), again);
  RC_ASSERT(again == bytes);
  RC_ASSERT(decoded.value().title == record.title);
  RC_ASSERT(decoded.value().ids == record.ids);
  RC_ASSERT(decoded.value().votes->upvotes == record.votes->upvotes);
  RC_ASSERT(decoded.value().organization->fullname == "Tide Lab");
  RC_ASSERT(decoded.value().deleted == record.deleted);
}

}  // namespace
}  // namespace broadsheet::papers
