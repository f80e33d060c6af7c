// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The scenarios that every driver of the record must pass.

#include "store/record.h"

#include <cstdio>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "store/lock.h"
#include "store/migrations.h"
#include "store/testing.h"

namespace broadsheet::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::size_t kFileMax = std::size_t{64} << 20;

Day day(const char* text) {
  return *parse_day(text);
}

class RecordTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = *make_temporary_folder("record");
    record_ = open();
  }
  void TearDown() override {
    record_.reset();
    ASSERT_TRUE(remove_all(folder_).ok());
  }

  std::unique_ptr<Record> open(Record::Mode mode = Record::Mode::kWrite) {
    auto record = Record::open(folder_ + "/data", mode);
    EXPECT_TRUE(record.ok()) << (record.ok() ? "" : record.error().message());
    return std::move(record).value();
  }

  std::string data() const { return folder_ + "/data"; }

  // A paper with one identity and one source record, as ingest makes them.
  PaperView add_paper(Transaction& transaction, const std::string& id, const std::string& title) {
    const IdentityNumber identity = *transaction.add_identity(id, true);
    NewSourceRecord source;
    source.source = "arxiv";
    source.key = id;
    source.identity = identity;
    source.format = "jsonl";
    source.content_hash = hash64(title);
    source.evidence = "evidence of " + id;
    source.keys = {hash64(title), 7};
    PayloadPacker packer{std::nullopt};
    packer.pack("raw " + title, "facts " + title, source.payload);
    EXPECT_TRUE(transaction.add_source_record(source).ok());
    PaperView view;
    view.number = PaperNumber(identity.value());
    view.ids = {id};
    view.title = title;
    view.sources = {"arxiv"};
    EXPECT_TRUE(*transaction.put_paper(view));
    return view;
  }

  std::string folder_;
  std::unique_ptr<Record> record_;
};

PaperView full_view() {
  PaperView view;
  view.ids = {"arxiv:2608.01234", "acl:2026.acl-long.1"};
  view.title = "H\\\"older";
  view.abstract = "We study tides.";
  view.short_summary = "Tides.";
  view.authors = {"Mina Okafor", "Jun Tae Roh"};
  view.author_count = 2;
  view.published = PartialDate{day("2026-08-01"), DatePrecision::kMonth};
  view.published_inferred = true;
  view.updated = day("2026-08-09");
  view.listed = day("2026-08-03");
  view.featured = day("2026-08-04");
  view.feed_place = 0;
  view.versions = {day("1969-12-31"), day("2026-08-05")};
  view.edition = PartialDate{day("2026-08-04"), DatePrecision::kDay};
  view.categories = {"cs.LG", "cs.AI"};
  view.venue = "ACL";
  view.doi = "10.1/x";
  view.url = "https://papers.example/x";
  view.comment = "12 pages";
  view.language = "en";
  view.sources = {"arxiv", "acl-anthology"};
  view.votes = {{"hf-daily-papers", 12, *parse_instant("2026-08-05T01:02:03.456Z")}};
  view.own_votes = 3;
  view.comments = 4;
  view.own_comments = 3;
  view.own_commenters = 2;
  view.claimed = {
      {.author = "Mina Okafor", .name = "mina", .fullname = "Mina", .since = Instant()},
      {.author = "Jun Roh", .name = "jun", .fullname = "jun", .since = Instant(Instant::duration(5))}};
  view.author_takes_part = true;
  view.organization_handle = "tide-lab";
  view.organization = "Tide Lab";
  view.submitter = "mokafor";
  view.submitter_fullname = "Mina Okafor";
  view.project_page = "https://tides.example";
  view.github_repo = "https://github.com/tide-lab/tides";
  view.github_stars = 99;
  view.thumbnail = "https://tides.example/t.png";
  view.media_urls = {"https://tides.example/m.mp4"};
  view.ai_summary = "A summary.";
  view.ai_keywords = {"tides"};
  view.linked_models = {R"({"id":"tide-lab/tiny"})", R"({"id":"tide-lab/small"})"};
  view.linked_datasets = {R"({"id":"tide-lab/harbour-3"})"};
  view.linked_spaces = {R"({"id":"tide-lab/demo"})"};
  return view;
}

TEST_F(RecordTest, EveryFieldOfAPaperComesBack) {
  auto transaction = record_->begin(Durability::kInteractive).value();
  PaperView view = full_view();
  view.number = PaperNumber((*transaction.add_identity(view.ids[0], true)).value());
  ASSERT_TRUE(*transaction.put_paper(view));
  EXPECT_EQ(*transaction.commit(), Revision(1));
  EXPECT_EQ(**record_->paper(view.number), view);
  EXPECT_EQ(**record_->paper_by_id("arxiv:2608.01234"), view);
  EXPECT_EQ(view.upvotes(), 15);
  EXPECT_THAT(record_->papers_after(PaperNumber(0), 10)->views, ElementsAre(view));
}

TEST_F(RecordTest, RevisionsAreDenseAndOnlyChangesDrawThem) {
  auto transaction = record_->begin(Durability::kBulk).value();
  PaperView first = add_paper(transaction, "arxiv:1", "One");
  add_paper(transaction, "arxiv:2", "Two");
  EXPECT_EQ(*transaction.commit(), Revision(2));

  auto again = record_->begin(Durability::kBulk).value();
  EXPECT_FALSE(*again.put_paper(first));
  EXPECT_EQ(*again.commit(), Revision(2));

  auto change = record_->begin(Durability::kBulk).value();
  first.title = "One, corrected";
  EXPECT_TRUE(*change.put_paper(first));
  EXPECT_EQ(*change.commit(), Revision(3));
  EXPECT_THAT(*record_->changes_after(Revision(0), 10),
              ElementsAre(Change{Revision(2), FeedKind::kPaper, 2, true, false},
                          Change{Revision(3), FeedKind::kPaper, 1, true, false}));
  EXPECT_THAT(*record_->changes_after(Revision(0), 1), SizeIs(1));
  EXPECT_THAT(*record_->changes_after(Revision(3), 10), IsEmpty());
}

TEST_F(RecordTest, AChangeOfVotesAloneHasItsOwnRowOfTheFeed) {
  auto transaction = record_->begin(Durability::kBulk).value();
  PaperView view = add_paper(transaction, "arxiv:1", "One");
  ASSERT_TRUE(transaction.commit().ok());
  auto change = record_->begin(Durability::kBulk).value();
  view.votes = {{"hf-daily-papers", 5, Instant()}};
  EXPECT_TRUE(*change.put_paper(view));
  ASSERT_TRUE(change.commit().ok());
  EXPECT_THAT(*record_->changes_after(Revision(1), 10),
              ElementsAre(Change{Revision(2), FeedKind::kPaper, 1, true, false}))
      << "that a paper has votes at all is indexed";
  auto more = record_->begin(Durability::kBulk).value();
  view.votes = {{"hf-daily-papers", 6, Instant()}};
  EXPECT_TRUE(*more.put_paper(view));
  ASSERT_TRUE(more.commit().ok());
  EXPECT_THAT(*record_->changes_after(Revision(2), 10),
              ElementsAre(Change{Revision(3), FeedKind::kPaperReception, 1, true, false}));
}

TEST_F(RecordTest, APaperThatGoesTakesTheVotesOfTheSameTransactionWithIt) {
  auto transaction = record_->begin(Durability::kBulk).value();
  add_paper(transaction, "arxiv:1", "One");
  PaperView view = add_paper(transaction, "acl:1", "One");
  view.votes = {{"hf-daily-papers", 5, Instant()}};
  EXPECT_TRUE(*transaction.put_paper(view));
  ASSERT_TRUE(transaction.commit().ok());
  auto merge = record_->begin(Durability::kBulk).value();
  view.votes = {{"hf-daily-papers", 6, Instant()}};
  EXPECT_TRUE(*merge.put_paper(view));
  ASSERT_TRUE(merge.remove_paper(PaperNumber(2)).ok());
  ASSERT_TRUE(merge.set_paper_of(IdentityNumber(2), PaperNumber(1)).ok());
  ASSERT_TRUE(merge.commit().ok());
  const std::vector<Change> rows = record_->changes_after(Revision(2), 10).value();
  EXPECT_FALSE(rows.empty());
  for (const Change& row : rows) EXPECT_TRUE(row.deleted);
  EXPECT_THAT(*record_->check(true), IsEmpty());
}

TEST_F(RecordTest, WhoWritesWhileTheRecordIsRestoredIsTold) {
  const std::string backup = folder_ + "/backup";
  auto transaction = record_->begin(Durability::kBulk).value();
  add_paper(transaction, "arxiv:1", "One");
  ASSERT_TRUE(transaction.commit().ok());
  ASSERT_TRUE(record_->backup(backup).ok());
  ASSERT_TRUE(Record::restore(data(), backup).ok());
  const auto refused = record_->begin(Durability::kBulk);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code(), ErrorCode::kConflict);
  const auto again = Record::open(data(), Record::Mode::kWrite);
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE((*again)->begin(Durability::kBulk).ok());
}

TEST_F(RecordTest, TheFolderMayBeReachedThroughALink) {
  const std::string link = folder_ + "-link";
  ASSERT_EQ(::symlink(folder_.c_str(), link.c_str()), 0);
  EXPECT_TRUE(Record::open(link + "/data", Record::Mode::kWrite).ok());
  ::unlink(link.c_str());
}

TEST_F(RecordTest, ARemovedPaperLeavesATombstoneAndItsNumberLeadsOn) {
  auto transaction = record_->begin(Durability::kBulk).value();
  add_paper(transaction, "arxiv:1", "One");
  add_paper(transaction, "acl:1", "One");
  ASSERT_TRUE(transaction.commit().ok());
  auto merge = record_->begin(Durability::kBulk).value();
  ASSERT_TRUE(merge.remove_paper(PaperNumber(2)).ok());
  ASSERT_TRUE(merge.set_paper_of(IdentityNumber(2), PaperNumber(1)).ok());
  ASSERT_TRUE(merge.commit().ok());
  EXPECT_THAT(*record_->changes_after(Revision(2), 10),
              ElementsAre(Change{Revision(3), FeedKind::kPaper, 2, true, true}));
  EXPECT_EQ((**record_->paper(PaperNumber(2))).number, PaperNumber(1));
  EXPECT_EQ((**record_->paper_by_id("acl:1")).number, PaperNumber(1));
  EXPECT_THAT(record_->papers(std::vector{PaperNumber(2), PaperNumber(1)})->views, SizeIs(1));
  EXPECT_THAT(*record_->identities_of(PaperNumber(1)), SizeIs(2));
  EXPECT_THAT(*record_->identities_of(PaperNumber(2)), IsEmpty());
  EXPECT_EQ(record_->counts()->merged_papers, 1u);
  EXPECT_THAT(*record_->check(true), IsEmpty());
}

TEST_F(RecordTest, WhatIsNotCommittedLeavesNoTrace) {
  {
    auto transaction = record_->begin(Durability::kInteractive).value();
    add_paper(transaction, "arxiv:1", "One");
  }
  EXPECT_EQ(*record_->head(), Revision(0));
  EXPECT_FALSE(record_->paper_by_id("arxiv:1")->has_value());
  auto transaction = record_->begin(Durability::kInteractive).value();
  add_paper(transaction, "arxiv:2", "Two");
  EXPECT_EQ(*transaction.commit(), Revision(1));
  EXPECT_THAT(*record_->check(true), IsEmpty());
}

TEST_F(RecordTest, SourceRecordsAreFoundByKeyAndReplaced) {
  auto transaction = record_->begin(Durability::kBulk).value();
  add_paper(transaction, "arxiv:1", "One");
  add_paper(transaction, "arxiv:2", "Two");
  ASSERT_TRUE(transaction.commit().ok());
  const SourceRecordHead head = **record_->source_record("arxiv", "arxiv:1");
  EXPECT_EQ(head.evidence, "evidence of arxiv:1");
  EXPECT_EQ(record_->source_text(head.number)->raw, "raw One");
  EXPECT_EQ(record_->source_text(head.number)->facts, "facts One");
  EXPECT_THAT(*record_->identities_by_key(7, 10), ElementsAre(IdentityNumber(1), IdentityNumber(2)));

  NewSourceRecord changed;
  changed.source = head.source;
  changed.key = head.key;
  changed.identity = head.identity;
  changed.format = "rss";
  changed.content_hash = 5;
  changed.keys = {8};
  PayloadPacker packer{std::nullopt};
  packer.pack("other", "", changed.payload);
  auto change = record_->begin(Durability::kBulk).value();
  ASSERT_TRUE(
      change.replace_source_record(head.number, changed, std::vector{hash64("One"), MatchingKey{7}}).ok());
  ASSERT_TRUE(change.add_version(head.identity, day("2026-01-02")).ok());
  ASSERT_TRUE(change.commit().ok());
  EXPECT_EQ(record_->source_text(head.number)->raw, "other");
  EXPECT_THAT(*record_->identities_by_key(7, 10), ElementsAre(IdentityNumber(2)));
  EXPECT_THAT(*record_->identities_by_key(8, 10), ElementsAre(IdentityNumber(1)));
  EXPECT_THAT(*record_->versions_of(IdentityNumber(1)), ElementsAre(day("2026-01-02")));
  EXPECT_FALSE(record_->source_record("rss", "arxiv:1")->has_value());
  EXPECT_THAT(*record_->check(true), IsEmpty());
}

TEST_F(RecordTest, PayloadsKeepTheDictionaryThatTheyWerePackedWith) {
  auto transaction = record_->begin(Durability::kBulk).value();
  EXPECT_FALSE(record_->newest_dictionary("arxiv")->has_value());
  EXPECT_EQ(*transaction.add_dictionary("arxiv", "first words of a dictionary"), 1u);
  EXPECT_EQ(*transaction.add_dictionary("arxiv", "second words of a dictionary"), 2u);
  const std::optional<Dictionary> newest = *record_->newest_dictionary("arxiv");
  EXPECT_EQ(newest->bytes, "second words of a dictionary");
  NewSourceRecord source;
  source.source = "arxiv";
  source.key = "k";
  source.identity = *transaction.add_identity("arxiv:1", false);
  PayloadPacker packer(Dictionary{1, "arxiv", "first words of a dictionary"});
  source.dictionary = packer.dictionary();
  packer.pack("first words of a dictionary", "", source.payload);
  const SourceRecordNumber number = *transaction.add_source_record(source);
  EXPECT_EQ(record_->source_text(number)->raw, "first words of a dictionary");
}

TEST_F(RecordTest, TheNewestVotesOfEachSourceAreGivenAndHistoryIsKept) {
  auto transaction = record_->begin(Durability::kBulk).value();
  add_paper(transaction, "arxiv:1", "One");
  const IdentityNumber one(1);
  const Instant early = *parse_instant("2026-01-01");
  const Instant late = *parse_instant("2026-01-02");
  EXPECT_TRUE(*transaction.add_vote_observation(one, {"hf", late, "daily", 9}));
  EXPECT_TRUE(*transaction.add_vote_observation(one, {"hf", early, "daily", 20}));
  EXPECT_TRUE(*transaction.add_vote_observation(one, {"other", early, "", 1}));
  EXPECT_FALSE(*transaction.add_vote_observation(one, {"hf", late, "daily", 9}));
  EXPECT_FALSE(*transaction.add_vote_observation(one, {"hf", late, "daily", 8}));
  EXPECT_TRUE(*transaction.add_vote_observation(one, {"hf", late, "daily", 10}));
  ASSERT_TRUE(transaction.commit().ok());
  EXPECT_THAT(*record_->newest_votes_of(one),
              ElementsAre(SourceVotes{"hf", 10, late}, SourceVotes{"other", 1, early}));
  EXPECT_THAT(*record_->vote_history(PaperNumber(1)), SizeIs(3));
}

TEST_F(RecordTest, EditionsAreFoundByDay) {
  auto transaction = record_->begin(Durability::kBulk).value();
  const struct {
    const char* id;
    const char* date;
    std::int64_t votes;
  } papers[] = {{"arxiv:1", "2026-01-31", 5},
                {"arxiv:2", "2026-02-01", 7},
                {"arxiv:3", "2026-02", 0},
                {"arxiv:4", "2026-02-03", 0}};
  for (const auto& paper : papers) {
    PaperView view = add_paper(transaction, paper.id, paper.id);
    view.edition = *parse_partial_date(paper.date);
    if (paper.votes > 0) view.votes = {{"hf", paper.votes, Instant()}};
    ASSERT_TRUE(*transaction.put_paper(view));
  }
  ASSERT_TRUE(transaction.commit().ok());
  std::vector<std::string> ids;
  const auto february = record_->edition_rows(day("2026-02-01"), day("2026-02-28"));
  for (const EditionRow& row : february.value()) ids.push_back(row.id);
  EXPECT_THAT(ids, ::testing::UnorderedElementsAre("arxiv:2", "arxiv:3", "arxiv:4"));
  const std::vector<PaperNumber> asked = {PaperNumber(4), PaperNumber(99), PaperNumber(1)};
  const auto some = record_->edition_rows(asked).value();
  ASSERT_THAT(some, SizeIs(2));
  EXPECT_EQ(some.front().id, "arxiv:4");
  EXPECT_EQ(some.back().upvotes, 5);
  EXPECT_EQ(*record_->newest_edition_day(day("2026-02-02")), day("2026-02-01"));
  EXPECT_EQ(*record_->oldest_edition_day(day("2026-02-02")), day("2026-02-03"));
  EXPECT_EQ(*record_->newest_edition_day(day("2026-01-01")), std::nullopt);
}

TEST_F(RecordTest, AReaderSeesOneStateWhileItsSnapshotLives) {
  auto reader = open(Record::Mode::kRead);
  auto pinned = std::make_unique<Snapshot>(reader->snapshot().value());
  auto transaction = record_->begin(Durability::kBulk).value();
  add_paper(transaction, "arxiv:1", "One");
  ASSERT_TRUE(transaction.commit().ok());
  EXPECT_EQ(*reader->head(), Revision(0));
  pinned.reset();
  EXPECT_EQ(*reader->head(), Revision(1));
}

TEST_F(RecordTest, WritersTakeTurns) {
  constexpr int kEach = 40;
  const auto write = [this](Durability durability, const std::string& prefix) {
    auto record = Record::open(data(), Record::Mode::kWrite).value();
    for (int i = 0; i < kEach; ++i) {
      auto transaction = record->begin(durability).value();
      PaperView view;
      view.ids = {prefix + std::to_string(i)};
      view.number = PaperNumber((*transaction.add_identity(view.ids[0], true)).value());
      view.title = "x";
      ASSERT_TRUE(*transaction.put_paper(view));
      ASSERT_TRUE(transaction.commit().ok());
    }
  };
  std::thread bulk(write, Durability::kBulk, "arxiv:");
  std::thread person(write, Durability::kInteractive, "acl:");
  bulk.join();
  person.join();
  EXPECT_EQ(*record_->head(), Revision(2 * kEach));
  const auto changes = *record_->changes_after(Revision(0), 1000);
  ASSERT_THAT(changes, SizeIs(2 * kEach));
  for (std::size_t i = 0; i < changes.size(); ++i) EXPECT_EQ(changes[i].revision, Revision(i + 1));
  EXPECT_TRUE(record_->make_durable().ok());
}

TEST_F(RecordTest, ABackupIsACopyAndRestoringItChangesTheUuidAndTheStamps) {
  auto transaction = record_->begin(Durability::kBulk).value();
  add_paper(transaction, "arxiv:1", "One");
  ASSERT_TRUE(transaction.commit().ok());
  const std::string uuid = *record_->uuid();
  const std::uint64_t stamp = **record_->stamp_of(Revision(1));
  EXPECT_EQ(*record_->stamp_of(Revision(2)), std::nullopt);
  const std::string file = folder_ + "/backup.db";
  ASSERT_TRUE(record_->backup(file).ok());

  auto later = record_->begin(Durability::kBulk).value();
  add_paper(later, "arxiv:2", "Two");
  ASSERT_TRUE(later.commit().ok());
  auto reader = open(Record::Mode::kRead);
  const Result<void> restored = Record::restore(data(), file);
  ASSERT_TRUE(restored.ok()) << restored.error().message();
  EXPECT_EQ(*reader->head(), Revision(1));
  EXPECT_FALSE(reader->paper_by_id("arxiv:2")->has_value());
  EXPECT_EQ((**reader->paper_by_id("arxiv:1")).title, "One");
  EXPECT_NE(*reader->uuid(), uuid);
  EXPECT_NE(**reader->stamp_of(Revision(1)), stamp);
  EXPECT_THAT(*reader->check(true), IsEmpty());
  // The copy itself is whole, and a damaged copy is refused before anything changes.
  std::string bytes = *read_file(file, kFileMax);
  for (std::size_t i = bytes.size() / 2; i < bytes.size(); ++i) bytes[i] = '\x55';
  ASSERT_TRUE(write_file_atomically(file, bytes).ok());
  EXPECT_EQ(Record::restore(data(), file).error().code(), ErrorCode::kDamaged);
  EXPECT_EQ((**reader->paper_by_id("arxiv:1")).title, "One");
}

TEST_F(RecordTest, FilesAreNobodyElsesBusiness) {
  auto transaction = record_->begin(Durability::kInteractive).value();
  add_paper(transaction, "arxiv:1", "One");
  ASSERT_TRUE(transaction.commit().ok());
  struct stat info {};
  ASSERT_EQ(::stat(data().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0700u);
  for (const char* name : {"/record.db", "/record.db-wal", "/record.db-shm", "/record.turn"}) {
    ASSERT_EQ(::stat((data() + name).c_str(), &info), 0) << name;
    EXPECT_EQ(info.st_mode & 0777, 0600u) << name;
  }
}

TEST_F(RecordTest, ANewerSchemaIsRefusedWithoutWritingAByte) {
  record_.reset();
  {
    auto connection = Connection::open(Record::path_in(data()), OpenFlags::kWrite).value();
    ASSERT_TRUE(connection->execute("PRAGMA user_version=999").ok());
    ASSERT_TRUE(connection->execute("PRAGMA wal_checkpoint(TRUNCATE)").ok());
  }
  const std::string before = *read_file(Record::path_in(data()), kFileMax);
  for (const Record::Mode mode : {Record::Mode::kRead, Record::Mode::kWrite}) {
    const auto refused = Record::open(data(), mode);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code(), ErrorCode::kUnsupported);
  }
  EXPECT_EQ(*read_file(Record::path_in(data()), kFileMax), before);
}

TEST_F(RecordTest, ManyMayMakeItAtOnce) {
  constexpr int kRounds = 30;
  constexpr int kOpeners = 6;
  for (int round = 0; round < kRounds; ++round) {
    const std::string folder = folder_ + "/made" + std::to_string(round);
    std::vector<std::string> failures(kOpeners);
    std::vector<std::thread> openers;
    openers.reserve(kOpeners);
    for (std::string& failure : failures) {
      openers.emplace_back([&failure, &folder] {
        const auto record = Record::open(folder, Record::Mode::kWrite);
        if (!record.ok()) failure = record.error().message();
      });
    }
    for (std::thread& opener : openers) opener.join();
    for (const std::string& failure : failures) ASSERT_EQ(failure, "");
  }
}

TEST_F(RecordTest, AnOlderSchemaIsBroughtUpToDate) {
  record_.reset();
  make_older(data(), 1);
  record_ = Record::open(data(), Record::Mode::kWrite).value();
  auto transaction = record_->begin(Durability::kBulk).value();
  ASSERT_TRUE(transaction.note_withdrawal("arxiv", "arxiv:1", day("2026-01-02")).ok());
  ASSERT_TRUE(transaction.note_withdrawal("arxiv", "arxiv:1", day("2026-01-01")).ok());
  ASSERT_TRUE(transaction.commit().ok());
  EXPECT_EQ(record_->withdrawn_on("arxiv", "arxiv:1").value(), day("2026-01-02"));
  EXPECT_FALSE(record_->withdrawn_on("arxiv", "arxiv:2")->has_value());
  EXPECT_THAT(record_->earlier_records("arxiv", "arxiv:1").value(), IsEmpty());
  EXPECT_THAT(*record_->check(true), IsEmpty());
}

TEST_F(RecordTest, AProcessThatDiedInACheckpointLeavesARecordThatOpens) {
  const Revision head = [&] {
    auto transaction = record_->begin(Durability::kBulk).value();
    // Enough of them for the file to grow, so that its first page is in the log.
    for (int i = 0; i < 200; ++i) add_paper(transaction, "arxiv:" + std::to_string(i), "A title");
    return transaction.commit().value();
  }();
  // The first page was copied from the log, with a size that the file reaches only with the others.
  ASSERT_TRUE(make_folder(folder_ + "/died").ok());
  const std::string died = folder_ + "/died";
  std::string file = *read_file(Record::path_in(data()), kFileMax);
  ASSERT_GT(file.size(), 100u);
  file[29] = 1;
  ASSERT_TRUE(write_file_atomically(Record::path_in(died), file).ok());
  const std::string log = *read_file(Record::path_in(data()) + "-wal", kFileMax);
  ASSERT_FALSE(log.empty());
  ASSERT_TRUE(write_file_atomically(Record::path_in(died) + "-wal", log).ok());

  for (const Record::Mode mode : {Record::Mode::kRead, Record::Mode::kWrite}) {
    const auto record = Record::open(died, mode);
    ASSERT_TRUE(record.ok()) << record.error().message();
    EXPECT_EQ((*record)->head().value(), head);
  }
}

TEST_F(RecordTest, WhatIsNoRecordIsRefused) {
  record_.reset();
  ASSERT_TRUE(write_file_atomically(Record::path_in(data()), std::string(8192, 'x')).ok());
  EXPECT_EQ(Record::open(data(), Record::Mode::kWrite).error().code(), ErrorCode::kDamaged);
  EXPECT_EQ(Record::open(folder_ + "/none", Record::Mode::kRead).error().code(), ErrorCode::kNotFound);
  EXPECT_FALSE(read_file(folder_ + "/none", 1).ok());
}

TEST_F(RecordTest, CheckNamesWhatIsBroken) {
  auto transaction = record_->begin(Durability::kBulk).value();
  add_paper(transaction, "arxiv:1", "One");
  add_paper(transaction, "arxiv:2", "Two");
  ASSERT_TRUE(transaction.commit().ok());
  ASSERT_THAT(*record_->check(true), IsEmpty());
  {
    auto connection = Connection::open(Record::path_in(data()), OpenFlags::kWrite).value();
    ASSERT_TRUE(connection->execute("DELETE FROM feed WHERE key = 1").ok());
    ASSERT_TRUE(
        connection->execute("UPDATE source_records SET payload = x'00112233445566' WHERE key = 'arxiv:2'")
            .ok());
  }
  const std::vector<Problem> problems = *record_->check(true);
  ASSERT_THAT(problems, SizeIs(2));
  EXPECT_THAT(problems[0].what, ::testing::HasSubstr("1 papers that the feed does not name"));
  EXPECT_THAT(problems[1].what, ::testing::HasSubstr("source record 2"));
}

TEST_F(RecordTest, CompactGivesFreePagesBack) {
  auto transaction = record_->begin(Durability::kBulk).value();
  for (int i = 0; i < 300; ++i) {
    PaperView view;
    view.ids = {"arxiv:" + std::to_string(i)};
    view.number = PaperNumber((*transaction.add_identity(view.ids[0], true)).value());
    view.abstract =
        hex(view.ids[0].data(), view.ids[0].size()) + std::string(300, static_cast<char>('a' + i % 26));
    for (int word = 0; word < 300; ++word) view.abstract += std::to_string(hash64(std::to_string(word * i)));
    ASSERT_TRUE(*transaction.put_paper(view));
  }
  ASSERT_TRUE(transaction.commit().ok());
  ASSERT_TRUE(record_->compact().ok());
  const std::uint64_t full = record_->counts()->bytes;
  auto removal = record_->begin(Durability::kBulk).value();
  for (std::uint32_t i = 1; i <= 300; ++i) {
    ASSERT_TRUE(removal.remove_paper(PaperNumber(i)).ok());
    ASSERT_TRUE(removal.set_paper_of(IdentityNumber(i), PaperNumber(0)).ok());
  }
  ASSERT_TRUE(removal.commit().ok());
  ASSERT_TRUE(record_->compact().ok());
  EXPECT_LT(record_->counts()->bytes, full / 2);
  EXPECT_THAT(*record_->check(true), IsEmpty());
}

TEST_F(RecordTest, WhoHoldsTheLockInPassingSaysSo) {
  EXPECT_FALSE(*FollowerLock::held_in_passing(data()));
  {
    const auto lock = FollowerLock::acquire(data(), Hold::kInPassing);
    EXPECT_TRUE(*FollowerLock::held_in_passing(data()));
    EXPECT_EQ(*FollowerLock::holder(data()), ::getpid());
  }
  EXPECT_FALSE(*FollowerLock::held_in_passing(data())) << "what the file says of one who went is nothing";
  const auto firm = FollowerLock::acquire(data());
  EXPECT_FALSE(*FollowerLock::held_in_passing(data()));
}

TEST_F(RecordTest, OneProcessHoldsTheFollowerLockAndIsNamed) {
  EXPECT_EQ(*FollowerLock::holder(data()), std::nullopt);
  {
    const auto lock = FollowerLock::acquire(data());
    ASSERT_TRUE(lock.ok());
    EXPECT_EQ(*FollowerLock::holder(data()), ::getpid());
    const auto second = FollowerLock::acquire(data());
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().code(), ErrorCode::kLocked);
    EXPECT_THAT(second.error().message(), ::testing::HasSubstr(std::to_string(::getpid())));
  }
  EXPECT_EQ(*FollowerLock::holder(data()), std::nullopt);
  EXPECT_TRUE(FollowerLock::acquire(data()).ok());
}

}  // namespace
}  // namespace broadsheet::store
