// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "text/normalize.h"

#include <algorithm>
#include <array>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <utility>

#include "base/ascii.h"
#include "base/check.h"
#include "text/fold.h"
#include "text/limits.h"
#include "text/readable.h"
#include "text/utf8.h"
#include "text/word_scanner.h"

namespace broadsheet::text {
namespace {

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void append_word(std::string_view word, std::string& key) {
  if (word.empty()) return;
  if (!key.empty()) key.push_back(' ');
  key.append(word);
}

// ASCII text to lower-case words joined by one blank; apostrophes vanish ("O'Brien" is "obrien").
std::string fold_ascii(std::string_view text) {
  std::string key;
  key.reserve(text.size());
  bool pending = false;
  for (const char c : text) {
    if (is_word_byte(c)) {
      if (pending && !key.empty()) key.push_back(' ');
      pending = false;
      key.push_back(ascii_lower(c));
    } else if (c != '\'' && c != '`') {
      pending = true;
    }
  }
  return key;
}

bool belongs_to_title_word(char32_t c) {
  const WordClass kind = word_class(c);
  return kind == WordClass::kLetter || kind == WordClass::kDigit || kind == WordClass::kRaisedDigit ||
         kind == WordClass::kKatakana || kind == WordClass::kIdeograph || kind == WordClass::kExtend ||
         kind == WordClass::kApostrophe;
}

std::string fold_title(std::string_view text) {
  std::string key;
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = begin;
    std::size_t next = begin;
    while (next < text.size() && belongs_to_title_word(decode_utf8(text, next))) end = next;
    if (end > begin) append_word(fold_word(text.substr(begin, end - begin)), key);
    begin = std::max(end, next);
  }
  return key;
}

// True for what is written without blanks between words.
bool is_unspaced(char32_t c) {
  const WordClass kind = word_class(c);
  return kind == WordClass::kIdeograph || kind == WordClass::kKatakana;
}

// Of a run of ideographs and kana each pair of neighbours, as the analyzer has them; else the whole of it.
void append_run(std::string_view run, bool unspaced, std::vector<std::string_view>& words) {
  std::size_t second = 0;
  decode_utf8(run, second);
  if (!unspaced || second == run.size()) {
    words.push_back(run);
    return;
  }
  for (std::size_t begin = 0; second < run.size();) {
    std::size_t end = second;
    decode_utf8(run, end);
    words.push_back(run.substr(begin, end - begin));
    begin = std::exchange(second, end);
  }
}

// The words of a part of a key that has no blank.
void append_words(std::string_view part, std::vector<std::string_view>& words) {
  std::size_t begin = 0;
  bool unspaced = false;
  for (std::size_t at = 0; at < part.size();) {
    std::size_t next = at;
    const bool one = is_unspaced(decode_utf8(part, next));
    if (at > begin && one != unspaced) {
      append_run(part.substr(begin, at - begin), unspaced, words);
      begin = at;
    }
    unspaced = one;
    at = next;
  }
  if (begin < part.size()) append_run(part.substr(begin), unspaced, words);
}

bool is_suffix(std::string_view word) {
  static constexpr std::array<std::string_view, 9> kSuffixes = {"jr",  "sr", "ii",  "iii",   "iv",
                                                                "phd", "md", "esq", "junior"};
  return std::find(kSuffixes.begin(), kSuffixes.end(), word) != kSuffixes.end();
}

bool is_only_suffixes(std::string_view folded) {
  const auto words = title_words(folded);
  return std::all_of(words.begin(), words.end(), is_suffix);
}

void drop_suffixes(std::string& folded) {
  for (;;) {
    const std::size_t blank = folded.rfind(' ');
    if (blank == std::string::npos || !is_suffix(std::string_view(folded).substr(blank + 1))) return;
    folded.resize(blank);
  }
}

// Whether a name is written in Han or Hangul, where the surname comes first.
bool is_east_asian(std::string_view name) {
  std::size_t at = 0;
  const char32_t c = decode_utf8(name, at);
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0xAC00 && c <= 0xD7A3);
}

}  // namespace

struct Normalizer::Impl {
  std::string to_ascii(std::string_view text);
  std::string fold_part(std::string_view part) { return fold_ascii(is_ascii(part) ? part : to_ascii(part)); }
  // The words of a name in the order given names, surname; `surname` gets the words of the latter.
  std::string fold(std::string_view raw, std::string* surname);

  std::unique_ptr<icu::Transliterator> transliterator;
};

std::string Normalizer::Impl::to_ascii(std::string_view text) {
  if (transliterator == nullptr) {
    UErrorCode status = U_ZERO_ERROR;
    transliterator.reset(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    CHECK(U_SUCCESS(status) && transliterator != nullptr);
  }
  auto wide = icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
  transliterator->transliterate(wide);
  std::string out;
  wide.toUTF8String(out);
  return out;
}

std::string Normalizer::Impl::fold(std::string_view raw, std::string* surname) {
  std::string made_readable;
  std::string_view name = truncate_utf8(raw, kNameBytesMax);
  if (!is_ascii(name) || name.find_first_of("\\{}$&<~^`") != std::string_view::npos) {
    made_readable = readable(name);
    name = made_readable;
  }
  if (!name.empty() && is_east_asian(name) && name.find_first_of(" ,") == std::string_view::npos) {
    std::size_t first = 0;
    decode_utf8(name, first);
    *surname = fold_part(name.substr(0, first));
    std::string folded = fold_part(name.substr(first));
    append_word(*surname, folded);
    return folded;
  }
  std::string given;
  std::string last;
  const std::size_t comma = name.find(',');
  if (comma == std::string_view::npos) {
    last = fold_part(name);
  } else {
    // "Kowalczyk, Jan", "King, Jr., Martin", "Martin King, Jr.": parts of nothing but suffixes go.
    last = fold_part(name.substr(0, comma));
    std::string_view rest = name.substr(comma + 1);
    while (!rest.empty()) {
      const std::size_t next = std::min(rest.find(','), rest.size());
      const std::string part = fold_part(rest.substr(0, next));
      if (!is_only_suffixes(part)) append_word(part, given);
      rest.remove_prefix(std::min(next + 1, rest.size()));
    }
  }
  drop_suffixes(last);
  *surname = last;
  append_word(last, given);
  return given;
}

Normalizer::Normalizer() : impl_(std::make_unique<Impl>()) {}
Normalizer::~Normalizer() = default;
Normalizer::Normalizer(Normalizer&&) noexcept = default;
Normalizer& Normalizer::operator=(Normalizer&&) noexcept = default;

std::string Normalizer::title_key(std::string_view title) {
  const std::string shown = readable(title);
  return is_ascii(shown) ? fold_ascii(shown) : fold_title(shown);
}

std::string Normalizer::fold_name(std::string_view name) {
  std::string surname;
  return impl_->fold(name, &surname);
}

std::string Normalizer::fold_surname(std::string_view name) {
  std::string surname;
  impl_->fold(name, &surname);
  const std::size_t blank = surname.rfind(' ');
  return blank == std::string::npos ? surname : surname.substr(blank + 1);
}

std::vector<std::string_view> title_words(std::string_view key) {
  std::vector<std::string_view> words;
  while (!key.empty()) {
    const std::size_t blank = std::min(key.find(' '), key.size());
    append_words(key.substr(0, blank), words);
    key.remove_prefix(std::min(blank + 1, key.size()));
  }
  return words;
}

double title_similarity(std::string_view key, std::string_view other_key) {
  auto words = title_words(key);
  auto others = title_words(other_key);
  if (words.empty() || others.empty()) return 0;
  std::sort(words.begin(), words.end());
  std::sort(others.begin(), others.end());
  std::vector<std::string_view> common;
  std::set_intersection(words.begin(), words.end(), others.begin(), others.end(), std::back_inserter(common));
  return 2.0 * static_cast<double>(common.size()) / static_cast<double>(words.size() + others.size());
}

}  // namespace broadsheet::text
