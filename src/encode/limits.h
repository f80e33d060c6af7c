// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Bounds of the encode room and what each defends against.

#ifndef BROADSHEET_ENCODE_LIMITS_H_
#define BROADSHEET_ENCODE_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace broadsheet::encode {

// A vocabulary: the largest in use has about 250,000 tokens. Defends memory against a file that is none.
inline constexpr std::size_t kVocabularyBytesMax = std::size_t{16} << 20;
inline constexpr std::size_t kVocabularyTokensMax = 300'000;
// Bytes of one token. Looking for the longest match costs as many steps a letter as the longest token has.
inline constexpr std::size_t kTokenBytesMax = 256;

// A word of more code points is unknown, as the reference tokenizer has it; this is also what keeps the
// search for pieces linear in the text.
inline constexpr std::size_t kWordCodePointsMax = 100;

// Tokens of one text that a model may ask for: attention costs the square of it.
inline constexpr std::size_t kTokensMax = 8192;
// [CLS], [SEP] and one token between them.
inline constexpr std::size_t kTokensMin = 3;

// Components of a vector.
inline constexpr std::size_t kDimensionMax = 4096;

// A manifest, and any one of its texts. A larger file is none.
inline constexpr std::size_t kManifestBytesMax = std::size_t{64} << 10;
inline constexpr std::size_t kManifestTextBytesMax = 1000;
// Names of models and of their files.
inline constexpr std::size_t kNameBytesMax = 64;
// Weights, or the runtime's library: what we are ready to map and to hash.
inline constexpr std::uint64_t kModelFileBytesMax = std::uint64_t{4} << 30;

// A tokenizer.json: those of our models have 0.7 MB. It is held in memory while it is read.
inline constexpr std::size_t kTokenizerJsonBytesMax = std::size_t{32} << 20;

// Members of an archive, or files of a folder, among which we look for a model. The wheel of the runtime has
// 350.
inline constexpr std::size_t kCarrierMembersMax = 20'000;

// Models in one data folder.
inline constexpr std::size_t kModelsMax = 100;

}  // namespace broadsheet::encode

#endif  // BROADSHEET_ENCODE_LIMITS_H_
