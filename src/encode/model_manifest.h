// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a model folder says about itself, and whether its files are those that it says
// (docs/formats/model.md). A file is known by its name, its size and its SHA-256; nothing is loaded that
// does not hold all three.

#ifndef BROADSHEET_ENCODE_MODEL_MANIFEST_H_
#define BROADSHEET_ENCODE_MODEL_MANIFEST_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/file.h"
#include "base/result.h"

namespace broadsheet::encode {

inline constexpr std::string_view kManifestName = "manifest.json";

struct FileIdentity {
  std::string file;         // a plain name within the folder
  std::uint64_t bytes = 0;  // at most kModelFileBytesMax
  std::string sha256;       // 64 digits, lower case
};

// How the rows of a text's tokens become one vector.
enum class Pooling : std::uint8_t {
  kMean,  // the mean over all tokens, [CLS] and [SEP] included
  kCls,   // the first row
};

struct ModelManifest {
  std::string name;  // also that of its folder: small letters, digits, '.', '-', '_'
  FileIdentity weights;
  FileIdentity vocabulary;
  Pooling pooling = Pooling::kMean;
  std::string query_prefix;  // stands before a query, blank included
  std::string document_prefix;
  std::uint32_t max_tokens = 0;  // of one text, kTokensMin to kTokensMax
  std::uint32_t dimension = 0;   // 1 to kDimensionMax
  std::string precision;         // "int8", "fp32": for people, and part of a vector's identity
  std::string licence;
  std::string origin;  // where it came from, for people
};

struct RuntimeManifest {
  std::string version;  // as the library says it
  FileIdentity library;
  std::string licence;
  std::string origin;
};

// Whether `name` may be that of a model or of a file in its folder: no path can be made of it.
bool is_plain_name(std::string_view name);

// kInvalid names the field and what it must be, kUnsupported a format, tokenizer or pooling that we do not
// know. `json` may be any bytes.
Result<ModelManifest> parse_model_manifest(std::string_view json);
Result<RuntimeManifest> parse_runtime_manifest(std::string_view json);

std::string write_manifest(const ModelManifest& manifest);
std::string write_manifest(const RuntimeManifest& manifest);

// The manifest in `folder`, whose errors name the file. kNotFound where there is none.
Result<ModelManifest> load_model_manifest(const std::string& folder);
Result<RuntimeManifest> load_runtime_manifest(const std::string& folder);

// The bytes of a file of `folder` after they have been found to be those that are meant: kDamaged names the
// file and how it differs. Reads all of it.
Result<MappedFile> open_verified(const std::string& folder, const FileIdentity& identity);

}  // namespace broadsheet::encode

#endif  // BROADSHEET_ENCODE_MODEL_MANIFEST_H_
