// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "encode/model_manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/digest.h"
#include "encode/limits.h"

namespace broadsheet::encode {
namespace {

using testing::HasSubstr;

const std::string kDigest(64, 'a');

ModelManifest some_manifest() {
  return {.name = "tiny-v1",
          .weights = {.file = "model.onnx", .bytes = 7, .sha256 = kDigest},
          .vocabulary = {.file = "vocab.txt", .bytes = 9, .sha256 = std::string(64, 'b')},
          .pooling = Pooling::kCls,
          .query_prefix = "query: ",
          .document_prefix = "",
          .max_tokens = 256,
          .dimension = 384,
          .precision = "int8",
          .licence = "MIT",
          .origin = "made up"};
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

// What is said of the sound manifest with one part of it replaced.
std::string complaint(std::string_view from, std::string_view to) {
  const auto parsed = parse_model_manifest(replaced(write_manifest(some_manifest()), from, to));
  return parsed.ok() ? "" : parsed.error().message();
}

TEST(ModelManifest, ReadsWhatItWrites) {
  const ModelManifest read = parse_model_manifest(write_manifest(some_manifest())).value();
  EXPECT_EQ(write_manifest(read), write_manifest(some_manifest()));
  EXPECT_EQ(read.name, "tiny-v1");
  EXPECT_EQ(read.weights.bytes, 7U);
  EXPECT_EQ(read.pooling, Pooling::kCls);
  EXPECT_EQ(read.query_prefix, "query: ");
}

TEST(ModelManifest, SaysWhichFieldIsWrong) {
  EXPECT_THAT(complaint("\"dimension\":384", "\"dimension\":0"),
              HasSubstr("'dimension' must be a number from 1"));
  EXPECT_THAT(complaint("\"max_tokens\":256,", ""),
              HasSubstr("'max_tokens' must be a number from 3 to 8192"));
  EXPECT_THAT(complaint("\"bytes\":7", "\"bytes\":\"7\""), HasSubstr("'weights.bytes' must be a number"));
  EXPECT_THAT(complaint(kDigest, "ABC"), HasSubstr("'weights.sha256' must be a SHA-256"));
  EXPECT_THAT(complaint("model.onnx", "../record.db"), HasSubstr("'weights.file' must be a name"));
  EXPECT_THAT(complaint("tiny-v1", ".hidden"), HasSubstr("'name' must be a name"));
  EXPECT_THAT(complaint("tiny-v1", "runtime"), HasSubstr("'name' must not be runtime"));
  EXPECT_THAT(complaint("\"cls\"", "\"max\""), HasSubstr("'pooling' must be mean or cls"));
  EXPECT_THAT(complaint("bert-uncased", "unigram"), HasSubstr("'tokenizer' must be bert-uncased"));
  EXPECT_THAT(complaint("\"MIT\"", "\"\""), HasSubstr("'licence' must be a text"));
  EXPECT_THAT(complaint("\"format\":1", "\"format\":2"),
              HasSubstr("of format 2, and this program reads format 1"));
  EXPECT_THAT(complaint("\"model\"", "\"letter\""), HasSubstr("\"kind\": \"model\""));
}

TEST(ModelManifest, IsRefusedWhereItIsNone) {
  EXPECT_FALSE(parse_model_manifest("").ok());
  EXPECT_FALSE(parse_model_manifest("[1]").ok());
  EXPECT_FALSE(parse_model_manifest(std::string(1000, '[')).ok());
  EXPECT_FALSE(parse_model_manifest("{\"format\":1,\"kind\":\"model\"}").ok());
  EXPECT_EQ(parse_model_manifest(std::string(kManifestBytesMax + 1, ' ')).error().code(),
            ErrorCode::kTooLarge);
}

TEST(ModelManifest, OfTheRuntimeReadsWhatItWrites) {
  const RuntimeManifest manifest = {
      .version = "1.31.1",
      .library = {.file = "libonnxruntime.so.1.31.1", .bytes = 5, .sha256 = kDigest},
      .licence = "MIT",
      .origin = "a wheel"};
  const RuntimeManifest read = parse_runtime_manifest(write_manifest(manifest)).value();
  EXPECT_EQ(write_manifest(read), write_manifest(manifest));
  EXPECT_FALSE(parse_runtime_manifest(write_manifest(some_manifest())).ok());
}

class ModelFiles : public testing::Test {
 protected:
  void SetUp() override { folder_ = make_temporary_folder("model-manifest-").value(); }
  void TearDown() override { EXPECT_TRUE(remove_all(folder_).ok()); }

  FileIdentity write(const std::string& bytes) const {
    EXPECT_TRUE(write_file_atomically(folder_ + "/weights", bytes).ok());
    const Sha256 digest = sha256("sound bytes");
    return {.file = "weights", .bytes = 11, .sha256 = hex(digest.data(), digest.size())};
  }

  std::string complaint(const std::string& bytes) const {
    const auto file = open_verified(folder_, write(bytes));
    return file.ok() ? "" : file.error().message();
  }

  std::string folder_;
};

TEST_F(ModelFiles, AreOpenedIfTheyAreThoseThatAreMeant) {
  EXPECT_EQ(complaint("sound bytes"), "");
}

TEST_F(ModelFiles, AreRefusedByNameIfTheyAreNot) {
  EXPECT_THAT(complaint("sound byte"),
              HasSubstr("weights: 10 bytes where the manifest says 11: it is cut short"));
  EXPECT_THAT(complaint(""), HasSubstr("weights: 0 bytes"));
  EXPECT_THAT(complaint("sound bytes!"), HasSubstr("12 bytes where the manifest says 11: install"));
  EXPECT_THAT(complaint("other bytes"), HasSubstr("weights: its SHA-256 is "));
}

TEST_F(ModelFiles, HaveAManifestBesideThem) {
  EXPECT_EQ(load_model_manifest(folder_).error().code(), ErrorCode::kNotFound);
  ASSERT_TRUE(write_file_atomically(folder_ + "/manifest.json", "{}").ok());
  EXPECT_THAT(load_model_manifest(folder_).error().message(), HasSubstr(folder_ + "/manifest.json: needs"));
  ASSERT_TRUE(write_file_atomically(folder_ + "/manifest.json", write_manifest(some_manifest())).ok());
  EXPECT_TRUE(load_model_manifest(folder_).ok());
}

}  // namespace
}  // namespace broadsheet::encode
