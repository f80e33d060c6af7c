// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "encode/onnx_model.h"

#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/check.h"
#include "base/digest.h"
#include "encode/pooling.h"
#include "encode/word_piece.h"

namespace broadsheet::encode {
namespace {

// What all encoders of one model share. Immutable.
struct Loaded {
  ModelManifest manifest;
  std::string fingerprint;
  WordPiece pieces;
  std::unique_ptr<OnnxSession> session;
};

class OnnxEncoder : public Encoder {
 public:
  explicit OnnxEncoder(std::shared_ptr<const Loaded> loaded) : loaded_(std::move(loaded)) {}

  std::size_t dimension() const override { return loaded_->manifest.dimension; }

  Result<void> encode(std::string_view text, TextKind kind, std::span<float> out) override {
    const ModelManifest& manifest = loaded_->manifest;
    CHECK(out.size() == manifest.dimension);
    const std::string& prefix = kind == TextKind::kQuery ? manifest.query_prefix : manifest.document_prefix;
    if (!prefix.empty()) {
      prefixed_.assign(prefix).append(text);
      text = prefixed_;
    }
    loaded_->pieces.token_ids(text, manifest.max_tokens, ids_);
    TRY(const HiddenStates states, loaded_->session->run(ids_));
    if (states.dimension() != manifest.dimension) {
      return Error(ErrorCode::kUnsupported,
                   "the graph gives vectors of dimension " + std::to_string(states.dimension()) +
                       ", and the manifest says " + std::to_string(manifest.dimension));
    }
    if (!pool(states.row(0).data(), states.tokens(), manifest.pooling, out)) {
      return Error(ErrorCode::kDamaged, "the model gives no vector that has a direction");
    }
    return {};
  }

 private:
  const std::shared_ptr<const Loaded> loaded_;
  std::string prefixed_;
  std::vector<TokenId> ids_;
};

class OnnxModel : public Model {
 public:
  explicit OnnxModel(std::shared_ptr<const Loaded> loaded) : loaded_(std::move(loaded)) {}

  const std::string& name() const override { return loaded_->manifest.name; }
  std::size_t dimension() const override { return loaded_->manifest.dimension; }
  const std::string& fingerprint() const override { return loaded_->fingerprint; }
  std::unique_ptr<Encoder> make_encoder() const override { return std::make_unique<OnnxEncoder>(loaded_); }

 private:
  const std::shared_ptr<const Loaded> loaded_;
};

Result<std::shared_ptr<const Model>> load(std::shared_ptr<const OnnxRuntime> runtime,
                                          const std::string& folder) {
  TRY(ModelManifest manifest, load_model_manifest(folder));
  TRY(const MappedFile vocabulary, open_verified(folder, manifest.vocabulary));
  TRY(WordPiece pieces, WordPiece::from_vocabulary(std::string(as_string_view(vocabulary.bytes()))));
  TRY(const MappedFile weights, open_verified(folder, manifest.weights));
  std::string fingerprint = fingerprint_of(manifest, runtime->version());
  TRY(auto session, OnnxSession::create(std::move(runtime), weights.bytes(), manifest.max_tokens));
  auto loaded = std::make_shared<const Loaded>(
      Loaded{std::move(manifest), std::move(fingerprint), std::move(pieces), std::move(session)});
  std::vector<float> vector(loaded->manifest.dimension);
  TRY_VOID(OnnxEncoder(loaded).encode("The first text.", TextKind::kDocument, vector));
  return std::shared_ptr<const Model>(std::make_shared<OnnxModel>(std::move(loaded)));
}

}  // namespace

Result<std::shared_ptr<const Model>> load_onnx_model(std::shared_ptr<const OnnxRuntime> runtime,
                                                     const std::string& folder) {
  return load(std::move(runtime), folder).context("model " + folder);
}

std::string fingerprint_of(const ModelManifest& manifest, const std::string& runtime_version) {
  const auto sized = [](const std::string& text) { return std::to_string(text.size()) + ":" + text; };
  std::string lines = "broadsheet-vectors 1\n";
  lines += "weights " + manifest.weights.sha256 + "\n";
  lines += "vocabulary " + manifest.vocabulary.sha256 + "\n";
  lines += "tokenizer bert-uncased\n";
  lines += std::string("pooling ") + (manifest.pooling == Pooling::kCls ? "cls" : "mean") + "\n";
  lines += "query_prefix " + sized(manifest.query_prefix) + "\n";
  lines += "document_prefix " + sized(manifest.document_prefix) + "\n";
  lines += "max_tokens " + std::to_string(manifest.max_tokens) + "\n";
  lines += "dimension " + std::to_string(manifest.dimension) + "\n";
  lines += "precision " + manifest.precision + "\n";
  lines += "runtime onnxruntime " + runtime_version + "\n";
  const Sha256 digest = sha256(lines);
  return hex(digest.data(), digest.size() / 2);
}

}  // namespace broadsheet::encode
