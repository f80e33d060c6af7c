// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/record_keeper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>

#include "base/file.h"
#include "papers/paper_view.h"

namespace broadsheet::papers {
namespace {

using formats::SourceRecord;
using store::Durability;
using store::PaperView;
using store::Record;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const char* const kTitle = "Small Tides: Forecasting Harbours";

SourceRecord record_of(std::string source, std::vector<std::string> ids, std::string title,
                       std::vector<std::string> authors, const char* published) {
  SourceRecord record;
  record.source = std::move(source);
  record.key = ids.empty() ? title : ids.front();
  record.ids = std::move(ids);
  record.title = std::move(title);
  record.authors = std::move(authors);
  if (*published != '\0') record.published = *parse_partial_date(published);
  return record;
}

SourceRecord arxiv(const char* id, std::string title = kTitle) {
  return record_of("arxiv", {std::string("arxiv:") + id}, std::move(title), {"Mina Okafor"}, "2026-01-02");
}

SourceRecord acl(const char* id, std::string title = kTitle) {
  return record_of("acl-anthology", {std::string("acl:") + id}, std::move(title), {"M. Okafor"}, "2026");
}

// A record of its own in a temporary folder, and everything that is applied to it.
class Bench {
 public:
  Bench() : folder_(make_temporary_folder("keeper").value()) {
    record_ = Record::open(folder_, Record::Mode::kWrite).value();
    keeper_ = std::make_unique<RecordKeeper>(*record_);
  }
  ~Bench() {
    keeper_.reset();
    record_.reset();
    (void)remove_all(folder_);
  }

  Outcome add(SourceRecord record) {
    const std::string raw = "raw of " + record.title;
    const PreparedRecord prepared = preparer_.prepare(std::move(record), raw, "jsonl");
    auto transaction = record_->begin(Durability::kBulk).value();
    const Result<Outcome> outcome = keeper_->apply(transaction, prepared);
    EXPECT_TRUE(outcome.ok()) << outcome.error().message();
    EXPECT_TRUE(transaction.commit().ok());
    return outcome.value();
  }

  Outcome add_votes(const char* id, const char* at, std::int64_t upvotes) {
    auto transaction = record_->begin(Durability::kBulk).value();
    const auto outcome =
        keeper_->apply_votes(transaction, {"hf-daily-papers", id, {upvotes, *parse_instant(at)}, "daily"});
    EXPECT_TRUE(transaction.commit().ok());
    return outcome.value();
  }

  Result<PaperNumber> merge(const char* id, const char* other) {
    auto transaction = record_->begin(Durability::kInteractive).value();
    auto number = keeper_->merge(transaction, id, other, *parse_instant("2026-01-01"));
    if (number.ok()) {
      EXPECT_TRUE(transaction.commit().ok());
    }
    return number;
  }

  Result<PaperNumber> undo(const char* id) {
    auto transaction = record_->begin(Durability::kInteractive).value();
    auto number = keeper_->undo_merge(transaction, id, *parse_instant("2026-01-01"));
    if (number.ok()) {
      EXPECT_TRUE(transaction.commit().ok());
    }
    return number;
  }

  // The papers without the numbers, which depend on the order of arrival.
  std::vector<PaperView> papers() {
    std::vector<PaperView> views = record_->papers_after(PaperNumber(0), 10'000).value();
    for (PaperView& view : views) {
      view.number = PaperNumber();
      view.revision = Revision();
    }
    std::sort(views.begin(), views.end(),
              [](const PaperView& one, const PaperView& other) { return one.ids < other.ids; });
    return views;
  }

  std::vector<std::vector<std::string>> ids() {
    std::vector<std::vector<std::string>> ids;
    for (const PaperView& view : papers()) ids.push_back(view.ids);
    return ids;
  }

  PaperView paper(const char* id) { return record_->paper_by_id(id).value().value(); }
  Record& record() { return *record_; }

 private:
  std::string folder_;
  std::unique_ptr<Record> record_;
  std::unique_ptr<RecordKeeper> keeper_;
  RecordPreparer preparer_;
};

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
