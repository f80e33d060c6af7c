// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/language_tag.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "base/ascii.h"
#include "formats/fields.h"

namespace broadsheet::formats {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// The bibliographic and the terminological codes of one language stand side by side.
constexpr std::array kThreeLetters{
    Pair{"eng", "en"}, Pair{"ara", "ar"}, Pair{"bul", "bg"}, Pair{"cat", "ca"}, Pair{"chi", "zh"},
    Pair{"zho", "zh"}, Pair{"cze", "cs"}, Pair{"ces", "cs"}, Pair{"dan", "da"}, Pair{"dut", "nl"},
    Pair{"nld", "nl"}, Pair{"est", "et"}, Pair{"fin", "fi"}, Pair{"fre", "fr"}, Pair{"fra", "fr"},
    Pair{"ger", "de"}, Pair{"deu", "de"}, Pair{"gre", "el"}, Pair{"ell", "el"}, Pair{"heb", "he"},
    Pair{"hin", "hi"}, Pair{"hrv", "hr"}, Pair{"hun", "hu"}, Pair{"ind", "id"}, Pair{"ita", "it"},
    Pair{"jpn", "ja"}, Pair{"kor", "ko"}, Pair{"lat", "la"}, Pair{"lav", "lv"}, Pair{"lit", "lt"},
    Pair{"may", "ms"}, Pair{"msa", "ms"}, Pair{"nor", "no"}, Pair{"nob", "nb"}, Pair{"per", "fa"},
    Pair{"fas", "fa"}, Pair{"pol", "pl"}, Pair{"por", "pt"}, Pair{"rum", "ro"}, Pair{"ron", "ro"},
    Pair{"rus", "ru"}, Pair{"slo", "sk"}, Pair{"slk", "sk"}, Pair{"slv", "sl"}, Pair{"spa", "es"},
    Pair{"srp", "sr"}, Pair{"swe", "sv"}, Pair{"tha", "th"}, Pair{"tur", "tr"}, Pair{"ukr", "uk"},
    Pair{"vie", "vi"}};

// The names that Babel and the Web of Science use for the commonest languages of papers.
constexpr std::array kNames{
    Pair{"english", "en"},      Pair{"american", "en-US"},  Pair{"usenglish", "en-US"},
    Pair{"british", "en-GB"},   Pair{"ukenglish", "en-GB"}, Pair{"german", "de"},
    Pair{"ngerman", "de"},      Pair{"deutsch", "de"},      Pair{"french", "fr"},
    Pair{"francais", "fr"},     Pair{"spanish", "es"},      Pair{"portuguese", "pt"},
    Pair{"brazilian", "pt-BR"}, Pair{"italian", "it"},      Pair{"dutch", "nl"},
    Pair{"russian", "ru"},      Pair{"chinese", "zh"},      Pair{"japanese", "ja"},
    Pair{"korean", "ko"},       Pair{"polish", "pl"},       Pair{"swedish", "sv"},
    Pair{"danish", "da"},       Pair{"norwegian", "no"},    Pair{"finnish", "fi"},
    Pair{"turkish", "tr"},      Pair{"czech", "cs"}};

std::string_view find_tag(std::span<const Pair> names, std::string_view name) {
  const auto found = std::ranges::find(names, name, &Pair::first);
  return found == names.end() ? std::string_view() : found->second;
}

}  // namespace

std::string language_tag(std::string_view text) {
  constexpr std::size_t kTagBytesMax = 35;
  text = trim(text);
  const std::size_t letters =
      static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_ascii_letter) - text.begin());
  if (letters == text.size() && letters > 2) {
    const std::string folded = ascii_lower(text);
    return std::string(letters == 3 ? find_tag(kThreeLetters, folded) : find_tag(kNames, folded));
  }
  if (letters != 2 || text.size() > kTagBytesMax) return {};
  if (text.size() == 2) return ascii_lower(text);
  const bool is_tag = std::all_of(text.begin() + 2, text.end(),
                                  [](char c) { return is_ascii_alphanumeric(c) || c == '-' || c == '_'; });
  if (!is_tag || (text[2] != '-' && text[2] != '_') || text.size() < 4) return {};
  std::string tag = ascii_lower(text.substr(0, 2)) + std::string(text.substr(2));
  std::replace(tag.begin(), tag.end(), '_', '-');
  return tag;
}

}  // namespace broadsheet::formats
