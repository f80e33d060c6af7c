// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Any bytes are a text: its tokens are of the vocabulary and no more than asked for, and fewer of them are a
// prefix. Any bytes are a vocabulary or refused; one that is not refused has every token that it gives out.

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/check.h"
#include "encode/word_piece.h"

namespace broadsheet::encode {
namespace {

const WordPiece& pieces() {
  static const WordPiece made = [] {
    std::string vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nα\n##α\n中\nthe\n##ing\n##nd\n";
    for (char c = '!'; c <= '~'; ++c) {
      const bool capital = c >= 'A' && c <= 'Z';
      if (!capital) (vocabulary += c) += '\n';
      if (!capital) ((vocabulary += "##") += c) += '\n';
    }
    return WordPiece::from_vocabulary(vocabulary).value();
  }();
  return made;
}

void check_text(const WordPiece& with, std::string_view text, std::size_t tokens_max) {
  std::vector<TokenId> ids;
  with.token_ids(text, tokens_max, ids);
  CHECK(ids.size() >= 2 && ids.size() <= tokens_max);
  for (const TokenId id : ids) CHECK(id >= 0 && static_cast<std::size_t>(id) < with.size());
  std::vector<TokenId> fewer;
  with.token_ids(text, 2 + (tokens_max - 2) / 2, fewer);
  CHECK(fewer.size() <= ids.size());
  CHECK(std::equal(fewer.begin(), fewer.end() - 1, ids.begin()));
}

}  // namespace
}  // namespace broadsheet::encode

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet::encode;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t tokens_max = 2 + (size == 0 ? 0 : data[0]);
  check_text(pieces(), text, tokens_max);
  const auto own = WordPiece::from_vocabulary("[UNK]\n[CLS]\n[SEP]\n" + std::string(text));
  if (own.ok()) check_text(own.value(), text, tokens_max);
  return 0;
}
