// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/ingest.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <sys/stat.h>
#include <zlib.h>

#include "base/file.h"
#include "ingest/file_list.h"
#include "ingest/limits.h"
#include "ingest/recent_keys.h"
#include "ingest/sampler.h"
#include "store/record.h"

namespace broadsheet::ingest {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string line(const std::string& id, const std::string& title) {
  return R"({"id":")" + id + R"(","title":")" + title + R"(","abstract":"We study tides in )" + id +
         R"( with few sensors and little data.","authors":["Mina Okafor",)"
         R"("Jun Tae Roh"],"published":"2026-01-02","updated":"","categories":["cs.LG"],"source":"arxiv",)"
         R"("doi":"","venue":"","date_precision":"day"})" +
         "\n";
}

std::string many_lines(int count) {
  std::string lines;
  for (int i = 0; i < count; ++i) {
    lines += line("arxiv:2601." + std::to_string(10000 + i), "A study of tide number " + std::to_string(i));
  }
  return lines;
}

std::string gzipped(const std::string& bytes) {
  std::string packed(bytes.size() + 1000, '\0');
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

class IngestTest : public ::testing::Test {
 protected:
  void SetUp() override { folder_ = make_temporary_folder("ingest").value(); }
  void TearDown() override { ASSERT_TRUE(remove_all(folder_).ok()); }

  std::string write(const std::string& name, const std::string& bytes) {
    const std::string path = folder_ + "/" + name;
    EXPECT_TRUE(make_folder(path.substr(0, path.find_last_of('/'))).ok());
    EXPECT_TRUE(write_file_atomically(path, bytes).ok());
    return path;
  }

  Report ingest(const std::vector<std::string>& paths, const Options& options = {}) {
    auto report = ingest_files(data(), paths, options);
    EXPECT_TRUE(report.ok()) << report.error().message();
    for (const FileReport& file : report.value().files) {
      const Tally& tally = file.tally;
      EXPECT_EQ(tally.read,
                tally.new_papers + tally.updated + tally.unchanged + tally.deleted + tally.rejected);
    }
    return std::move(report).value();
  }

  std::unique_ptr<store::Record> record() {
    return store::Record::open(data(), store::Record::Mode::kRead).value();
  }
  std::string data() const { return folder_ + "/data"; }

  std::string folder_;
};

TEST_F(IngestTest, AFileGoesInOnceAndTheSecondTimeNothingChanges) {
  const std::string file = write("papers.jsonl", many_lines(100));
  const Report first = ingest({file});
  ASSERT_THAT(first.files, SizeIs(1));
  EXPECT_EQ(first.files[0].format, "jsonl");
  EXPECT_EQ(first.total.read, 100u);
  EXPECT_EQ(first.total.new_papers, 100u);
  EXPECT_EQ(first.revision, Revision(100));
  const Report second = ingest({file});
  EXPECT_EQ(second.total.unchanged, 100u);
  EXPECT_EQ(second.revision, first.revision);
  EXPECT_THAT(record()->check(true).value(), IsEmpty());
}

TEST_F(IngestTest, OneBadRecordIsRejectedAndTheRestGoesIn) {
  const std::string file =
      write("papers.jsonl", line("arxiv:2601.00001", "One good title here") + "{\"id\": broken\n" +
                                line("arxiv:2601.00002", "Another good title here"));
  const Report report = ingest({file});
  EXPECT_EQ(report.total.new_papers, 2u);
  EXPECT_EQ(report.total.rejected, 1u);
  ASSERT_THAT(report.rejects, SizeIs(1));
  EXPECT_EQ(report.rejects[0].file, file);
  EXPECT_EQ(report.rejects[0].where.line, 2u);
  EXPECT_FALSE(report.rejects[0].reason.empty());
}

TEST_F(IngestTest, PackedFilesGiveTheSamePapers) {
  const std::string lines = many_lines(40);
  ingest({write("plain.jsonl", lines)});
  EXPECT_EQ(ingest({write("packed.jsonl.gz", gzipped(lines))}).total.unchanged, 40u);
}

TEST_F(IngestTest, AStreamThatIsCutGivesWhatItHasAndIsReported) {
  const std::string packed = gzipped(many_lines(2000));
  const Report report = ingest({write("cut.jsonl.gz", packed.substr(0, packed.size() - 100))});
  EXPECT_GT(report.total.new_papers, 1000u);
  EXPECT_EQ(report.total.rejected, 1u);
  ASSERT_THAT(report.rejects, SizeIs(1));
}

TEST_F(IngestTest, WhatCannotBeReadIsOneRejectedRecord) {
  const Report report = ingest({folder_ + "/none.jsonl", write("noise.bin", std::string(3000, '\x01')),
                                write("papers.jsonl", line("arxiv:2601.00001", "One good title here"))});
  ASSERT_THAT(report.files, SizeIs(3));
  EXPECT_EQ(report.files[0].tally.rejected, 1u);
  EXPECT_EQ(report.files[1].tally.rejected, 1u);
  EXPECT_EQ(report.files[1].format, "unknown");
  EXPECT_EQ(report.files[2].tally.new_papers, 1u);
  EXPECT_THAT(report.rejects[0].reason, HasSubstr("none.jsonl"));
}

TEST_F(IngestTest, FoldersAreReadInOrderWithoutHiddenFiles) {
  write("in/b.jsonl", line("arxiv:2601.00002", "Another good title here"));
  write("in/a/a.jsonl", line("arxiv:2601.00001", "One good title here"));
  write("in/.hidden.jsonl", line("arxiv:2601.00003", "A hidden title right here"));
  const Report report = ingest({folder_ + "/in"});
  ASSERT_THAT(report.files, SizeIs(2));
  EXPECT_EQ(report.files[0].file, folder_ + "/in/a/a.jsonl");
  EXPECT_EQ(report.files[1].file, folder_ + "/in/b.jsonl");
  EXPECT_EQ(report.total.new_papers, 2u);
}

TEST_F(IngestTest, AnEmptyFileIsToldAndNotRejected) {
  const Report report = ingest({write("empty.jsonl", "")});
  EXPECT_EQ(report.total.read, 0u);
  EXPECT_THAT(report.files[0].note, HasSubstr("empty"));
}

TEST_F(IngestTest, StoppingKeepsWhatIsDoneAndTheNextRunDoesTheRest) {
  const std::string file = write("papers.jsonl", many_lines(20'000));
  std::atomic<bool> stop = false;
  Options options;
  options.stop = &stop;
  bool told = false;
  options.on_progress = [&](const Progress& progress) {
    told = true;
    EXPECT_GT(progress.bytes_total, 0u);
    stop = true;
  };
  const Report first = ingest({file}, options);
  EXPECT_TRUE(told);
  EXPECT_TRUE(first.interrupted);
  EXPECT_EQ(first.total.rejected, 0u);
  const Report second = ingest({file});
  EXPECT_FALSE(second.interrupted);
  EXPECT_EQ(second.total.unchanged, first.total.read);
  EXPECT_EQ(second.total.new_papers, 20'000 - first.total.read);
  EXPECT_THAT(record()->check(true).value(), IsEmpty());
}

TEST_F(IngestTest, DictionariesAreTrainedOnTheWayAndEveryTextComesBack) {
  const std::string lines = many_lines(static_cast<int>(kSecondTraining) + 500);
  ingest({write("papers.jsonl", lines)});
  auto present = record();
  EXPECT_EQ(present->newest_dictionary("arxiv").value()->number, 2u);
  EXPECT_THAT(present->check(true).value(), IsEmpty());
  for (const char* key : {"arxiv:2601.10000", "arxiv:2601.10999", "arxiv:2601.26400"}) {
    const auto head = present->source_record("arxiv", key).value();
    ASSERT_TRUE(head) << key;
    const store::SourceRecordText text = present->source_text(head->number).value();
    EXPECT_NE(lines.find(text.raw + "\n"), std::string::npos) << key;
  }
}

TEST_F(IngestTest, VotesAndTheirPapersMayComeInEitherOrder) {
  const std::string votes = write("votes.tsv",
                                  "id\tobserved_at\tupvotes\tfeed\n"
                                  "arxiv:2601.00001\t2026-01-05T00:00:00Z\t7\tdaily\n"
                                  "arxiv:2601.00001\t2026-01-06T00:00:00Z\t9\tdaily\n");
  const std::string papers = write("papers.jsonl", line("arxiv:2601.00001", "One good title here"));
  const Report report = ingest({votes, papers});
  EXPECT_EQ(report.files[0].format, "vote-history");
  EXPECT_EQ(report.files[0].tally.read, 2u);
  EXPECT_EQ(report.total.new_papers, 1u);
  EXPECT_EQ(record()->paper_by_id("arxiv:2601.00001").value()->upvotes(), 9);
  EXPECT_EQ(ingest({votes, papers}).total.unchanged, 3u);
}

// The saved page and the corpora, where they are.
TEST_F(IngestTest, TheSavedPageGivesSixtySevenPapersOnce) {
  const std::string page = "../shared/data/daily-papers-page/page.txt";
  if (!read_file(page, std::size_t{1} << 20).ok()) GTEST_SKIP() << "no " << page;
  const Report first = ingest({page});
  EXPECT_EQ(first.total.read, 67u);
  EXPECT_EQ(first.total.new_papers, 67u);
  EXPECT_EQ(first.files[0].format, "saved-page");
  EXPECT_EQ(ingest({page}).total.unchanged, 67u);
}

TEST(RecentKeys, RemembersTheLastOnesAndForgetsTheFirst) {
  RecentKeys keys;
  for (std::uint64_t key = 0; key < 3 * kRecentKeysMin; ++key) keys.add(key);
  EXPECT_FALSE(keys.contains(0));
  std::size_t missing = 0;
  for (std::uint64_t key = 2 * kRecentKeysMin; key < 3 * kRecentKeysMin; ++key)
    missing += !keys.contains(key);
  EXPECT_EQ(missing, 0u);
}

TEST(Sampler, KeepsAnEvenSampleOfBoundedSize) {
  Sampler sampler;
  for (std::size_t i = 0; i < 20 * kSamplesMax; ++i) sampler.add(std::to_string(i));
  EXPECT_THAT(sampler.samples(), SizeIs(kSamplesMax));
  std::size_t late = 0;
  for (const std::string_view sample : sampler.samples())
    late += std::stoul(std::string(sample)) >= 10 * kSamplesMax;
  EXPECT_GT(late, kSamplesMax * 2 / 5);
  EXPECT_LT(late, kSamplesMax * 3 / 5);
}

}  // namespace
}  // namespace broadsheet::ingest
