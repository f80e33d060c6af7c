// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Models and runtimes that are recognised by their content, wherever they come from. Any other needs a
// manifest of its own. Immutable tables.

#ifndef BROADSHEET_ENCODE_KNOWN_MODELS_H_
#define BROADSHEET_ENCODE_KNOWN_MODELS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "encode/model_manifest.h"

namespace broadsheet::encode {

struct KnownFile {
  std::uint64_t bytes;
  std::string_view sha256;
};

// A vocabulary in the form in which it travels. All of them are the same one in the end.
struct KnownVocabulary {
  KnownFile file;
  bool is_tokenizer_json;
};

struct KnownModel {
  std::string_view name;
  KnownFile weights;
  Pooling pooling;
  std::string_view query_prefix;
  std::uint32_t max_tokens;
  std::uint32_t dimension;
  std::string_view precision;
  std::string_view licence;
  std::string_view origin;
};

struct KnownRuntime {
  std::string_view version;
  KnownFile library;
  std::string_view licence;
  std::string_view origin;
};

std::span<const KnownModel> known_models();
std::span<const KnownVocabulary> known_vocabularies();
std::span<const KnownRuntime> known_runtimes();
// That of BERT-uncased, as vocab.txt.
const KnownFile& known_vocabulary();

// The vocabulary of a tokenizer.json, one token a line by number. kInvalid where it is no such file, or where
// the numbers of its model's `vocab` are not 0, 1, 2, ... `json` may be any bytes.
Result<std::string> vocabulary_of_tokenizer_json(std::string_view json);

}  // namespace broadsheet::encode

#endif  // BROADSHEET_ENCODE_KNOWN_MODELS_H_
