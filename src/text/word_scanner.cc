// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/word_scanner.h"

#include <array>
#include <memory>
#include <unicode/uchar.h>

#include "text/utf8.h"

namespace broadsheet::text {
namespace {

bool is_raised_digit(char32_t c) {
  return c == 0xB2 || c == 0xB3 || c == 0xB9 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079) ||
         (c >= 0x2080 && c <= 0x2089);
}

WordClass compute_class(char32_t c) {
  if (is_raised_digit(c)) return WordClass::kRaisedDigit;
  const auto point = static_cast<UChar32>(c);
  switch (u_getIntPropertyValue(point, UCHAR_WORD_BREAK)) {
    case U_WB_ALETTER:
    case U_WB_HEBREW_LETTER:
      return WordClass::kLetter;
    case U_WB_NUMERIC:
      return WordClass::kDigit;
    case U_WB_KATAKANA:
      return WordClass::kKatakana;
    case U_WB_EXTEND:
    case U_WB_FORMAT:
    case U_WB_ZWJ:
      return WordClass::kExtend;
    case U_WB_SINGLE_QUOTE:
      return WordClass::kApostrophe;
    case U_WB_MIDNUMLET:
      return c == 0x2019 || c == 0xFF07 ? WordClass::kApostrophe : WordClass::kFullStop;
    case U_WB_MIDLETTER:
      return WordClass::kMidLetter;
    case U_WB_MIDNUM:
      return WordClass::kMidNumber;
    case U_WB_EXTENDNUMLET:
      return WordClass::kConnector;
    default:
      break;
  }
  // ICU's data leaves the colon out of MidLetter in some versions; the reference analysis has it in.
  if (c == ':') return WordClass::kMidLetter;
  if (u_hasBinaryProperty(point, UCHAR_IDEOGRAPHIC) || (c >= 0x3040 && c <= 0x309F))
    return WordClass::kIdeograph;
  if (u_getIntPropertyValue(point, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) return WordClass::kLetter;
  return WordClass::kNone;
}

constexpr std::size_t kTableSize = 0x10000;

const std::array<WordClass, kTableSize>& class_table() {
  static const std::unique_ptr<const std::array<WordClass, kTableSize>> table = [] {
    auto made = std::make_unique<std::array<WordClass, kTableSize>>();
    for (std::size_t c = 0; c < kTableSize; ++c) (*made)[c] = compute_class(static_cast<char32_t>(c));
    return made;
  }();
  return *table;
}

bool is_numeral(WordClass c) {
  return c == WordClass::kDigit || c == WordClass::kRaisedDigit;
}

// A position in the text with what the rules ask about its surroundings.
struct Cursor {
  std::string_view text;
  std::size_t at;

  // The class at `from`, and where it ends. Behind the end there is nothing.
  static WordClass class_at(std::string_view text, std::size_t from, std::size_t& next) {
    next = from;
    if (from >= text.size()) return WordClass::kNone;
    return word_class(decode_utf8(text, next));
  }

  // The class of what follows `from`, marks and format characters skipped.
  static WordClass class_behind(std::string_view text, std::size_t from) {
    std::size_t next = from;
    WordClass c = class_at(text, from, next);
    while (c == WordClass::kExtend) {
      from = next;
      c = class_at(text, from, next);
    }
    return c;
  }
};

// "c++", "c#", "f#": one letter and its sign, with nothing else of a word behind.
std::size_t language_name_end(std::string_view text, std::size_t begin, std::size_t end) {
  if (end != begin + 1 || end >= text.size()) return end;
  const char letter = static_cast<char>(text[begin] | 0x20);
  std::size_t sign_end = end;
  if (letter == 'c' && text.substr(end, 2) == "++") sign_end = end + 2;
  if ((letter == 'c' || letter == 'f') && text[end] == '#') sign_end = end + 1;
  return sign_end;
}

// What an apostrophe between two letters does to the standard analyzer's word.
enum class Apostrophe { kInside, kPossessive, kElision };

Apostrophe judge_apostrophe(std::string_view text, std::size_t begin, std::size_t at, std::size_t behind) {
  const char next = text[behind];
  if (next == 's' || next == 'S') {
    std::size_t unused = 0;
    const WordClass after = Cursor::class_at(text, behind + 1, unused);
    const bool ends = after != WordClass::kLetter && !is_numeral(after) && after != WordClass::kExtend;
    if (ends) return Apostrophe::kPossessive;
  }
  const bool one_letter = at == begin + 1;
  return one_letter && text[begin] != 'o' && text[begin] != 'O' ? Apostrophe::kElision : Apostrophe::kInside;
}

ScannedWord scan_run(std::string_view text, std::size_t begin, bool (*belongs)(WordClass)) {
  std::size_t end = begin;
  std::size_t next = begin;
  for (;;) {
    const WordClass c = Cursor::class_at(text, end, next);
    if (next == end || !(belongs(c) || (c == WordClass::kExtend && end > begin))) break;
    end = next;
  }
  return {begin, end, end, false};
}

ScannedWord scan_standard(std::string_view text, std::size_t begin) {
  std::size_t next = begin;
  WordClass last = Cursor::class_at(text, begin, next);
  if (last == WordClass::kIdeograph || last == WordClass::kKatakana) {
    ScannedWord run = scan_run(
        text, begin, [](WordClass c) { return c == WordClass::kIdeograph || c == WordClass::kKatakana; });
    run.is_bigrams = true;
    return run;
  }
  if (last != WordClass::kLetter && !is_numeral(last)) return {begin, begin, next, false};
  std::size_t end = next;
  for (;;) {
    const WordClass c = Cursor::class_at(text, end, next);
    if (c == WordClass::kLetter || is_numeral(c)) {
      last = c;
    } else if (c == WordClass::kExtend) {
      // stays with what it stands on
    } else if (c == WordClass::kApostrophe && last == WordClass::kLetter &&
               Cursor::class_behind(text, next) == WordClass::kLetter) {
      const Apostrophe kind = judge_apostrophe(text, begin, end, next);
      if (kind == Apostrophe::kPossessive) return {begin, end, next + 1, false};
      if (kind == Apostrophe::kElision) return {begin, end, next, false};
    } else if (c == WordClass::kFullStop || c == WordClass::kMidNumber) {
      const bool in_number = text[end] == '.' || text[end] == ',';
      if (!in_number || last != WordClass::kDigit || Cursor::class_behind(text, next) != WordClass::kDigit)
        break;
    } else {
      break;
    }
    end = next;
  }
  end = language_name_end(text, begin, end);
  return {begin, end, end, false};
}

ScannedWord scan_plain(std::string_view text, std::size_t begin) {
  std::size_t next = begin;
  WordClass last = Cursor::class_at(text, begin, next);
  if (last == WordClass::kIdeograph) {
    const std::size_t end = next;
    return {begin, end, end, false};
  }
  if (last == WordClass::kKatakana) {
    return scan_run(text, begin,
                    [](WordClass c) { return c == WordClass::kKatakana || c == WordClass::kConnector; });
  }
  if (last != WordClass::kLetter && last != WordClass::kDigit) return {begin, begin, next, false};
  std::size_t end = next;
  for (;;) {
    const WordClass c = Cursor::class_at(text, end, next);
    const bool joins_letters =
        c == WordClass::kApostrophe || c == WordClass::kFullStop || c == WordClass::kMidLetter;
    const bool joins_digits =
        c == WordClass::kApostrophe || c == WordClass::kFullStop || c == WordClass::kMidNumber;
    if (c == WordClass::kLetter || c == WordClass::kDigit || c == WordClass::kConnector) {
      last = c;
    } else if (c == WordClass::kExtend) {
      // stays with what it stands on
    } else if (joins_letters && last == WordClass::kLetter &&
               Cursor::class_behind(text, next) == WordClass::kLetter) {
      // as in "o'brien" and "e.g"
    } else if (joins_digits && last == WordClass::kDigit &&
               Cursor::class_behind(text, next) == WordClass::kDigit) {
      // as in "3.14"
    } else {
      break;
    }
    end = next;
  }
  return {begin, end, end, false};
}

}  // namespace

WordClass word_class(char32_t code_point) {
  if (code_point < kTableSize) return class_table()[code_point];
  return compute_class(code_point);
}

ScannedWord scan_word(AnalyzerKind kind, std::string_view text, std::size_t begin) {
  return kind == AnalyzerKind::kPlain ? scan_plain(text, begin) : scan_standard(text, begin);
}

}  // namespace broadsheet::text
