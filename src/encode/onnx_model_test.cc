// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Real models, where they are installed: in $BROADSHEET_MODELS, else in .cache/models. What needs one is
// skipped otherwise.

#include "encode/onnx_model.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numeric>
#include <thread>

#include "base/digest.h"
#include "base/file.h"
#include "encode/onnx_runtime.h"
#include "encode/testing.h"

namespace broadsheet::encode {
namespace {

using testing::HasSubstr;
using Vector = std::vector<float>;

std::string models_folder() {
  const char* named = std::getenv("BROADSHEET_MODELS");  // NOLINT(concurrency-mt-unsafe): one thread
  return named == nullptr || *named == '\0' ? ".cache/models" : named;
}

std::shared_ptr<const OnnxRuntime> runtime() {
  static const std::shared_ptr<const OnnxRuntime> loaded = []() -> std::shared_ptr<const OnnxRuntime> {
    const std::string folder = models_folder() + "/runtime";
    const auto manifest = load_runtime_manifest(folder);
    if (!manifest.ok()) return nullptr;
    return OnnxRuntime::load(folder + "/" + manifest.value().library.file).value();
  }();
  return loaded;
}

// The folders of the models that are installed.
std::vector<std::string> model_folders() {
  std::vector<std::string> folders;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(models_folder(), code)) {
    if (load_model_manifest(entry.path().string()).ok()) folders.push_back(entry.path().string());
  }
  return folders;
}

Vector encoded(Encoder& encoder, std::string_view text, TextKind kind = TextKind::kDocument) {
  Vector vector(encoder.dimension());
  const Result<void> done = encoder.encode(text, kind, vector);
  EXPECT_TRUE(done.ok()) << (done.ok() ? "" : done.error().message());
  return vector;
}

double product(const Vector& a, const Vector& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

ModelManifest some_manifest() {
  ModelManifest manifest;
  manifest.weights.sha256 = "a";
  manifest.vocabulary.sha256 = "b";
  manifest.precision = "int8";
  return manifest;
}

TEST(Fingerprint, ChangesWithWhateverChangesTheVectors) {
  const std::string base = fingerprint_of(some_manifest(), "1.31.1");
  EXPECT_EQ(base.size(), 32U);
  EXPECT_EQ(base, fingerprint_of(some_manifest(), "1.31.1"));
  EXPECT_NE(base, fingerprint_of(some_manifest(), "1.29.0"));
  const auto changed = [](auto&& change) {
    ModelManifest manifest = some_manifest();
    change(manifest);
    return fingerprint_of(manifest, "1.31.1");
  };
  EXPECT_NE(base, changed([](ModelManifest& m) { m.weights.sha256 = "c"; }));
  EXPECT_NE(base, changed([](ModelManifest& m) { m.vocabulary.sha256 = "c"; }));
  EXPECT_NE(base, changed([](ModelManifest& m) { m.pooling = Pooling::kCls; }));
  EXPECT_NE(base, changed([](ModelManifest& m) { m.query_prefix = "q"; }));
  EXPECT_NE(base, changed([](ModelManifest& m) { m.document_prefix = "q"; }));
  EXPECT_NE(base, changed([](ModelManifest& m) { m.max_tokens = 9; }));
  EXPECT_NE(base, changed([](ModelManifest& m) { m.precision = "fp32"; }));
  EXPECT_EQ(base, changed([](ModelManifest& m) { m.name = "renamed"; }));
  EXPECT_EQ(base, changed([](ModelManifest& m) { m.origin = "elsewhere"; }));
}

// It is stored with every vector: if this fails, every stored vector has become worthless.
TEST(Fingerprint, IsTheOneThatIsSpecified) {
  EXPECT_EQ(fingerprint_of(some_manifest(), "1.31.1"), "263e0a741df8989f0928c170e3c9138f");
}

TEST(OnnxRuntime, RefusesWhatIsNoneByName) {
  const std::string folder = make_temporary_folder("onnx-").value();
  ASSERT_TRUE(write_file_atomically(folder + "/lib.so", "no library").ok());
  EXPECT_THAT(OnnxRuntime::load(folder + "/lib.so").error().message(), HasSubstr(folder + "/lib.so"));
  EXPECT_THAT(OnnxRuntime::load("/nowhere/lib.so").error().message(), HasSubstr("/nowhere/lib.so"));
  EXPECT_THAT(OnnxRuntime::load("libm.so.6").error().message(), HasSubstr("libm.so.6 is no ONNX Runtime"));
  EXPECT_TRUE(remove_all(folder).ok());
}

TEST(FakeModel, PutsTextsWithCommonWordsNearEachOther) {
  const FakeModel model;
  const auto encoder = model.make_encoder();
  const Vector tides = encoded(*encoder, "tides of harbours");
  EXPECT_NEAR(product(tides, tides), 1.0, 1e-5);
  EXPECT_EQ(tides, encoded(*encoder, " Tides OF harbours"));
  EXPECT_GT(product(tides, encoded(*encoder, "great tides")),
            product(tides, encoded(*encoder, "stable boats")));
  EXPECT_NEAR(product(encoded(*encoder, ""), encoded(*encoder, "")), 1.0, 1e-5);
  EXPECT_NE(FakeModel("other").fingerprint(), model.fingerprint());
}

class RealModels : public testing::Test {
 protected:
  void SetUp() override {
    if (runtime() == nullptr || model_folders().empty()) {
      GTEST_SKIP() << "no model in " << models_folder() << ": tools/fetch_model.sh gets one";
    }
  }
};

TEST_F(RealModels, PutTextsOfOneMatterNearEachOther) {
  for (const std::string& folder : model_folders()) {
    const auto model = load_onnx_model(runtime(), folder).value();
    const auto encoder = model->make_encoder();
    const Vector query = encoded(*encoder, "how do language models remember facts", TextKind::kQuery);
    const Vector near =
        encoded(*encoder, "Knowledge neurons: where pretrained transformers store factual knowledge");
    const Vector far = encoded(*encoder, "The luminosity function of dwarf galaxies in the Virgo cluster");
    EXPECT_NEAR(product(query, query), 1.0, 1e-5);
    EXPECT_GT(product(query, near), product(query, far) + 0.1) << folder;
  }
}

TEST_F(RealModels, EncodeAnyBytesOfAnyLength) {
  for (const std::string& folder : model_folders()) {
    const auto encoder = load_onnx_model(runtime(), folder).value()->make_encoder();
    for (const std::string& text :
         {std::string(), std::string(1'000'000, 'a'), std::string(1000, '\0'), std::string("\xFF\xC3"),
          std::string(100'000, '.'), std::string("[SEP] \xED\xA0\x80")}) {
      for (const TextKind kind : {TextKind::kQuery, TextKind::kDocument}) {
        const Vector vector = encoded(*encoder, text, kind);
        EXPECT_NEAR(product(vector, vector), 1.0, 1e-5);
      }
    }
  }
}

TEST_F(RealModels, GiveTheSameBitsOnEveryThread) {
  const auto model = load_onnx_model(runtime(), model_folders().front()).value();
  const std::string text = "We study tides with three sensors and find that harbours are hard to forecast.";
  const Vector alone = encoded(*model->make_encoder(), text);
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      const auto encoder = model->make_encoder();
      for (int round = 0; round < 5; ++round) EXPECT_EQ(encoded(*encoder, text), alone);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

// A copy of a model with other files in it.
class SpoiltModels : public RealModels {
 protected:
  void SetUp() override {
    RealModels::SetUp();
    if (IsSkipped()) return;
    folder_ = make_temporary_folder("spoilt-model-").value();
    sound_ = model_folders().front();
    manifest_ = load_model_manifest(sound_).value();
    std::filesystem::copy_file(sound_ + "/" + manifest_.vocabulary.file,
                               folder_ + "/" + manifest_.vocabulary.file);
  }
  void TearDown() override {
    if (!folder_.empty()) {
      EXPECT_TRUE(remove_all(folder_).ok());
    }
  }

  std::string weights() const {
    return read_file(sound_ + "/" + manifest_.weights.file, std::size_t{1} << 30).value();
  }

  // What is said of a model with these weights and a manifest that calls them sound.
  std::string complaint(const std::string& bytes) {
    const Sha256 digest = sha256(bytes);
    manifest_.weights.bytes = bytes.size();
    manifest_.weights.sha256 = hex(digest.data(), digest.size());
    EXPECT_TRUE(write_file_atomically(folder_ + "/" + manifest_.weights.file, bytes).ok());
    return complaint();
  }
  std::string complaint() const {
    EXPECT_TRUE(write_file_atomically(folder_ + "/manifest.json", write_manifest(manifest_)).ok());
    const auto model = load_onnx_model(runtime(), folder_);
    return model.ok() ? "" : model.error().message();
  }

  std::string folder_;
  std::string sound_;
  ModelManifest manifest_;
};

TEST_F(SpoiltModels, AreRefusedByName) {
  EXPECT_EQ(complaint(weights()), "");
  const ModelManifest sound = manifest_;
  EXPECT_THAT(complaint("no graph"),
              testing::AllOf(HasSubstr("model " + folder_), HasSubstr("the runtime says")));
  EXPECT_THAT(complaint(weights().substr(0, 1'000'000)), HasSubstr("the runtime says"));
  manifest_ = sound;
  EXPECT_THAT(complaint(), HasSubstr("it is cut short"));
  ASSERT_TRUE(write_file_atomically(folder_ + "/" + manifest_.weights.file, weights()).ok());
  manifest_.dimension = 383;
  EXPECT_THAT(complaint(), HasSubstr("of dimension 384, and the manifest says 383"));
  manifest_ = sound;
  manifest_.vocabulary.sha256 = std::string(64, '0');
  EXPECT_THAT(complaint(), HasSubstr("vocab.txt: its SHA-256 is"));
}

}  // namespace
}  // namespace broadsheet::encode
