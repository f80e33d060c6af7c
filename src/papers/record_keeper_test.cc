// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/record_keeper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>

#include "papers/limits.h"
#include "papers/paper_view.h"
#include "papers/testing.h"
#include "store/testing.h"

namespace broadsheet::papers {
namespace {

using formats::SourceRecord;
using store::PaperView;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const char* const kTitle = "Small Tides: Forecasting Harbours";

SourceRecord arxiv(const char* id, std::string title = kTitle) {
  return record_of("arxiv", {std::string("arxiv:") + id}, std::move(title), {"Mina Okafor"}, "2026-01-02");
}

SourceRecord acl(const char* id, std::string title = kTitle) {
  return record_of("acl-anthology", {std::string("acl:") + id}, std::move(title), {"M. Okafor"}, "2026");
}

TEST(RecordKeeper, ARecordMakesAPaperAFurtherSourceChangesItAndTheSameChangesNothing) {
  Bench bench;
  EXPECT_EQ(bench.add(arxiv("2601.00001")), Outcome::kNew);
  EXPECT_EQ(bench.add(acl("2026.acl-long.1")), Outcome::kUpdated);
  EXPECT_EQ(bench.add(arxiv("2601.00002", "Another title of four words")), Outcome::kNew);
  const Revision head = bench.record().head().value();
  EXPECT_EQ(bench.add(acl("2026.acl-long.1")), Outcome::kUnchanged);
  EXPECT_EQ(bench.record().head().value(), head);
  EXPECT_THAT(bench.ids(), ElementsAre(ElementsAre("arxiv:2601.00001", "acl:2026.acl-long.1"),
                                       ElementsAre("arxiv:2601.00002")));
  EXPECT_THAT(bench.paper("acl:2026.acl-long.1").sources, ElementsAre("arxiv", "acl-anthology"));
  EXPECT_EQ(printed_id(bench.paper("acl:2026.acl-long.1")), "2601.00001");
  EXPECT_THAT(bench.record().check(true).value(), IsEmpty());
}

TEST(RecordKeeper, APaperKeepsTheNumberOfItsOldestIdentity) {
  Bench bench;
  bench.add(acl("1"));
  bench.add(arxiv("2601.00009", "Something in between them all"));
  bench.add(arxiv("2601.00001"));
  EXPECT_EQ(bench.paper("arxiv:2601.00001").number, PaperNumber(1));
  EXPECT_EQ(bench.record().counts()->papers, 2u);
}

TEST(RecordKeeper, ALaterRecordCanTakeAPaperFromAnother) {
  Bench bench;
  SourceRecord far = acl("1");
  far.published = *parse_partial_date("2027");
  EXPECT_EQ(bench.add(far), Outcome::kNew);
  EXPECT_EQ(bench.add(arxiv("2601.00001")), Outcome::kUpdated);
  EXPECT_EQ(bench.add(acl("2")), Outcome::kUpdated);
  EXPECT_THAT(bench.ids(), ElementsAre(ElementsAre("acl:1"), ElementsAre("arxiv:2601.00001", "acl:2")));
  EXPECT_THAT(bench.record().check(true).value(), IsEmpty());
}

TEST(RecordKeeper, ACorrectedTitleSplitsAndJoinsPapers) {
  Bench bench;
  bench.add(arxiv("2601.00001"));
  SourceRecord other = acl("1", "Quite another title than that");
  bench.add(other);
  bench.add(record_of("saved-page", {}, kTitle, {}, "2026"));
  EXPECT_EQ(bench.ids().size(), 2u);
  other.title = kTitle;
  EXPECT_EQ(bench.add(other), Outcome::kUpdated);
  EXPECT_EQ(bench.ids().size(), 1u);
  other.title = "And quite another title again";
  EXPECT_EQ(bench.add(other), Outcome::kUpdated);
  EXPECT_EQ(bench.ids().size(), 2u);
  // With two named papers of its title the saved page is of neither; when one leaves, it is of the other.
  other.title = kTitle;
  other.authors = {"Somebody Else"};
  bench.add(other);
  EXPECT_EQ(bench.ids().size(), 3u);
  other.title = "And quite another title again";
  bench.add(other);
  EXPECT_EQ(bench.ids().size(), 2u);
  EXPECT_THAT(bench.record().check(true).value(), IsEmpty());
}

TEST(RecordKeeper, WhatASourceSaidLaterIsNotReplacedByWhatItSaidEarlier) {
  Bench bench;
  SourceRecord first = arxiv("2601.00001");
  first.updated = *parse_day("2026-01-05");
  SourceRecord second = first;
  second.updated = *parse_day("2026-02-05");
  second.abstract = "Now with an abstract.";
  bench.add(first);
  EXPECT_EQ(bench.add(second), Outcome::kUpdated);
  EXPECT_EQ(bench.add(first), Outcome::kUnchanged);
  const PaperView paper = bench.paper("arxiv:2601.00001");
  EXPECT_EQ(paper.abstract, "Now with an abstract.");
  EXPECT_THAT(paper.versions, ElementsAre(*parse_day("2026-01-05")));
}

TEST(RecordKeeper, AWithdrawnPaperKeepsItsTextAndItsId) {
  Bench bench;
  bench.add(arxiv("2601.00001"));
  SourceRecord deleted = record_of("arxiv", {"arxiv:2601.00001"}, "", {}, "");
  deleted.deleted = true;
  EXPECT_EQ(bench.add(deleted), Outcome::kDeleted);
  EXPECT_EQ(bench.add(deleted), Outcome::kUnchanged);
  EXPECT_TRUE(bench.paper("arxiv:2601.00001").withdrawn);
  EXPECT_EQ(bench.paper("arxiv:2601.00001").title, kTitle);
  EXPECT_EQ(bench.add(arxiv("2601.00001")), Outcome::kUpdated);
  EXPECT_FALSE(bench.paper("arxiv:2601.00001").withdrawn);
  SourceRecord unknown = deleted;
  unknown.key = "arxiv:2601.00007";
  EXPECT_EQ(bench.add(unknown), Outcome::kUnchanged);
}

TEST(RecordKeeper, VotesMayComeBeforeTheirPaper) {
  Bench bench;
  EXPECT_EQ(bench.add_votes("arxiv:2601.00001", "2026-01-05", 7), Outcome::kUnchanged);
  EXPECT_EQ(bench.record().counts()->papers, 0u);
  EXPECT_EQ(bench.add(arxiv("2601.00001")), Outcome::kNew);
  EXPECT_EQ(bench.paper("arxiv:2601.00001").upvotes(), 7);
  EXPECT_EQ(bench.add_votes("arxiv:2601.00001", "2026-01-06", 9), Outcome::kUpdated);
  EXPECT_EQ(bench.add_votes("arxiv:2601.00001", "2026-01-06", 9), Outcome::kUnchanged);
  EXPECT_EQ(bench.add_votes("arxiv:2601.00001", "2026-01-01", 1), Outcome::kUpdated);
  EXPECT_EQ(bench.paper("arxiv:2601.00001").upvotes(), 9);
  EXPECT_EQ(bench.record().vote_history(PaperNumber(1))->size(), 3u);
  EXPECT_THAT(bench.record().check(true).value(), IsEmpty());
}

TEST(RecordKeeper, AnIdThatASourceVouchesForLeadsToThePaper) {
  Bench bench;
  SourceRecord both = acl("1");
  both.ids.push_back("arxiv:2601.00001");
  bench.add(both);
  EXPECT_EQ(printed_id(bench.paper("arxiv:2601.00001")), "2601.00001");
  EXPECT_EQ(bench.add(arxiv("2601.00001", "A title that differs wholly")), Outcome::kUpdated);
  EXPECT_EQ(bench.record().counts()->papers, 1u);
}

TEST(RecordKeeper, APaperIsFoundByTheDoiThatItStates) {
  Bench bench;
  SourceRecord one = arxiv("2601.00001");
  one.ids.push_back("doi:10.1/x");
  bench.add(one);
  EXPECT_EQ(bench.paper("doi:10.1/x").number, PaperNumber(1));
  EXPECT_EQ(bench.paper("doi:10.1/x").doi, "10.1/x");
  EXPECT_FALSE(bench.record().paper_by_id("doi:10.1/y")->has_value());
}

TEST(RecordKeeper, MergingByHandAndUndoingItMovesNothing) {
  Bench bench;
  bench.add(acl("1", "One title that is its own"));
  bench.add(acl("2", "Another title that is its own"));
  bench.add_votes("acl:2", "2026-01-05", 7);
  const std::vector<PaperView> before = bench.papers();
  EXPECT_EQ(bench.merge("acl:2", "acl:1").value(), PaperNumber(1));
  EXPECT_THAT(bench.ids(), ElementsAre(ElementsAre("acl:1", "acl:2")));
  EXPECT_EQ(bench.paper("acl:1").upvotes(), 7);
  EXPECT_EQ(bench.paper("acl:2").number, PaperNumber(1));
  EXPECT_EQ(bench.merge("acl:1", "acl:2").error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(bench.merge("acl:1", "acl:9").error().code(), ErrorCode::kNotFound);
  EXPECT_EQ(bench.undo("acl:2").value(), PaperNumber(2));
  EXPECT_EQ(bench.papers(), before);
  EXPECT_EQ(bench.undo("acl:2").error().code(), ErrorCode::kInvalid);
  EXPECT_THAT(bench.record().check(true).value(), IsEmpty());
}

TEST(RecordKeeper, AWrongMergeByTheRulesCanBeUndoneForGood) {
  Bench bench;
  bench.add(arxiv("2601.00001"));
  bench.add(acl("1"));
  EXPECT_EQ(bench.undo("acl:1").value(), PaperNumber(2));
  SourceRecord again = acl("1");
  again.abstract = "changed";
  bench.add(again);
  EXPECT_EQ(bench.ids().size(), 2u);
  EXPECT_EQ(bench.merge("acl:1", "arxiv:2601.00001").value(), PaperNumber(1));
}

SourceRecord dated(SourceRecord record, const char* updated) {
  record.updated = *parse_day(updated);
  return record;
}

SourceRecord withdrawal(const char* id, const char* day) {
  SourceRecord record = record_of("arxiv", {id}, "", {}, "");
  record.deleted = true;
  if (*day != '\0') record.updated = *parse_day(day);
  return record;
}

TEST(RecordKeeper, AWithdrawalHoldsAgainstWhatWasSaidBeforeIt) {
  Bench bench;
  const SourceRecord live = dated(arxiv("2601.00001"), "2026-01-05");
  const SourceRecord gone = withdrawal("arxiv:2601.00001", "2026-02-01");
  bench.add(live);
  EXPECT_EQ(bench.add(gone), Outcome::kDeleted);
  const Revision head = bench.record().head().value();
  EXPECT_EQ(bench.add(live), Outcome::kUnchanged);
  EXPECT_EQ(bench.add(dated(arxiv("2601.00001"), "2026-01-01")), Outcome::kUpdated);  // an older version
  EXPECT_EQ(bench.add(gone), Outcome::kUnchanged);
  EXPECT_TRUE(bench.paper("arxiv:2601.00001").withdrawn);
  EXPECT_GT(bench.record().head().value(), head);
  EXPECT_EQ(bench.add(dated(arxiv("2601.00001"), "2026-03-01")), Outcome::kUpdated);
  EXPECT_FALSE(bench.paper("arxiv:2601.00001").withdrawn);
  EXPECT_EQ(bench.add(gone), Outcome::kUnchanged);
  EXPECT_FALSE(bench.paper("arxiv:2601.00001").withdrawn);
  EXPECT_THAT(bench.record().check(true).value(), IsEmpty());
}

TEST(RecordKeeper, AWithdrawalMayComeBeforeItsPaper) {
  Bench bench;
  EXPECT_EQ(bench.add(withdrawal("arxiv:2601.00001", "2026-02-01")), Outcome::kUnchanged);
  EXPECT_EQ(bench.record().counts()->identities, 0u);
  EXPECT_EQ(bench.add(dated(arxiv("2601.00001"), "2026-01-05")), Outcome::kDeleted);
  EXPECT_TRUE(bench.paper("arxiv:2601.00001").withdrawn);
  EXPECT_EQ(bench.paper("arxiv:2601.00001").title, kTitle);
  EXPECT_EQ(bench.add(dated(arxiv("2601.00001"), "2026-02-02")), Outcome::kUpdated);
  EXPECT_FALSE(bench.paper("arxiv:2601.00001").withdrawn);
  EXPECT_THAT(bench.record().check(true).value(), IsEmpty());
}

RC_GTEST_PROP(RecordKeeper, VersionsAndWithdrawalsMayComeInAnyOrder, ()) {
  std::vector<SourceRecord> said;
  for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
    const std::string id = "2601.0000" + std::to_string(*rc::gen::inRange(1, 3));
    const std::string day = "2026-01-0" + std::to_string(i);
    if (*rc::gen::inRange(0, 3) == 0) {
      said.push_back(withdrawal(("arxiv:" + id).c_str(), day.c_str()));
    } else {
      said.push_back(dated(arxiv(id.c_str(), "A title of version " + std::to_string(i % 3)), day.c_str()));
      // Withdrawn in the same breath in which the record is given.
      said.back().deleted = *rc::gen::inRange(0, 4) == 0;
      if (said.back().deleted) said.back().notice = "Retracted on " + day;
    }
  }
  Bench bench;
  for (const SourceRecord& record : said) bench.add(record);
  for (std::size_t i = said.size(); i > 1; --i) {
    std::swap(said[i - 1], said[*rc::gen::inRange<std::size_t>(0, i)]);
  }
  Bench other;
  for (const SourceRecord& record : said) other.add(record);
  const Revision head = other.record().head().value();
  for (const SourceRecord& record : said) other.add(record);
  RC_ASSERT(other.papers() == bench.papers());
  RC_ASSERT(other.record().head().value() == head);
  RC_ASSERT(other.record().check(true).value().empty());
  for (const PaperView& paper : bench.papers()) {
    RC_ASSERT(other.history(paper.ids.front()) == bench.history(paper.ids.front()));
  }
}

TEST(RecordKeeper, AnIdThatIsNoLongerVouchedForStillLeadsToItsPaper) {
  Bench bench;
  bench.add_votes("arxiv:2601.00001", "2026-01-05", 7);  // the older identity of the two
  SourceRecord both = dated(acl("1"), "2026-01-05");
  both.ids.push_back("arxiv:2601.00001");
  bench.add(both);
  EXPECT_EQ(bench.paper("acl:1").upvotes(), 7);
  bench.add(dated(acl("1"), "2026-02-05"));
  EXPECT_THAT(bench.ids(), ElementsAre(ElementsAre("acl:1")));
  EXPECT_EQ(bench.paper("acl:1").upvotes(), 0);
  EXPECT_EQ(bench.paper("arxiv:2601.00001").ids, bench.paper("acl:1").ids);
  EXPECT_EQ(bench.record().paper(PaperNumber(1)).value()->ids, bench.paper("acl:1").ids);
  EXPECT_EQ(bench.add_votes("arxiv:2601.00001", "2026-01-06", 9), Outcome::kUnchanged);
  EXPECT_EQ(bench.undo("acl:1").error().code(), ErrorCode::kInvalid);
  EXPECT_EQ(bench.undo("arxiv:2601.00001").error().code(), ErrorCode::kInvalid);
  EXPECT_THAT(bench.record().check(true).value(), IsEmpty());
  // It is another paper's after all.
  EXPECT_EQ(bench.add(arxiv("2601.00001", "A title that differs wholly")), Outcome::kUpdated);
  EXPECT_EQ(bench.paper("arxiv:2601.00001").upvotes(), 9);
  EXPECT_EQ(bench.ids().size(), 2u);
  EXPECT_THAT(bench.record().check(true).value(), IsEmpty());
}

TEST(RecordKeeper, OnlySoManyIdsLeadToAPaperThatTheyAreNotOf) {
  Bench bench;
  for (std::size_t i = 0; i < kLeadingIdsMax + 10; ++i) {
    SourceRecord both = acl("1");
    both.ids.push_back("arxiv:2601." + std::to_string(10'000 + i));
    bench.add(both);
  }
  EXPECT_EQ(bench.record().identities_of(PaperNumber(1))->size(), 2 + kLeadingIdsMax);
  EXPECT_EQ(bench.paper("arxiv:2601.10000").number, PaperNumber(1));
  EXPECT_THAT(bench.record().check(true).value(), IsEmpty());
}

TEST(RecordKeeper, APaperKeepsTheIdUnderWhichItWasFirstKnown) {
  Bench bench;
  SourceRecord record = record_of("lab", {}, kTitle, {"Mina Okafor"}, "2026");
  record.key = "7";
  bench.add(record);
  const std::string own = bench.papers().front().ids.front();
  record.ids = {"doi:10.1/x"};
  EXPECT_EQ(bench.add(record), Outcome::kUpdated);
  EXPECT_THAT(bench.ids(), ElementsAre(ElementsAre("doi:10.1/x", own)));
  EXPECT_EQ(bench.paper("doi:10.1/x").number, PaperNumber(1));
  record.ids = {"arxiv:2601.00001", "doi:10.1/x"};
  bench.add(record);
  EXPECT_THAT(bench.ids(), ElementsAre(ElementsAre("arxiv:2601.00001", "doi:10.1/x", own)));
  // Two ids of one scheme are never one paper's, but the old one still leads there.
  record.ids = {"arxiv:2601.00002"};
  bench.add(record);
  EXPECT_THAT(bench.ids(), ElementsAre(ElementsAre("arxiv:2601.00002", "doi:10.1/x", own)));
  EXPECT_EQ(bench.paper("arxiv:2601.00001").ids.front(), "arxiv:2601.00002");
  EXPECT_EQ(bench.paper(own.c_str()).number, PaperNumber(1));
  EXPECT_THAT(bench.record().check(true).value(), IsEmpty());
}

TEST(RecordKeeper, ADamagedTextIsMendedByItsSource) {
  Bench bench;
  bench.add(arxiv("2601.00001"));
  bench.add(acl("1"));
  const std::vector<PaperView> whole = bench.papers();
  store::damage_source_record(bench.folder(), "arxiv:2601.00001");
  EXPECT_FALSE(bench.record().check(true).value().empty());
  EXPECT_EQ(bench.add(acl("1")), Outcome::kUnchanged);
  EXPECT_EQ(bench.add(arxiv("2601.00001")), Outcome::kUpdated);
  EXPECT_EQ(bench.papers(), whole);
  EXPECT_THAT(bench.record().check(true).value(), IsEmpty());

  store::damage_paper(bench.folder(), PaperNumber(1));
  EXPECT_THAT(bench.papers(), IsEmpty());
  const Revision head = bench.record().head().value();
  EXPECT_EQ(bench.add(acl("1")), Outcome::kUpdated);
  EXPECT_EQ(bench.papers(), whole);
  EXPECT_EQ(bench.record().changes_after(head, 10)->size(), 1u);
  EXPECT_EQ(bench.add(acl("1")), Outcome::kUnchanged);

  store::damage_paper(bench.folder(), PaperNumber(1));
  EXPECT_EQ(bench.add_votes("arxiv:2601.00001", "2026-01-05", 7), Outcome::kUpdated);
  EXPECT_EQ(bench.paper("acl:1").upvotes(), 7);
  EXPECT_THAT(bench.record().check(true).value(), IsEmpty());
}

TEST(RecordKeeper, AroundDamageTheRestIsDone) {
  Bench bench;
  bench.add(arxiv("2601.00001"));
  bench.add(acl("1"));
  // Its own source says something new, while the other one's text is gone.
  store::damage_source_record(bench.folder(), "acl:1");
  SourceRecord changed = arxiv("2601.00001");
  changed.abstract = "Now with an abstract.";
  EXPECT_EQ(bench.add(changed), Outcome::kUpdated);
  EXPECT_EQ(bench.paper("acl:1").abstract, "Now with an abstract.");
  EXPECT_THAT(bench.paper("acl:1").sources, ElementsAre("arxiv"));
  // The very text that is damaged is withdrawn.
  SourceRecord deleted = record_of("acl-anthology", {"acl:1"}, "", {}, "");
  deleted.deleted = true;
  EXPECT_EQ(bench.add(deleted), Outcome::kDeleted);
  // No text is left to be read: what is shown stays.
  store::damage_source_record(bench.folder(), "arxiv:2601.00001");
  EXPECT_EQ(bench.add(acl("2", "Another title of four words")), Outcome::kNew);
  bench.merge("acl:2", "acl:1").value();
  EXPECT_EQ(bench.add(changed), Outcome::kUpdated);
  EXPECT_EQ(bench.add(acl("1")), Outcome::kUpdated);
  EXPECT_EQ(bench.paper("acl:1").abstract, "Now with an abstract.");
  EXPECT_THAT(bench.record().check(true).value(), IsEmpty());
}

TEST(RecordKeeper, DamagedEvidenceIsMadeAgainFromTheText) {
  Bench bench;
  bench.add(arxiv("2601.00001"));
  bench.add(acl("1"));
  store::damage_evidence(bench.folder(), "acl:1");
  SourceRecord changed = arxiv("2601.00001");
  changed.abstract = "Now with an abstract.";
  EXPECT_EQ(bench.add(changed), Outcome::kUpdated);
  EXPECT_EQ(bench.ids().size(), 1u);
  SourceRecord other = acl("1");
  other.title = "A title that differs wholly";
  EXPECT_EQ(bench.add(other), Outcome::kUpdated);
  EXPECT_EQ(bench.ids().size(), 2u);
  EXPECT_THAT(bench.record().check(true).value(), IsEmpty());
}

TEST(RecordKeeper, OneIdHasOnlySoManyRecords) {
  Bench bench;
  for (std::size_t i = 0; i < kIdentityRecordsMax; ++i) {
    SourceRecord record = arxiv("2601.00001");
    record.key = std::to_string(i);
    bench.add(record);
  }
  SourceRecord more = arxiv("2601.00001");
  more.key = "more";
  EXPECT_EQ(bench.refused(more), ErrorCode::kTooLarge);
  EXPECT_EQ(bench.add(arxiv("2601.00002", "Another title of four words")), Outcome::kNew);
}

TEST(RecordKeeper, AComponentThatIsFullTakesPapersWholeOrNotAtAll) {
  Bench bench;
  // Two papers of many identities each, held together by hand-like vouching, which together are too many.
  const auto grow = [&](const std::string& scheme, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      SourceRecord record = record_of("lab", {scheme + std::to_string(i) + ":1", scheme + "0:1"},
                                      scheme + std::to_string(i) + " is a title", {"A B"}, "2026");
      bench.add(record);
    }
  };
  grow("p", kComponentMax / 2 + 5);
  grow("q", kComponentMax / 2 + 5);
  EXPECT_EQ(bench.ids().size(), 2u);
  SourceRecord bridge = record_of("lab", {"x:1", "p0:1", "q0:1"}, "a bridge of the two", {"A B"}, "2026");
  bench.add(bridge);
  ASSERT_EQ(bench.ids().size(), 2u);
  EXPECT_EQ(bench.paper("p1:1").ids.size() + bench.paper("q1:1").ids.size(), kComponentMax + 11);
  EXPECT_THAT(bench.record().check(true).value(), IsEmpty());
  EXPECT_EQ(bench.merge("p1:1", "q1:1").error().code(), ErrorCode::kTooLarge);
  EXPECT_EQ(bench.ids().size(), 2u);

  // A record leaves a paper that is full for an id that is new.
  grow("p", kComponentMax);
  EXPECT_EQ(bench.paper("p1:1").ids.size(), kComponentMax);
  SourceRecord moved = record_of("lab", {"z:1"}, "a title of its own", {"A B"}, "2026");
  moved.key = "p3:1";
  EXPECT_EQ(bench.add(moved), Outcome::kUpdated);
  EXPECT_EQ(bench.paper("z:1").title, "a title of its own");
  EXPECT_THAT(bench.record().check(true).value(), IsEmpty());
}

SourceRecord any_record() {
  static const char* const kTitles[] = {"alpha beta gamma delta", "alpha beta gamma epsilon", "short title"};
  static const char* const kIds[] = {"arxiv:1", "arxiv:2", "acl:1", "acl:2", "doi:10.1/a"};
  static const char* const kYears[] = {"2018", "2020", "2021-03"};
  SourceRecord record;
  record.source = *rc::gen::element<std::string>("arxiv", "acl-anthology", "hf-daily-papers");
  if (*rc::gen::inRange(0, 4) != 0) record.ids.push_back(kIds[*rc::gen::inRange(0, 5)]);
  if (!record.ids.empty() && *rc::gen::inRange(0, 6) == 0)
    record.ids.push_back(kIds[*rc::gen::inRange(0, 5)]);
  record.title = kTitles[*rc::gen::inRange(0, 3)];
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
    record.authors.push_back(std::string("X ") + static_cast<char>('a' + *rc::gen::inRange(0, 3)));
  }
  record.published = *parse_partial_date(kYears[*rc::gen::inRange(0, 3)]);
  record.key = record.ids.empty() ? record.title : record.ids.front();
  if (*rc::gen::inRange(0, 3) == 0) {
    record.votes = formats::VoteCount{*rc::gen::inRange<std::int64_t>(0, 9), *parse_instant("2026-01-02")};
  }
  return record;
}

RC_GTEST_PROP(RecordKeeper, AnyOrderOfArrivalGivesTheSamePapers, ()) {
  std::map<std::pair<std::string, std::string>, SourceRecord> distinct;
  for (int i = *rc::gen::inRange(1, 9); i > 0; --i) {
    SourceRecord record = any_record();
    distinct.insert_or_assign({record.source, record.key}, record);
  }
  std::vector<SourceRecord> records;
  for (const auto& [key, record] : distinct) records.push_back(record);
  Bench bench;
  for (const SourceRecord& record : records) bench.add(record);
  for (std::size_t i = records.size(); i > 1; --i) {
    std::swap(records[i - 1], records[*rc::gen::inRange<std::size_t>(0, i)]);
  }
  Bench other;
  for (const SourceRecord& record : records) other.add(record);
  RC_ASSERT(other.papers() == bench.papers());
  RC_ASSERT(other.record().check(true).value().empty());
}

}  // namespace
}  // namespace broadsheet::papers
