// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "evaluate/collection.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <string>

#include "base/compress.h"
#include "base/file.h"

namespace broadsheet::evaluate {
namespace {

class CollectionFolder : public testing::Test {
 protected:
  CollectionFolder() : folder_(make_temporary_folder("collection").value()) {}
  ~CollectionFolder() override { std::filesystem::remove_all(folder_); }

  void put(const std::string& name, const std::string& text) {
    ASSERT_TRUE(write_file_atomically(folder_ + "/" + name, text).ok());
  }
  void put_packed(const std::string& name, const std::string& text) {
    std::string packed;
    ZstdCompressor(3, "").compress(text, packed);
    put(name, packed);
  }
  Result<Collection> read(std::string_view split) {
    TRY(const auto files, find_collection(folder_, split));
    return read_collection(files);
  }

  std::string folder_;
};

TEST_F(CollectionFolder, IsReadPlainOrPacked) {
  put_packed("corpus.jsonl.zst",
             "{\"_id\":\"d1\",\"title\":\"T\",\"text\":\"x\"}\n\n{\"_id\":\"d2\",\"text\":\"y\"}\n");
  put("queries.jsonl",
      "{\"_id\":\"q1\",\"text\":\"x\"}\r\n{\"_id\":\"q2\",\"text\":\"y\"}\n{\"_id\":\"q3\",\"text\":\"z\"}");
  put("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t2\nq2\td1\t0\n");
  const auto collection = read("");
  ASSERT_TRUE(collection.ok()) << collection.error().message();
  EXPECT_EQ(collection.value().documents.size(), 2u);
  EXPECT_EQ(collection.value().judgements.at("q1").at("d1"), 2);
  const auto judged = judged_queries(collection.value());
  ASSERT_EQ(judged.size(), 1u) << "queries without a positive judgement are skipped";
  EXPECT_EQ(judged[0]->id, "q1");
}

TEST_F(CollectionFolder, WithSplitsReadsTheOneThatIsNamedAndNoOther) {
  put("corpus.jsonl", "{\"_id\":\"d1\",\"text\":\"x\"}");
  put("queries.jsonl", "{\"_id\":\"q1\",\"text\":\"x\"}");
  put("qrels.dev.tsv", "q1\td1\t1\n");
  put("qrels.test.tsv", "broken\n");
  const auto none = read("");
  ASSERT_FALSE(none.ok());
  EXPECT_NE(none.error().message().find("--split: dev, test"), std::string::npos) << none.error().message();
  EXPECT_TRUE(read("dev").ok());
  EXPECT_FALSE(read("test").ok());
  EXPECT_EQ(read("train").error().code(), ErrorCode::kNotFound);
}

TEST_F(CollectionFolder, SaysWhichLineIsBroken) {
  put("corpus.jsonl", "{\"_id\":\"d1\",\"text\":\"x\"}\n{\"_id\":\"d1\",\"text\":\"y\"}\n");
  put("queries.jsonl", "{\"_id\":\"q1\",\"text\":\"x\"}");
  put("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\td1\tgood\n");
  const auto twice = read("");
  ASSERT_FALSE(twice.ok());
  EXPECT_NE(twice.error().message().find("corpus.jsonl:2"), std::string::npos) << twice.error().message();
  put("corpus.jsonl", "{\"_id\":\"d1\",\"text\":\"x\"}\n");
  const auto grade = read("");
  ASSERT_FALSE(grade.ok());
  EXPECT_NE(grade.error().message().find("qrels.tsv:2"), std::string::npos) << grade.error().message();
}

TEST_F(CollectionFolder, WithoutItsFilesIsNotFound) {
  EXPECT_EQ(read("").error().code(), ErrorCode::kNotFound);
}

}  // namespace
}  // namespace broadsheet::evaluate
