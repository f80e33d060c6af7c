// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "encode/model_manifest.h"

#include <algorithm>
#include <optional>
#include <simdjson.h>
#include <utility>

#include "base/check.h"
#include "base/digest.h"
#include "base/json_writer.h"
#include "encode/limits.h"

namespace broadsheet::encode {
namespace {

constexpr std::uint64_t kFormat = 1;
constexpr std::string_view kTokenizer = "bert-uncased";
constexpr std::size_t kDepthMax = 16;

using simdjson::dom::element;
using simdjson::dom::object;

// The fields of one object. The first that is missing or wrong is remembered, and the rest is read all the
// same: ask for error() at the end.
class Fields {
 public:
  Fields(object from, std::string path, std::optional<Error>& error)
      : object_(from), path_(std::move(path)), error_(error) {}

  std::string text(std::string_view key, bool may_be_empty = false) {
    std::string_view value;
    if (object_[key].get(value) != simdjson::SUCCESS || value.size() > kManifestTextBytesMax ||
        (value.empty() && !may_be_empty)) {
      fail(key, "must be a text of at most " + std::to_string(kManifestTextBytesMax) + " bytes");
      return {};
    }
    return std::string(value);
  }

  std::uint64_t number(std::string_view key, std::uint64_t min, std::uint64_t max) {
    std::uint64_t value = 0;
    if (object_[key].get(value) != simdjson::SUCCESS || value < min || value > max) {
      fail(key, "must be a number from " + std::to_string(min) + " to " + std::to_string(max));
      return min;
    }
    return value;
  }

  std::string name(std::string_view key) {
    std::string value = text(key);
    if (!is_plain_name(value)) {
      fail(key,
           "must be a name of small letters, digits, '.', '-' and '_' that begins with a letter or digit");
    }
    return value;
  }

  std::string digest(std::string_view key) {
    std::string value = text(key);
    const bool sound = value.size() == 64 && value.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!sound) fail(key, "must be a SHA-256: 64 digits from 0 to f");
    return value;
  }

  FileIdentity file(std::string_view key) {
    object inner;
    if (object_[key].get(inner) != simdjson::SUCCESS) {
      fail(key, "must be an object with file, bytes and sha256");
      return {};
    }
    Fields fields(inner, path_ + std::string(key) + ".", error_);
    FileIdentity identity;
    identity.file = fields.name("file");
    identity.bytes = fields.number("bytes", 1, kModelFileBytesMax);
    identity.sha256 = fields.digest("sha256");
    return identity;
  }

  void fail(std::string_view key, const std::string& what, ErrorCode code = ErrorCode::kInvalid) {
    if (!error_) error_.emplace(code, "'" + path_ + std::string(key) + "' " + what);
  }

 private:
  object object_;
  std::string path_;
  std::optional<Error>& error_;
};

Result<object> parse_object(simdjson::dom::parser& parser, std::string_view json, std::string_view kind) {
  if (json.size() > kManifestBytesMax) {
    return Error(ErrorCode::kTooLarge, "more than " + std::to_string(kManifestBytesMax) + " bytes");
  }
  CHECK(parser.allocate(kManifestBytesMax, kDepthMax) == simdjson::SUCCESS);
  element root;
  if (const auto error = parser.parse(json.data(), json.size(), true).get(root)) {
    return Error(ErrorCode::kInvalid, std::string("no JSON: ") + simdjson::error_message(error));
  }
  object found;
  if (root.get(found) != simdjson::SUCCESS) return Error(ErrorCode::kInvalid, "not a JSON object");
  std::uint64_t format = 0;
  std::string_view said;
  if (found["format"].get(format) != simdjson::SUCCESS || found["kind"].get(said) != simdjson::SUCCESS ||
      said != kind) {
    return Error(ErrorCode::kInvalid,
                 "needs \"format\": 1 and \"kind\": \"" + std::string(kind) + "\" (docs/formats/model.md)");
  }
  if (format != kFormat) {
    return Error(ErrorCode::kUnsupported,
                 "of format " + std::to_string(format) + ", and this program reads format 1");
  }
  return found;
}

Pooling read_pooling(Fields& fields) {
  const std::string said = fields.text("pooling");
  if (said != "mean" && said != "cls") fields.fail("pooling", "must be mean or cls", ErrorCode::kUnsupported);
  return said == "cls" ? Pooling::kCls : Pooling::kMean;
}

void write(JsonWriter& json, std::string_view key, const FileIdentity& identity) {
  json.key(key).begin_object().key("file").value(identity.file).key("bytes").value(identity.bytes);
  json.key("sha256").value(identity.sha256).end_object();
}

std::string sha256_hex(std::string_view bytes) {
  const Sha256 digest = sha256(bytes);
  return hex(digest.data(), digest.size());
}

Result<std::string> read_manifest(const std::string& path) {
  return read_file(path, kManifestBytesMax);
}

}  // namespace

bool is_plain_name(std::string_view name) {
  const auto is_letter_or_digit = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !name.empty() && name.size() <= kNameBytesMax && is_letter_or_digit(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return is_letter_or_digit(c) || c == '.' || c == '-' || c == '_'; });
}

Result<ModelManifest> parse_model_manifest(std::string_view json) {
  simdjson::dom::parser parser;
  TRY(const object root, parse_object(parser, json, "model"));
  std::optional<Error> error;
  Fields fields(root, "", error);
  if (fields.text("tokenizer") != kTokenizer) {
    fields.fail("tokenizer", "must be bert-uncased: this program knows no other", ErrorCode::kUnsupported);
  }
  ModelManifest manifest;
  manifest.name = fields.name("name");
  if (manifest.name == "runtime" || manifest.name == "default") {
    fields.fail("name", "must not be runtime or default");
  }
  manifest.weights = fields.file("weights");
  manifest.vocabulary = fields.file("vocabulary");
  manifest.pooling = read_pooling(fields);
  manifest.query_prefix = fields.text("query_prefix", true);
  manifest.document_prefix = fields.text("document_prefix", true);
  manifest.max_tokens = static_cast<std::uint32_t>(fields.number("max_tokens", kTokensMin, kTokensMax));
  manifest.dimension = static_cast<std::uint32_t>(fields.number("dimension", 1, kDimensionMax));
  manifest.precision = fields.name("precision");
  manifest.licence = fields.text("licence");
  manifest.origin = fields.text("origin");
  if (error) return *std::move(error);
  return manifest;
}

Result<RuntimeManifest> parse_runtime_manifest(std::string_view json) {
  simdjson::dom::parser parser;
  TRY(const object root, parse_object(parser, json, "onnxruntime"));
  std::optional<Error> error;
  Fields fields(root, "", error);
  RuntimeManifest manifest;
  manifest.version = fields.text("version");
  manifest.library = fields.file("library");
  manifest.licence = fields.text("licence");
  manifest.origin = fields.text("origin");
  if (error) return *std::move(error);
  return manifest;
}

std::string write_manifest(const ModelManifest& manifest) {
  JsonWriter json;
  json.begin_object().key("format").value(kFormat).key("kind").value("model");
  json.key("name").value(manifest.name).key("tokenizer").value(kTokenizer);
  write(json, "weights", manifest.weights);
  write(json, "vocabulary", manifest.vocabulary);
  json.key("pooling").value(manifest.pooling == Pooling::kCls ? "cls" : "mean");
  json.key("query_prefix").value(manifest.query_prefix);
  json.key("document_prefix").value(manifest.document_prefix);
  json.key("max_tokens").value(manifest.max_tokens).key("dimension").value(manifest.dimension);
  json.key("precision").value(manifest.precision).key("licence").value(manifest.licence);
  json.key("origin").value(manifest.origin).end_object();
  return json.take() + "\n";
}

std::string write_manifest(const RuntimeManifest& manifest) {
  JsonWriter json;
  json.begin_object().key("format").value(kFormat).key("kind").value("onnxruntime");
  json.key("version").value(manifest.version);
  write(json, "library", manifest.library);
  json.key("licence").value(manifest.licence).key("origin").value(manifest.origin).end_object();
  return json.take() + "\n";
}

Result<ModelManifest> load_model_manifest(const std::string& folder) {
  const std::string path = folder + "/" + std::string(kManifestName);
  TRY(const std::string json, read_manifest(path));
  return parse_model_manifest(json).context(path);
}

Result<RuntimeManifest> load_runtime_manifest(const std::string& folder) {
  const std::string path = folder + "/" + std::string(kManifestName);
  TRY(const std::string json, read_manifest(path));
  return parse_runtime_manifest(json).context(path);
}

Result<MappedFile> open_verified(const std::string& folder, const FileIdentity& identity) {
  const std::string path = folder + "/" + identity.file;
  TRY(MappedFile file, MappedFile::open(path));
  if (file.size() != identity.bytes) {
    return Error(ErrorCode::kDamaged, path + ": " + std::to_string(file.size()) +
                                          " bytes where the manifest says " + std::to_string(identity.bytes) +
                                          (file.size() < identity.bytes ? ": it is cut short" : "") +
                                          ": install the model again");
  }
  const std::string found =
      sha256_hex({reinterpret_cast<const char*>(file.data()), static_cast<std::size_t>(file.size())});
  if (found != identity.sha256) {
    return Error(ErrorCode::kDamaged, path + ": its SHA-256 is " + found + " where the manifest says " +
                                          identity.sha256 + ": install the model again");
  }
  return file;
}

}  // namespace broadsheet::encode
