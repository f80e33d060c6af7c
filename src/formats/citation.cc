// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/citation.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "formats/fields.h"
#include "formats/limits.h"
#include "formats/record_values.h"

namespace broadsheet::formats {

namespace {

constexpr auto kNone = std::string_view::npos;

// Words of letters and numbers, in order. A loose date that needs more than these is prose.
constexpr std::size_t kDateWordsMax = 8;

std::vector<std::string_view> date_words(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  while (at < text.size() && words.size() < kDateWordsMax) {
    const auto in_word = is_ascii_digit(text[at]) ? is_ascii_digit : is_ascii_letter;
    std::size_t end = at;
    while (end < text.size() && in_word(text[end])) ++end;
    if (end > at) words.push_back(text.substr(at, end - at));
    at = std::max(end, at + 1);
  }
  return words;
}

int year_number(std::string_view word) {
  if (word.size() != 4 || !is_ascii_digit(word.front())) return 0;
  int value = 0;
  for (const char c : word) value = value * 10 + (c - '0');
  return value;
}

// What stands behind the year: "2006 Sep 12", "2016/09/01", "2016-07".
std::optional<PartialDate> date_behind_year(int year, const std::vector<std::string_view>& words,
                                            std::size_t at) {
  if (at >= words.size()) return date_of(year, 0, 0);
  unsigned month = month_number(words[at]);
  if (month == 0) month = small_number(words[at]);
  const unsigned day = at + 1 < words.size() ? small_number(words[at + 1]) : 0;
  return date_of(year, month, day);
}

}  // namespace

void add_cited_doi(SourceRecord& record, std::string_view text) {
  text = trim(text);
  const std::size_t bare = text.find("10.");
  if (bare == kNone) return;
  std::optional<std::string> id = canonical_id(text);
  if (!id) id = canonical_id(text.substr(bare));
  if (record.doi.empty()) {
    const bool is_doi = id && id->starts_with("doi:");
    record.doi = is_doi ? id->substr(4) : ascii_lower(clean(text.substr(bare)));
  }
  if (id) add_id(record, *id);
  add_doi_ids(record);  // a field may hold several
}

void add_cited_url(SourceRecord& record, std::string_view text) {
  std::string url = clean(text);
  if (url.empty()) return;
  add_known_id(record, url);
  if (record.url.empty()) record.url = std::move(url);
}

void add_arxiv_id_in(SourceRecord& record, std::string_view text) {
  constexpr std::string_view kMark = "arxiv:";
  constexpr std::string_view kCorr = "abs/";
  const std::string lower = ascii_lower(text.substr(0, kVenueBytesMax));
  std::size_t at = lower.find(kMark);
  std::size_t mark_bytes = kMark.size();
  if (at == kNone && lower.starts_with("corr")) {
    at = lower.find(kCorr);
    mark_bytes = kCorr.size();
  }
  if (at == kNone) return;
  const std::string_view rest = trim(text.substr(at + mark_bytes));
  add_known_id(record, "arxiv:" + std::string(rest.substr(0, rest.find_first_of(" \t\r\n,;()[]{}"))));
}

std::string name_in_speech(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == kNone) return clean(text);
  std::string_view given = text.substr(comma + 1);
  std::string_view suffix;
  if (const std::size_t second = given.find(','); second != kNone) {
    suffix = given.substr(second + 1);
    given = given.substr(0, second);
  }
  return name_of_parts(clean(given), clean(text.substr(0, comma)), clean(suffix));
}

SpeechName speech_parts(std::string_view name) {
  const std::size_t last = name.rfind(' ');
  if (last == kNone || name.find(',') != kNone) return {{}, std::string(name)};
  std::size_t family = last + 1;
  // Particles are words in lower case; a name may begin with them, and then it has no given names.
  while (family > 1) {
    const std::size_t before = name.rfind(' ', family - 2);
    const std::size_t word = before == kNone ? 0 : before + 1;
    if (word == 0 || name[word] < 'a' || name[word] > 'z') break;
    family = word;
  }
  return {std::string(name.substr(0, family - 1)), std::string(name.substr(family))};
}

std::optional<PartialDate> loose_date(std::string_view text) {
  text = trim(text);
  // A range without a beginning and a year before our era.
  if (text.starts_with('/') || text.starts_with('.') || text.starts_with('-')) return std::nullopt;
  const std::vector<std::string_view> words = date_words(text);
  std::size_t at = 0;
  while (at < words.size() && year_number(words[at]) == 0) ++at;
  if (at == words.size()) return std::nullopt;
  const int year = year_number(words[at]);
  for (std::size_t i = 0; i < at; ++i) {
    const unsigned month = month_number(words[i]);
    if (month == 0) continue;
    // "12 September 2006" or "September 12, 2006"; of "May-June 2006" the month is the first.
    unsigned day = i + 1 < at ? small_number(words[i + 1]) : 0;
    if (day == 0 && i > 0 && i + 1 == at) day = small_number(words[i - 1]);
    return date_of(year, month, day);
  }
  if (at == 1 && words.size() == 2) return date_of(year, small_number(words[0]), 0);
  return date_behind_year(year, words, at + 1);
}

}  // namespace broadsheet::formats
