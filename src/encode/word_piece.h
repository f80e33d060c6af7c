// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// WordPiece: text to the token numbers that a BERT-uncased model was trained on.
//
// A text is cleaned (controls, format characters, private use and U+FFFD go, white space separates), each
// ideograph is a word of its own, the rest is decomposed (NFD) without its nonspacing marks and written in
// small letters by code point. Words end at white space, and each punctuation sign is a word. A word is cut
// from its front into the longest tokens there are, all but the first of which are written "##..." in the
// vocabulary; a word with a rest that is no token, or of more than 100 code points, is [UNK] as a whole.
// "[SEP]" in a text is text: five characters, three words.
//
// The same numbers as the reference tokenizer's, for any bytes (tests/encode). Time is linear in the text,
// and reading stops where the tokens asked for are complete.

#ifndef BROADSHEET_ENCODE_WORD_PIECE_H_
#define BROADSHEET_ENCODE_WORD_PIECE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace broadsheet::encode {

// 64 bits, as the models' graphs take them.
using TokenId = std::int64_t;

// Immutable: safe from any thread.
class WordPiece {
 public:
  // `vocabulary`: one token a line, the first is number 0. kInvalid where a line is empty, too long, no UTF-8
  // or there twice, or where [UNK], [CLS] or [SEP] is missing; kTooLarge beyond the limits of limits.h.
  static Result<WordPiece> from_vocabulary(std::string vocabulary);

  WordPiece(WordPiece&&) noexcept = default;
  WordPiece& operator=(WordPiece&&) noexcept = default;

  // Replaces `out` by [CLS], the text's tokens and [SEP]: at most `tokens_max` (>= 2) numbers in all, the
  // rest of the text is not read. `text` may be any bytes; what is no UTF-8 is left out.
  void token_ids(std::string_view text, std::size_t tokens_max, std::vector<TokenId>& out) const;

  std::size_t size() const { return tokens_.size(); }
  // `id` < size(). Borrowed from this object.
  std::string_view token(TokenId id) const { return tokens_[static_cast<std::size_t>(id)]; }
  TokenId unknown() const { return unknown_; }

 private:
  struct Hash {
    std::size_t operator()(std::string_view bytes) const noexcept;
  };
  using Tokens = std::unordered_map<std::string_view, TokenId, Hash>;
  class Reader;

  WordPiece() = default;
  Result<void> add(std::string_view token);
  // Appends the tokens of one word, as long as there is room. `word` is valid UTF-8.
  void append_word(std::string_view word, std::size_t room, std::vector<TokenId>& out) const;

  std::vector<char> bytes_;               // what all views point into: a vector's bytes stay when it moves
  std::vector<std::string_view> tokens_;  // by number
  Tokens first_;                          // tokens that begin a word
  Tokens further_;                        // the others, without their "##"
  std::size_t first_bytes_max_ = 0;       // of the longest
  std::size_t further_bytes_max_ = 0;
  TokenId unknown_ = 0;
  TokenId begin_ = 0;  // [CLS]
  TokenId end_ = 0;    // [SEP]
};

}  // namespace broadsheet::encode

#endif  // BROADSHEET_ENCODE_WORD_PIECE_H_
