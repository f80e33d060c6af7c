// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "encode/word_piece.h"

#include <algorithm>
#include <chrono>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "encode/limits.h"
#include "text/code_points.h"
#include "text/utf8.h"

namespace broadsheet::encode {
namespace {

using testing::HasSubstr;

const std::vector<std::string>& tokens() {
  static const std::vector<std::string> all = {
      "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[",   "]",    "sep", "##p", "un",  "##aff", "##able",
      "able",  "a",     "##a",   "b",     "##b", "##ab", "i",   "##i", "!",   "-",     "中",
      "國",    "ß",     "é",     "e",     "##e", "##〮", "##𝅥", "α",   "##α", "ᄀ",    "##ᅡ",
      "##ᆨ",  ";",     "cafe",  "1",     "##1", "c",    "##c", "##्",  "क"};
  return all;
}

std::string vocabulary() {
  std::string lines;
  for (const std::string& token : tokens()) lines += token + "\n";
  return lines;
}

const WordPiece& pieces() {
  static const WordPiece made = WordPiece::from_vocabulary(vocabulary()).value();
  return made;
}

std::vector<TokenId> ids(std::string_view text, std::size_t tokens_max = 1000) {
  std::vector<TokenId> out;
  pieces().token_ids(text, tokens_max, out);
  return out;
}

std::string shown(std::string_view text, std::size_t tokens_max = 1000) {
  std::string line;
  for (const TokenId id : ids(text, tokens_max))
    line += (line.empty() ? "" : " ") + std::string(pieces().token(id));
  return line;
}

// The plain twin: whole texts through each step, one after another, and a search of all substrings.
class PlainTwin {
 public:
  PlainTwin() {
    for (std::size_t i = 0; i < tokens().size(); ++i) numbers_[tokens()[i]] = static_cast<TokenId>(i);
  }

  std::vector<TokenId> token_ids(std::string_view bytes, std::size_t tokens_max) const {
    std::vector<TokenId> out = {numbers_.at("[CLS]")};
    for (const std::u32string& word : words(normalized(cleaned(bytes)))) append(word, out);
    out.resize(std::min(out.size(), tokens_max - 1));
    out.push_back(numbers_.at("[SEP]"));
    return out;
  }

 private:
  static bool is_ideograph(char32_t c) {
    const std::vector<std::pair<char32_t, char32_t>> ranges = {
        {0x4E00, 0x9FFF},   {0x3400, 0x4DBF},   {0x20000, 0x2A6DF}, {0x2A700, 0x2B73F},
        {0x2B740, 0x2B81F}, {0x2B920, 0x2CEAF}, {0xF900, 0xFAFF},   {0x2F800, 0x2FA1F}};
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](const auto& r) { return c >= r.first && c <= r.second; });
  }

  static std::u32string cleaned(std::string_view bytes) {
    std::u32string out;
    std::size_t at = 0;
    while (at < bytes.size()) {
      const char32_t c = text::decode_utf8(bytes, at);
      const bool line_end = c == '\t' || c == '\n' || c == '\r';
      if (c == 0 || c == 0xFFFD) continue;
      if (!line_end && text::category_8(c) == text::Category8::kControl) continue;
      if (text::is_white_space(c)) {
        out += U' ';
      } else if (is_ideograph(c)) {
        (out += U' ') += c;
        out += U' ';
      } else {
        out += c;
      }
    }
    return out;
  }

  static std::u32string normalized(const std::u32string& text) {
    icu::UnicodeString wide;
    for (const char32_t c : text) wide.append(static_cast<UChar32>(c));
    UErrorCode status = U_ZERO_ERROR;
    wide = icu::Normalizer2::getNFDInstance(status)->normalize(wide, status);
    std::u32string out;
    for (std::int32_t at = 0; at < wide.length(); at = wide.moveIndex32(at, 1)) {
      const auto c = static_cast<char32_t>(wide.char32At(at));
      if (text::category_8(c) != text::Category8::kNonspacingMark) out += text::lower_code_point(c);
    }
    return out;
  }

  static std::vector<std::u32string> words(const std::u32string& text) {
    std::vector<std::u32string> out;
    bool goes_on = false;
    for (const char32_t c : text) {
      const bool ascii_sign = c > 32 && c < 127 && std::isalnum(static_cast<int>(c)) == 0;
      if (c == ' ') {
        goes_on = false;
      } else if (ascii_sign || text::category_8(c) == text::Category8::kPunctuation) {
        out.emplace_back(1, c);
        goes_on = false;
      } else if (goes_on) {
        out.back() += c;
      } else {
        out.emplace_back(1, c);
        goes_on = true;
      }
    }
    return out;
  }

  void append(const std::u32string& word, std::vector<TokenId>& out) const {
    std::vector<TokenId> found;
    std::size_t begin = 0;
    while (begin < word.size() && word.size() <= 100) {
      std::size_t end = word.size();
      while (end > begin && !numbers_.contains(spelled(word, begin, end))) --end;
      if (end == begin) break;
      found.push_back(numbers_.at(spelled(word, begin, end)));
      begin = end;
    }
    if (begin < word.size()) found = {numbers_.at("[UNK]")};
    out.insert(out.end(), found.begin(), found.end());
  }

  static std::string spelled(const std::u32string& word, std::size_t begin, std::size_t end) {
    std::string out = begin == 0 ? "" : "##";
    for (std::size_t i = begin; i < end; ++i) text::append_utf8(word[i], out);
    return out;
  }

  std::map<std::string, TokenId> numbers_;
};

TEST(WordPiece, CutsWordsIntoTheLongestTokens) {
  EXPECT_EQ(shown("unaffable able"), "[CLS] un ##aff ##able able [SEP]");
  EXPECT_EQ(shown("aab"), "[CLS] a ##ab [SEP]");
  EXPECT_EQ(shown(""), "[CLS] [SEP]");
}

TEST(WordPiece, CallsAWordWithAnUnmatchedRestUnknown) {
  EXPECT_EQ(shown("ableX able"), "[CLS] [UNK] able [SEP]");
  EXPECT_EQ(shown("xable"), "[CLS] [UNK] [SEP]");
}

TEST(WordPiece, CallsAWordOfMoreThanAHundredCodePointsUnknown) {
  EXPECT_EQ(ids(std::string(100, 'a')).size(), 102U);
  EXPECT_EQ(shown(std::string(101, 'a') + " a"), "[CLS] [UNK] a [SEP]");
}

TEST(WordPiece, FoldsCaseAndAccents) {
  EXPECT_EQ(shown("CAF\u00C9 cafe\u0301 \u0130"), "[CLS] cafe cafe i [SEP]");
  EXPECT_EQ(shown("\u1E9E \u00DF"), "[CLS] ß ß [SEP]");
}

TEST(WordPiece, MakesEachSignAndEachIdeographAWord) {
  EXPECT_EQ(shown("a-b!!"), "[CLS] a - b ! ! [SEP]");
  EXPECT_EQ(shown("a中國b"), "[CLS] a 中 國 b [SEP]");
  EXPECT_EQ(shown("a\u037Eb"), "[CLS] a ; b [SEP]");  // U+037E is a semicolon when it is decomposed
}

TEST(WordPiece, LeavesOutControlsAndWhatIsNoUtf8) {
  EXPECT_EQ(shown(std::string("a\0b\x01\xFF\xC3", 6)), "[CLS] a ##b [SEP]");
  EXPECT_EQ(shown("a\u200Db a\u00ADb \uFFFD"), "[CLS] a ##b a ##b [SEP]");
  EXPECT_EQ(shown("a\tb\nc\u2028a\u000Bb"), "[CLS] a b c a ##b [SEP]");
}

TEST(WordPiece, TakesSpecialTokensInATextAsText) {
  EXPECT_EQ(shown("[SEP]"), "[CLS] [ sep ] [SEP]");
}

TEST(WordPiece, BringsMarksInTheirOrder) {
  // U+1D165 is of class 216, U+302E of class 224; both are spacing marks and stay.
  EXPECT_EQ(ids("a\u302E\U0001D165"), ids("a\U0001D165\u302E"));
  EXPECT_EQ(ids("a\u302E\u0301\U0001D165"), ids("a\U0001D165\u302E"));
}

TEST(WordPiece, StopsAfterTheTokensAskedFor) {
  EXPECT_EQ(shown("a b c a", 4), "[CLS] a b [SEP]");
  EXPECT_EQ(shown("unaffable", 4), "[CLS] un ##aff [SEP]");
  EXPECT_EQ(shown("a b", 2), "[CLS] [SEP]");
  EXPECT_EQ(shown("ableX", 3), "[CLS] [UNK] [SEP]");
}

TEST(WordPiece, IsLinearInHostileTexts) {
  const std::string word(std::size_t{8} << 20, 'a');
  std::string marks;
  for (int i = 0; i < 1'000'000; ++i) marks += i % 2 == 0 ? "\u302E" : "\U0001D165";
  std::string words;
  for (int i = 0; i < 20'000; ++i) words += std::string(99, 'a') + "x ";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(shown(word), "[CLS] [UNK] [SEP]");
  EXPECT_EQ(shown("a" + marks), "[CLS] [UNK] [SEP]");
  EXPECT_EQ(ids(words, 100'000).size(), 20'002U);
  EXPECT_EQ(shown(std::string(std::size_t{8} << 20, '\xFF')), "[CLS] [SEP]");
  // Far more than it takes under sanitizers; a quadratic way would take hours.
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));
}

TEST(WordPiece, RefusesWhatIsNoVocabulary) {
  const auto complaint = [](std::string bytes) {
    const auto made = WordPiece::from_vocabulary(std::move(bytes));
    return made.ok() ? std::string() : made.error().message();
  };
  EXPECT_THAT(complaint(""), HasSubstr("[UNK] is missing"));
  EXPECT_THAT(complaint("[UNK]\n[CLS]\n"), HasSubstr("[SEP] is missing"));
  EXPECT_THAT(complaint("[UNK]\n\n"), HasSubstr("line 2: an empty token"));
  EXPECT_THAT(complaint("a\nb\na\n"), HasSubstr("line 3: the token 'a' for the second time"));
  EXPECT_THAT(complaint("a\n\xFF\n"), HasSubstr("line 2: not UTF-8"));
  EXPECT_THAT(complaint(std::string(kTokenBytesMax + 1, 'a')), HasSubstr("line 1: a token of more than"));
  EXPECT_THAT(complaint(std::string(kVocabularyBytesMax + 1, 'a')), HasSubstr("more than"));
  std::string many;
  for (std::size_t i = 0; i <= kVocabularyTokensMax; ++i) many += std::to_string(i) + "\n";
  EXPECT_THAT(complaint(many), HasSubstr("more than 300000 tokens"));
}

TEST(WordPiece, StaysValidWhenItIsMoved) {
  WordPiece made = WordPiece::from_vocabulary(vocabulary()).value();
  const WordPiece moved = std::move(made);
  std::vector<TokenId> out;
  moved.token_ids("able", 10, out);
  EXPECT_EQ(out.size(), 3U);
  EXPECT_EQ(moved.size(), tokens().size());
}

// Texts of what the rules ask about, with some bytes that are no text at all.
std::string any_text() {
  static const std::vector<std::string> kParts = {
      "a",      "b",        "A",          "un",     "aff",    "able",   "é",      "e\u0301", "\u0301", "中",
      "\uF900", "\u302E",   "\U0001D165", "\u094D", "क",      "\u0327", "가",     "각",      " ",      "\t",
      "\u00A0", "\u200B",   "-",          "!",      "\u2014", "\u037E", "\u0130", "α",       "Σ",      "1",
      "\xFF",   "\xE2\x80", "[SEP]",      "\u166D", "\u1734", "ß",      "x"};
  std::string text;
  const auto count = *rc::gen::inRange(0, 40);
  for (int i = 0; i < count; ++i) text += kParts[*rc::gen::inRange<std::size_t>(0, kParts.size())];
  return text;
}

RC_GTEST_PROP(WordPiece, AgreesWithItsPlainTwin, ()) {
  static const PlainTwin twin;
  const std::string text = any_text();
  const auto tokens_max = *rc::gen::inRange<std::size_t>(2, 60);
  RC_ASSERT(ids(text, tokens_max) == twin.token_ids(text, tokens_max));
}

RC_GTEST_PROP(WordPiece, AgreesWithItsPlainTwinOnAnyCodePoints, ()) {
  static const PlainTwin twin;
  std::string text;
  for (const auto c :
       *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange<std::uint32_t>(0, 0x11000))) {
    if (c != 0x11938) text::append_utf8(static_cast<char32_t>(c), text);
    if (c % 7 == 0) text += 'a';
  }
  RC_ASSERT(ids(text) == twin.token_ids(text, 1000));
}

}  // namespace
}  // namespace broadsheet::encode
