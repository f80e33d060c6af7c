// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/code_points.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/check.h"

namespace broadsheet::text {
namespace {

constexpr char32_t kCodePointMax = 0x10FFFF;

// Whether the code point was one in Unicode `version`.0 already.
bool is_as_old_as(char32_t c, std::uint8_t version) {
  UVersionInfo age;
  u_charAge(static_cast<UChar32>(c), age);
  return age[0] != 0 && (age[0] < version || (age[0] == version && age[1] == 0));
}

const icu::Normalizer2& nfd() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFDInstance(status);
  CHECK(U_SUCCESS(status) && normalizer != nullptr);
  return *normalizer;
}

}  // namespace

Category8 category_8(char32_t c) {
  if (c > kCodePointMax) return Category8::kOther;
  switch (c) {  // those whose category is another one since
    case 0x166D:
    case 0x111C9:
      return Category8::kPunctuation;
    case 0x1734:
      return Category8::kNonspacingMark;
    case 0x1885:
    case 0x1886:
    case 0xA9BD:
      return Category8::kOther;
    default:
      break;
  }
  const std::uint32_t category = U_MASK(u_charType(static_cast<UChar32>(c)));
  // Private use planes and controls have no age that matters: they were there from the beginning.
  if ((category & (U_GC_CC_MASK | U_GC_CO_MASK)) != 0) return Category8::kControl;
  if ((category & (U_GC_CF_MASK | U_GC_P_MASK | U_GC_MN_MASK)) == 0 || !is_as_old_as(c, 8)) {
    return Category8::kOther;
  }
  if ((category & U_GC_CF_MASK) != 0) return Category8::kControl;
  return (category & U_GC_MN_MASK) != 0 ? Category8::kNonspacingMark : Category8::kPunctuation;
}

bool is_white_space(char32_t c) {
  return c <= kCodePointMax && u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

char32_t lower_code_point(char32_t c) {
  if (c > kCodePointMax) return c;
  // Capitals of Unicode 16, newer than our ICU, whose small letters are old ones.
  if (c == 0xA7CB) return 0x264;
  if (c == 0xA7DC) return 0x19B;
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

void append_decomposition(char32_t c, std::u32string& out) {
  // The reference tables of decompositions end before Unicode 13, whose only one this is.
  constexpr char32_t kDivesAkuruO = 0x11938;
  icu::UnicodeString parts;
  if (c > kCodePointMax || c == kDivesAkuruO || nfd().getDecomposition(static_cast<UChar32>(c), parts) == 0) {
    out.push_back(c);
    return;
  }
  for (std::int32_t at = 0; at < parts.length(); at = parts.moveIndex32(at, 1)) {
    out.push_back(static_cast<char32_t>(parts.char32At(at)));
  }
}

std::uint8_t combining_class(char32_t c) {
  return c > kCodePointMax ? std::uint8_t{0} : u_getCombiningClass(static_cast<UChar32>(c));
}

}  // namespace broadsheet::text
