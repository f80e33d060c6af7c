// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Analyzer: the one tokenizer of the product. Titles, abstracts, names and queries all go through
// it, so a word is found by whatever form of it a person types. What it makes of a text:
//
//   Hölder's CO2 behaviors    holder | co2 | behavior            (folded)
//                             holder | co2 | behavior            (stem)
//   state-of-the-art C++      state | of | the | art | c++
//   α-stable, 1,000 U.S.      alpha | stable | 1000 | u | s
//   深度学习                   深度 | 度学 | 学习                  (bigrams)
//
// Words are those of UAX #29 with these differences of the standard analyzer: words also end at
// '_', ':' and at '.' between letters; "c++", "c#" and "f#" are words; a possessive 's is left out;
// an elided article (l', d') is a word of its own; runs of Han, Hiragana and Katakana become bigrams. Case
// and accents are folded (NFKC, ß is ss, ł is l), vowel signs of Arabic and points of Hebrew are left out,
// Greek letters that stand for symbols are spelled out.

#ifndef BROADSHEET_TEXT_ANALYZER_H_
#define BROADSHEET_TEXT_ANALYZER_H_

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace broadsheet::text {

enum class AnalyzerKind : std::uint8_t {
  kStandard,  // the product's
  // The textbook reference of `eval --plain`: UAX #29 words, lower case, possessive 's off, the 33
  // English stop words of Lucene left out, Porter's original stems. `folded` equals `stem`.
  kPlain,
};

struct Token {
  std::uint32_t position;  // counts words from 0; stop words that are left out leave no gap
  std::uint32_t begin;     // byte range in the analysed text
  std::uint32_t end;
  std::uint32_t word;       // dense number of this word in the analyzer's memory; see generation()
  std::string_view folded;  // lower case, accents and plurals folded: "behaviors" is "behavior"
  std::string_view stem;    // Snowball English of `folded`: "behavioral" is "behavior" too
};

// Which words may have one of some forms, told from their first two letters, so that the others need not be
// looked up. Neither folding a plural nor stemming changes the first letter of a word, nor the second but for
// one vowel by another ("mice", "dying").
class WordFilter {
 public:
  void add(std::string_view form) {
    if (form.empty()) return;
    may_[place(form)] = true;
    // What is left of "aed" is "a".
    for (std::size_t second = 0; form.size() == 1 && second < kSeconds; ++second) {
      may_[place(form) + second] = true;
    }
  }
  // `word` begins with an ASCII letter or digit, in either case.
  bool may_match(std::string_view word) const { return may_[place(word)]; }

 private:
  static constexpr std::size_t kSeconds = 128;
  static std::size_t place(std::string_view word) {
    const auto lower = [&](std::size_t at) { return (static_cast<unsigned char>(word[at]) | 0x20U) & 0x7FU; };
    std::size_t second = word.size() > 1 ? lower(1) : 0;
    if (second == 'e' || second == 'i' || second == 'o' || second == 'u' || second == 'y') second = 'a';
    return lower(0) * kSeconds + second;
  }
  std::bitset<kSeconds * kSeconds> may_;
};

// Confined to one thread: it remembers the forms of the words it has met. Cheap to construct.
class Analyzer {
 public:
  explicit Analyzer(AnalyzerKind kind = AnalyzerKind::kStandard);
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  AnalyzerKind kind() const;

  // Names the rules that gave the tokens ("standard-2", "plain-1"); it changes whenever they do, and
  // an index made under another name is rebuilt.
  std::string_view name() const;

  // The tokens of `text` (valid UTF-8, see readable.h), in order; beyond kAnalyzedBytesMax nothing is
  // read. The span and the views in it hold until the next call. Linear in the text.
  std::span<const Token> tokens(std::string_view text);

  // The same tokens at the same places, but those that the filter rules out have no forms, and `word` says
  // nothing of them. For marking words in a text: most of it is never looked up.
  std::span<const Token> tokens_like(std::string_view text, const WordFilter& filter);

  // Calls fn(const Token&) for each token; gives the number of positions used, so that another text
  // can follow behind it in the same field.
  template <class Fn>
  std::uint32_t analyze(std::string_view text, Fn&& fn) {
    const std::span<const Token> all = tokens(text);
    for (const Token& token : all) fn(token);
    return all.empty() ? 0 : all.back().position + 1;
  }

  // Token::word means the same word between calls for as long as this number stays the same: an
  // indexer may remember its own term numbers by it and forget them when the number changes. It can
  // change only at the start of a call to tokens().
  std::uint64_t generation() const;
  // All words of this generation have numbers below this.
  std::uint32_t words() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The 33 English words that Lucene's reference analysis leaves out ("a", "and", "the", ...).
bool is_stop_word(std::string_view folded);

// Words that hold a sentence together and say nothing of its subject: the above, and pronouns, question
// words, auxiliaries, prepositions ("what", "we", "would", "between"). They are indexed like all others; a
// ranking may weigh them less.
bool is_function_word(std::string_view folded);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_ANALYZER_H_
