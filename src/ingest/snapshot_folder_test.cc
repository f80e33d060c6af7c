// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/snapshot_folder.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "ingest/ingest.h"
#include "ingest/limits.h"
#include "store/record.h"

namespace broadsheet::ingest {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string work(int number, const std::string& title, const std::string& updated) {
  return R"({"id":"https://openalex.org/W)" + std::to_string(number) + R"(","title":")" + title +
         R"(","authorships":[{"author":{"display_name":"Mina Okafor"}}],"updated_date":")" + updated +
         "\"}\n";
}

std::string s2(int number, const std::string& title) {
  return R"({"corpusid":)" + std::to_string(number) + R"(,"externalids":{},"title":")" + title + "\"}\n";
}

class SnapshotFolder : public ::testing::Test {
 protected:
  void SetUp() override { folder_ = make_temporary_folder("snapshot").value(); }
  void TearDown() override { ASSERT_TRUE(remove_all(folder_).ok()); }

  std::string in() const { return folder_ + "/in"; }
  std::string data() const { return folder_ + "/data"; }

  void write(const std::string& name, const std::string& bytes) {
    const std::string path = in() + "/" + name;
    ASSERT_TRUE(make_folder(path.substr(0, path.find_last_of('/'))).ok());
    ASSERT_TRUE(write_file_atomically(path, bytes).ok());
  }

  // A part, and its entry in the manifest of works.
  void add_part(const std::string& partition, const std::string& name, const std::string& works) {
    const std::string path = "data/works/updated_date=" + partition + "/" + name;
    write(path, works);
    add_entry(path, works.size(), static_cast<int>(std::count(works.begin(), works.end(), '\n')));
  }
  void add_entry(const std::string& path, std::size_t bytes, int records) {
    if (!entries_.empty()) entries_ += ",";
    entries_ += R"({"url":"s3://openalex/)" + path + R"(","meta":{"content_length":)" +
                std::to_string(bytes) + R"(,"record_count":)" + std::to_string(records) + "}}";
    write("data/works/manifest", R"({"entries":[)" + entries_ + "]}");
  }
  // Three works in two partitions.
  void make_snapshot() {
    add_part("2024-02-01", "part_000.gz", work(3, "On the Third Tide of All", "2024-02-01"));
    add_part("2024-01-15", "part_000.gz",
             work(1, "On the First Tide of All", "2024-01-15") +
                 work(2, "On the Second Tide of All", "2024-01-15"));
  }

  Report ingest(const std::vector<std::string>& paths, const Options& options = {}) {
    auto report = ingest_files(data(), paths, options);
    EXPECT_TRUE(report.ok()) << (report.ok() ? "" : report.error().message());
    return report.ok() ? std::move(report).value() : Report();
  }
  Report ingest() { return ingest({in()}); }

  std::unique_ptr<store::Record> record() {
    return store::Record::open(data(), store::Record::Mode::kRead).value();
  }
  bool is_withdrawn(const std::string& source, const std::string& key) {
    return record()->source_record(source, key).value()->deleted;
  }

  std::string folder_;
  std::string entries_;
};

TEST_F(SnapshotFolder, IsReadByItsManifestInTheOrderOfPartitions) {
  make_snapshot();
  write("data/authors/manifest",
        R"({"entries":[{"url":"s3://openalex/data/authors/updated_date=2024-01-15/a.gz"}]})");
  for (const char* name :
       {"authors/updated_date=2024-01-15/a.gz", "institutions/updated_date=2024-01-15/i.gz"}) {
    write(std::string("data/") + name, "{\"id\":\"https://openalex.org/A1\"}\n");
  }
  write("RELEASE_NOTES.txt", "Dear reader\n");
  const Report report = ingest();
  ASSERT_THAT(report.files, SizeIs(3));
  EXPECT_EQ(report.files[0].file, in());
  EXPECT_EQ(report.files[0].format, kSnapshotFolder);
  EXPECT_THAT(report.files[0].note, AllOf(HasSubstr("2 parts by 2 manifests"), HasSubstr("1 file of authors"),
                                          HasSubstr("1 file of institutions")));
  EXPECT_THAT(report.files[1].file, HasSubstr("2024-01-15"));
  EXPECT_THAT(report.files[2].file, HasSubstr("2024-02-01"));
  EXPECT_EQ(report.files[2].format, "openalex");
  EXPECT_EQ(report.total.new_papers, 3U);
  EXPECT_EQ(report.total.rejected, 0U);
}

TEST_F(SnapshotFolder, TheSecondRunReadsNothingAndTheNextOneOnlyWhatIsNew) {
  make_snapshot();
  EXPECT_EQ(ingest().parts_before, 0U);
  const Report second = ingest();
  EXPECT_EQ(second.parts_before, 2U);
  EXPECT_EQ(second.total.read, 0U);
  EXPECT_THAT(second.files, SizeIs(1));

  add_part("2024-03-01", "part_000.gz", work(1, "On the First Tide, Again", "2024-03-01"));
  const Report third = ingest();
  EXPECT_EQ(third.parts_before, 2U);
  EXPECT_EQ(third.total.read, 1U);
  EXPECT_EQ(third.total.updated, 1U);

  // The folder of the works alone, and the snapshot on another disk, are the same parts.
  EXPECT_EQ(ingest({in() + "/data/works"}).parts_before, 3U);
  std::filesystem::rename(in(), folder_ + "/moved");
  EXPECT_EQ(ingest({folder_ + "/moved/"}).parts_before, 3U);

  Options again;
  again.again = true;
  const Report whole = ingest({folder_ + "/moved"}, again);
  EXPECT_EQ(whole.parts_before, 0U);
  EXPECT_EQ(whole.total.read, 4U);
  EXPECT_EQ(whole.total.new_papers, 0U);
}

TEST_F(SnapshotFolder, APartThatWasPublishedAnewIsReadAgain) {
  make_snapshot();
  ingest();
  entries_.clear();
  add_part("2024-01-15", "part_000.gz", work(1, "On the First Tide of All, Revised", "2024-01-16"));
  const Report report = ingest();
  EXPECT_EQ(report.parts_before, 0U);
  EXPECT_EQ(report.total.updated, 1U);
  // The other partition is no longer named.
  EXPECT_THAT(report.files[0].note, HasSubstr("1 file of works that the manifest does not name"));
}

TEST_F(SnapshotFolder, WhatIsMissingOrCutIsRejectedAndTheRestGoesIn) {
  make_snapshot();
  add_entry("data/works/updated_date=2024-03-01/part_000.gz", 100, 1);
  add_part("2024-03-02", "part_000.gz", work(4, "On the Fourth Tide of All", "2024-03-02"));
  write("data/works/updated_date=2024-03-02/part_000.gz", "{\"id\":");
  const Report report = ingest();
  EXPECT_EQ(report.total.new_papers, 3U);
  EXPECT_EQ(report.total.rejected, 2U);
  ASSERT_THAT(report.rejects, SizeIs(2));
  EXPECT_EQ(report.rejects[0].id, "data/works/updated_date=2024-03-01/part_000.gz");
  EXPECT_THAT(report.rejects[0].reason, HasSubstr("not there"));
  EXPECT_THAT(report.rejects[1].reason, AllOf(HasSubstr("has 6 bytes"), HasSubstr("download it again")));
  EXPECT_EQ(ingest().parts_before, 2U);
}

TEST_F(SnapshotFolder, APartThatCannotBeReadToItsEndIsNotRemembered) {
  make_snapshot();
  const std::string cut = std::string("\x28\xB5\x2F\xFD", 4) + "no such thing";
  add_part("2024-03-01", "part_000.gz", cut);
  EXPECT_EQ(ingest().total.rejected, 1U);
  const Report second = ingest();
  EXPECT_EQ(second.parts_before, 2U);
  EXPECT_EQ(second.total.rejected, 1U);
}

TEST_F(SnapshotFolder, AManifestThatCountsOtherwiseIsTold) {
  const std::string works = work(1, "On the First Tide of All", "2024-01-15");
  write("data/works/updated_date=2024-01-15/part_000.gz", works);
  add_entry("data/works/updated_date=2024-01-15/part_000.gz", works.size(), 7);
  EXPECT_THAT(ingest().files.at(1).note, HasSubstr("the manifest says 7 records"));
}

TEST_F(SnapshotFolder, AnotherRecordRemembersItsOwnParts) {
  make_snapshot();
  ingest();
  const std::string kept = folder_ + "/kept.db";
  ASSERT_TRUE(record()->backup(kept).ok());
  add_part("2024-03-01", "part_000.gz", work(4, "On the Fourth Tide of All", "2024-03-01"));
  EXPECT_EQ(ingest().total.new_papers, 1U);
  ASSERT_TRUE(store::Record::restore(data(), kept).ok());
  const Report restored = ingest();
  EXPECT_EQ(restored.parts_before, 2U);
  EXPECT_EQ(restored.total.new_papers, 1U);
  ASSERT_TRUE(remove_all(data()).ok());
  const Report anew = ingest();
  EXPECT_EQ(anew.parts_before, 0U);
  EXPECT_EQ(anew.total.new_papers, 4U);
}

TEST_F(SnapshotFolder, StoppingRemembersOnlyWhatWasReadToItsEnd) {
  std::string many;
  for (int i = 100; i < 30'100; ++i) {
    many += work(i, "A study of tide number " + std::to_string(i) + " of all of them", "2024-01-15");
  }
  add_part("2024-01-15", "part_000.gz", many);
  add_part("2024-02-01", "part_000.gz", work(1, "On the First Tide of All", "2024-02-01"));
  std::atomic<bool> stop = false;
  Options options;
  options.stop = &stop;
  options.on_progress = [&](const Progress& progress) { stop = progress.records > 0; };
  const Report first = ingest({in()}, options);
  ASSERT_TRUE(first.interrupted);
  const Report second = ingest();
  EXPECT_EQ(second.total.new_papers + first.total.new_papers, 30'001U);
  EXPECT_EQ(second.parts_before, 0U);
  EXPECT_EQ(ingest().parts_before, 2U);
  EXPECT_THAT(record()->check(true).value(), IsEmpty());
}

TEST_F(SnapshotFolder, MergedWorksAreWithdrawnAndUnknownOnesAreNothing) {
  make_snapshot();
  write("data/merged_ids/works/2024-02-15.csv.gz",
        "merge_date,id,merge_into_id\n2024-02-15,W2,W1\n2024-02-15,W77,W1\n");
  write("data/merged_ids/authors/2024-02-15.csv.gz", "merge_date,id,merge_into_id\n2024-02-15,A2,A1\n");
  const Report report = ingest();
  EXPECT_EQ(report.files.back().format, "openalex-merged");
  EXPECT_EQ(report.total.deleted, 1U);
  EXPECT_EQ(report.total.unchanged, 1U);
  EXPECT_EQ(report.total.rejected, 0U);
  EXPECT_EQ(record()->counts().value().papers, 2U);
  EXPECT_TRUE(is_withdrawn("openalex", "W2"));
  EXPECT_FALSE(is_withdrawn("openalex", "W1"));
  EXPECT_FALSE(record()->source_record("openalex", "W77").value());
  EXPECT_EQ(record()->withdrawal_reason("openalex", "W2").value(), "merged into W1 by OpenAlex");
  EXPECT_EQ(ingest().parts_before, 3U);

  // An older version of the work does not bring it back, a newer one does.
  add_part("2024-02-10", "part_000.gz", work(2, "On the Second Tide of All, Late", "2024-02-10"));
  ingest();
  EXPECT_TRUE(is_withdrawn("openalex", "W2"));
  add_part("2024-03-10", "part_000.gz", work(2, "On the Second Tide of All, Alone", "2024-03-10"));
  ingest();
  EXPECT_FALSE(is_withdrawn("openalex", "W2"));
}

TEST_F(SnapshotFolder, AMergedWorkKeepsItsPageAndItsVotes) {
  add_part(
      "2024-01-15", "part_000.gz",
      R"({"id":"https://openalex.org/W2","title":"On the Second Tide of All","updated_date":"2024-01-15",)"
      R"("authorships":[],"locations":[{"landing_page_url":"http://arxiv.org/abs/2401.00002"}]})"
      "\n");
  write("votes.tsv", "id\tobserved_at\tupvotes\tfeed\narxiv:2401.00002\t2024-01-20T00:00:00Z\t7\tdaily\n");
  write("data/merged_ids/works/2024-02-15.csv.gz", "merge_date,id,merge_into_id\n2024-02-15,W2,W1\n");
  EXPECT_EQ(ingest().total.deleted, 1U);
  const auto paper = record()->paper_by_id("arxiv:2401.00002").value();
  ASSERT_TRUE(paper);
  EXPECT_EQ(paper->title, "On the Second Tide of All");
  EXPECT_EQ(paper->upvotes(), 7);
}

TEST_F(SnapshotFolder, OneManifestOfAllEntitiesIsFoundFromTheFolderOfWorksToo) {
  const std::string works = work(1, "On the First Tide of All", "2026-06-24");
  write("data/jsonl/works/updated_date=2026-06-24/part_0000.gz", works);
  write("data/jsonl/authors/updated_date=2026-06-24/part_0000.gz", "{\"id\":\"https://openalex.org/A1\"}\n");
  write("data/parquet/works/updated_date=2026-06-24/part_0000.parquet", "PAR1");
  const auto list = [](const std::string& format, const std::string& set, const std::string& ending) {
    return R"({"entity_type":")" + set + R"(","files":[{"url":"s3://openalex/data/)" + format + "/" + set +
           "/updated_date=2026-06-24/part_0000" + ending + R"("}]})";
  };
  write("data/jsonl/manifest.json", R"({"date":"2026-06-26","entities":[)" + list("jsonl", "authors", ".gz") +
                                        "," + list("jsonl", "works", ".gz") + "]}");
  write("data/parquet/manifest.json",
        R"({"date":"2026-06-26","entities":[)" + list("parquet", "works", ".parquet") + "]}");
  const Report report = ingest();
  EXPECT_EQ(report.total.new_papers, 1U);
  EXPECT_EQ(report.total.rejected, 0U);
  EXPECT_THAT(report.files[0].note,
              AllOf(HasSubstr("1 file of authors"), HasSubstr("1 file of works in Parquet")));
  EXPECT_EQ(ingest({in() + "/data/jsonl/works"}).parts_before, 1U);
  const Report authors = ingest({in() + "/data/jsonl/authors"});
  EXPECT_EQ(authors.total.read, 0U);
  EXPECT_THAT(authors.files, SizeIs(1));
}

TEST_F(SnapshotFolder, HostileManifestsLeadNowhere) {
  make_snapshot();
  ASSERT_TRUE(write_file_atomically(folder_ + "/outside.jsonl",
                                    "{\"id\":\"arxiv:2601.00001\",\"title\":\"Not to be read\"}\n")
                  .ok());
  for (const char* url : {"s3://openalex/data/works/updated_date=2024-01-15/../../../../../outside.jsonl",
                          "/etc/updated_date=2024-01-15/passwd", "file:///etc/passwd"}) {
    entries_ += R"(,{"url":")" + std::string(url) + R"("})";
  }
  add_entry("data/works/updated_date=2024-02-01/part_000.gz", 1, 1);
  const Report report = ingest();
  EXPECT_EQ(report.total.new_papers, 3U);
  EXPECT_EQ(report.total.rejected, 4U);
  EXPECT_THAT(report.rejects.at(0).reason, HasSubstr("leads out of its folder"));
}

TEST_F(SnapshotFolder, AManifestThatIsNoneIsOneRejectAndTheFilesAreReadWithoutIt) {
  make_snapshot();
  write("data/works/manifest", R"({"entries":[{"url":"s3://openalex/data/works/updated_date=)");
  const Report report = ingest();
  EXPECT_EQ(report.total.new_papers, 3U);
  EXPECT_EQ(report.total.rejected, 1U);
  EXPECT_THAT(report.rejects.at(0).reason, HasSubstr("the manifest can't be read"));
}

TEST_F(SnapshotFolder, RejectsAreBounded) {
  for (std::size_t i = 0; i < kRejectsReportedMax + 10; ++i) {
    entries_ += (i == 0 ? "" : ",") + (R"({"url":"s3://openalex/data/works/updated_date=2024-01-15/)" +
                                       std::to_string(i) + R"(.gz"})");
  }
  add_entry("data/works/updated_date=2024-01-15/last.gz", 1, 1);
  const Report report = ingest();
  EXPECT_THAT(report.rejects, SizeIs(kRejectsReportedMax));
  EXPECT_EQ(report.total.rejected, kRejectsReportedMax + 11);
}

TEST_F(SnapshotFolder, FoldersWithoutASnapshotStayAsTheyAre) {
  write("manifest.json", R"({"name":"my app","files":[]})");
  write("authors/me.jsonl", "{\"id\":\"arxiv:2601.00001\",\"title\":\"A title of mine\"}\n");
  const Report report = ingest();
  EXPECT_THAT(report.files, SizeIs(2));
  EXPECT_EQ(report.total.new_papers, 1U);
  EXPECT_EQ(report.total.rejected, 1U);
}

// The papers of a release, a week in which one changed and one went, and a week in which another changed.
class ChangesOfReleases : public SnapshotFolder {
 protected:
  void SetUp() override {
    SnapshotFolder::SetUp();
    write("20230801_00000.gz", s2(1, "The first of all tides") + s2(2, "The second of all tides") +
                                   s2(3, "The third of all tides"));
    write("abstracts/20230801_00000.gz", R"({"corpusid":1,"openaccessinfo":{},"abstract":"Tides."})");
    write("u1.gz", s2(1, "The first of all tides, changed"));
    write("d1.gz", "{\"corpusid\":2}\n{\"corpusid\":99}\n");
    write("u2.gz", s2(3, "The third of all tides, changed"));
    write("diffs.json",
          R"({"dataset":"papers","start_release":"2023-08-01","end_release":"2023-08-15","diffs":[)"
          R"({"to_release":"2023-08-15","update_files":["https://h/x/u2.gz?key=1"],"delete_files":[]},)"
          R"({"to_release":"2023-08-08","update_files":["https://h/x/u1.gz"],)"
          R"("delete_files":["https://h/x/d1.gz"]}]})");
  }

  std::string title(const std::string& number) {
    const auto head = record()->source_record("semantic-scholar", "CorpusId:" + number).value();
    return record()->paper(record()->identity(head->identity).value()->paper).value()->title;
  }
  void expect_end() {
    EXPECT_EQ(title("1"), "The first of all tides, changed");
    EXPECT_EQ(title("3"), "The third of all tides, changed");
    EXPECT_TRUE(is_withdrawn("semantic-scholar", "CorpusId:2"));
    EXPECT_FALSE(is_withdrawn("semantic-scholar", "CorpusId:1"));
    EXPECT_FALSE(record()->source_record("semantic-scholar", "CorpusId:99").value());
    EXPECT_EQ(record()->counts().value().papers, 2U);
  }
};

TEST_F(ChangesOfReleases, AreReadBehindTheReleaseInTheirOrder) {
  const Report report = ingest();
  ASSERT_THAT(report.files, SizeIs(5));
  EXPECT_THAT(report.files[0].note, HasSubstr("1 file of abstracts"));
  EXPECT_THAT(report.files[1].file, HasSubstr("20230801"));
  EXPECT_THAT(report.files[2].file, HasSubstr("u1"));
  EXPECT_EQ(report.files[3].format, "semantic-scholar-deleted");
  EXPECT_THAT(report.files[4].file, HasSubstr("u2"));
  EXPECT_EQ(report.total.deleted, 1U);
  EXPECT_EQ(report.total.rejected, 0U);
  expect_end();
  EXPECT_EQ(ingest().parts_before, 4U);
}

TEST_F(ChangesOfReleases, StayWhateverIsReadAgain) {
  ingest();
  // The same papers with another time on disk: an old word, said late.
  std::filesystem::last_write_time(in() + "/20230801_00000.gz", {});
  const Report report = ingest();
  EXPECT_EQ(report.parts_before, 3U);
  EXPECT_EQ(report.total.read, 3U);
  expect_end();
}

TEST_F(ChangesOfReleases, AFileThatIsMissingIsRejected) {
  ASSERT_TRUE(remove_all(in() + "/d1.gz").ok());
  const Report report = ingest();
  EXPECT_EQ(report.total.rejected, 1U);
  EXPECT_EQ(report.rejects.at(0).id, "x/d1.gz");
  EXPECT_EQ(report.total.deleted, 0U);
}

}  // namespace
}  // namespace broadsheet::ingest
