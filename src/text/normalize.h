// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Keys by which titles and names of different sources are compared. They are for machines: never
// shown, and stable, since the record stores them.

#ifndef BROADSHEET_TEXT_NORMALIZE_H_
#define BROADSHEET_TEXT_NORMALIZE_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::text {

// Confined to one thread: it owns a transliterator and buffers. Construction is cheap; the
// transliterator is made at the first name outside ASCII.
class Normalizer {
 public:
  Normalizer();
  ~Normalizer();
  Normalizer(Normalizer&&) noexcept;
  Normalizer& operator=(Normalizer&&) noexcept;

  // The normalised title: markup read (readable.h), case and accents folded, Greek symbols spelled out,
  // and what is left of words of letters and digits joined by one blank. "H\"older's $\alpha$-Stable Flow!"
  // is "holders alpha stable flow". Empty if there is no letter or digit.
  std::string title_key(std::string_view title);

  // A person's name as words in the order "given names, surname", whichever way it is written:
  // "Kowalczyk, Łukasz J." is "lukasz j kowalczyk". Transliterated to ASCII, suffixes (Jr, III) off.
  std::string fold_name(std::string_view name);

  // The key of the surname: the last word of it, so that "Laurens van der Maaten", "van der Maaten, L."
  // and "Maaten, Laurens" agree, and "Ana Garcia-Marquez" with "Ana García Márquez". Names in Han
  // or Hangul without a blank begin with the surname. Empty if there is no letter.
  std::string fold_surname(std::string_view name);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The words of a key made by title_key, as views into it. Where words have no blanks between them, in Han and
// kana, each pair of neighbours is one: "深度学习" is "深度", "度学", "学习".
std::vector<std::string_view> title_words(std::string_view key);

// The share of words that two keys have in common: twice the common words (with their counts) over
// the words of both, 0 to 1; 0 if either is empty.
double title_similarity(std::string_view key, std::string_view other_key);

}  // namespace broadsheet::text

#endif  // BROADSHEET_TEXT_NORMALIZE_H_
