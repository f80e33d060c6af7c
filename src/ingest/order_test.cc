// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What one run reads later must be judged by what it read earlier, also while that is being written.

#include <gtest/gtest.h>

#include "base/file.h"
#include "ingest/ingest.h"
#include "store/record.h"

namespace broadsheet::ingest {
namespace {

constexpr const char* kPaper = R"({"id":"arxiv:2601.00001","title":"On Whales","source":"arxiv"})";
constexpr const char* kChanged = R"({"id":"arxiv:2601.00001","title":"On Sharks","source":"arxiv"})";
constexpr const char* kWithdrawn = R"({"id":"arxiv:2601.00001","source":"arxiv","deleted":true})";

class IngestOrder : public ::testing::Test {
 protected:
  void SetUp() override { folder_ = *make_temporary_folder("order"); }
  void TearDown() override { ASSERT_TRUE(remove_all(folder_).ok()); }

  std::string write(const std::string& name, const std::string& lines) {
    const std::string path = folder_ + "/" + name;
    EXPECT_TRUE(write_file_atomically(path, lines).ok());
    return path;
  }

  Tally ingest(const std::vector<std::string>& paths) {
    auto report = ingest_files(folder_ + "/data", paths, {});
    EXPECT_TRUE(report.ok()) << (report.ok() ? "" : report.error().message());
    return report.value().total;
  }

  std::uint64_t papers() {
    auto record = store::Record::open(folder_ + "/data", store::Record::Mode::kRead).value();
    return record->counts().value().papers;
  }

  std::string folder_;
};

TEST_F(IngestOrder, APaperThatComesBackAndIsWithdrawnAgainIsWithdrawn) {
  const std::string paper = write("1.jsonl", kPaper);
  const std::string withdrawn = write("2.jsonl", kWithdrawn);
  EXPECT_EQ(ingest({paper, withdrawn}).deleted, 1u);
  EXPECT_EQ(papers(), 0u);
  // The record holds the withdrawal, so that alone would change nothing.
  const Tally again = ingest({paper, withdrawn});
  EXPECT_EQ(again.updated, 1u);
  EXPECT_EQ(again.deleted, 1u);
  EXPECT_EQ(papers(), 0u);
}

TEST_F(IngestOrder, TheLastOfTwoVersionsStands) {
  const std::string first = write("1.jsonl", kPaper);
  const std::string second = write("2.jsonl", kChanged);
  const std::string both = write("3.jsonl", std::string(kChanged) + "\n" + kPaper + "\n" + kChanged + "\n");
  EXPECT_EQ(ingest({first, second}).updated, 1u);
  const Tally again = ingest({both});
  EXPECT_EQ(again.unchanged, 1u);
  EXPECT_EQ(again.updated, 2u);
}

}  // namespace
}  // namespace broadsheet::ingest
