// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Where words begin and end, by Unicode's default word boundaries (UAX #29) and the differences that
// analyzer.h lists. This is the general way, code point by code point; the analyzer takes a shorter
// one through plain ASCII words and must agree with it.

#ifndef BROADSHEET_TEXT_WORD_SCANNER_H_
#define BROADSHEET_TEXT_WORD_SCANNER_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/analyzer.h"

namespace broadsheet::text {

// UAX #29 classes, as far as the rules need them apart.
enum class WordClass : std::uint8_t {
  kNone,
  kLetter,       // ALetter, Hebrew_Letter, and scripts without blanks between words (Thai, ...)
  kDigit,        // Numeric
  kRaisedDigit,  // superscript and subscript digits: UAX #29 has them as symbols
  kKatakana,
  kIdeograph,   // Han and Hiragana: words without blanks
  kExtend,      // combining marks, format characters: belong to what stands before
  kApostrophe,  // ' and its typographic forms
  kFullStop,    // MidNumLet: '.' and its like
  kMidLetter,   // ':' and '·'
  kMidNumber,   // ',' and ';'
  kConnector,   // '_'
};

WordClass word_class(char32_t code_point);

struct ScannedWord {
  std::size_t begin = 0;
  std::size_t end = 0;      // begin == end: there is no word here, go on at `resume`
  std::size_t resume = 0;   // where to look for the next word; > begin
  bool is_bigrams = false;  // a run of ideographs and kana, to be cut into pairs
};

// The word that begins at `begin` (< text.size(), at a code point), if one does.
ScannedWord scan_word(AnalyzerKind kind, std::string_view text, std::size_t begin);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_WORD_SCANNER_H_
