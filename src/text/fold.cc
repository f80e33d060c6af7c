// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/fold.h"

#include <algorithm>
#include <array>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/check.h"
#include "text/utf8.h"

namespace broadsheet::text {
namespace {

// Accents; the points of Hebrew, the vowel signs of Arabic and the stroke that only stretches its words, all
// of which texts mostly do without. Marks that make another letter (hamza) stay, as do those of the scripts
// of India.
bool is_dropped_mark(char32_t c) {
  return (c >= 0x591 && c <= 0x5C7) || c == 0x640 || (c >= 0x64B && c <= 0x652) || c == 0x670 ||
         (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
         (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE20 && c <= 0xFE2F);
}

// Letters, digits, marks of scripts that need them, and what numbers and names of languages hold. Not
// apostrophes, nor the blanks and dots that compatibility forms of odd characters bring.
bool is_word_part(char32_t c) {
  if (c == '.' || c == '+' || c == '#') return true;
  const std::uint32_t mask = U_MASK(u_charType(static_cast<UChar32>(c)));
  return c != 0x2BC && (mask & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0;
}

bool is_greek(char32_t c) {
  return c >= 0x3B1 && c <= 0x3C9;
}

// Letters whose stroke or ligature is no combining mark, so that decomposition leaves them alone.
std::string_view plain_letters(char32_t c) {
  switch (c) {
    case 0xE6:
      return "ae";
    case 0xF0:
      return "d";
    case 0xF8:
      return "o";
    case 0xFE:
      return "th";
    case 0x111:
      return "d";
    case 0x127:
      return "h";
    case 0x131:
      return "i";
    case 0x138:
      return "k";
    case 0x142:
      return "l";
    case 0x14B:
      return "n";
    case 0x153:
      return "oe";
    case 0x167:
      return "t";
    case 0x180:
      return "b";
    case 0x192:
      return "f";
    case 0x19A:
      return "l";
    case 0x1B6:
      return "z";
    case 0x1DD:
      return "e";
    case 0x1E5:
      return "g";
    case 0x237:
      return "j";
    case 0x247:
      return "e";
    case 0x249:
      return "j";
    case 0x24D:
      return "r";
    case 0x24F:
      return "y";
    case 0x253:
      return "b";
    case 0x254:
      return "o";
    case 0x257:
      return "d";
    case 0x25B:
      return "e";
    case 0x268:
      return "i";
    case 0x289:
      return "u";
    default:
      return {};
  }
}

std::string_view greek_name(char32_t c) {
  static constexpr std::array<std::string_view, 25> kNames = {
      "alpha", "beta",   "gamma",   "delta", "epsilon", "zeta",    "eta",  "theta", "iota",
      "kappa", "lambda", "mu",      "nu",    "xi",      "omicron", "pi",   "rho",   "sigma",
      "sigma", "tau",    "upsilon", "phi",   "chi",     "psi",     "omega"};
  return kNames[c - 0x3B1];
}

// Greek letters that stand for a symbol, not in a Greek word: alone, or beside something else.
bool holds_greek_symbols(const icu::UnicodeString& text) {
  int greek = 0;
  int others = 0;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const auto c = static_cast<char32_t>(text.char32At(i));
    if (is_greek(c)) {
      ++greek;
    } else if (u_isalnum(static_cast<UChar32>(c))) {
      ++others;
    }
  }
  return greek == 1 || (greek > 0 && others > 0);
}

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = get(status);
  CHECK(U_SUCCESS(status) && found != nullptr);
  return *found;
}

icu::UnicodeString normalized(const icu::Normalizer2& by, const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString out = by.normalize(text, status);
  return U_SUCCESS(status) ? out : text;
}

std::string fold_unicode_word(std::string_view word) {
  static const icu::Normalizer2& casefold = normalizer(icu::Normalizer2::getNFKCCasefoldInstance);
  static const icu::Normalizer2& decompose = normalizer(icu::Normalizer2::getNFDInstance);
  static const icu::Normalizer2& compose = normalizer(icu::Normalizer2::getNFCInstance);
  const auto wide = icu::UnicodeString::fromUTF8({word.data(), static_cast<int32_t>(word.size())});
  const icu::UnicodeString folded = normalized(decompose, normalized(casefold, wide));
  const bool symbols = holds_greek_symbols(folded);
  icu::UnicodeString plain;
  for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    const auto c = static_cast<char32_t>(folded.char32At(i));
    if (is_dropped_mark(c) || !is_word_part(c)) continue;
    if (symbols && is_greek(c)) {
      const std::string_view name = greek_name(c);
      plain.append(icu::UnicodeString(name.data(), static_cast<int32_t>(name.size()), US_INV));
    } else if (const std::string_view letters = plain_letters(c); !letters.empty()) {
      plain.append(icu::UnicodeString(letters.data(), static_cast<int32_t>(letters.size()), US_INV));
    } else {
      plain.append(static_cast<UChar32>(c));
    }
  }
  std::string out;
  normalized(compose, plain).toUTF8String(out);
  return out;
}

}  // namespace

std::string fold_word(std::string_view word) {
  if (!is_ascii(word)) return fold_unicode_word(word);
  std::string out;
  out.reserve(word.size());
  for (const char c : word) {
    if (c == '\'' || c == ',') continue;
    out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c);
  }
  return out;
}

std::string lower_word(std::string_view word) {
  std::string out;
  out.reserve(word.size());
  for (std::size_t at = 0; at < word.size();) {
    append_utf8(static_cast<char32_t>(u_tolower(static_cast<UChar32>(decode_utf8(word, at)))), out);
  }
  return out;
}

}  // namespace broadsheet::text
