// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "encode/model_store.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <zip.h>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/file.h"
#include "encode/carrier.h"
#include "encode/known_models.h"

namespace broadsheet::encode {
namespace {

using testing::AllOf;
using testing::HasSubstr;

const std::string kVocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n";

FileIdentity identity(const std::string& file, const std::string& bytes) {
  const Sha256 digest = sha256(bytes);
  return {.file = file, .bytes = bytes.size(), .sha256 = hex(digest.data(), digest.size())};
}

class Store : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = make_temporary_folder("model-store-").value();
    source_ = folder_ + "/source";
    ASSERT_TRUE(make_folder(source_).ok());
  }
  void TearDown() override { EXPECT_TRUE(remove_all(folder_).ok()); }

  void write(const std::string& name, const std::string& bytes) const {
    ASSERT_TRUE(write_file_atomically(source_ + "/" + name, bytes).ok());
  }

  // A folder that describes itself, with weights that are none: nobody looks at them before they are loaded.
  void describe(const std::string& name, const std::string& weights = "weights") {
    const ModelManifest manifest = {.name = name,
                                    .weights = identity("m.onnx", weights),
                                    .vocabulary = identity("v.txt", kVocabulary),
                                    .pooling = Pooling::kMean,
                                    .query_prefix = "",
                                    .document_prefix = "",
                                    .max_tokens = 16,
                                    .dimension = 4,
                                    .precision = "fp32",
                                    .licence = "MIT",
                                    .origin = "made up"};
    write("m.onnx", weights);
    write("v.txt", kVocabulary);
    write("manifest.json", write_manifest(manifest));
  }

  std::string zip(const std::vector<std::pair<std::string, std::string>>& members) const {
    std::string path = folder_ + "/made.jar";
    int code = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    for (const auto& [name, bytes] : members) {
      zip_file_add(archive, name.c_str(), zip_source_buffer(archive, bytes.data(), bytes.size(), 0), 0);
    }
    EXPECT_EQ(zip_close(archive), 0);
    return path;
  }

  std::string complaint(const std::string& path) const {
    const auto installed = store().install(path);
    return installed.ok() ? "" : installed.error().message();
  }

  ModelStore store() const { return ModelStore(folder_ + "/models"); }
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    const auto listed = store().list();
    for (const InstalledModel& model : listed.value())
      found.push_back(model.name + (model.in_use ? "*" : ""));
    return found;
  }

  std::string folder_;
  std::string source_;
};

TEST_F(Store, IsEmptyWhereThereIsNoFolder) {
  EXPECT_TRUE(names().empty());
  EXPECT_FALSE(store().in_use().value().has_value());
  EXPECT_FALSE(store().runtime().value().has_value());
  EXPECT_EQ(store().load().error().code(), ErrorCode::kNotFound);
  EXPECT_THAT(store().load().error().message(),
              HasSubstr("no sentence model is in use: broadsheet model install"));
}

TEST_F(Store, InstallsAFolderThatDescribesItself) {
  describe("tiny");
  const Installed installed = store().install(source_).value();
  EXPECT_EQ(installed.name, "tiny");
  EXPECT_TRUE(installed.now_in_use);
  EXPECT_FALSE(installed.replaced);
  EXPECT_THAT(names(), testing::ElementsAre("tiny*"));
  EXPECT_TRUE(store().verify("tiny").ok());
  EXPECT_EQ(
      store().load().error().message(),
      "no runtime for sentence models is installed: broadsheet model install FILE (docs/use/models.md)");
}

TEST_F(Store, ChoosesAndRemoves) {
  describe("tiny");
  ASSERT_TRUE(store().install(source_).ok());
  describe("small");
  EXPECT_FALSE(store().install(source_).value().now_in_use);
  EXPECT_THAT(names(), testing::ElementsAre("small", "tiny*"));
  ASSERT_TRUE(store().use("small").ok());
  EXPECT_THAT(names(), testing::ElementsAre("small*", "tiny"));
  ASSERT_TRUE(store().remove("small").ok());
  EXPECT_THAT(names(), testing::ElementsAre("tiny"));
  EXPECT_THAT(store().use("small").error().message(),
              HasSubstr("no model is called 'small': there are tiny"));
  EXPECT_FALSE(store().remove("../source").ok());
  EXPECT_FALSE(store().remove("default").ok());
  EXPECT_TRUE(std::filesystem::exists(source_));
}

TEST_F(Store, ReplacesAModelOfTheSameName) {
  describe("tiny");
  ASSERT_TRUE(store().install(source_).ok());
  describe("tiny", "other weights");
  EXPECT_TRUE(store().install(source_).value().replaced);
  EXPECT_EQ(read_file(folder_ + "/models/tiny/m.onnx", 100).value(), "other weights");
  EXPECT_FALSE(std::filesystem::exists(folder_ + "/models/.new"));
}

TEST_F(Store, RefusesWhatIsNotWhatItsManifestSays) {
  describe("tiny");
  write("m.onnx", "weight");
  EXPECT_THAT(complaint(source_), AllOf(HasSubstr(source_ + ": m.onnx: 6 bytes"), HasSubstr("and not 7 of")));
  write("m.onnx", "Weights");
  EXPECT_THAT(complaint(source_), HasSubstr("m.onnx: 7 bytes of SHA-256"));
  std::filesystem::remove(source_ + "/m.onnx");
  EXPECT_THAT(complaint(source_), HasSubstr("manifest.json names the file m.onnx, which is not there"));
  describe("tiny");
  write("manifest.json", "{}");
  EXPECT_THAT(complaint(source_), HasSubstr("manifest.json: needs"));
  EXPECT_TRUE(names().empty());
}

TEST_F(Store, NoticesDamageByName) {
  describe("tiny");
  ASSERT_TRUE(store().install(source_).ok());
  ASSERT_TRUE(write_file_atomically(folder_ + "/models/tiny/m.onnx", "weight").ok());
  EXPECT_THAT(store().verify("tiny").error().message(), HasSubstr("tiny/m.onnx: 6 bytes where"));
  ASSERT_TRUE(write_file_atomically(folder_ + "/models/tiny/manifest.json", "{").ok());
  EXPECT_THAT(store().list().value().front().problem, HasSubstr("tiny/manifest.json: no JSON"));
  ASSERT_TRUE(store().remove("tiny").ok());
  ASSERT_TRUE(write_file_atomically(folder_ + "/models/default", "../../etc\n").ok());
  EXPECT_THAT(store().load().error().message(), HasSubstr("default names no model"));
}

TEST_F(Store, RefusesArchivesWithoutAKnownModel) {
  EXPECT_THAT(complaint(zip({{"readme", "hello"}})),
              AllOf(HasSubstr("made.jar: there is no model in it"), HasSubstr("bge-small-en-v1.5-int8")));
  EXPECT_THAT(complaint(folder_ + "/nothing.jar"), HasSubstr("nothing.jar: No such file"));
  write("text.jar", "no archive");
  EXPECT_THAT(complaint(source_ + "/text.jar"), HasSubstr("text.jar: no archive, or one that is cut short"));
}

TEST_F(Store, RefusesArchivesThatAreCutShort) {
  const std::string whole = read_file(zip({{"readme", std::string(10'000, 'x')}}), 1'000'000).value();
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    write("cut.jar", whole.substr(0, size));
    EXPECT_THAT(complaint(source_ + "/cut.jar"), HasSubstr("cut.jar: ")) << size;
  }
}

TEST_F(Store, RefusesAMemberThatOnlyHasTheSizeOfAKnownModel) {
  const KnownModel& known = known_models().front();
  const std::string zeros(known.weights.bytes, '\0');
  EXPECT_THAT(complaint(zip({{"../../evil.onnx", zeros}})), HasSubstr("the model's vocabulary is not there"));
  const std::string blanks(known_vocabularies().front().file.bytes, ' ');
  EXPECT_THAT(complaint(zip({{"evil.onnx", zeros}, {"tokenizer.json", blanks}})),
              HasSubstr("tokenizer.json: its SHA-256 is not that of the vocabulary"));
  EXPECT_THAT(complaint(zip({{"evil.so", std::string(known_runtimes().front().library.bytes, '\0')}})),
              AllOf(HasSubstr("made.jar: evil.so: "), HasSubstr("fetch it again")));
  EXPECT_TRUE(names().empty());
  EXPECT_FALSE(store().runtime().value().has_value());
}

// A member of a megabyte whose entry says 100 bytes.
TEST_F(Store, TakesNoMoreOutOfAnArchiveThanItSays) {
  const std::string path = zip({{"bomb", std::string(1'000'000, 'x')}});
  std::string bytes = read_file(path, 1'000'000).value();
  const std::size_t entry = bytes.find("PK\x01\x02");
  ASSERT_NE(entry, std::string::npos);
  ASSERT_EQ(load<std::uint32_t>(bytes.data() + entry + 24), 1'000'000U);
  store_bytes(bytes.data() + entry + 24, std::uint32_t{100});
  write("bomb.jar", bytes);
  const auto carrier = open_carrier(source_ + "/bomb.jar");
  ASSERT_TRUE(carrier.ok());
  ASSERT_EQ(carrier.value()->members().front().bytes, 100U);
  std::size_t taken = 0;
  const auto read = carrier.value()->read(0, [&](std::span<const char> piece) -> Result<void> {
    taken += piece.size();
    return {};
  });
  EXPECT_FALSE(read.ok());
  EXPECT_LE(taken, 100U);
}

TEST_F(Store, IsChangedByOneProcessAtATime) {
  describe("tiny");
  ASSERT_TRUE(store().install(source_).ok());
  const Fd other = open_for_reading(folder_ + "/models/.lock").value();
  ASSERT_EQ(::flock(other.get(), LOCK_EX | LOCK_NB), 0);
  EXPECT_EQ(store().install(source_).error().code(), ErrorCode::kLocked);
  EXPECT_EQ(store().remove("tiny").error().code(), ErrorCode::kLocked);
  EXPECT_THAT(names(), testing::ElementsAre("tiny*"));
}

TEST_F(Store, ClearsAwayWhatAKilledProcessLeft) {
  ASSERT_TRUE(make_folder(folder_ + "/models/.new").ok());
  ASSERT_TRUE(make_folder(folder_ + "/models/.old").ok());
  EXPECT_TRUE(names().empty());
  describe("tiny");
  ASSERT_TRUE(store().install(source_).ok());
  EXPECT_FALSE(std::filesystem::exists(folder_ + "/models/.new"));
  EXPECT_FALSE(std::filesystem::exists(folder_ + "/models/.old"));
}

TEST(TokenizerJson, GivesTheTokensByTheirNumbers) {
  EXPECT_EQ(vocabulary_of_tokenizer_json(R"({"model":{"vocab":{"b":1,"a":0}}})").value(), "a\nb\n");
}

TEST(TokenizerJson, IsRefusedWhereItIsNone) {
  for (const std::string json : {"", "{}", R"({"model":{"vocab":[]}})", R"({"model":{"vocab":{"a":1}}})",
                                 R"({"model":{"vocab":{"a":0,"b":0}}})", R"({"model":{"vocab":{"a":-1}}})",
                                 R"({"model":{"vocab":{"a":4000000000}}})",
                                 R"({"model":{"vocab":{"a\nb":0}}})", R"({"model":{"vocab":{"":0}}})"}) {
    EXPECT_FALSE(vocabulary_of_tokenizer_json(json).ok()) << json;
  }
}

}  // namespace
}  // namespace broadsheet::encode
