// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "encode/word_piece.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/digest.h"
#include "encode/limits.h"
#include "text/code_points.h"
#include "text/utf8.h"

namespace broadsheet::encode {
namespace {

using text::Category8;

// The reference tokenizer's ranges, its slip at 2B920 (for 2B820) included.
bool is_ideograph(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF) ||
         (c >= 0x2A700 && c <= 0x2B73F) || (c >= 0x2B740 && c <= 0x2B81F) || (c >= 0x2B920 && c <= 0x2CEAF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

bool is_ascii_punctuation(char32_t c) {
  return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126);
}

bool is_punctuation(char32_t c) {
  return c < 0x80 ? is_ascii_punctuation(c) : text::category_8(c) == Category8::kPunctuation;
}

// Tab and the line ends are white space before they are controls; the other controls go.
bool is_blank(char32_t c) {
  if (c < 0x80) return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  return c != 0x85 && text::is_white_space(c);
}

bool is_dropped(char32_t c) {
  if (c < 0x80) return c < 0x20 || c == 0x7F;
  return c == 0xFFFD || text::category_8(c) == Category8::kControl;
}

Error bad_line(std::size_t line, std::string_view what) {
  return {ErrorCode::kInvalid, "vocabulary, line " + std::to_string(line) + ": " + std::string(what)};
}

}  // namespace

std::size_t WordPiece::Hash::operator()(std::string_view bytes) const noexcept {
  return static_cast<std::size_t>(hash64(bytes));
}

Result<void> WordPiece::add(std::string_view token) {
  const std::size_t line = tokens_.size() + 1;
  if (tokens_.size() == kVocabularyTokensMax) {
    return Error(ErrorCode::kTooLarge,
                 "vocabulary: more than " + std::to_string(kVocabularyTokensMax) + " tokens");
  }
  if (token.empty()) return bad_line(line, "an empty token");
  if (token.size() > kTokenBytesMax) {
    return bad_line(line, "a token of more than " + std::to_string(kTokenBytesMax) + " bytes");
  }
  if (!text::is_valid_utf8(token)) return bad_line(line, "not UTF-8");
  const bool further = token.starts_with("##") && token.size() > 2;
  const std::string_view key = further ? token.substr(2) : token;
  Tokens& tokens = further ? further_ : first_;
  if (!tokens.emplace(key, static_cast<TokenId>(tokens_.size())).second) {
    return bad_line(line, "the token '" + std::string(token) + "' for the second time");
  }
  std::size_t& bytes_max = further ? further_bytes_max_ : first_bytes_max_;
  bytes_max = std::max(bytes_max, key.size());
  tokens_.push_back(token);
  return {};
}

Result<WordPiece> WordPiece::from_vocabulary(std::string vocabulary) {
  if (vocabulary.size() > kVocabularyBytesMax) {
    return Error(ErrorCode::kTooLarge,
                 "vocabulary: more than " + std::to_string(kVocabularyBytesMax) + " bytes");
  }
  WordPiece made;
  made.bytes_.assign(vocabulary.begin(), vocabulary.end());
  std::string_view rest(made.bytes_.data(), made.bytes_.size());
  const auto lines = static_cast<std::size_t>(std::count(rest.begin(), rest.end(), '\n')) + 1;
  made.tokens_.reserve(std::min(lines, kVocabularyTokensMax));
  made.first_.reserve(made.tokens_.capacity());
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    TRY_VOID(made.add(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const std::array<std::pair<std::string_view, TokenId*>, 3> needed = {
      {{"[UNK]", &made.unknown_}, {"[CLS]", &made.begin_}, {"[SEP]", &made.end_}}};
  for (const auto& [token, id] : needed) {
    const auto found = made.first_.find(token);
    if (found == made.first_.end()) {
      return Error(ErrorCode::kInvalid, "vocabulary: the token " + std::string(token) +
                                            " is missing: is this the vocabulary of a BERT model?");
    }
    *id = found->second;
  }
  return made;
}

void WordPiece::append_word(std::string_view word, std::size_t room, std::vector<TokenId>& out) const {
  const std::size_t before = out.size();
  const Tokens* tokens = &first_;
  std::size_t bytes_max = first_bytes_max_;
  while (!word.empty()) {
    std::string_view piece = text::truncate_utf8(word, bytes_max);
    auto found = tokens->find(piece);
    while (found == tokens->end() && !piece.empty()) {
      piece = text::truncate_utf8(piece, piece.size() - 1);
      found = tokens->find(piece);
    }
    if (piece.empty()) {
      out.resize(before);
      out.push_back(unknown_);
      return;
    }
    out.push_back(found->second);
    word.remove_prefix(piece.size());
    tokens = &further_;
    bytes_max = further_bytes_max_;
  }
  if (out.size() - before > room) out.resize(before + room);
}

// The words of one text, as they come. Confined to one call.
class WordPiece::Reader {
 public:
  Reader(const WordPiece& pieces, std::size_t tokens_max, std::vector<TokenId>& out)
      : pieces_(pieces), tokens_max_(tokens_max), out_(out) {}

  bool full() const { return out_.size() >= tokens_max_; }

  // One code point of the text as it came in.
  void read(char32_t c) {
    if (is_blank(c)) {
      end_word();
    } else if (is_dropped(c)) {
      return;
    } else if (c < 0x80) {
      take_marks();
      take(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    } else {
      const bool alone = is_ideograph(c);
      if (alone) end_word();
      parts_.clear();
      text::append_decomposition(c, parts_);
      for (const char32_t part : parts_) read_part(part);
      if (alone) end_word();
    }
  }

  void end_word() {
    take_marks();
    cut_word();
  }

 private:
  struct Mark {
    char32_t code_point;
    std::uint8_t order;
  };

  void cut_word() {
    if (code_points_ == 0 || full()) {
      // Nothing to say, or nobody to hear it.
    } else if (code_points_ > kWordCodePointsMax) {
      out_.push_back(pieces_.unknown_);
    } else {
      pieces_.append_word(word_, tokens_max_ - out_.size(), out_);
    }
    word_.clear();
    code_points_ = 0;
  }

  // One code point of the decomposed text. NFD puts neighbouring marks in the order of their classes; the
  // nonspacing ones, which are left out, part them only if they have no class.
  void read_part(char32_t c) {
    const std::uint8_t order = text::combining_class(c);
    if (order == 0) take_marks();
    if (text::category_8(c) == Category8::kNonspacingMark) return;
    if (order == 0) {
      take(text::lower_code_point(c));
    } else if (marks_.size() <= kWordCodePointsMax) {  // a word of more marks is unknown, whichever they are
      marks_.push_back({c, order});
    }
  }

  void take_marks() {
    if (marks_.empty()) return;
    std::stable_sort(marks_.begin(), marks_.end(),
                     [](const Mark& a, const Mark& b) { return a.order < b.order; });
    for (const Mark& mark : marks_) take(text::lower_code_point(mark.code_point));
    marks_.clear();
  }

  // One code point of the text in its final form.
  void take(char32_t c) {
    if (is_punctuation(c)) {
      cut_word();
      append(c);
      cut_word();
    } else {
      append(c);
    }
  }

  void append(char32_t c) {
    if (++code_points_ <= kWordCodePointsMax) text::append_utf8(c, word_);
  }

  const WordPiece& pieces_;
  const std::size_t tokens_max_;
  std::vector<TokenId>& out_;
  std::string word_;             // the first kWordCodePointsMax code points
  std::size_t code_points_ = 0;  // of the word so far
  std::vector<Mark> marks_;      // behind it, not in order yet
  std::u32string parts_;
};

void WordPiece::token_ids(std::string_view text, std::size_t tokens_max, std::vector<TokenId>& out) const {
  CHECK(tokens_max >= 2);
  out.clear();
  out.push_back(begin_);
  Reader reader(*this, tokens_max - 1, out);
  std::size_t at = 0;
  while (at < text.size() && !reader.full()) reader.read(text::decode_utf8(text, at));
  reader.end_word();
  out.push_back(end_);
}

}  // namespace broadsheet::encode
